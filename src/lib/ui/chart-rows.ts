/** Rows of drawn tables. Places on the common line are 0–1, `null` = not known. */

/** One step from the first amount to the last. */
export interface WaterfallRow {
  readonly key: string;
  readonly label: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly text: string;
  /** A sum stands on its own, a step hangs between sums. */
  readonly sum: boolean;
}

export interface CurvePoint {
  readonly x: number;
  readonly y: number;
  readonly xText: string;
  readonly yText: string;
}
