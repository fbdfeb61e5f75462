import type { DataWorksheetKind } from '../../case/data-pricing';
import type { Confidence } from '../../kernel/confidence';
import type { Failure, Result } from '../../kernel/result';
import type { TraceNode, Unit } from '../../kernel/trace';
import type { GapPart } from '../../valuation/compare/gap-explanation';
import type { Reconciliation } from '../../valuation/compare/reconciliation';
import type { TornadoBar } from '../../valuation/compare/tornado';
import type { GapAlarm } from '../pricing/reconcile-data';
import type { DataGiver } from './givers';
import type { MeasuredShare } from './measured-shares';

export type { DataGiver } from './givers';

/** What pricing the data assets of a case came to. Plain data for pages, the terminal and sheets; amounts are text of 分. */

/** One amount with its reason. */
export interface TracedFen {
  readonly fen: string;
  readonly trace: TraceNode;
}

/** Quantiles of one worksheet. */
export interface SimulatedFen {
  readonly draws: number;
  readonly p10: TracedFen;
  readonly p25: TracedFen;
  readonly p50: TracedFen;
  readonly p90: TracedFen;
  readonly meanFen: string;
  readonly standardErrorFen: string;
}

/** One of U's parts. */
export interface UtilityPart {
  readonly key: string;
  readonly label: string;
  readonly value: string;
  readonly trace: TraceNode;
}

/** What duplicates, overlap and personal data take off one value. */
export interface EffectSteps {
  readonly before: TracedFen;
  readonly after: TracedFen;
  /**
   * After the effects with every estimated share at its low end: between `after` and this the value lies. `null` = nothing is
   * estimated.
   */
  readonly upper: TracedFen | null;
  /** Negative, largest first; they sum to after − before. */
  readonly parts: readonly GapPart[];
  readonly effectiveShare: { readonly value: string; readonly trace: TraceNode };
  /** Quantiles after the same effects; `null` while the worksheet is not simulated. */
  readonly quantiles: { readonly p10: TracedFen; readonly p25: TracedFen; readonly p90: TracedFen } | null;
}

/** Where a lever stands and how far it may lie. */
export interface LeverView {
  readonly key: string;
  readonly label: string;
  readonly unit: Unit;
  readonly base: string;
  /** The interval comes from the quality evaluation. */
  readonly measured: boolean;
}

/** What one worksheet came to: its value, how far it may lie, and what the effects take off. */
export interface SheetFigures {
  readonly approach: 'income' | 'market' | 'cost';
  readonly value: TracedFen;
  readonly confidence: Confidence;
  readonly warnings: readonly Failure[];
  readonly levers: readonly LeverView[];
  /** `null`: nobody said how far the inputs may lie. */
  readonly simulation: Result<SimulatedFen> | null;
  /** Widest first; empty while a range is missing. */
  readonly bars: readonly TornadoBar[];
  /** U and its four parts; empty for other methods. */
  readonly utility: readonly UtilityPart[];
  /** Fails while an effect is not answered. */
  readonly effects: Result<EffectSteps>;
}

/** One worksheet that gives a value. */
export interface DataEntry {
  readonly entry: string;
  readonly kind: DataWorksheetKind;
  /** With its own name where two of one kind stand side by side. */
  readonly title: string;
  readonly result: Result<SheetFigures>;
}

/** One option worksheet: told apart, never weighed or lent against. */
export interface OptionEntry {
  readonly entry: string;
  readonly title: string;
  readonly result: Result<TracedFen>;
}

/** What may be lent against, and what the pool is offered. */
export interface PledgeFigures {
  /** LTV × V_P25 × 2^(−T/h). */
  readonly base: TracedFen;
  readonly loanToValue: string;
  readonly p25: TracedFen;
  readonly termYears: string;
  readonly halfLifeYears: string;
  /** 2^(−T/h) */
  readonly decay: string;
  /** V_P25 × 2^(−T/h), rounded down: the pool takes its ratio off this. */
  readonly offered: TracedFen;
  readonly warnings: readonly Failure[];
}

/** Part of the value that one source of the data brings in (Shapley). */
export interface SourceShare {
  readonly id: string;
  readonly title: string;
  readonly share: { readonly value: string; readonly trace: TraceNode };
  /** `null` while the asset has no value that counts. */
  readonly fen: string | null;
}

/** 德阳 against an income value: close, review or renegotiate. */
export interface DeyangStatus {
  readonly entry: string;
  readonly income: string;
  readonly alarm: GapAlarm;
}

/** Share of the value that is left after some years. */
export interface DecayPoint {
  readonly years: string;
  readonly share: string;
}

/** Everything that pricing one asset says, step by step; a step that fails says why. */
export interface DataAssetValue {
  readonly asset: string;
  readonly title: string;
  readonly entries: readonly DataEntry[];
  readonly options: readonly OptionEntry[];
  readonly givers: readonly DataGiver[];
  /** Shares of duplicates and overlap that can be taken as measured, whatever the person chose. */
  readonly measured: readonly MeasuredShare[];
  /** `null` with fewer than two values or without a main method. */
  readonly alarm: Result<GapAlarm> | null;
  /** `null` while nothing could be valued. */
  readonly reconciliation: Result<Reconciliation> | null;
  /** `none`: nothing valued; `open`: not weighed; `blocked`: methods too far apart; `weighed`. */
  readonly state: 'none' | 'open' | 'blocked' | 'weighed';
  /** The value that counts; `null` unless `weighed`. */
  readonly value: TracedFen | null;
  /** Why nothing counts; `null` when something does. */
  readonly withheld: Failure | null;
  readonly pledge: Result<PledgeFigures>;
  readonly deyang: Result<DeyangStatus> | null;
  readonly split: Result<readonly SourceShare[]> | null;
  readonly decay: Result<readonly DecayPoint[]>;
}
