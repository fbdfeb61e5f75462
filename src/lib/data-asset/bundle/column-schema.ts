import * as v from 'valibot';
import { DETECTORS, type DetectorId } from '../detectors/tally';
import { REGISTERS } from '../kernel/distinct-registers';
import { type ColumnSketch, ENCODING_KINDS, NO_PLACES, VALUE_TYPES } from '../kernel/sketch';
import { GAP_STEPS, MOST_STEPS } from '../kernel/time-gaps';
import { TopList, UNLISTED } from '../kernel/top-list';
import { float, packedBytes, packedCounts, packedIntegers, packedShorts } from './packed';

/** A column sketch as it stands in a bundle, with everything that must add up. A bundle is a stranger's file. */

export const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const point = v.pipe(v.number(), v.safeInteger());
const exact = v.nullable(v.pipe(v.string(), v.regex(/^-?\d{1,400}(\.\d{1,400})?$/)));

/** Highest rank a register of a 64-bit hash can hold: 50 bits and one. */
const MOST_RANK = 51;
const PAGE = 128;
const TIME_BINS = 4096;
const MOST_SHAPES = 128;
const MOST_VALUES = 2048;

export const registers = v.pipe(
  packedBytes,
  v.check((r) => r.length === REGISTERS && r.every((rank) => rank <= MOST_RANK), '登记数组不对'),
);

const sumOf = (counts: Iterable<number>): number => {
  let sum = 0;
  for (const n of counts) sum += n;
  return sum;
};

const pairs = v.pipe(
  v.array(v.tuple([v.string(), whole])),
  v.check((list) => new Set(list.map(([key]) => key)).size === list.length, '有重复的项'),
  v.transform((list) => new Map(list)),
);

const ascending = (list: ArrayLike<number>): boolean =>
  Array.prototype.every.call(list, (n: number, i: number) => i === 0 || n > (list[i - 1] ?? 0));

const numbers = v.pipe(
  v.strictObject({
    count: whole,
    exactSum: v.pipe(v.string(), v.regex(/^-?\d{1,400}$/)),
    looseSum: float,
    mean: float,
    squares: float,
    cubes: float,
    fourths: float,
    negative: whole,
    zero: whole,
    min: exact,
    max: exact,
    magnitudes: v.pipe(
      v.strictObject({ zero: whole, octaves: packedShorts, counts: packedCounts }),
      v.check(
        ({ octaves, counts }) =>
          counts.length === octaves.length * PAGE && octaves.every((o) => o < 4096) && ascending(octaves),
        '数值直方图的长度或次序不对',
      ),
    ),
  }),
  v.check(
    ({ count, negative, zero, magnitudes, min, max }) =>
      negative + zero <= count &&
      magnitudes.zero + sumOf(magnitudes.counts) === count &&
      (min === null) === (count === 0) &&
      (max === null) === (count === 0),
    '数值的个数与直方图加不拢',
  ),
);

const times = v.pipe(
  v.strictObject({
    first: v.nullable(point),
    last: v.nullable(point),
    scale: v.pipe(whole, v.maxValue(30)),
    counts: packedCounts,
  }),
  v.check(
    ({ first, last, counts }) =>
      (first === null) === (counts.length === 0) &&
      (last === null) === (counts.length === 0) &&
      (first ?? 0) <= (last ?? 0) &&
      (counts.length === 0 || counts.length === TIME_BINS),
    '日期直方图不对',
  ),
);

const gaps = v.pipe(
  v.strictObject({ step: v.picklist(GAP_STEPS), first: point, counts: packedCounts }),
  v.check(({ counts }) => counts.length <= MOST_STEPS, '时段过多'),
);

const shapes = v.pipe(
  v.strictObject({ counts: pairs, other: whole }),
  v.check(({ counts }) => counts.size <= MOST_SHAPES, '格式过多'),
);

const detector = v.pipe(
  v.strictObject({ matches: whole, valid: whole }),
  v.check(({ matches, valid }) => valid <= matches, '校验通过的多于符合格式的'),
);
const detectors = Object.fromEntries(DETECTORS.map((id) => [id, detector])) as Record<
  DetectorId,
  typeof detector
>;

const top = v.pipe(
  v.strictObject({
    complete: v.boolean(),
    unlisted: packedCounts,
    bytes: packedBytes,
    ends: packedIntegers,
    counts: packedCounts,
    missed: packedCounts,
  }),
  v.check(
    ({ unlisted, bytes, ends, counts, missed }) =>
      unlisted.length === UNLISTED &&
      ends.length <= MOST_VALUES &&
      counts.length === ends.length &&
      missed.length === ends.length &&
      ascending(ends) &&
      (ends[0] ?? 1) > 0 &&
      (ends.at(-1) ?? 0) === bytes.length,
    '常见值的长度对不上',
  ),
  v.transform(
    ({ complete, unlisted, bytes, ends, counts, missed }) =>
      new TopList({ bytes, ends, counts, missed }, complete, unlisted),
  ),
  v.check(
    ({ values }) => new Set(values.map(({ value }) => value.join(' '))).size === values.length,
    '常见值有重复',
  ),
);

const kinds = <K extends string>(names: readonly K[]) =>
  v.strictObject(Object.fromEntries(names.map((name) => [name, whole])) as Record<K, typeof whole>);

const place = v.nullable(whole);
const places = v.strictObject({ utf8Only: place, gb18030Only: place, neither: place, control: place });

const addsUp = (column: ColumnSketch): boolean => {
  const {
    values,
    types,
    encodings,
    control,
    shapes: seen,
    top: listed,
    detected,
    shortest,
    longest,
  } = column;
  const dates = types.date + types.datetime;
  const listedValues = sumOf(listed.values.map(({ count }) => count));
  return (
    sumOf(Object.values(types)) === values &&
    sumOf(Object.values(encodings)) <= values &&
    control <= values &&
    column.numbers.count === types.integer + types.decimal &&
    sumOf(column.times.counts) === dates &&
    sumOf(column.gaps.counts) === dates &&
    sumOf(seen.counts.values()) + seen.other === values &&
    (listed.complete ? listedValues === values : listedValues <= values) &&
    (shortest === null) === (values === 0) &&
    (longest === null) === (values === 0) &&
    (shortest ?? 0) <= (longest ?? 0) &&
    Object.values(detected ?? {}).every(({ matches }) => matches <= values)
  );
};

export const columnSketch: v.GenericSchema<unknown, ColumnSketch> = v.pipe(
  v.strictObject({
    values: whole,
    missing: pairs,
    types: kinds(VALUE_TYPES),
    encodings: kinds(ENCODING_KINDS),
    control: whole,
    places: v.optional(places, NO_PLACES),
    shortest: v.nullable(whole),
    longest: v.nullable(whole),
    registers,
    numbers,
    times,
    gaps,
    shapes,
    detected: v.nullable(v.strictObject(detectors)),
    top,
  }),
  v.check((column) => addsUp(column), '这一列的各项计数加不拢'),
);

/** Values and missing ones of a column, which must be the records of the table. */
export const cellsOf = (column: ColumnSketch): number => column.values + sumOf(column.missing.values());
