import { Decimal } from '../../kernel/decimal';
import { type Failure, type Result, ok, refuse } from '../../kernel/result';
import { readTyped, ruleLeaf } from '../../rulebook/read-rule';
import type { TraceNode } from '../../kernel/trace';
import { CONSTRAINTS } from '../constraints';
import type { Timing } from '../discounting';
import { DISCOUNT_RATE, NOT_NEGATIVE, TAX_RATE } from '../domain';
import { type Entered, type Place, allOf, fieldPath, readEntered } from '../entered';
import type { MethodContext } from '../method-value';
import { discountWarnings, taxWarnings } from '../rate-warnings';
import { type Term, shown, yearStep } from '../term';
import { discountRateBounds } from '../valuation-rules';

export type TaxBasis = 'pre-tax' | 'post-tax';

/** What all income methods share. */
export interface IncomeTerms {
  /** T, 0 ≤ T < 1; 0 with a pre-tax discount rate. */
  readonly taxRate: Entered;
  /** r per year, > 0. */
  readonly discountRate: Entered;
  readonly discountBasis: TaxBasis;
  readonly timing: Timing;
  /** Remaining legal life in years, ≥ 0, may be fractional. */
  readonly legalLifeYears: Entered;
  /** Economic life in years, ≥ 0, may be fractional. */
  readonly economicLifeYears: Entered;
}

/** Checked terms, each with its reason. */
export interface ReadTerms {
  readonly tax: Term;
  readonly rate: Term;
  readonly basis: TaxBasis;
  readonly timing: Timing;
  /** n = min(legal, economic) */
  readonly life: Term;
  /** Which of the two ends the income. */
  readonly lifeBound: 'legal' | 'economic';
  readonly boundsLeaf: TraceNode;
  readonly warnings: readonly Failure[];
}

/** Refuses a figure of one basis in a computation of the other (`E_TAX_BASIS`). */
export const sameBasis = (
  place: Place,
  field: string,
  label: string,
  basis: TaxBasis,
  discountBasis: TaxBasis,
): Result<undefined> =>
  basis === discountBasis
    ? ok(undefined)
    : refuse(
        'E_TAX_BASIS',
        `${label}是${basis === 'pre-tax' ? '税前' : '税后'}口径，折现率是${discountBasis === 'pre-tax' ? '税前' : '税后'}口径，不能混用`,
        fieldPath(place, field),
        '请把两者换成同一口径',
        CONSTRAINTS.taxBasis,
      );

const lifeWarning = (place: Place, life: Decimal): readonly Failure[] =>
  life.isZero()
    ? [
        {
          code: 'W_LIFE_ZERO',
          message: '收益年限为 0，收益法价值为 0',
          path: fieldPath(place, 'legalLifeYears'),
          remedy: '专利已届满、终止或无效的不得质押；请从组合和质押清单中移除',
          rule: CONSTRAINTS.lifePositive,
        },
      ]
    : [];

const lifeOf = (place: Place, legal: Term, economic: Term): Term =>
  yearStep({
    id: `${place.id}/life`,
    label: '收益年限 n',
    value: Decimal.min(legal.value, economic.value),
    formula: `min(法定 ${shown(legal)}，经济 ${shown(economic)})`,
    children: [legal.node, economic.node],
  });

/**
 * Reads the terms. Fails with `E_MISSING`, `E_NUMBER`, `E_TAX_RANGE`, `E_DISCOUNT_RANGE`, `E_RANGE` (negative life) and
 * `E_TAX_BASIS` (pre-tax rate with tax), or as `readTyped` does for `valuation.discount-rate-bounds`.
 * A life of 0 is not refused: it makes the value 0, with `W_LIFE_ZERO`.
 */
export const readIncomeTerms = (terms: IncomeTerms, context: MethodContext): Result<ReadTerms> => {
  const read = allOf({
    tax: readEntered(context, { field: 'taxRate', label: '所得税率 T', domain: TAX_RATE }, terms.taxRate),
    rate: readEntered(
      context,
      { field: 'discountRate', label: '折现率 r', domain: DISCOUNT_RATE },
      terms.discountRate,
    ),
    legal: readEntered(
      context,
      { field: 'legalLifeYears', label: '法定剩余寿命', domain: NOT_NEGATIVE, unit: 'year' },
      terms.legalLifeYears,
    ),
    economic: readEntered(
      context,
      { field: 'economicLifeYears', label: '经济寿命', domain: NOT_NEGATIVE, unit: 'year' },
      terms.economicLifeYears,
    ),
    bounds: readTyped(context.rules, 'valuation.discount-rate-bounds', discountRateBounds),
  });
  if (!read.ok) return read;
  const { tax, rate, legal, economic, bounds } = read.value;
  if (terms.discountBasis === 'pre-tax' && !tax.value.isZero())
    return refuse(
      'E_TAX_BASIS',
      '税前折现率不能与扣税后的收益混用',
      fieldPath(context, 'discountBasis'),
      '采用税前折现率时所得税率填 0；要扣所得税，请改用税后折现率',
      CONSTRAINTS.taxBasis,
    );
  const life = lifeOf(context, legal, economic);
  return ok({
    tax,
    rate,
    basis: terms.discountBasis,
    timing: terms.timing,
    life,
    lifeBound: legal.value.lte(economic.value) ? 'legal' : 'economic',
    boundsLeaf: ruleLeaf(bounds.rule),
    warnings: [
      ...lifeWarning(context, life.value),
      ...discountWarnings(rate.value, bounds, fieldPath(context, 'discountRate')),
      ...taxWarnings(terms.discountBasis, tax.value, fieldPath(context, 'taxRate')),
    ],
  });
};
