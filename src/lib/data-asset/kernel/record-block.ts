/**
 * Records of one buffer with the right number of fields. Field c of row r ends at `ends[r × columns + c]` and begins one
 * byte after the field before, the first one at `starts[r]`.
 */
export interface RecordBlock {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  rows: number;
  /** 1 for rows with a delimiter inside a field: their cells are not told by their bytes alone. */
  readonly joined: Uint8Array;
  /** Offset in the file of the first of `bytes`, where the records lie as in the file. */
  origin: number;
  /** Offsets in the file of the records, where they were gathered. */
  readonly offsets: Float64Array | null;
}

/** Where a record of the block begins in the file. */
export const recordOffset = ({ origin, offsets, starts }: RecordBlock, row: number): number =>
  offsets === null ? origin + (starts[row] ?? 0) : (offsets[row] ?? 0);

export const dataView = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
