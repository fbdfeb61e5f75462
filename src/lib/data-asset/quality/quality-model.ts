import type { Failure } from '../../kernel/result';
import type { TraceNode } from '../../kernel/trace';
import type { Measurement } from './measurement';
import type { QualityDimension, QualityIndicator } from './quality-rules';
import type { DimensionScore } from './score';

/** One indicator of one asset. */
export interface IndicatorReading {
  readonly indicator: QualityIndicator & { readonly weight: string };
  readonly measurement: Measurement | null;
  /** Why there is no measurement; empty when there is one. */
  readonly missing: string;
  readonly trace: TraceNode;
}

export interface DimensionReading {
  readonly dimension: QualityDimension;
  readonly score: DimensionScore;
  /** Coverage is not below the floor: it may be told by one number. */
  readonly evaluated: boolean;
  readonly indicators: readonly IndicatorReading[];
  readonly trace: TraceNode;
}

/** What pricing reads, and what the page shows. Ratios as decimal text of 6 places. */
export interface AssetQuality {
  /** α, 0–1; `null` while it is not issued. */
  readonly alpha: string | null;
  readonly low: string;
  readonly high: string;
  readonly coverage: string;
  /** Every dimension that counts is evaluated. */
  readonly issued: boolean;
  /** Weighted geometric mean of the dimensions; `null` while α is not issued. */
  readonly geometric: string | null;
  /** Only when the whole interval lies in one band. */
  readonly grade: string | null;
  readonly dimensions: readonly DimensionReading[];
  readonly trace: TraceNode;
  /** Rules that could not be read; then nothing else is known. */
  readonly failures: readonly Failure[];
}
