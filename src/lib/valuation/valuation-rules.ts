import * as v from 'valibot';
import { ratioText } from '../case/schema-parts';
import { type Result, ok } from '../kernel/result';
import type { RulesAt } from '../rulebook/model';
import { type TypedRule, readTyped } from '../rulebook/read-rule';

/** `valuation.discount-rate-bounds`: outside them a rate needs an explanation. */
export const discountRateBounds = v.strictObject({ warnBelow: ratioText, warnAbove: ratioText });

/** `valuation.sensitivity-grid`: half-widths of the grid that every report shows. */
export const sensitivityGridRule = v.strictObject({
  discountRatePoints: ratioText,
  royaltyRateShare: ratioText,
});

/** `valuation.royalty-ceiling`: open-licence practice, a hint and not a limit. */
export const royaltyCeiling = v.strictObject({ netSales: ratioText, profit: ratioText });

/** Parameters of the income method. */
export interface IncomeRules {
  readonly bounds: TypedRule<v.InferOutput<typeof discountRateBounds>>;
  readonly grid: TypedRule<v.InferOutput<typeof sensitivityGridRule>>;
  readonly ceiling: TypedRule<v.InferOutput<typeof royaltyCeiling>>;
}

export const readIncomeRules = (rules: RulesAt): Result<IncomeRules> => {
  const bounds = readTyped(rules, 'valuation.discount-rate-bounds', discountRateBounds);
  if (!bounds.ok) return bounds;
  const grid = readTyped(rules, 'valuation.sensitivity-grid', sensitivityGridRule);
  if (!grid.ok) return grid;
  const ceiling = readTyped(rules, 'valuation.royalty-ceiling', royaltyCeiling);
  if (!ceiling.ok) return ceiling;
  return ok({ bounds: bounds.value, grid: grid.value, ceiling: ceiling.value });
};
