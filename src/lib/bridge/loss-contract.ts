import type { CaseRecord } from '../case/case-record';
import type { JointDistribution } from '../collateral/loss/joint/distribution';
import type { LossSheet, SheetFigure } from '../collateral/loss/loss-sheet';
import type { RepaymentHold } from '../collateral/repayment-hold';
import type { TraceNode } from '../kernel/trace';

/** Draws of correlated falls and what they come to. Amounts are 分 as text. */
export interface JointView extends JointDistribution {
  readonly draws: number;
  readonly seed: number;
  readonly lossP5: SheetFigure;
  readonly lossP50: SheetFigure;
  readonly lossP95: SheetFigure;
  readonly lossMean: SheetFigure;
  readonly lossMaxFen: string;
  /** Share of the draws in which the need is not covered at the caps. */
  readonly shortProbability: SheetFigure;
  /** Share of the draws in which the bank loses anything, given default. */
  readonly lossProbability: SheetFigure;
}

/** What the lead of the bank looks at first: coverage, expected loss, first repayment. */
export interface LossView extends LossSheet {
  readonly repayment: RepaymentHold;
  /** 覆盖 ÷ 需求 of the structure, as the structure says it. */
  readonly covered: { readonly value: string | null; readonly trace: TraceNode } | null;
}

/** Calls about the loss at default. */
export interface LossApi {
  caseLoss: { input: { caseRecord: CaseRecord }; output: LossView };
  /** Seeded draws; `draws` left out = as the rulebook says. Can be cancelled. */
  jointStress: { input: { caseRecord: CaseRecord; draws: number | null }; output: JointView };
}
