import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { caseJson, inspectCaseJson, parseCaseJson } from '../../src/lib/case/case-json';
import { caseRecord as caseSchema } from '../../src/lib/case/case-record';
import { currentCase } from '../../src/lib/case/current-case';
import { schemaGuard } from '../../src/lib/case/schema-guard';
import { firstSilentChange } from '../../src/lib/case/silent-change';
import type { JsonValue } from '../../src/lib/kernel/json';
import { generatedCase } from '../bench/screen/generated-cases';

const ROOM = 120_000;
type Tree = Record<string | number, unknown>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** Something else in the place of one value, or a field taken away, added or named twice. */
const EDITS: readonly ((at: Tree, key: string) => void)[] = [
  (at, key) => (at[key] = null),
  (at, key) => (at[key] = ''),
  (at, key) => (at[key] = -1),
  (at, key) => (at[key] = 1.5),
  (at, key) => (at[key] = true),
  (at, key) => (at[key] = []),
  (at, key) => (at[key] = {}),
  (at, key) => (at[key] = '2026-02-30'),
  (at, key) => (at[key] = '0.5'),
  (at, key) => (at[key] = 'x'.repeat(501)),
  (at, key) => (at[key] = Number.MAX_SAFE_INTEGER),
  (at, key) => Reflect.deleteProperty(at, key),
  (at, key) => (at[`${key}x`] = at[key]),
];

const edited = (value: unknown, steps: readonly number[], edit: number): unknown => {
  const copy: unknown = structuredClone(value);
  let at = copy;
  for (const [depth, step] of steps.entries()) {
    if (!isTree(at)) break;
    const keys = Object.keys(at);
    const key = keys[step % Math.max(1, keys.length)];
    if (key === undefined) break;
    const next = at[key];
    if (depth < steps.length - 1 && isTree(next) && Object.keys(next).length > 0) at = next;
    else {
      EDITS[edit % EDITS.length]?.(at, key);
      break;
    }
  }
  return copy;
};

/** What the quick reader takes, the strict reader takes too, and reads the same. */
const agrees = (json: string): boolean => {
  const quick = currentCase(json);
  if (quick === null) return false;
  expect(inspectCaseJson(json).caseRecord).toEqual(quick);
  return true;
};

describe('快读不放过任何一处', () => {
  it(
    '合格的案卷快读收下，与逐字段核对的结果相同',
    () => {
      fc.assert(
        fc.property(fc.nat(10_000), (n) => {
          expect(agrees(caseJson(generatedCase(n)))).toBe(true);
          expect(agrees(JSON.stringify(generatedCase(n), null, 1))).toBe(true);
        }),
        { numRuns: 10 },
      );
    },
    ROOM,
  );

  it(
    '改动一处之后：数据格式拒绝的，快读一概不收；接受的，结果相同',
    () => {
      const guard = schemaGuard(caseSchema);
      const cases = [0, 3, 7].map((n) => JSON.parse(caseJson(generatedCase(n))) as unknown);
      fc.assert(
        fc.property(
          fc.constantFrom(...cases),
          fc.array(fc.nat(60), { minLength: 2, maxLength: 8 }),
          fc.nat(EDITS.length - 1),
          (whole, steps, edit) => {
            const value = edited(whole, steps, edit);
            const parsed = v.safeParse(caseSchema, value);
            // A list in the place of a record is taken by the schema and comes out as another value.
            const same = parsed.success && firstSilentChange(value as JsonValue, parsed.output) === null;
            expect(guard.takes(value)).toBe(same);
            agrees(JSON.stringify(value));
          },
        ),
        { numRuns: 120 },
      );
    },
    ROOM,
  );

  const good = JSON.stringify(generatedCase(1));
  const replaced = (from: string, to: string): string => {
    expect(good).toContain(from);
    return good.replace(from, to);
  };

  it.each([
    ['重复的键', replaced('"mode":"bank"', '"mode":"bank","mode":"bank"')],
    ['重复的键，另一键前有空白', replaced('"mode":"bank"', '"mode" : "bank","mode":"bank"')],
    ['半个字符', replaced('"fiction":"', '"fiction":"\\ud800')],
    ['负零', good.replace(/"claimCount":\d+/, '"claimCount":-0')],
    ['原型键', replaced('"vendorScores":{', '"vendorScores":{"__proto__":"1",')],
    ['原型键 constructor', replaced('"edits":{', '"edits":{"constructor":"1",')],
    ['结尾还有内容', `${good}x`],
    ['字节顺序标记', `\ufeff${good}`],
    ['旧版本', replaced('zhiya.case/6', 'zhiya.case/5')],
    ['不是对象', '[]'],
    ['空', ''],
  ])('交给严格的读法：%s', (_, json) => {
    expect(currentCase(json)).toBeNull();
  });

  it('键名里的冒号、转义的引号不会数错', () => {
    const whole = generatedCase(1);
    const tricky = JSON.stringify({ ...whole, title: 'a":b\\":"x:\\"y:\\\\', fiction: '\\' });
    expect(parseCaseJson(tricky).ok).toBe(true);
    expect(agrees(tricky)).toBe(true);
  });

  it('案卷格式的层数在严格读法的上限之内', () => {
    expect(schemaGuard(caseSchema).depth).toBeLessThan(32);
  });
});
