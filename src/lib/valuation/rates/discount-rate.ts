import { type Failure, type Result, ok, refuse } from '../../kernel/result';
import type { TraceNode } from '../../kernel/trace';
import { readTyped, ruleLeaf } from '../../rulebook/read-rule';
import { DISCOUNT_RATE } from '../domain';
import { fieldPath } from '../entered';
import type { TaxBasis } from '../methods/income-terms';
import type { MethodContext } from '../method-value';
import { discountWarnings } from '../rate-warnings';
import { type Step, type Term, ratioStep } from '../term';
import { discountRateBounds } from '../valuation-rules';

/** A discount rate and how it was put together. */
export interface DiscountRate {
  readonly rate: Term;
  /** Goes with income of the same basis only. */
  readonly basis: TaxBasis;
  readonly warnings: readonly Failure[];
}

/**
 * Closes a discount rate: r ≤ 0 is refused (`E_DISCOUNT_RANGE`), r outside `valuation.discount-rate-bounds` warns
 * `W_DISCOUNT_LOW` or `W_DISCOUNT_HIGH`.
 */
export const discountRate = (
  step: Omit<Step, 'id' | 'label' | 'children'> & { readonly children: readonly TraceNode[] },
  basis: TaxBasis,
  warnings: readonly Failure[],
  context: MethodContext,
): Result<DiscountRate> => {
  const bounds = readTyped(context.rules, 'valuation.discount-rate-bounds', discountRateBounds);
  if (!bounds.ok) return bounds;
  const path = fieldPath(context, 'discountRate');
  if (!DISCOUNT_RATE.holds(step.value))
    return refuse(
      DISCOUNT_RATE.code,
      `折现率 r ${DISCOUNT_RATE.must}，算得 ${step.value.toFixed()}`,
      path,
      '请核对构成折现率的各项',
      DISCOUNT_RATE.rule,
    );
  const rate = ratioStep({
    ...step,
    id: `${context.id}/discount-rate`,
    label: `${basis === 'pre-tax' ? '税前' : '税后'}折现率 r`,
    children: [...step.children, ruleLeaf(bounds.value.rule)],
  });
  return ok({
    rate,
    basis,
    warnings: [...warnings, ...discountWarnings(rate.value, bounds.value, path)],
  });
};
