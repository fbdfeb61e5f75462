import { zipSync } from 'fflate';
import { afterEach, expect, test, vi } from 'vitest';
import { type Method, registryOf } from '../../src/lib/case/method';
import { memorySource, readBag, writeBag } from '../../src/lib/container/bagit';
import { readZip, writeZip } from '../../src/lib/container/zip';
import { canonicalJson } from '../../src/lib/kernel/canonical-json';
import { mustBeOk } from '../../src/lib/kernel/result';
import { decodeUtf8, encodeUtf8 } from '../../src/lib/kernel/utf8';
import { verifyPackage } from '../../src/lib/review/verify-package';
import type { Question, VerifyReport } from '../../src/lib/review/verify-report';
import { paperFiles, withPapers, smallCase } from '../fixtures/small-case';
import {
  ENGINE,
  TEST_METHODS,
  VERIFY,
  build,
  completePackage,
  earlierProfile,
  edit,
  openAmountMethod,
  rehashRules,
  repacked,
  wholeTraces,
  jsonOf,
} from '../fixtures/small-package';
import { figuresIn, findingsIn, inTables, setFigures, setFindings } from '../fixtures/package-results';
import { smallDocx } from '../fixtures/office-files';

/** Rows of the catalogue §5.2 that concern packages without signatures and without a register of packages seen. */

vi.setConfig({ testTimeout: 60_000 });

const PROTOTYPE = Object.getOwnPropertyNames(Object.prototype).sort().join();

afterEach(() => {
  expect(Object.getOwnPropertyNames(Object.prototype).sort().join()).toBe(PROTOTYPE);
});

const original = completePackage();

const verify = (bytes: Uint8Array): Promise<VerifyReport> => verifyPackage(bytes, VERIFY);

const codes = ({ answers }: VerifyReport, question: Question): readonly string[] =>
  answers[question].findings.map(({ code }) => code);

const verdicts = ({ answers }: VerifyReport) => ({
  safety: answers.safety.verdict,
  integrity: answers.integrity.verdict,
  authenticity: answers.authenticity.verdict,
  usability: answers.usability.verdict,
  recalculation: answers.recalculation.verdict,
});

/** The archive with its raw entries changed and nothing redone: what a plain editor leaves. */
const rezipped = async (
  bytes: Uint8Array,
  change: (entries: Map<string, Uint8Array>) => void,
): Promise<Uint8Array> => {
  const entries = new Map(mustBeOk(await readZip(bytes)));
  change(entries);
  return writeZip(entries);
};

const nameEnding = (entries: ReadonlyMap<string, Uint8Array>, end: string): string => {
  const found = [...entries.keys()].find((name) => name.endsWith(end));
  if (found === undefined) throw new Error(`no entry ${end}`);
  return found;
};

const editEntry = (entries: Map<string, Uint8Array>, end: string, change: (text: string) => string): void => {
  const name = nameEnding(entries, end);
  const before = mustBeOk(decodeUtf8(entries.get(name) ?? new Uint8Array()));
  const after = change(before);
  if (after === before) throw new Error(`${end} did not change`);
  entries.set(name, encodeUtf8(after));
};

test('an untouched package: four passes, unsigned, canonical', async () => {
  const { bytes, id } = await original;
  const report = await verify(bytes);
  expect(verdicts(report)).toEqual({
    safety: 'pass',
    integrity: 'pass',
    authenticity: 'unknown',
    usability: 'pass',
    recalculation: 'pass',
  });
  expect(report).toMatchObject({ schema: 'zhiya.verify/1', id, canonical: true });
  expect(report.summary).toMatchObject({
    securedAmountFen: '1840000000',
    pledgor: { name: '虚构测试材料有限公司' },
  });
});

test('PKG-01 one byte changed in a document: E_HASH with the file name', async () => {
  const bytes = await rezipped((await original).bytes, (entries) => {
    const name = nameEnding(entries, '04_内部估值表.docx');
    const content = Uint8Array.from(entries.get(name) ?? []);
    content[2000] = (content[2000] ?? 0) ^ 1;
    entries.set(name, content);
  });
  const report = await verify(bytes);
  expect(report.answers.integrity).toMatchObject({
    verdict: 'fail',
    findings: [{ code: 'E_HASH', path: 'data/documents/04_内部估值表.docx' }],
  });
  expect(report.canonical).toBe(false);
});

test('PKG-04 without a signature the word is 未签名, never a pass', async () => {
  const { authenticity } = (await verify((await original).bytes)).answers;
  expect(authenticity.verdict).toBe('unknown');
  expect(authenticity.findings[0]?.message).toContain('未签名');
});

test('a time stamp that is none is invalid and named, and the package stays unsigned', async () => {
  const bag = mustBeOk(await readBag((await original).bytes));
  const signatures = new Map([['0001.tsr', encodeUtf8('{}')]]);
  const { bytes } = await writeBag({ payload: bag.payload, bagInfo: bag.bagInfo, signatures });
  const { authenticity } = (await verify(bytes)).answers;
  expect(authenticity).toMatchObject({
    verdict: 'fail',
    findings: [{ code: 'E_UNSIGNED' }, { code: 'E_STAMP', path: 'signatures/0001.tsr' }],
  });
});

test('PKG-05 a file added and not listed: E_UNLISTED', async () => {
  const bytes = await rezipped((await original).bytes, (entries) => {
    const root = nameEnding(entries, '/bagit.txt').slice(0, 64);
    entries.set(`${root}/data/documents/另加.txt`, encodeUtf8('x'));
  });
  const report = await verify(bytes);
  expect(codes(report, 'integrity')).toContain('E_UNLISTED');
  expect(report.answers.integrity.verdict).toBe('fail');
});

test('a file listed in the manifests that is no part of a package: E_UNEXPECTED', async () => {
  const bytes = await repacked((await original).bytes, (payload) => {
    payload.set('documents/09_另加.txt', encodeUtf8('x'));
  });
  expect(codes(await verify(bytes), 'integrity')).toContain('E_UNEXPECTED');
});

test('PKG-06 a listed file is missing: E_MISSING', async () => {
  const bytes = await rezipped((await original).bytes, (entries) => {
    entries.delete(nameEnding(entries, '03_材料清单.docx'));
  });
  const report = await verify(bytes);
  expect(codes(report, 'integrity')).toContain('E_MISSING');
});

test('a document taken out with all manifests redone is missed by name', async () => {
  const bytes = await repacked((await original).bytes, (payload) => {
    payload.delete('documents/03_材料清单.docx');
  });
  const { integrity } = (await verify(bytes)).answers;
  expect(integrity.findings.map(({ message }) => message).join()).toContain('03_材料清单.docx');
});

test('PKG-07 the manifest lists a file twice', async () => {
  const bytes = await rezipped((await original).bytes, (entries) => {
    editEntry(entries, '/manifest-sha256.txt', (text) => {
      const line = text.split('\n')[0] ?? '';
      return `${line}\n${text}`;
    });
  });
  expect(codes(await verify(bytes), 'integrity')).toEqual(['E_DUP']);
});

test.each(['../x', '/etc/passwd', 'data/%2e%2e\\x', 'data\\x'])('PKG-08 manifest path %s', async (path) => {
  const bytes = await rezipped((await original).bytes, (entries) => {
    editEntry(entries, '/manifest-sha256.txt', (text) => `${text}${'0'.repeat(64)}  ${path}\n`);
  });
  const report = await verify(bytes);
  expect(codes(report, 'integrity')).toEqual(['E_PATH']);
  expect(report.summary).toBe(null);
});

test('PKG-09 fetch.txt is refused and nothing is fetched', async () => {
  const bytes = await rezipped((await original).bytes, (entries) => {
    const root = nameEnding(entries, '/bagit.txt').slice(0, 64);
    entries.set(`${root}/fetch.txt`, encodeUtf8('http://example.invalid/a 1 data/a\n'));
  });
  expect(codes(await verify(bytes), 'integrity')).toEqual(['E_REMOTE']);
});

test.each(['sha256', 'sm3'])('PKG-10 only the %s of a file is wrong: E_HASH', async (algorithm) => {
  const bytes = await rezipped((await original).bytes, (entries) => {
    editEntry(entries, `/manifest-${algorithm}.txt`, (text) => text.replace(/^[0-9a-f]{64}/, '0'.repeat(64)));
  });
  const report = await verify(bytes);
  expect(report.answers.integrity.verdict).toBe('fail');
  expect(codes(report, 'integrity')).toContain('E_HASH');
});

test('PKG-11 a manifest of another algorithm', async () => {
  const bytes = await rezipped((await original).bytes, (entries) => {
    const root = nameEnding(entries, '/bagit.txt').slice(0, 64);
    entries.set(`${root}/manifest-md5.txt`, encodeUtf8(''));
  });
  expect(codes(await verify(bytes), 'integrity')).toEqual(['E_ALG']);
});

test.each([
  ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
  ['BOM', (text: string) => `\ufeff${text}`],
  ['no final newline', (text: string) => text.slice(0, -1)],
  ['trailing space', (text: string) => text.replace(/\n/, ' \n')],
])('PKG-13 manifest with %s: E_CANON', async (_, change) => {
  const bytes = await rezipped((await original).bytes, (entries) => {
    editEntry(entries, '/manifest-sha256.txt', change);
  });
  expect(codes(await verify(bytes), 'integrity')).toEqual(['E_CANON']);
});

test.each([
  [
    'key order',
    (text: string) =>
      `${text.replace(`"engineVersion":"${ENGINE}",`, '').slice(0, -1)},"engineVersion":"${ENGINE}"}`,
  ],
  ['1.0 for 1', (text: string) => text.replace('"no":1,', '"no":1.0,')],
  ['escaped letters', (text: string) => text.replace('专利权质押登记', '\\u4e13利权质押登记')],
  ['white space', (text: string) => `${text}\n`],
])('PKG-14 package.json with %s: E_CANON', async (_, change) => {
  const bytes = await repacked((await original).bytes, (payload) => {
    const text = mustBeOk(decodeUtf8(payload.get('package.json') ?? new Uint8Array()));
    if (change(text) === text) throw new Error('nothing changed');
    payload.set('package.json', encodeUtf8(change(text)));
  });
  const report = await verify(bytes);
  expect(codes(report, 'usability')).toContain('E_CANON');
  expect(report.answers.usability.verdict).toBe('fail');
});

test('PKG-15 a number in package.json differs from the case and the form: E_MISMATCH', async () => {
  const bytes = await repacked((await original).bytes, (payload) => {
    edit(payload, 'package.json', '"securedAmountFen":"1840000000"', '"securedAmountFen":"1940000000"');
  });
  const report = await verify(bytes);
  // Said twice: of the package, and of its one filing.
  expect(report.answers.recalculation).toMatchObject({
    verdict: 'fail',
    findings: [{ code: 'E_MISMATCH' }, { code: 'E_MISMATCH' }],
  });
  expect(report.answers.recalculation.findings[0]?.message).toContain('1940000000');
  expect(report.answers.recalculation.findings[0]?.message).toContain('1840000000');
});

const doubledNeed = () => {
  const base = smallCase();
  const { enterprise } = base.sections;
  const need = { ...enterprise.need, amountFen: '9000000000' };
  return { ...base, sections: { ...base.sections, enterprise: { ...enterprise, need } } };
};

test('PKG-15 a document that prints another number: found by rendering it again', async () => {
  const path = 'documents/01_专利权质押登记申请表.docx';
  const other = mustBeOk(await readBag((await completePackage(doubledNeed())).bytes)).payload.get(path);
  const bytes = await repacked((await original).bytes, (payload) => {
    payload.set(path, other ?? new Uint8Array());
  });
  const report = await verify(bytes);
  expect(report.answers.recalculation.findings).toMatchObject([
    { code: 'E_MISMATCH', path, verdict: 'fail' },
  ]);
});

test('PKG-16 inputs changed, hashes redone, results kept: the recalculation names the figure and the input', async () => {
  const bytes = await repacked((await original).bytes, (payload) => {
    edit(payload, 'inputs/case.json', '"amountFen":"4500000000"', '"amountFen":"5500000000"');
  });
  const report = await verify(bytes);
  expect(report.answers.integrity.verdict).toBe('pass');
  const [first] = report.answers.recalculation.findings;
  expect(report.answers.recalculation.verdict).toBe('fail');
  expect(first).toMatchObject({ code: 'E_MISMATCH', path: 'results/figures.json › test/open-amount' });
  // 4 500 万 − 1 840 万 = 2 660 万 in the package; 5 500 万 − 1 840 万 = 3 660 万 now
  expect(first?.message).toContain('包内 2660000000 分，重算 3660000000 分');
  expect(first?.message).toContain(
    '首个不同的输入：需求，案情 › 融资需求 › 金额，包内 4500000000 分，重算 5500000000 分',
  );
});

test('PKG-16 a result changed, hashes redone: named', async () => {
  const bytes = await repacked((await original).bytes, (payload) => {
    edit(payload, 'results/figures.json', '"2660000000"', '"2600000000"');
  });
  const { findings, verdict } = (await verify(bytes)).answers.recalculation;
  expect(verdict).toBe('fail');
  expect(findings[0]?.message).toContain('包内 2600000000 分，重算 2660000000 分');
});

test('PKG-16 a finding turned into a pass is named', async () => {
  const built = mustBeOk(await build(smallCase()));
  const bytes = await repacked(built.bytes, (payload) => {
    setFindings(
      payload,
      findingsIn(payload).map((f) => (f.verdict === 'unknown' ? { ...f, verdict: 'pass' } : f)),
    );
  });
  const { findings } = (await verify(bytes)).answers.recalculation;
  expect(findings[0]?.message).toContain('包内“通过”，重算“未知”');
});

test('PKG-16 a figure left out, and a figure too many', async () => {
  const without = await repacked((await original).bytes, (payload) => {
    setFigures(payload, []);
  });
  expect((await verify(without)).answers.recalculation.findings[0]?.message).toContain('包内没有');
  const doubled = await repacked((await original).bytes, (payload) => {
    const figures = figuresIn(payload);
    setFigures(payload, [...figures, ...figures]);
  });
  expect((await verify(doubled)).answers.recalculation.findings[0]?.message).toContain('重算没有得到');
});

test('PKG-17 a rule value replaced: E_RULEPACK, identity is the hash', async () => {
  const bytes = await repacked((await original).bytes, (payload) => {
    edit(payload, 'rules/rules.json', '"value":10', '"value":99');
  });
  const report = await verify(bytes);
  expect(report.answers.recalculation.verdict).toBe('fail');
  expect(codes(report, 'recalculation')).toContain('E_RULEPACK');
});

test('a rule value replaced with its hash redone still changes what is printed and bound', async () => {
  const bytes = await repacked((await original).bytes, async (payload) => {
    edit(payload, 'rules/rules.json', '版式未与官方空白表核对', '版式已核对');
    await rehashRules(payload);
  });
  const report = await verify(bytes);
  expect(codes(report, 'recalculation')).not.toContain('E_RULEPACK');
  expect(report.answers.recalculation.verdict).toBe('fail');
});

test('PKG-18 an engine version this program does not know: recomputed by its methods, which carry versions of their own', async () => {
  const bytes = await repacked((await original).bytes, (payload) => {
    edit(payload, 'package.json', `"engineVersion":"${ENGINE}"`, '"engineVersion":"99.0.0"');
    edit(payload, 'package.json', '"test.open-amount@1"', '"test.open-amount@99"');
  });
  const { recalculation } = (await verify(bytes)).answers;
  expect(recalculation.verdict).toBe('unknown');
  expect(recalculation.findings.every(({ verdict }) => verdict === 'unknown')).toBe(true);
  expect(recalculation.findings.map(({ message }) => message).join()).toContain(
    '本程序没有方法“test.open-amount@99”，无法重算其结果',
  );
});

test('PKG-18 a method this program does not hold: cannot recalculate, with the reason; not an error, not a pass', async () => {
  const { bytes } = await original;
  const others = TEST_METHODS.filter((method) => method !== openAmountMethod);
  const { recalculation } = (await verifyPackage(bytes, { ...VERIFY, methods: registryOf(others) })).answers;
  expect(recalculation.verdict).toBe('unknown');
  expect(recalculation.findings[0]).toMatchObject({ code: 'E_METHOD' });
  expect(recalculation.findings[0]?.message).toContain('test.open-amount@1');
});

test('PKG-18 a method that needs a missing one is not run on half its input', async () => {
  const dependent: Method = {
    id: 'test.dependent@1',
    title: '虚构的后续方法',
    needs: ['test.open-amount'],
    run: () => {
      throw new Error('must not run');
    },
  };
  const bytes = await repacked((await original).bytes, (payload) => {
    const last = TEST_METHODS.at(-1)?.id ?? '';
    edit(payload, 'package.json', `"${last}"]`, `"${last}","test.dependent@1"]`);
  });
  const methods = registryOf([...TEST_METHODS.filter((m) => m !== openAmountMethod), dependent]);
  const { recalculation } = (await verifyPackage(bytes, { ...VERIFY, methods })).answers;
  expect(recalculation.verdict).toBe('unknown');
  expect(recalculation.findings.map(({ message }) => message).join()).toContain('依赖“test.open-amount”');
});

test('PKG-18 another renderer, or none named: equal documents are still equal, different ones prove nothing', async () => {
  const { bytes } = await original;
  const other = { ...VERIFY, renderer: 'documents-other' };
  expect((await verifyPackage(bytes, other)).answers.recalculation.verdict).toBe('pass');
  const touched = await repacked(bytes, (payload) => {
    payload.set('documents/03_材料清单.docx', smallDocx());
  });
  const unnamed = await repacked(touched, (payload) => {
    inTables(payload);
    earlierProfile(payload, 'zhiya.package/2');
  });
  for (const [file, options] of [
    [touched, other],
    [unnamed, VERIFY],
  ] as const) {
    const { recalculation } = (await verifyPackage(file, options)).answers;
    expect(recalculation).toMatchObject({ verdict: 'unknown', findings: [{ code: 'E_RENDERER' }] });
  }
  const { recalculation } = (await verifyPackage(touched, VERIFY)).answers;
  expect(recalculation).toMatchObject({ verdict: 'fail', findings: [{ code: 'E_MISMATCH' }] });
});

test('a verifier without a renderer says that the documents were not compared', async () => {
  const { recalculation } = (await verifyPackage((await original).bytes, { methods: VERIFY.methods }))
    .answers;
  expect(recalculation).toMatchObject({ verdict: 'unknown', findings: [{ code: 'E_DOCUMENTS' }] });
});

test('a method that breaks on the packaged case leaves its results unknown', async () => {
  const broken: Method = {
    ...openAmountMethod,
    run: () => {
      throw new Error('虚构的错误');
    },
  };
  const methods = registryOf([broken, ...TEST_METHODS.slice(1)]);
  const { recalculation } = (await verifyPackage((await original).bytes, { ...VERIFY, methods })).answers;
  expect(recalculation.verdict).toBe('unknown');
  expect(
    codes(await verifyPackage((await original).bytes, { ...VERIFY, methods }), 'recalculation'),
  ).toContain('E_METHOD_ERROR');
});

test.each([
  [
    'name in package.json',
    'package.json',
    '"name":"虚构测试银行股份有限公司"',
    '"name":"虚构测试银行有限公司"',
  ],
  ['code in the form', 'results/form.json', '91330825MA9000000F', '91330825MA9000001F'],
])('PKG-19 %s differs: listed under completeness, both places named', async (_, path, from, to) => {
  const bytes = await repacked((await original).bytes, (payload) => {
    edit(payload, path, from, to);
  });
  const { integrity } = (await verify(bytes)).answers;
  expect(integrity.verdict).toBe('fail');
  const party = integrity.findings.find(({ code }) => code === 'E_PARTY');
  expect(party?.message).toContain('inputs/case.json');
  expect(party?.message).toContain(path);
});

test('PKG-20 required papers missing: listed by number and name', async () => {
  const built = mustBeOk(await build(smallCase()));
  const { integrity } = (await verify(built.bytes)).answers;
  expect(integrity.verdict).toBe('fail');
  expect(integrity.findings.map(({ code }) => code)).toEqual(['E_REQUIRED', 'E_REQUIRED']);
  expect(integrity.findings[0]?.message).toContain('第 2 项“专利权质押合同”');
});

test('PKG-20 a required paper whose attachment stayed behind', async () => {
  const built = mustBeOk(await build(withPapers(smallCase(), await paperFiles())));
  const { integrity } = (await verify(built.bytes)).answers;
  const required = integrity.findings.filter(({ code }) => code === 'E_REQUIRED');
  expect(required).toHaveLength(3);
  expect(required.map(({ message }) => message).join()).toContain('第 2 项“专利权质押合同”的电子件未随包');
});

test('PKG-30 the same package again gives the same report and the same id', async () => {
  const { bytes, id } = await original;
  const [first, second] = [await verify(bytes), await verify(bytes)];
  expect(second).toEqual(first);
  expect(second.id).toBe(id);
});

test('PKG-31 re-zipped by another tool: same id, intact, said to be re-packed', async () => {
  const { bytes, id } = await original;
  const entries = mustBeOk(await readZip(bytes));
  const other = zipSync(Object.fromEntries(entries), { level: 6, mtime: '2025-01-02T03:04:05' });
  const report = await verify(other);
  expect(report).toMatchObject({ id, canonical: false, answers: { integrity: { verdict: 'pass' } } });
  expect(codes(report, 'integrity')).toEqual(['N_REPACKED']);
});

test('PKG-38 a newer profile is listed without a verdict', async () => {
  const bytes = await repacked((await original).bytes, (payload) => {
    edit(payload, 'package.json', 'zhiya.package/4', 'zhiya.package/5');
  });
  const report = await verify(bytes);
  expect(Object.values(verdicts(report))).toEqual(['unknown', 'unknown', 'unknown', 'unknown', 'unknown']);
  expect(report.answers.usability.findings[0]?.message).toContain('更新');
  expect(report.summary).toBe(null);
  const { payload } = mustBeOk(await readBag(bytes));
  const listed = report.answers.integrity.findings.filter(({ code }) => code === 'N_LISTED');
  expect(listed.map(({ path, verdict }) => [path, verdict])).toEqual(
    [...payload.keys()].map((path) => [path, 'pass']),
  );
});

test('PKG-38 what is certainly wrong with a package of a newer profile is said', async () => {
  const newer = await repacked((await original).bytes, (payload) => {
    edit(payload, 'package.json', '"profile":"zhiya.package/', '"profile":"zhiya.package/9');
  });
  const bytes = await rezipped(newer, (entries) => {
    entries.delete(nameEnding(entries, '03_材料清单.docx'));
  });
  const { answers } = await verify(bytes);
  expect([answers.integrity.verdict, answers.recalculation.verdict]).toEqual(['fail', 'unknown']);
  expect(answers.integrity.findings.map(({ code }) => code)).toContain('E_MISSING');
});

test('PKG-38 a package of the first profile, every trace in full, still verifies', async () => {
  const bytes = await repacked((await original).bytes, wholeTraces);
  const report = await verify(bytes);
  expect(verdicts(report)).toEqual({ ...verdicts(await verify((await original).bytes)) });
  expect(report.summary?.profile).toBe('zhiya.package/1');
  const changed = await repacked(bytes, (payload) => {
    edit(payload, 'results/figures.json', '"value":"4500000000"', '"value":"4400000000"');
  });
  expect((await verify(changed)).answers.recalculation.findings[0]?.message).toContain('数值相同');
});

test.each(['zhiya.package/2', 'zhiya.package/3'])(
  'PKG-38 a package of profile %s, its trace nodes in a table of objects, still verifies',
  async (profile) => {
    const bytes = await repacked((await original).bytes, (payload) => {
      inTables(payload);
      earlierProfile(payload, profile);
    });
    const report = await verify(bytes);
    expect(verdicts(report)).toEqual({ ...verdicts(await verify((await original).bytes)) });
    expect(report.summary?.profile).toBe(profile);
    const changed = await repacked(bytes, (payload) => {
      edit(payload, 'results/figures.json', '"2660000000"', '"2600000000"');
    });
    const { findings } = (await verify(changed)).answers.recalculation;
    expect(findings[0]?.message).toContain('包内 2600000000 分，重算 2660000000 分');
  },
);

test('PKG-38 results of one profile under the name of the other are of the wrong shape', async () => {
  const renamed = await repacked((await original).bytes, (payload) => {
    earlierProfile(payload, 'zhiya.package/1');
  });
  const report = await verify(renamed);
  expect(codes(report, 'usability')).toContain('E_SCHEMA');
  expect(report.answers.recalculation.verdict).toBe('unknown');
});

test('PKG-39 every byte of a small package flipped in turn: never intact', async ({ task }) => {
  const { payload, bagInfo } = mustBeOk(await readBag((await original).bytes));
  const whole = Object.entries(jsonOf(payload, 'package.json') ?? {});
  const lists = ['attachments', 'documents', 'filings', 'patents', 'requiredDocuments'];
  const trimmed = whole.map(([key, value]) => [key, lists.includes(key) ? [] : value] as const);
  const description = encodeUtf8(canonicalJson(Object.fromEntries(trimmed)));
  const { bytes } = await writeBag({ payload: new Map([['package.json', description]]), bagInfo });
  const options = { methods: new Map() };
  const said = ({ answers }: VerifyReport): readonly string[] =>
    answers.integrity.findings.map(({ code, path, message }) => `${code} ${path} ${message}`);
  // The rest of the package is missing, and said to be: whatever else is said of a flipped one is new.
  const untouched = await verifyPackage(bytes, options);
  const known = new Set(said(untouched));
  const intact = (report: VerifyReport): boolean =>
    report.canonical && said(report).every((line) => known.has(line));
  expect(intact(untouched)).toBe(true);
  for (let at = 0; at < bytes.length; at += 1) {
    const flipped = Uint8Array.from(bytes);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
    if (intact(await verifyPackage(flipped, options))) throw new Error(`byte ${at} flipped unseen`);
  }
  task.meta.inputs = bytes.length;
});

test('PKG-39 sampled bytes of a whole package flipped: never intact and canonical', async ({ task }) => {
  const { bytes } = await original;
  const step = Math.floor(bytes.length / 40);
  task.meta.inputs = 40;
  for (let at = 7; at < bytes.length; at += step) {
    const flipped = Uint8Array.from(bytes);
    flipped[at] = (flipped[at] ?? 0) ^ 0x20;
    const report = await verifyPackage(flipped, { methods: new Map() });
    if (report.canonical && report.answers.integrity.verdict === 'pass')
      throw new Error(`byte ${at} flipped unseen`);
  }
});

test('PKG-40 the file changed on the disk after it was verified: the verdict is of what was read, named by its hash', async () => {
  const { bytes, id } = await original;
  const disk = Uint8Array.from(bytes);
  const source = memorySource(disk);
  const before = await verifyPackage(source, VERIFY);
  expect(before.id).toBe(id);
  const said = structuredClone(before);
  disk.set((await completePackage(doubledNeed())).bytes.subarray(0, disk.length));
  expect(before).toEqual(said);
  expect((await verifyPackage(source, VERIFY)).id).not.toBe(id);
});

test.each([
  ['nothing', new Uint8Array()],
  ['noise', Uint8Array.from({ length: 300 }, (_, i) => (i * 37) % 251)],
  ['a PDF', encodeUtf8('%PDF-1.4')],
])('%s is no package: safety says why, the rest is unknown', async (_, bytes) => {
  const report = await verify(bytes);
  expect(report.id).toBe(null);
  expect(verdicts(report)).toEqual({
    safety: 'fail',
    integrity: 'unknown',
    authenticity: 'unknown',
    usability: 'unknown',
    recalculation: 'unknown',
  });
});

test('a zip that is no bag: the container is readable, integrity says why', async () => {
  const report = await verify(writeZip(new Map([['a.txt', encodeUtf8('x')]])));
  expect(report.answers.integrity).toMatchObject({ verdict: 'fail', findings: [{ code: 'E_PROFILE' }] });
});

test.each([
  'package.json',
  'inputs/case.json',
  'rules/rules.json',
  'results/figures.json',
  'results/form.json',
])('JSN-01 JSN-03 JSN-04 JSN-09 hostile JSON in %s is refused and pollutes nothing', async (path) => {
  for (const text of ['{"a":1,"a":2}', '{"__proto__":{"x":1}}', '{"constructor":{}}', '[[[', '1e400', '']) {
    const bytes = await repacked((await original).bytes, (payload) => {
      payload.set(path, encodeUtf8(text));
    });
    const report = await verifyPackage(bytes, { methods: VERIFY.methods });
    expect(report.answers.usability.verdict, text).toBe('fail');
    expect(report.answers.recalculation.verdict, text).not.toBe('pass');
  }
});
