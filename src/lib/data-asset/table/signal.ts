import type { Basis } from './basis';

export type SignalCode =
  | 'extra-copies'
  | 'constant-column'
  | 'near-constant-column'
  | 'arithmetic-sequence'
  | 'equal-but-key'
  | 'first-digit'
  | 'low-entropy';

/** Something for the list of points to look into (核查). Each has harmless reasons; none says that anything is wrong. */
export interface PaddingSignal {
  readonly code: SignalCode;
  readonly columns: readonly number[];
  /** Share or measure that was observed, in words. */
  readonly observed: string;
  readonly basis: Basis;
  /** What to ask the owner. */
  readonly question: string;
}

/** Share with two decimals at most, for people. */
export const percent = (share: number): string => `${String(Math.round(share * 10_000) / 100)}%`;
