/**
 * Limits for lists that become records. They bound memory, not content: a data asset that is only
 * profiled is streamed without them. Lengths of text are counted in UTF-16 code units, so that the same
 * table is judged alike in every encoding.
 */
export const CSV_LIMITS = {
  bytes: 200 * 1024 * 1024,
  rows: 1_000_000,
  columns: 512,
  fieldLength: 64 * 1024,
  recordLength: 1024 * 1024,
} as const;

export const XLSX_LIMITS = {
  bytes: 50 * 1024 * 1024,
  inflatedBytes: 300 * 1024 * 1024,
  rows: 300_000,
  columns: 256,
  cells: 2_000_000,
  cellLength: 32_767,
  sharedStrings: 2_000_000,
  sheets: 1_000,
  styles: 65_536,
  /** Longest stretch of XML between two events: one cell text with every character escaped. */
  xmlRun: 32_767 * 10,
} as const;

/** Most faults listed one by one; the total is always stated. */
export const FAULT_LIMIT = 1_000;
