import { type Decimal } from '../../kernel/decimal';
import { type Failure, type Result, mapResult, ok, refuse } from '../../kernel/result';
import { ruleLeaf } from '../../rulebook/read-rule';
import { CONSTRAINTS } from '../../valuation/constraints';
import { type Timing, periodsWithin } from '../../valuation/discounting';
import { DISCOUNT_RATE, NOT_NEGATIVE, POSITIVE, TAX_RATE } from '../../valuation/domain';
import { type Entered, type Place, allOf, fieldPath, readEntered } from '../../valuation/entered';
import { type Income, discountIncome } from '../../valuation/methods/discounted-income';
import type { ReadTerms, TaxBasis } from '../../valuation/methods/income-terms';
import type { MethodContext, MethodValue } from '../../valuation/method-value';
import { taxWarnings } from '../../valuation/rate-warnings';
import { type Term, shown, yearStep } from '../../valuation/term';
import { type DiscountBounds, readDiscountBounds, readIncomeLife } from './pricing-rules';
import { type QualityCarrier, qualityOnce } from './quality-once';

/** What ends the income of data, years ≥ 0; absent = there is no such limit, `null` value = not known and refused. */
export interface DataLife {
  /** 权利期限 */
  readonly rightYears: Entered;
  /** 产品寿命 or update cycle. */
  readonly productYears: Entered;
  /** Remaining term of the registration certificate. */
  readonly certificateYears?: Entered;
  readonly contractYears?: Entered;
  /** h of the data, > 0: income lasts at most the rulebook's number of half-lives. */
  readonly halfLifeYears?: Entered;
}

/** What all income methods of data share. */
export interface DataIncomeTerms {
  /** T, 0 ≤ T < 1; 0 with a pre-tax rate, which is what EBIT goes with. */
  readonly taxRate: Entered;
  /** i per year, > 0. */
  readonly discountRate: Entered;
  readonly discountBasis: TaxBasis;
  readonly timing: Timing;
  readonly life: DataLife;
  /** Where quality sits: exactly one of `share`, `income`, `discount-rate`. */
  readonly qualityIn: readonly QualityCarrier[];
}

/** Checked terms, with the words for the limit that binds. */
export interface DataTerms extends ReadTerms {
  readonly binding: string;
}

const LIFE_LABELS = {
  rightYears: '权利期限',
  productYears: '产品寿命',
  certificateYears: '登记凭证期限',
  contractYears: '合同期限',
  halfLifeYears: '半衰期 h',
} as const;
const LIFE_FIELDS = ['rightYears', 'productYears', 'certificateYears', 'contractYears'] as const;

interface Limit {
  readonly label: string;
  readonly term: Term;
}

const halfLifeLimit = (place: Place, entered: Entered, count: string, rule: Term['node']): Result<Limit> => {
  const spec = {
    field: 'life.halfLifeYears',
    label: LIFE_LABELS.halfLifeYears,
    domain: POSITIVE,
    unit: 'year',
  } as const;
  return mapResult(readEntered(place, spec, entered), (half) => ({
    label: `${count} 个半衰期`,
    term: yearStep({
      id: `${place.id}/half-lives`,
      label: `${count} 个半衰期`,
      value: half.value.times(count),
      formula: `${count} × ${shown(half)}`,
      children: [half.node, rule],
    }),
  }));
};

const certificateTooLong = (place: Place, limits: readonly Limit[], most: string): Result<undefined> => {
  const certificate = limits.find(({ label }) => label === LIFE_LABELS.certificateYears);
  return certificate?.term.value.gt(most) === true
    ? refuse(
        'E_RANGE',
        `登记凭证剩余期限 ${shown(certificate.term)} 年超过最长有效期 ${most} 年`,
        fieldPath(place, 'life.certificateYears'),
        '请按登记凭证核对起止日期',
        'data-pricing.income-life',
      )
    : ok(undefined);
};

const readLife = (
  life: DataLife,
  context: MethodContext,
): Result<{ readonly life: Term; readonly binding: string }> => {
  const rule = readIncomeLife(context.rules);
  if (!rule.ok) return rule;
  const limits: Limit[] = [];
  for (const field of LIFE_FIELDS) {
    const entered = life[field];
    if (entered === undefined) continue;
    const label = LIFE_LABELS[field];
    const spec = { field: `life.${field}`, label, domain: NOT_NEGATIVE, unit: 'year' } as const;
    const term = readEntered(context, spec, entered);
    if (!term.ok) return term;
    limits.push({ label, term: term.value });
  }
  const certificate = certificateTooLong(context, limits, rule.value.value.certificateYears);
  if (!certificate.ok) return certificate;
  if (life.halfLifeYears !== undefined) {
    const leaf = ruleLeaf(rule.value.rule);
    const limit = halfLifeLimit(context, life.halfLifeYears, rule.value.value.halfLives, leaf);
    if (!limit.ok) return limit;
    limits.push(limit.value);
  }
  const least = limits.reduce((a, b) => (b.term.value.lt(a.term.value) ? b : a));
  return ok({
    binding: least.label,
    life: yearStep({
      id: `${context.id}/life`,
      label: '收益期限 n',
      value: least.term.value,
      formula: `min(${limits.map(({ label, term }) => `${label} ${shown(term)}`).join('，')})`,
      children: limits.map(({ term }) => term.node),
    }),
  });
};

/** i outside the usual bounds: `W_DISCOUNT_LOW`, `W_DISCOUNT_HIGH`. */
export const dataRateWarnings = (
  rate: Decimal,
  { value, rule }: DiscountBounds,
  path: string,
): readonly Failure[] => {
  const low = rate.lt(value.warnBelow);
  if (!low && rate.lte(value.warnAbove)) return [];
  return [
    {
      code: low ? 'W_DISCOUNT_LOW' : 'W_DISCOUNT_HIGH',
      message: `折现率 ${rate.toFixed()} 不在通常的 ${value.warnBelow}–${value.warnAbove} 之间`,
      path,
      remedy: '请说明折现率的构成；15% 应写作 0.15',
      rule: rule.id,
    },
  ];
};

const lifeWarnings = (place: Place, life: Term, binding: string): readonly Failure[] =>
  life.value.isZero()
    ? [
        {
          code: 'W_LIFE_ZERO',
          message: `${binding}为 0，收益法价值为 0`,
          path: fieldPath(place, 'life'),
          remedy: '权利、凭证或合同已到期的数据不得质押；请先续期',
        },
      ]
    : [];

/**
 * Reads the terms. The life is the shortest of right, product, certificate, contract and the rulebook's number of half-lives.
 * Fails with `E_MISSING`, `E_NUMBER`, `E_TAX_RANGE`, `E_DISCOUNT_RANGE`, `E_RANGE`, `E_TAX_BASIS` (pre-tax rate with tax),
 * and as `qualityOnce`. Source: 数据资产评估指导意见, income life; EBIT goes with a pre-tax rate.
 */
export const readDataTerms = (terms: DataIncomeTerms, context: MethodContext): Result<DataTerms> => {
  const quality = qualityOnce('income', terms.qualityIn, fieldPath(context, 'qualityIn'));
  if (!quality.ok) return quality;
  const read = allOf({
    tax: readEntered(context, { field: 'taxRate', label: '所得税率 T', domain: TAX_RATE }, terms.taxRate),
    rate: readEntered(
      context,
      { field: 'discountRate', label: '折现率 i', domain: DISCOUNT_RATE },
      terms.discountRate,
    ),
    life: readLife(terms.life, context),
    bounds: readDiscountBounds(context.rules),
  });
  if (!read.ok) return read;
  const { tax, rate, life, bounds } = read.value;
  if (terms.discountBasis === 'pre-tax' && !tax.value.isZero())
    return refuse(
      'E_TAX_BASIS',
      '税前折现率不能与扣税后的收益混用',
      fieldPath(context, 'discountBasis'),
      '以息税前利润为收益的，用税前折现率且所得税率填 0；要扣所得税，请改用税后折现率',
      CONSTRAINTS.taxBasis,
    );
  return ok({
    tax,
    rate,
    basis: terms.discountBasis,
    timing: terms.timing,
    life: life.life,
    lifeBound: 'economic',
    binding: life.binding,
    boundsLeaf: ruleLeaf(bounds.rule),
    warnings: [
      ...lifeWarnings(context, life.life, life.binding),
      ...dataRateWarnings(rate.value, bounds, fieldPath(context, 'discountRate')),
      ...taxWarnings(terms.discountBasis, tax.value, fieldPath(context, 'taxRate')),
    ],
  });
};

/** One period of income as it is discounted. */
export interface DataFlow {
  /** Income of the period, 元: whole-year amount × share of the year. */
  readonly amount: Decimal;
  /** Years from the valuation date. */
  readonly tau: Decimal;
}

/** A value with what it was discounted from. */
export interface DataIncomeValue extends MethodValue {
  readonly flows: readonly DataFlow[];
}

const flowsOf = ({ yearly }: Income, { life, timing }: DataTerms): readonly DataFlow[] =>
  periodsWithin(yearly.length, life.value, timing).flatMap(({ year, fraction, tau }) => {
    const income = yearly[year - 1];
    return income === undefined ? [] : [{ amount: income.value.times(fraction), tau }];
  });

/** `discountIncome` of `valuation/`, in the words of data: income past the life names the limit that binds. */
export const discountDataIncome = (
  context: MethodContext,
  income: Income,
  terms: DataTerms,
): Result<DataIncomeValue> => {
  const allowed = terms.life.value.ceil().toNumber();
  if (!terms.life.value.isZero() && income.yearly.length > allowed)
    return refuse(
      'E_INCOME_PAST_LIFE',
      `预测了 ${income.yearly.length} 年收益，超过${terms.binding} ${terms.life.value.toFixed(2)} 年`,
      fieldPath(context, `${income.field}[${allowed}]`),
      `请删去第 ${allowed + 1} 年及以后的收益，或核对${terms.binding}`,
      CONSTRAINTS.incomeWithinLife,
    );
  return mapResult(discountIncome(context, { ...income, owner: '数据资产' }, terms), (value) => ({
    ...value,
    flows: flowsOf(income, terms),
  }));
};
