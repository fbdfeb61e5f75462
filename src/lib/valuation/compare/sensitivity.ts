import { type Decimal, decimalText } from '../../kernel/decimal';
import type { Fen } from '../../kernel/fen';
import { type Result, mapResult } from '../../kernel/result';
import { type RoyaltyInput, reliefFromRoyalty } from '../methods/relief-from-royalty';
import { valueGrid } from './value-grid';

/** Half-widths of the grid: percentage points of r (ratio, e.g. 0.02) and share of k (ratio, e.g. 0.2). */
export interface SensitivitySteps {
  readonly discountRatePoints: Decimal;
  readonly royaltyRateShare: Decimal;
}

export interface SensitivityCell {
  readonly discountRate: string;
  /** The moved share: k, or q where the method splits profit. */
  readonly royaltyRate: string;
  /** 分 as text; `null` where the pair is outside the method's domain. */
  readonly valueFen: string | null;
}

/** A named range of what-ifs. It is not a distribution: low and high are not quantiles. */
export interface Sensitivity {
  /** What was moved, in Chinese. */
  readonly basis: string;
  /** r rising row by row, k rising within a row; the middle cell is the value itself. 3 × 3 unless asked otherwise. */
  readonly cells: readonly SensitivityCell[];
  readonly lowFen: string;
  readonly highFen: string;
}

const percent = (ratio: Decimal): string => decimalText(ratio.times(100));

/** The two inputs that the grid moves: r, and the share that the method takes of income (k of sales, q of profit). */
export interface RateAndShare {
  readonly discountRate: Decimal;
  readonly share: Decimal;
  /** Name of the share in Chinese, e.g. 许可费率. */
  readonly shareLabel: string;
}

/**
 * Value by any method over r ± points and share ± part of itself, in `positions` of the half-widths. Pairs that `valueAt`
 * refuses are `null` and do not enter low and high. `valueFen` is the value at the centre, already computed.
 */
export const sensitivityOf = (
  { discountRate, share, shareLabel }: RateAndShare,
  valueFen: Fen,
  { discountRatePoints, royaltyRateShare }: SensitivitySteps,
  valueAt: (discountRate: Decimal, share: Decimal) => Result<Fen>,
  positions: readonly number[] = [-1, 0, 1],
): Sensitivity => {
  const grid = valueGrid(
    {
      rows: positions.map((step) => discountRate.plus(discountRatePoints.times(step))),
      columns: positions.map((step) => share.times(royaltyRateShare.times(step).plus(1))),
    },
    valueFen,
    valueAt,
  );
  return {
    basis: `敏感性范围：折现率 ±${percent(discountRatePoints)} 个百分点、${shareLabel} ±${percent(royaltyRateShare)}%`,
    cells: grid.cells.map(({ row, column, valueFen: value }) => ({
      discountRate: row,
      royaltyRate: column,
      valueFen: value,
    })),
    lowFen: grid.lowFen,
    highFen: grid.highFen,
  };
};

/**
 * Value over r ± points and k ± share. Cells with r ≤ 0 or k ≥ 1 are `null` and do not enter low and high.
 * `valueFen` is the value of `input`, which the caller has already computed.
 */
export const sensitivityGrid = (input: RoyaltyInput, valueFen: Fen, steps: SensitivitySteps): Sensitivity =>
  sensitivityOf(
    { discountRate: input.discountRate, share: input.royaltyRate, shareLabel: '许可费率' },
    valueFen,
    steps,
    (discountRate, royaltyRate) =>
      mapResult(reliefFromRoyalty({ ...input, discountRate, royaltyRate }), (value) => value.valueFen),
  );
