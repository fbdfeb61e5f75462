/** Tables up to this length are shown whole. */
export const ALL_BELOW = 60;
/** Most rows that are printed; more would keep the printer's page from opening. */
export const PRINTED = 500;
/** Rows kept ready above and below what is in sight, so that Tab always finds a next one. */
const MARGIN = 8;

export interface TableWindow {
  /** Rows that stand in the page: from `from` up to, not including, `to`. */
  readonly from: number;
  readonly to: number;
  /** Height in pixels of the rows that do not, above and below. */
  readonly before: number;
  readonly after: number;
}

export interface WindowInput {
  readonly count: number;
  readonly rowHeight: number;
  /** Pixels scrolled. */
  readonly top: number;
  /** Pixels in sight. */
  readonly height: number;
  readonly printing: boolean;
}

/** Which rows stand in the page. */
export const windowOf = ({ count, rowHeight, top, height, printing }: WindowInput): TableWindow => {
  if (printing) return { from: 0, to: Math.min(count, PRINTED), before: 0, after: 0 };
  if (count <= ALL_BELOW) return { from: 0, to: count, before: 0, after: 0 };
  const first = Math.floor(Math.max(top, 0) / rowHeight) - MARGIN;
  const rows = Math.ceil(Math.max(height, 0) / rowHeight) + 2 * MARGIN;
  // Never past the end: a list may have become shorter than the place scrolled to.
  const from = Math.max(Math.min(first, count - rows), 0);
  const to = Math.min(from + rows, count);
  return { from, to, before: from * rowHeight, after: (count - to) * rowHeight };
};
