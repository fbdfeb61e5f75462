import { beforeAll, describe, expect, it } from 'vitest';
import type { Method } from '../../../../src/lib/case/method';
import { registryOf } from '../../../../src/lib/case/method';
import { leaf } from '../../../../src/lib/kernel/trace';
import { buildPackage } from '../../../../src/lib/registration/build-package';
import { runMethods } from '../../../../src/lib/case/method';
import { writeZip } from '../../../../src/lib/container/zip';
import { encodeUtf8 } from '../../../../src/lib/kernel/utf8';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { reviewPackage } from '../../../../src/lib/review/desk/review-package';
import { reasonsOf } from '../../../../src/lib/review/desk/opinion/reasons';
import { canonicalPatent, packageFacts } from '../../../../src/lib/review/desk/facts';
import { meterAsset } from '../../../fixtures/data-quality';
import {
  ENGINE,
  TEST_METHODS,
  VERIFY,
  completeCase,
  edit,
  paperBytesByHash,
  repacked,
  rulesOf,
} from '../../../fixtures/small-package';

/** An invented ground: the first patent passes, the second is not known. */
const groundMethod: Method = {
  id: 'test.ground@1',
  title: '虚构情形',
  needs: [],
  run: ({ caseRecord }) => ({
    figures: [],
    offers: [],
    findings: caseRecord.sections.patents.records.map(({ id, title }, i) => ({
      rule: 'test.ground.1',
      method: 'test.ground@1',
      subject: { kind: 'patent' as const, id, title },
      title: '出质人不是登记的专利权人',
      verdict: i === 0 ? ('pass' as const) : ('unknown' as const),
      severity: 'block' as const,
      veto: true,
      message: i === 0 ? '一致' : '登记簿副本未录入',
      remedy: '',
      confidence: 'verified' as const,
      trace: leaf({ id: `ground/${id}`, label: '情形', value: null, unit: 'text', confidence: 'verified' }),
    })),
  }),
};
const METHODS = [...TEST_METHODS, groundMethod];
const OPTIONS = { ...VERIFY, methods: registryOf(METHODS), isGround: (id: string) => id === 'test.ground@1' };

let bytes: Uint8Array;
beforeAll(async () => {
  const caseRecord = await completeCase();
  const rules = rulesOf(caseRecord);
  const built = await buildPackage({
    caseRecord,
    outputs: runMethods(METHODS, caseRecord, rules),
    rules,
    methods: METHODS.map(({ id }) => id),
    attachments: await paperBytesByHash(),
    engineVersion: ENGINE,
  });
  bytes = mustBeOk(built).bytes;
});

it('data without a fingerprint is named, and a case that cannot be read is no case without data', async () => {
  const caseRecord = await completeCase();
  const withData = {
    ...caseRecord,
    sections: { ...caseRecord.sections, dataAssets: { assets: [meterAsset()] } },
  };
  expect(packageFacts(null, withData).unprinted).toEqual(['虚构水表数据']);
  expect('unprinted' in packageFacts(null, caseRecord)).toBe(false);
  const reviewed = await reviewPackage(bytes, OPTIONS, 10);
  expect(reviewed.caseRead).toBe(true);
  const broken = await repacked(bytes, (payload) => {
    payload.set('inputs/case.json', new Uint8Array([1]));
  });
  const unread = await reviewPackage(broken, OPTIONS, 50);
  expect(unread.caseRead).toBe(false);
  // What could not be held against it is unknown, not wrong.
  const integrity = unread.report.answers.integrity.findings;
  expect(integrity.map(({ message }) => message).join()).not.toContain('的附件表不符');
  expect(integrity).toContainEqual(
    expect.objectContaining({ verdict: 'unknown', message: '案卷读不出，附件没有与案卷登记的核对' }),
  );
});

it('an Office file, a scan or a text instead of a package is called what it is', async () => {
  const instead = async (file: Uint8Array) => (await reviewPackage(file, OPTIONS, 10)).instead;
  const office = writeZip([
    ['[Content_Types].xml', encodeUtf8('<Types/>')],
    ['word/document.xml', encodeUtf8('<w/>')],
  ]);
  expect(await instead(office)).toContain('Office');
  expect(await instead(encodeUtf8('%PDF-1.4\n'))).toBe('PDF');
  expect(await instead(encodeUtf8('收到'))).toBe('文本');
  expect(await instead(new Uint8Array())).toBeNull();
  expect(await instead(bytes.slice(0, 900))).toBeNull();
  expect(await instead(bytes)).toBeNull();
});

describe('one package at the desk', () => {
  it('gives five answers, the grounds run again and what the register keeps, out of one run', async () => {
    let runs = 0;
    const counting = METHODS.map((method) => ({
      ...method,
      run: (input: Parameters<Method['run']>[0]) => {
        runs += 1;
        return method.run(input);
      },
    }));
    const reviewed = await reviewPackage(bytes, { ...OPTIONS, methods: registryOf(counting) }, 100);
    expect(runs).toBe(METHODS.length);
    expect(reviewed.report.answers.recalculation).toEqual({ verdict: 'pass', findings: [] });
    expect(reviewed.grounds).toEqual([
      {
        rule: 'test.ground.1',
        title: '出质人不是登记的专利权人',
        pass: 1,
        fail: 0,
        unknown: 1,
        verdict: 'unknown',
        lines: [expect.objectContaining({ verdict: 'unknown', message: '登记簿副本未录入' }) as unknown],
      },
    ]);
    expect(reviewed.facts).toMatchObject({
      caseId: 'small-case',
      region: 'cn-330825',
      pledgee: '虚构测试银行股份有限公司',
      declaredFen: reviewed.report.summary?.securedAmountFen,
    });
    expect(reviewed.facts.patents).toHaveLength(2);
  });

  it('lists every difference, counts what it does not hand out, and keeps the worst', async () => {
    const tampered = await repacked(bytes, (payload) => {
      edit(payload, 'inputs/case.json', '"amountFen":"4500000000"', '"amountFen":"4600000000"');
    });
    const whole = await reviewPackage(tampered, OPTIONS, 10_000);
    const all = whole.report.answers.recalculation.findings;
    expect(all.filter(({ verdict }) => verdict === 'fail').length).toBeGreaterThan(1);
    expect(all[0]?.message).toContain('质押后未覆盖的金额');
    const capped = await reviewPackage(tampered, OPTIONS, 1);
    expect(capped.report.answers.recalculation.findings).toHaveLength(1);
    expect(capped.report.answers.recalculation.findings[0]?.verdict).toBe('fail');
    expect(capped.counts.recalculation).toBe(all.length);
    expect(capped.report.answers.recalculation.verdict).toBe('fail');
  });

  it('leaves the grounds unknown when their method is not here', async () => {
    const reviewed = await reviewPackage(bytes, { ...OPTIONS, methods: registryOf(TEST_METHODS) }, 100);
    expect(reviewed.grounds).toEqual([]);
    const reasons = reasonsOf({ answers: reviewed.report.answers, grounds: reviewed.grounds, register: [] });
    expect(reasons.map(({ code }) => code)).toContain('E_GROUNDS');
  });

  it('knows the case from the package when no method could run', async () => {
    const reviewed = await reviewPackage(bytes, { ...OPTIONS, methods: new Map() }, 100);
    const ran = await reviewPackage(bytes, OPTIONS, 100);
    expect([reviewed.facts, reviewed.datasets]).toEqual([ran.facts, ran.datasets]);
    expect(ran.facts.patents.length).toBeGreaterThan(0);
    const { summary } = ran.report;
    if (summary === null) throw new Error('no summary');
    const long = 'x'.repeat(600);
    const facts = packageFacts(
      { ...summary, previous: long, region: long, caseId: long, recipient: '甲'.repeat(600), revision: 1.5 },
      null,
    );
    expect(facts).toMatchObject({ previous: null, region: null, caseId: null, revision: null });
    expect(facts.recipient).toHaveLength(500);
  });

  it('says of bytes that are no package only that', async () => {
    const reviewed = await reviewPackage(new Uint8Array([1, 2, 3]), OPTIONS, 100);
    expect(reviewed.report.id).toBeNull();
    expect(reviewed.facts).toMatchObject({ caseId: null, patents: [], declaredFen: null, pledgor: null });
  });
});

it('one patent has one name, however it is written', () => {
  expect(canonicalPatent('ZL 2017 1 0601862.3')).toBe('201710601862.3');
  expect(canonicalPatent('2017106018623')).toBe('201710601862.3');
  expect(canonicalPatent(' 不是号码 ')).toBe('不是号码');
});
