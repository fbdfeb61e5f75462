import fc from 'fast-check';
import { isUtf8 } from 'node:buffer';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { caseJson, parseCaseJson } from '../../src/lib/case/case-json';
import type { CaseRecord } from '../../src/lib/case/case-record';
import { currentCaseOfLine } from '../../src/lib/case/current-case';
import { lineReader } from '../../src/lib/case/line/line-reader';
import type { Utf8Line } from '../../src/lib/case/line/text-pool';
import { canonicalJson } from '../../src/lib/kernel/canonical-json';
import type { JsonValue } from '../../src/lib/kernel/json';
import { generatedCase } from '../bench/screen/generated-cases';
import { wholeCase } from '../fixtures/whole-case';

const ROOM = 120_000;

const lineOf = (bytes: Buffer): Utf8Line => ({
  bytes,
  text: (from, to) => bytes.toString('utf8', from, to),
});

/** A view as plain data, by the names that its class answers to. */
const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const names: string[] = [];
  for (const name in value) if (!name.startsWith('$')) names.push(name);
  return Object.fromEntries(names.map((name) => [name, plain(Reflect.get(value, name))]));
};

/** What the reader takes, the strict reader takes too, and reads the same, whichever field is looked at first. */
const agrees = (bytes: Buffer): boolean => {
  if (!isUtf8(bytes)) return false;
  const quick = currentCaseOfLine(lineOf(bytes));
  if (quick === null) return false;
  const strict = parseCaseJson(bytes.toString('utf8'));
  if (!strict.ok) throw new Error(`taken though refused: ${strict.failure.code} ${strict.failure.path}`);
  expect(plain(quick)).toEqual(strict.value);
  return true;
};

const WHOLE = wholeCase();
const caseRecord: fc.Arbitrary<CaseRecord> = fc.oneof(
  { weight: 3, arbitrary: fc.nat(10_000).map(generatedCase) },
  { weight: 1, arbitrary: fc.constant(WHOLE) },
);

/** Bytes that matter to JSON, and some that do not. */
const odd = fc.constantFrom(
  ...Buffer.from('"\\{}[]:,-+.0123456789eEntfu \t\n\r\u0000\u007f'),
  0xe8,
  0x80,
  0xff,
);

const damage: fc.Arbitrary<(bytes: Buffer) => Buffer> = fc
  .tuple(fc.constantFrom('put', 'add', 'drop', 'twice', 'cut', 'swap'), fc.nat(), fc.nat(60), odd)
  .map(([kind, at, length, byte]) => (bytes) => {
    const from = at % bytes.length;
    const [before, part, after] = [
      bytes.subarray(0, from),
      bytes.subarray(from, from + length),
      bytes.subarray(from + length),
    ];
    switch (kind) {
      case 'put':
        return Buffer.concat([before, Buffer.from([byte]), bytes.subarray(from + 1)]);
      case 'add':
        return Buffer.concat([before, Buffer.from([byte]), part, after]);
      case 'drop':
        return Buffer.concat([before, after]);
      case 'twice':
        return Buffer.concat([before, part, part, after]);
      case 'swap':
        return Buffer.concat([before, after.subarray(0, length), part, after.subarray(length)]);
      default:
        return before;
    }
  });

/** Another way of writing a value, right or wrong. */
const OTHER_WORDS: readonly (readonly [string, string])[] = [
  ['null', 'nul'],
  ['null', '"\\u0041\\n\\"\\\\"'],
  ['null', '"\\ud800"'],
  ['null', '"\\ud83d\\ude00"'],
  ['null', '"\\x"'],
  ['null', '"'],
  ['null', '"\u0007"'],
  ['null', '-0'],
  ['null', '1.0'],
  ['null', '1e0'],
  ['null', '01'],
  ['null', '9007199254740993'],
  ['null', '1e999'],
  ['null', '0.5'],
  ['null', '-'],
  ['null', '1.'],
  ['null', '2e'],
  ['null', 'true'],
  ['null', '{}'],
  ['null', '[]'],
  ['null', '{"__proto__":1}'],
  ['{}', '{"a":"1","a":"2"}'],
  ['{}', '{"b":"1","a":"2"}'],
  ['{}', '{"a":"1","b":"2"}'],
  ['{}', '{"__proto__":"1"}'],
  ['{}', '{"constructor":"1"}'],
  ['{}', '{"\\u0061":"1"}'],
  ['{}', '{"a":"1",}'],
  ['[]', '[,]'],
  ['[]', '["虚构",]'],
  ['""', '"\\/"'],
  ['""', '" "'],
  ['""', `"${'长'.repeat(501)}"`],
  [',"', ', "'],
  ['":', '" :'],
];

const replacedAt = (text: string, [word, by]: readonly [string, string], nth: number): string => {
  const places = text.split(word);
  const at = 1 + (nth % Math.max(1, places.length - 1));
  return places.slice(0, at).join(word) + by + places.slice(at).join(word);
};

describe('从字节直接读取案卷', () => {
  it(
    '本程序写出的案卷一律收下，与逐字段核对的结果相同',
    () => {
      fc.assert(
        fc.property(caseRecord, (record) => {
          expect(agrees(Buffer.from(caseJson(record)))).toBe(true);
        }),
        { numRuns: 40 },
      );
    },
    ROOM,
  );

  it(
    '改动任何字节之后：严格读取拒绝的一概不收；收下的，结果相同',
    () => {
      const lines = [WHOLE, ...[0, 3, 7, 12].map(generatedCase)].map((record) =>
        Buffer.from(caseJson(record)),
      );
      fc.assert(
        fc.property(
          fc.constantFrom(...lines),
          fc.array(damage, { minLength: 1, maxLength: 3 }),
          (line, steps) => {
            agrees(steps.reduce<Buffer>((bytes, step) => (bytes.length === 0 ? bytes : step(bytes)), line));
          },
        ),
        { numRuns: 1_500 },
      );
    },
    ROOM,
  );

  it(
    '换一种写法，对的或错的：收下的，结果相同',
    () => {
      const lines = [WHOLE, ...[3, 7].map(generatedCase)].map(caseJson);
      fc.assert(
        fc.property(
          fc.constantFrom(...lines),
          fc.constantFrom(...OTHER_WORDS),
          fc.nat(),
          (line, words, nth) => {
            agrees(Buffer.from(replacedAt(line, words, nth)));
          },
        ),
        { numRuns: 1_000 },
      );
    },
    ROOM,
  );

  it('收下的案卷互不相干：读下一份之后，前一份还是它自己', () => {
    const [first, second] = [generatedCase(3), generatedCase(8)];
    const kept = currentCaseOfLine(lineOf(Buffer.from(caseJson(first))));
    const next = currentCaseOfLine(lineOf(Buffer.from(caseJson(second))));
    expect(plain(kept)).toEqual(first);
    expect(plain(next)).toEqual(second);
  });

  it('过长的一行交给逐字段核对', () => {
    const record = generatedCase(20);
    const [first] = record.sections.patents.records;
    if (first === undefined) throw new Error('a case with patents expected');
    const records = Array.from({ length: 2_000 }, (_, n) => ({ ...first, id: `p-${n}` }));
    const sections = { ...record.sections, patents: { ...record.sections.patents, records } };
    const bytes = Buffer.from(caseJson({ ...record, sections }));
    expect(currentCaseOfLine(lineOf(bytes))).toBeNull();
    expect(parseCaseJson(bytes.toString()).ok).toBe(true);
  });

  it('各种形状的数据格式：收下的与数据格式核对的结果相同，不认识的一律不收', () => {
    const small = v.strictObject({
      choice: v.picklist([1, 10, '1', '10', 'ä"']),
      count: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
      free: v.record(v.pipe(v.string(), v.maxLength(3)), v.nullable(v.array(v.boolean()))),
      list: v.pipe(v.array(v.strictObject({ a: v.nullable(v.string()) })), v.maxLength(2)),
      one: v.union([
        v.strictObject({ kind: v.literal('x'), n: v.number() }),
        v.strictObject({ kind: v.literal('y'), s: v.pipe(v.string(), v.regex(/^[a-c]*$/)) }),
        v.strictObject({}),
      ]),
    });
    const read = lineReader(small, new Set());
    const text = fc.oneof(fc.string({ maxLength: 4, unit: 'grapheme' }), fc.constantFrom('abc', 'x', ''));
    const value: fc.Arbitrary<JsonValue> = fc.record({
      choice: fc.constantFrom<JsonValue>(1, 10, '1', '10', 'ä"', 100, null),
      count: fc.oneof(
        fc.constant(null),
        fc.integer({ min: -1, max: 99 }),
        fc.double({ noNaN: true, min: 0, max: 1e17 }),
      ),
      free: fc.dictionary(text, fc.oneof(fc.constant(null), fc.array(fc.boolean(), { maxLength: 2 }))),
      list: fc.array(fc.record({ a: fc.oneof(text, fc.constant(null)) }), { maxLength: 3 }),
      one: fc.oneof(
        fc.record({ kind: fc.constant('x'), n: fc.double({ noNaN: true, noDefaultInfinity: true }) }),
        fc.record({ kind: fc.constantFrom('y', 'x'), s: text }),
        fc.constant({}),
      ),
    });
    let taken = 0;
    fc.assert(
      fc.property(value, (given) => {
        const bytes = Buffer.from(canonicalJson(given));
        const quick = read(lineOf(bytes));
        if (quick === null) return;
        taken += 1;
        const parsed = v.safeParse(small, JSON.parse(bytes.toString()));
        expect(parsed.success).toBe(true);
        expect(plain(quick)).toEqual(parsed.output);
      }),
      { numRuns: 2_000 },
    );
    expect(taken).toBeGreaterThan(50);
    const unknown = lineReader(v.strictObject({ a: v.pipe(v.string(), v.trim()) }), new Set());
    expect(unknown(lineOf(Buffer.from('{"a":"b"}')))).toBeNull();
  });
});
