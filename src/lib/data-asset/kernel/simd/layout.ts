import { SLOTS, SLOT_BYTES } from '../value-slots';

/** Bytes of a file that are looked at together: they stay in the second cache. */
export const SEGMENT_BYTES = 256 * 1024;
/** Behind a segment the scan reads up to sixteen bytes more. */
const PADDING = 64;
const PAGE = 64 * 1024;

/** Offsets of the numbers that a call leaves behind. */
export const WORD = { recordAt: 0, rows: 4, faultAt: 8, empty: 12 } as const;

/** Addresses in the memory that script and WebAssembly share; one table of values per column at its end. */
export interface Layout {
  readonly blockRows: number;
  readonly results: number;
  readonly starts: number;
  readonly ends: number;
  readonly highs: number;
  readonly lows: number;
  readonly rowHighs: number;
  readonly rowLows: number;
  readonly misses: number;
  readonly segment: number;
  readonly tables: number;
  readonly tableBytes: number;
  readonly pages: number;
}

export const layoutFor = (columns: number, blockRows: number): Layout => {
  let used = 64;
  const take = (bytes: number): number => {
    const at = used;
    used += (bytes + 63) & ~63;
    return at;
  };
  const perRow = (): number => take(blockRows * 4);
  const tableBytes = SLOTS * SLOT_BYTES;
  const layout = {
    blockRows,
    results: 0,
    starts: perRow(),
    ends: take(blockRows * columns * 4),
    highs: perRow(),
    lows: perRow(),
    rowHighs: perRow(),
    rowLows: perRow(),
    misses: perRow(),
    segment: take(SEGMENT_BYTES + PADDING),
    tables: take(columns * tableBytes),
    tableBytes,
  };
  return { ...layout, pages: Math.ceil(used / PAGE) };
};
