import type { WorksheetKind } from '../../case/worksheet';
import type { Confidence } from '../../kernel/confidence';
import type { Failure, Result } from '../../kernel/result';
import type { TraceNode } from '../../kernel/trace';

/** A rate that a worksheet gives to forecasts or other worksheets. */
export interface DerivedRate {
  /** Decimal text, 0–1. */
  readonly value: string;
  readonly gives: 'royalty-rate' | 'profit-share' | 'discount-rate';
  /** Tax basis of a discount rate; `null` for other rates. */
  readonly basis: 'pre-tax' | 'post-tax' | null;
  readonly confidence: Confidence;
  readonly trace: TraceNode;
  readonly warnings: readonly Failure[];
}

export interface RateEntry {
  readonly worksheet: string;
  readonly kind: WorksheetKind;
  readonly title: string;
  readonly result: Result<DerivedRate>;
}
