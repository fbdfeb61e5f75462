import { expect, test, vi } from 'vitest';
import { type Method, registryOf } from '../../src/lib/case/method';
import type { JsonValue } from '../../src/lib/kernel/json';
import { mustBeOk, ok } from '../../src/lib/kernel/result';
import { jsonOf } from '../fixtures/small-package';
import { verifyPackage } from '../../src/lib/review/verify-package';
import type { VerifyOptions } from '../../src/lib/review/verify-package';
import type { OwnLaw } from '../../src/lib/review/check-law';
import {
  TEST_METHODS,
  VERIFY,
  completePackage,
  edit,
  openAmountMethod,
  rehashRules,
  repacked,
  rulesOf,
  setJson,
} from '../fixtures/small-package';
import { setFigures, setOffers } from '../fixtures/package-results';
import { readBag } from '../../src/lib/container/bagit';
import { readJsonParts, withoutCut } from '../../src/lib/review/json-parts';
import { rerunMethods } from '../../src/lib/review/rerun-methods';
import { NO_OUTPUTS } from '../../src/lib/case/method';
import { smallCase } from '../fixtures/small-case';

/** A package brings its own rule values and its own list of methods; the verifier holds its own against them. */

vi.setConfig({ testTimeout: 60_000 });

const original = completePackage();
const LAW: OwnLaw = {
  rulesOf: (caseRecord) => ok(rulesOf(caseRecord)),
  methods: TEST_METHODS.map(({ id }) => id.slice(0, id.lastIndexOf('@'))),
};
const WITH_LAW: VerifyOptions = { ...VERIFY, law: LAW };

const recalculation = async (bytes: Uint8Array, options = WITH_LAW) =>
  (await verifyPackage(bytes, options)).answers.recalculation;

type JsonObject = Readonly<Record<string, JsonValue>>;
const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');
const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

test('an honest package passes by the rules and methods of the verifier', async () => {
  expect(await recalculation((await original).bytes)).toEqual({ verdict: 'pass', findings: [] });
});

test('a rule value nobody made, with its hash redone, is not a pass', async () => {
  // Nothing computed depends on this value: only the verifier's own tells.
  const bytes = await repacked((await original).bytes, async (payload) => {
    const rules = jsonOf(payload, 'rules/rules.json');
    if (!Array.isArray(rules)) throw new Error('rules are no list');
    const forged = rules.map((rule: JsonValue, at): JsonValue =>
      at === 0 && isObject(rule) ? { ...rule, value: 987654 } : rule,
    );
    setJson(payload, 'rules/rules.json', forged);
    await rehashRules(payload);
  });
  const answer = await recalculation(bytes);
  expect(answer.verdict).not.toBe('pass');
  expect(answer.findings.find(({ code }) => code === 'E_RULE_VALUE')).toMatchObject({ verdict: 'unknown' });
  expect(answer.findings.map(({ message }) => message).join()).toContain('987654');
});

test('a rule the verifier does not hold is named, not judged', async () => {
  const none: OwnLaw = {
    ...LAW,
    rulesOf: () => ok({ ...rulesOf(smallCase()), read: () => rulesOf(smallCase()).read('no.rule') }),
  };
  const answer = await recalculation((await original).bytes, { ...VERIFY, law: none });
  expect([answer.verdict, new Set(answer.findings.map(({ code }) => code))]).toEqual([
    'unknown',
    new Set(['E_RULE_VALUE']),
  ]);
});

test('a method taken off the list together with its results is missed by name', async () => {
  const bytes = await repacked((await original).bytes, (payload) => {
    edit(payload, 'package.json', '"test.open-amount@1",', '');
    setFigures(payload, []);
    setOffers(payload, []);
  });
  const { findings } = await recalculation(bytes);
  const missed = findings.filter(({ code }) => code === 'E_METHOD');
  expect(missed.map(({ verdict }) => verdict)).toEqual(['unknown']);
  expect(missed[0]?.message).toContain('“test.open-amount”');
});

test.each([
  ['seed', '"seed":"1"', '"seed":"2"', '随机数种子'],
  ['purpose', '"purpose":"专利权质押登记"', '"purpose":"解除登记"', '用途'],
  ['registrar', '"registry":{"code":"', '"registry":{"code":"x-', '登记机构'],
  ['filing', '"act":"register"', '"act":"cancel"', '办理事项'],
  ['id of the case', '"case":{"id":"', '"case":{"id":"x-', '案卷标识'],
  ['kind of the case', '"mode":"', '"mode":"x-', '案卷种类'],
  ['id of a patent', '"patents":[{"id":"', '"patents":[{"id":"x-', '质押专利的标识'],
])('package.json with another %s than the case: E_MISMATCH', async (_, from, to, said) => {
  const bytes = await repacked((await original).bytes, (payload) => {
    edit(payload, 'package.json', from, to);
  });
  const { verdict, findings } = await recalculation(bytes);
  expect(verdict).toBe('fail');
  expect(findings.map(({ message }) => message).join()).toContain(`${said}不一致`);
});

test('an attachment dropped from package.json and deleted is missed by its name in the case', async () => {
  const { payload: before } = mustBeOk(await readBag((await original).bytes));
  const described = jsonOf(before, 'package.json');
  if (!isObject(described)) throw new Error('package.json is no object');
  const listed = described['attachments'];
  const [dropped, ...kept] = Array.isArray(listed) ? listed.filter(isObject) : [];
  if (dropped === undefined) throw new Error('no attachment');
  const name = textOf(dropped['name']);
  const bytes = await repacked((await original).bytes, (payload) => {
    payload.delete(`inputs/files/${textOf(dropped['sha256'])}`);
    setJson(payload, 'package.json', { ...described, attachments: kept });
  });
  const { integrity } = (await verifyPackage(bytes, VERIFY)).answers;
  expect(integrity.findings).toContainEqual(
    expect.objectContaining({
      code: 'E_MISMATCH',
      message: `案卷登记的附件“${name}”没有列入 package.json`,
    }),
  );
});

test('a check of packaged results waits for the methods it needs, and its error stays its own', () => {
  const caseRecord = smallCase();
  const of = { caseRecord, rules: rulesOf(caseRecord) };
  const look = vi.fn(() => {
    throw new Error('虚构的错误');
  });
  const broken: Method = {
    ...openAmountMethod,
    run: () => {
      throw new Error('虚构的错误');
    },
  };
  const checks = new Map([['test.checked@1', { needs: ['test.open-amount'], look }]]);
  const run = (method: Method) =>
    rerunMethods(
      [method.id, 'test.checked@1'],
      { methods: registryOf([method]), checks },
      of,
      () => NO_OUTPUTS,
    );
  expect(run(broken).findings.at(-1)?.message).toContain('依赖“test.open-amount”');
  expect(look).not.toHaveBeenCalled();
  expect(run(openAmountMethod).findings.map(({ code, verdict }) => `${code} ${verdict}`)).toEqual([
    'E_METHOD_ERROR unknown',
  ]);
});

test('a JSON file of which only the beginning was read is unknown, not unreadable', async () => {
  const { payload } = mustBeOk(await readBag((await original).bytes));
  const cut = withoutCut(readJsonParts(payload, 'zhiya.package/4'), new Set(['inputs/case.json']));
  expect(cut.caseRecord).toMatchObject({ value: null, findings: [{ code: 'E_LARGE', verdict: 'unknown' }] });
  expect(cut.description.value).not.toBeNull();
});
