import { hashRange } from './hash64';
import type { RecordBlock } from './record-block';

/** Tells rows apart whose joined bytes agree although their fields end elsewhere. */
const ENDS_PRIME = 0x9e3779b1;

/**
 * 64-bit hash of one row of a block: equal for byte-equal cells, however they were quoted.
 * @param out receives [high, low] as signed 32-bit numbers
 */
export const hashRow = (block: RecordBlock, row: number, columns: number, out: Int32Array): void => {
  const { bytes, view, starts, ends, joined } = block;
  const start = starts[row] ?? 0;
  const last = row * columns + columns - 1;
  hashRange(bytes, view, start, ends[last] ?? 0, out);
  if (joined[row] !== 1) return;
  let high = out[0] ?? 0;
  for (let at = row * columns; at <= last; at += 1)
    high = Math.imul(high ^ ((ends[at] ?? 0) - start), ENDS_PRIME);
  out[0] = high;
};
