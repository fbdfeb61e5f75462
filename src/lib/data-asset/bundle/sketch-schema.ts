import * as v from 'valibot';
import { FAULTS, type FaultTally, type FaultCode, type ProfileSketch } from '../kernel/sketch';
import type { RowSample } from '../table/row-sample';
import { cellsOf, columnSketch, registers, whole } from './column-schema';
import { packedBytes, packedCounts, packedIntegers } from './packed';

const range = v.pipe(
  v.strictObject({ from: whole, to: whole }),
  v.check(({ from, to }) => from < to, '字节范围是空的'),
);

const tally = v.strictObject({ count: v.pipe(whole, v.minValue(1)), firstOffset: whole });

const faults = v.pipe(
  v.array(v.tuple([v.picklist(FAULTS), tally])),
  v.check((list) => new Set(list.map(([code]) => code)).size === list.length, '问题代码重复'),
  v.transform((list): ReadonlyMap<FaultCode, FaultTally> => new Map(list)),
);

const rises = (list: Int32Array, most: number): boolean =>
  list.every((n, i) => n >= (i === 0 ? 0 : (list[i - 1] ?? 0)) && n <= most);

const sampleFits = (sample: RowSample): boolean => {
  const { counts, keys, ends, lengths, cells, columns, capacity, complete, seen } = sample;
  const held = counts.reduce((sum, n) => sum + n, 0);
  return (
    counts.length <= capacity &&
    keys.length === counts.length * 2 &&
    ends.length === counts.length * columns &&
    lengths.length === ends.length &&
    rises(ends, cells.length) &&
    (ends.at(-1) ?? 0) === cells.length &&
    lengths.every((n) => n >= 0) &&
    counts.every((n) => n > 0) &&
    (complete ? held === seen : held <= seen)
  );
};

const sample: v.GenericSchema<unknown, RowSample> = v.pipe(
  v.strictObject({
    seed: v.pipe(v.number(), v.safeInteger()),
    capacity: whole,
    columns: whole,
    complete: v.boolean(),
    seen: whole,
    keys: packedIntegers,
    counts: packedCounts,
    cells: packedBytes,
    ends: packedIntegers,
    lengths: packedIntegers,
  }),
  v.check((rows) => sampleFits(rows), '行样本的长度对不上'),
);

const inOrder = ({ ranges }: ProfileSketch): boolean =>
  ranges.every(({ from }, i) => i === 0 || from > (ranges[i - 1]?.to ?? 0));

/** A sketch as it stands in a bundle; every count must be explained by the records. */
export const profileSketch: v.GenericSchema<unknown, ProfileSketch> = v.pipe(
  v.strictObject({
    kind: v.literal('zhiya.profile-sketch/1'),
    ranges: v.array(range),
    rows: whole,
    blank: whole,
    firstBlank: v.optional(v.nullable(whole), null),
    faults,
    rowRegisters: registers,
    sample: v.nullable(sample),
    columns: v.array(columnSketch),
  }),
  v.check((sketch) => inOrder(sketch), '字节范围重叠或次序不对'),
  v.check(({ rows, columns }) => columns.every((column) => cellsOf(column) === rows), '各列的格数与行数不符'),
  v.check(
    ({ sample: rows, columns, rows: seen }) =>
      rows === null || (rows.columns === columns.length && rows.seen === seen),
    '行样本与表不符',
  ),
);
