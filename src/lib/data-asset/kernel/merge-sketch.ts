import { type Result, ok, refuse } from '../../kernel/result';
import { mergeDetected } from '../detectors/tally';
import { type RowSample, mergeRowSamples } from '../table/row-sample';
import { mergeRegisters } from './distinct-registers';
import { mergeNumbers } from './number-figures';
import { mergeShapes } from './shapes';
import {
  type ByteRange,
  type ColumnSketch,
  ENCODING_KINDS,
  FAULTS,
  type FaultCode,
  type FaultTally,
  type OddPlaces,
  type ProfileSketch,
  VALUE_TYPES,
} from './sketch';
import { mergeGaps } from './time-gaps';
import { mergeTimes } from './time-histogram';
import { mergeTop } from './top-values';
import { WorkRoom } from './work-room';

const addRecords = <K extends string>(
  keys: readonly K[],
  a: Readonly<Record<K, number>>,
  b: Readonly<Record<K, number>>,
): Record<K, number> => {
  const sum: Record<K, number> = { ...a };
  for (const key of keys) sum[key] = a[key] + b[key];
  return sum;
};

const addCounts = (
  a: ReadonlyMap<string, number>,
  b: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> => {
  const sum = new Map(a);
  for (const [key, count] of b) sum.set(key, (sum.get(key) ?? 0) + count);
  return new Map([...sum].sort(([x], [y]) => (x < y ? -1 : 1)));
};

const least = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);

const most = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);

const mergePlaces = (a: OddPlaces, b: OddPlaces): OddPlaces => ({
  utf8Only: least(a.utf8Only, b.utf8Only),
  gb18030Only: least(a.gb18030Only, b.gb18030Only),
  neither: least(a.neither, b.neither),
  control: least(a.control, b.control),
});

const mergeColumns = (a: ColumnSketch, b: ColumnSketch, room: WorkRoom): ColumnSketch => ({
  values: a.values + b.values,
  missing: addCounts(a.missing, b.missing),
  types: addRecords(VALUE_TYPES, a.types, b.types),
  encodings: addRecords(ENCODING_KINDS, a.encodings, b.encodings),
  control: a.control + b.control,
  places: mergePlaces(a.places, b.places),
  shortest: least(a.shortest, b.shortest),
  longest: most(a.longest, b.longest),
  registers: mergeRegisters(a.registers, b.registers, room),
  numbers: mergeNumbers(a.numbers, b.numbers, room),
  times: mergeTimes(a.times, b.times, room),
  gaps: mergeGaps(a.gaps, b.gaps, room),
  shapes: mergeShapes(a.shapes, b.shapes),
  detected: mergeDetected(a.detected, b.detected),
  top: mergeTop(a.top, b.top, room),
});

const mergeFaults = (a: ProfileSketch, b: ProfileSketch): ReadonlyMap<FaultCode, FaultTally> => {
  const merged = new Map<FaultCode, FaultTally>();
  for (const code of FAULTS) {
    const [x, y] = [a.faults.get(code), b.faults.get(code)];
    const count = (x?.count ?? 0) + (y?.count ?? 0);
    const firstOffset = Math.min(x?.firstOffset ?? Infinity, y?.firstOffset ?? Infinity);
    if (count > 0) merged.set(code, { count, firstOffset });
  }
  return merged;
};

/** Neighbours joined; `null` when two ranges share bytes. */
const joinRanges = (a: readonly ByteRange[], b: readonly ByteRange[]): readonly ByteRange[] | null => {
  const joined: ByteRange[] = [];
  for (const range of [...a, ...b].sort((x, y) => x.from - y.from)) {
    const last = joined.at(-1);
    if (last !== undefined && range.from < last.to) return null;
    if (last?.to === range.from) joined[joined.length - 1] = { from: last.from, to: range.to };
    else joined.push(range);
  }
  return joined;
};

/** `null` when one of the parts has none: a sample of a part says nothing of the whole. */
const mergeSamples = (a: RowSample | null, b: RowSample | null, room: WorkRoom): Result<RowSample | null> =>
  a === null || b === null ? ok(null) : mergeRowSamples(a, b, room);

/**
 * Sketch of both parts of one file. Counts, ranges, faults, lengths, extremes, exact sums, histograms, distinct registers and
 * complete value lists equal those of a single pass over both, in any order; mean and squares agree to rounding; incomplete
 * value lists and overflowing shapes keep their stated bounds.
 *
 * Errors: `E_COLUMNS` different numbers of columns, `E_OVERLAP` bytes counted twice, `E_SAMPLE` rows sampled under
 * different rules.
 * @param room for the arrays of the result; those of a side that alone has something stay where they are
 */
export const mergeSketches = (
  a: ProfileSketch,
  b: ProfileSketch,
  room = new WorkRoom(),
): Result<ProfileSketch> => {
  if (a.columns.length !== b.columns.length)
    return refuse(
      'E_COLUMNS',
      `两份画像的列数不同（${String(a.columns.length)} 与 ${String(b.columns.length)}），不能合并`,
      '',
      '请确认两份画像来自同一张表',
    );
  const ranges = joinRanges(a.ranges, b.ranges);
  if (ranges === null)
    return refuse('E_OVERLAP', '两份画像含有相同的字节范围，合并会重复计数', '', '请只合并互不重叠的部分');
  const sample = mergeSamples(a.sample, b.sample, room);
  if (!sample.ok) return sample;
  const columns: ColumnSketch[] = [];
  for (const [i, column] of a.columns.entries()) {
    const other = b.columns[i];
    if (other !== undefined) columns.push(mergeColumns(column, other, room));
  }
  return ok({
    kind: a.kind,
    ranges,
    rows: a.rows + b.rows,
    blank: a.blank + b.blank,
    firstBlank: least(a.firstBlank, b.firstBlank),
    faults: mergeFaults(a, b),
    rowRegisters: mergeRegisters(a.rowRegisters, b.rowRegisters, room),
    sample: sample.value,
    columns,
  });
};
