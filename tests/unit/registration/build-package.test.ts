import { expect, test, vi } from 'vitest';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { NO_OUTPUTS, runMethods } from '../../../src/lib/case/method';
import { readBag } from '../../../src/lib/container/bagit';
import { sha256Hex } from '../../../src/lib/kernel/hashing';
import type { JsonValue } from '../../../src/lib/kernel/json';
import { type Failure, mustBeOk } from '../../../src/lib/kernel/result';
import { buildPackage } from '../../../src/lib/registration/build-package';
import { findingsIn } from '../../fixtures/package-results';
import { inventedPatent, paperFiles, smallCase, withPapers } from '../../fixtures/small-case';
import {
  ENGINE,
  TEST_METHODS,
  build,
  completeCase,
  completePackage,
  jsonOf,
  paperBytesByHash,
  rulesOf,
} from '../../fixtures/small-package';

vi.setConfig({ testTimeout: 60_000 });

const refusal = async (caseRecord: CaseRecord): Promise<Failure> => {
  const built = await build(caseRecord);
  if (built.ok) throw new Error('a refusal was expected');
  return built.failure;
};

type Sections = CaseRecord['sections'];

const changed = (change: (sections: Sections) => Partial<Sections>): CaseRecord => {
  const base = smallCase();
  return { ...base, sections: { ...base.sections, ...change(base.sections) } };
};

const at = (json: JsonValue, ...keys: readonly string[]): unknown => {
  let value: unknown = json;
  for (const key of keys)
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return value;
};

test('the payload is the whole story and nothing else', async () => {
  const built = await completePackage();
  const bag = mustBeOk(await readBag(built.bytes));
  const hashes = (await paperFiles()).map(({ sha256 }) => `inputs/files/${sha256}`);
  expect([...bag.payload.keys()].sort()).toEqual(
    [
      'documents/01_专利权质押登记申请表.docx',
      'documents/03_材料清单.docx',
      'documents/04_内部估值表.docx',
      'documents/06_主债权合同要点.docx',
      'documents/07_专利权质押合同.docx',
      'documents/08_承诺书.docx',
      'documents/19_录入单.docx',
      'documents/20_表单.json',
      'documents/21_登记事项汇总表.docx',
      'documents/23_EAST字段表.csv',
      'inputs/case.json',
      ...hashes,
      'package.json',
      'results/figures.json',
      'results/findings.json',
      'results/form.json',
      'results/offers.json',
      'rules/rules.json',
    ].sort(),
  );
  expect(bag.canonical).toBe(true);
  expect(bag.id).toBe(built.id);
  expect(built.sha256).toBe(await sha256Hex(built.bytes));
  expect(built.files).toBe(bag.payload.size + 6);
  expect(built.name).toBe('虚构测试材料-专利质押_专利权质押登记_2026-11-20.zip');
});

test('package.json names purpose, parties, patents, amount, methods and the hash of the rule pack', async () => {
  const { payload } = mustBeOk(await readBag((await completePackage()).bytes));
  const description = jsonOf(payload, 'package.json');
  expect(description).toMatchObject({
    profile: 'zhiya.package/4',
    purpose: '专利权质押登记',
    registry: { code: 'CNIPA_PATENT', registrar: '国家知识产权局' },
    recipient: '虚构的受理窗口',
    securedAmountFen: '1840000000',
    patents: [
      { id: 'p-1', number: '201919900001.1', title: '虚构的第1种测试装置' },
      { id: 'p-2', number: '201919900002.6', title: '虚构的第2种测试装置' },
    ],
    engineVersion: ENGINE,
    methods: ['test.open-amount@1', 'registration.completeness@3'],
    filings: [
      {
        id: 'patent-pledge',
        kind: 'patent-pledge',
        act: 'register',
        title: '专利权质押登记',
        registry: { code: 'CNIPA_PATENT', registrar: '国家知识产权局' },
        folder: '',
        sources: ['p-1', 'p-2'],
        securedAmountFen: '1840000000',
        registrationNumber: null,
      },
    ],
    revision: { number: null, head: null, previous: null },
    validity: null,
  });
  const rules = payload.get('rules/rules.json') ?? new Uint8Array();
  expect(at(description, 'rulePack', 'sha256')).toBe(await sha256Hex(rules));
});

test('the rule pack holds exactly what was read, the rules of the form included', async () => {
  const { payload } = mustBeOk(await readBag((await completePackage()).bytes));
  const rules = jsonOf(payload, 'rules/rules.json');
  const ids = Array.isArray(rules) ? rules.map((rule: JsonValue) => at(rule, 'id')) : [];
  expect(ids).toContain('registration.cnipa-patent.form.seals');
  expect(ids).toContain('registration.cnipa-patent.review-days');
  expect(ids).toContain('registration.internal-valuation.risk-notes');
  expect([...ids].sort()).toEqual(ids);
});

test('the same case gives the same package', async () => {
  expect((await completePackage()).sha256).toBe((await completePackage()).sha256);
});

test('what is merely missing does not stop the export', async () => {
  const bare = changed(({ enterprise, registration }) => ({
    enterprise: {
      ...enterprise,
      pledgee: null,
      need: { ...enterprise.need, amountFen: null, debtEnd: null },
    },
    registration: { ...registration, recipient: null },
  }));
  const built = mustBeOk(await build(bare));
  const { payload } = mustBeOk(await readBag(built.bytes));
  const failed = findingsIn(payload).filter(({ verdict }) => verdict === 'fail');
  expect(failed.map(({ rule }) => rule)).toContain('registration.form.pledgee_name');
});

test('an attachment that is not given is listed as not included', async () => {
  const built = mustBeOk(await build(await completeCase()));
  const { payload } = mustBeOk(await readBag(built.bytes));
  const attachments = at(jsonOf(payload, 'package.json'), 'attachments');
  expect(Array.isArray(attachments) && attachments.every((a: JsonValue) => at(a, 'included') === false)).toBe(
    true,
  );
});

test('no pledged patent, no pledgor: nothing to export', async () => {
  expect(await refusal(smallCase([]))).toMatchObject({
    code: 'E_NO_FILING',
    path: '$.sections.patents.pledged',
  });
  const nameless = changed(({ enterprise }) => ({
    enterprise: { ...enterprise, enterprise: { ...enterprise.enterprise, name: ' ' } },
  }));
  expect(await refusal(nameless)).toMatchObject({ code: 'E_NO_PLEDGOR' });
});

test('two secured amounts: both places are named', async () => {
  const two = changed(({ patents }) => ({
    patents: {
      ...patents,
      enteredCredit: { amountFen: '1800000000', source: '虚构', enteredBy: '虚构人员' },
    },
  }));
  const failure = await refusal(two);
  expect(failure.code).toBe('E_AMOUNT');
  expect(failure.message).toContain('登记 › 质押合同）为 1,840.00 万元');
  expect(failure.message).toContain('专利 › 录入授信）为 1,800.00 万元');
});

test('more secured than owed stops an ordinary pledge, not a maximum-amount pledge', async () => {
  const over = (maximumAmount: boolean) =>
    changed(({ registration }) => ({
      registration: {
        ...registration,
        pledgeContract: { ...registration.pledgeContract, securedAmountFen: '4500000001', maximumAmount },
      },
    }));
  expect(await refusal(over(false))).toMatchObject({ code: 'E_AMOUNT' });
  expect((await build(over(true))).ok).toBe(true);
});

test('other contradictions are refused by code', async () => {
  const dates = changed(({ enterprise }) => ({
    enterprise: { ...enterprise, need: { ...enterprise.need, debtStart: '2028-01-01' } },
  }));
  expect(await refusal(dates)).toMatchObject({ code: 'E_DATE_ORDER' });
  const same = changed(({ enterprise }) => ({
    enterprise: {
      ...enterprise,
      pledgee: enterprise.pledgee && { ...enterprise.pledgee, name: enterprise.enterprise.name },
    },
  }));
  expect(await refusal(same)).toMatchObject({ code: 'E_SAME_PARTY' });
  const appraisal = changed(({ registration }) => ({
    registration: { ...registration, appraisal: { ...registration.appraisal, valueFen: '100' } },
  }));
  expect(await refusal(appraisal)).toMatchObject({ code: 'E_APPRAISAL' });
  const stranger = changed(({ patents }) => ({ patents: { ...patents, pledged: ['p-1', 'p-9'] } }));
  expect(await refusal(stranger)).toMatchObject({
    code: 'E_REF_MISSING',
    path: '$.sections.patents.pledged[1]',
  });
  const twice = changed(({ patents }) => ({ patents: { ...patents, pledged: ['p-1', 'p-1'] } }));
  expect(await refusal(twice)).toMatchObject({ code: 'E_REF_DUPLICATE' });
  const twins = smallCase([inventedPatent(1), inventedPatent(1, { id: 'p-2' })]);
  expect(await refusal(twins)).toMatchObject({ code: 'E_PATENT_DUPLICATE' });
  expect(await refusal(smallCase([inventedPatent(1, { title: '\ud800' })]))).toMatchObject({
    code: 'E_SURROGATE',
  });
});

test('several contradictions: the first is told, the others are counted', async () => {
  const failure = await refusal(
    changed(({ enterprise, patents }) => ({
      enterprise: { ...enterprise, enterprise: { ...enterprise.enterprise, name: '' } },
      patents: { ...patents, pledged: [] },
    })),
  );
  expect(failure.message).toContain('共 2 处矛盾');
});

test('results must come from the listed methods and from the rules of the case', async () => {
  const caseRecord = smallCase();
  const rules = rulesOf(caseRecord);
  const outputs = runMethods(TEST_METHODS, caseRecord, rules);
  const base = {
    caseRecord,
    outputs,
    rules,
    methods: TEST_METHODS.map(({ id }) => id),
    attachments: new Map(),
    engineVersion: ENGINE,
  };
  const code = async (input: Parameters<typeof buildPackage>[0]) => {
    const built = await buildPackage(input);
    return built.ok ? null : built.failure.code;
  };
  expect(await code(base)).toBe(null);
  expect(await code({ ...base, methods: ['registration.completeness@1'] })).toBe('E_METHOD');
  expect(await code({ ...base, methods: [...base.methods, ...base.methods] })).toBe('E_METHOD');
  expect(await code({ ...base, rules: rulesOf({ ...caseRecord, valuationDate: '2026-11-21' }) })).toBe(
    'E_RULES',
  );
  const twice = { ...outputs, figures: [...outputs.figures, ...outputs.figures] };
  expect(await code({ ...base, outputs: twice })).toBe('E_FIGURE_DUPLICATE');
  expect(await code({ ...base, outputs: NO_OUTPUTS, methods: [] })).toBe(null);
});

test('attachment bytes must be those the case registered', async () => {
  const [file] = await paperFiles();
  if (file === undefined) throw new Error('a paper was expected');
  const caseRecord = withPapers(smallCase(), [file]);
  const wrong = new Map([[file.sha256, new Uint8Array(file.bytes.length)]]);
  expect(await build(caseRecord, wrong)).toMatchObject({ ok: false, failure: { code: 'E_HASH' } });
  const stray = new Map([['0'.repeat(64), file.bytes]]);
  expect(await build(caseRecord, stray)).toMatchObject({ ok: false, failure: { code: 'E_UNLISTED' } });
  expect((await build(caseRecord, await paperBytesByHash())).ok).toBe(false);
});

test('package.json names every seed of the case, and the revision only where it is told', async () => {
  const { payload } = mustBeOk(await readBag(mustBeOk(await build(smallCase())).bytes));
  const description = jsonOf(payload, 'package.json');
  expect(at(description, 'seeds')).toEqual([{ path: 'sections.collateral.loss.seed', seed: '1' }]);
  expect(at(description, 'revision')).toEqual({ number: null, head: null, previous: null });
});
