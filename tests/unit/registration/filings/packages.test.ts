import { expect, test, vi } from 'vitest';
import type { CaseRecord } from '../../../../src/lib/case/case-record';
import { registryOf, runMethods } from '../../../../src/lib/case/method';
import { readBag } from '../../../../src/lib/container/bagit';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { parseStrictJson } from '../../../../src/lib/kernel/strict-json';
import { decodeUtf8 } from '../../../../src/lib/kernel/utf8';
import { buildPackage } from '../../../../src/lib/registration/build-package';
import { EARLIER_REGISTRATION_METHODS, REGISTRATION_METHODS } from '../../../../src/lib/registration/methods';
import { renderDocuments } from '../../../../src/lib/registration/render-documents';
import { RENDERER } from '../../../../src/lib/registration/renderer';
import { verifyPackage } from '../../../../src/lib/review/verify-package';
import {
  CLAIM,
  DATA,
  MACHINE,
  MARK,
  PLANT,
  WORK,
  enteredRecord,
  filingCase,
  onlyItems,
  rulesOf,
} from '../../../fixtures/filing-case';

vi.setConfig({ testTimeout: 60_000 });

const build = async (caseRecord: CaseRecord, methods = REGISTRATION_METHODS) => {
  const rules = rulesOf(caseRecord);
  return buildPackage({
    caseRecord,
    outputs: runMethods(methods, caseRecord, rules),
    rules,
    methods: methods.map(({ id }) => id),
    attachments: new Map(),
    engineVersion: '0.0.0-test',
  });
};

const verify = (bytes: Uint8Array) =>
  verifyPackage(bytes, {
    methods: registryOf([...REGISTRATION_METHODS, ...EARLIER_REGISTRATION_METHODS]),
    renderDocuments,
    renderer: RENDERER,
  });

const descriptionOf = async (bytes: Uint8Array) => {
  const { payload } = mustBeOk(await readBag(bytes));
  const text = mustBeOk(decodeUtf8(payload.get('package.json') ?? new Uint8Array()));
  return { json: mustBeOk(parseStrictJson(text)), paths: [...payload.keys()] };
};

const supportsOnly = (): CaseRecord => {
  const base = filingCase({ records: [] });
  return {
    ...base,
    region: 'cn',
    sections: {
      ...base.sections,
      patents: { ...base.sections.patents, records: [], pledged: [] },
      collateral: { ...base.sections.collateral, items: [], credit: [] },
    },
  };
};

test.each([
  ['marks', onlyItems([MARK], [enteredRecord('mark-pledge')]), '商标专用权质权登记', 'CNIPA_TM'],
  ['data', onlyItems([DATA], [enteredRecord('data-ip')]), '数据知识产权质押备案', 'PROVINCIAL_DATA_IP'],
  ['movables', onlyItems([MACHINE], [enteredRecord('movables')]), '中登网动产抵押登记', 'ZHONGDENG'],
  ['receivables', onlyItems([CLAIM], [enteredRecord('receivables')]), '中登网应收账款质押登记', 'ZHONGDENG'],
  [
    'real estate',
    onlyItems([PLANT], [enteredRecord('real-estate')]),
    '不动产抵押权首次登记',
    'NATURAL_RESOURCES',
  ],
  ['copyright', onlyItems([WORK], [enteredRecord('copyright-pledge')]), '著作权质权登记', 'NCA_CPCC'],
  ['guarantee and insurance', supportsOnly(), '担保登记（2 项）', 'SEVERAL'],
] as const)(
  'a case of %s alone, without a patent, builds a package that recomputes',
  async (_, caseRecord, purpose, code) => {
    const built = mustBeOk(await build(caseRecord));
    const { json, paths } = await descriptionOf(built.bytes);
    expect(json).toMatchObject({ profile: 'zhiya.package/4', purpose, registry: { code }, patents: [] });
    expect(paths).toContain('documents/21_登记事项汇总表.docx');
    expect(paths).toContain('documents/23_EAST字段表.csv');
    const { answers, canonical } = await verify(built.bytes);
    expect(canonical).toBe(true);
    expect([answers.safety.verdict, answers.recalculation.verdict, answers.recalculation.findings]).toEqual([
      'pass',
      'pass',
      [],
    ]);
    // Papers are not there yet: listed as such, nothing else is wrong with the whole.
    const codes = new Set(answers.integrity.findings.map((finding) => finding.code));
    expect([...codes].every((one) => one === 'E_REQUIRED' || one === 'E_NEED_UNKNOWN')).toBe(true);
  },
);

test('everything at once: ten folders, every paper with its file, and the same bytes again', async () => {
  const built = mustBeOk(await build(filingCase()));
  const { json, paths } = await descriptionOf(built.bytes);
  expect(json).toMatchObject({ purpose: '担保登记（10 项）', registry: { code: 'SEVERAL' } });
  const filings = (json as { filings: { folder: string; kind: string }[] }).filings;
  for (const { folder } of filings)
    expect(
      paths.some((path) => path.startsWith(`documents/${folder}/`)),
      folder,
    ).toBe(true);
  const papers = (json as { requiredDocuments: { file: string | null }[] }).requiredDocuments;
  for (const { file } of papers) if (file !== null) expect(paths).toContain(file);
  expect((await verify(built.bytes)).answers.recalculation).toMatchObject({ verdict: 'pass', findings: [] });
  expect(mustBeOk(await build(filingCase())).sha256).toBe(built.sha256);
});

test('papers of a guarantee or a subsidy claim do not make a registration incomplete; alone they are asked for', async () => {
  const asked = async (caseRecord: CaseRecord): Promise<readonly string[]> => {
    const { json } = await descriptionOf(mustBeOk(await build(caseRecord)).bytes);
    return (json as { requiredDocuments: { title: string }[] }).requiredDocuments.map(({ title }) => title);
  };
  const all = await asked(filingCase());
  expect(all).toContain('专利权质押合同');
  expect(all).not.toContain('保证合同或担保意向函');
  expect(all).not.toContain('贴息申请表');
  expect(await asked(supportsOnly())).toContain('保证合同或担保意向函');
});

test('a package that was made with the first completeness method still recomputes', async () => {
  const built = mustBeOk(await build(filingCase(), EARLIER_REGISTRATION_METHODS));
  const { answers } = await verify(built.bytes);
  expect(answers.recalculation.findings).toEqual([]);
});
