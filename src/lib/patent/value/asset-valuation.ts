import type { WorksheetKind } from '../../case/worksheet';
import type { Result } from '../../kernel/result';
import type { TraceNode } from '../../kernel/trace';
import type { Disagreement } from '../../valuation/compare/disagreement';
import type { Reconciliation } from '../../valuation/compare/reconciliation';
import type { Valuation } from '../../valuation/valuation';
import type { ForecastSimulation } from './simulate-forecast';

export type { DerivedRate, RateEntry } from '../worksheet/derived-rate';

/** What valuing the patents of a case came to, entry by entry and product by product. Plain data for pages and sheets. */

/** One forecast or worksheet that gives a value. */
export interface ValuedEntry {
  /** Id of the forecast or worksheet. */
  readonly entry: string;
  readonly kind: 'relief-from-royalty' | WorksheetKind;
  /** Official name of the method, e.g. 许可费节省法. */
  readonly title: string;
  readonly product: string;
  readonly result: Result<Valuation>;
  /** `null` when nobody stated how far the inputs may lie, or the method is not simulated. */
  readonly simulation: Result<ForecastSimulation> | null;
  /** Value of each patent by the stated shares; `null` when nobody stated any. */
  readonly split: Result<readonly PatentShareValue[]> | null;
}

/** What one patent of a bundle gets of its value. */
export interface PatentShareValue {
  readonly patent: string;
  readonly valueFen: string;
  readonly trace: TraceNode;
}

/** One input that differs between two methods, and how much of the gap it explains. Amounts are 分 as text. */
export interface GapLine {
  readonly label: string;
  readonly shareFen: string;
}

/** All methods of one product side by side. */
export interface ProductValue {
  readonly product: string;
  /** Entries of this product in the order of `valuations`. */
  readonly entries: readonly string[];
  /** `single`: one method, its value counts; `reconciled`; `open`: several methods, nobody has weighed them yet. */
  readonly state: 'none' | 'single' | 'reconciled' | 'open';
  /** `null` with fewer than two values. */
  readonly disagreement: Result<Disagreement> | null;
  /** What explains the widest gap, where the two methods share inputs; rest is the difference of method. */
  readonly gap: { readonly from: string; readonly to: string; readonly lines: readonly GapLine[] } | null;
  readonly reconciliation: Result<Reconciliation> | null;
  /** The value that counts, 分; `null` while open or when nothing could be valued. */
  readonly valueFen: string | null;
  readonly lowFen: string | null;
  readonly highFen: string | null;
  readonly trace: TraceNode | null;
}
