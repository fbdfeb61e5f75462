import { type Decimal, decimalText } from '../kernel/decimal';
import { type Fen, fenText } from '../kernel/fen';
import { type RoyaltyInput, reliefFromRoyalty } from './relief-from-royalty';

/** Half-widths of the grid: percentage points of r (ratio, e.g. 0.02) and share of k (ratio, e.g. 0.2). */
export interface SensitivitySteps {
  readonly discountRatePoints: Decimal;
  readonly royaltyRateShare: Decimal;
}

export interface SensitivityCell {
  readonly discountRate: string;
  readonly royaltyRate: string;
  /** 分 as text; `null` where the pair is outside the method's domain. */
  readonly valueFen: string | null;
}

/** A named range of what-ifs. It is not a distribution: low and high are not quantiles. */
export interface Sensitivity {
  /** What was moved, in Chinese. */
  readonly basis: string;
  /** 3 × 3: r rising row by row, k rising within a row; the middle cell is the value itself. */
  readonly cells: readonly SensitivityCell[];
  readonly lowFen: string;
  readonly highFen: string;
}

const percent = (ratio: Decimal): string => decimalText(ratio.times(100));

/**
 * Value over r ± points and k ± share. Cells with r ≤ 0 or k ≥ 1 are `null` and do not enter low and high.
 * `valueFen` is the value of `input`, which the caller has already computed.
 */
export const sensitivityGrid = (
  input: RoyaltyInput,
  valueFen: Fen,
  { discountRatePoints, royaltyRateShare }: SensitivitySteps,
): Sensitivity => {
  const rates = [-1, 0, 1].map((step) => input.discountRate.plus(discountRatePoints.times(step)));
  const shares = [-1, 0, 1].map((step) => input.royaltyRate.times(royaltyRateShare.times(step).plus(1)));
  let low = valueFen;
  let high = valueFen;
  const cells = rates.flatMap((discountRate) =>
    shares.map((royaltyRate): SensitivityCell => {
      const value = reliefFromRoyalty({ ...input, discountRate, royaltyRate });
      if (value.ok && value.value.valueFen < low) low = value.value.valueFen;
      if (value.ok && value.value.valueFen > high) high = value.value.valueFen;
      return {
        discountRate: decimalText(discountRate),
        royaltyRate: decimalText(royaltyRate),
        valueFen: value.ok ? fenText(value.value.valueFen) : null,
      };
    }),
  );
  return {
    basis: `敏感性范围：折现率 ±${percent(discountRatePoints)} 个百分点、许可费率 ±${percent(royaltyRateShare)}%`,
    cells,
    lowFen: fenText(low),
    highFen: fenText(high),
  };
};
