import * as v from 'valibot';
import { count, nonNegativeFen, ratioText } from '../../case/schema-parts';
import { Decimal, decimalText, decimalToFen, fenToYuan } from '../../kernel/decimal';
import { type Fen, fenText } from '../../kernel/fen';
import { type PlainDate, addDays, addMonths, daysBetween, partsOf } from '../../kernel/plain-date';
import { type Result, mapResult, ok, refuse } from '../../kernel/result';
import { type TraceNode, derive } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { type TypedRule, readTyped, ruleLeaf } from '../../rulebook/read-rule';
import { lprOn, yearEndLpr } from './lpr-history';
import { subsidyOf } from './subsidy';

const scheme = v.pipe(
  v.object({
    name: v.string(),
    /** Rights that are subsidised; empty = not said. */
    rights: v.array(v.string()),
    base: v.picklist([
      'lpr-1y-prior-year-end',
      'lpr-1y-contract-date',
      'lpr-1y-december-of-repayment',
      'interest',
      'points',
    ]),
    low: ratioText,
    high: ratioText,
    withSupport: v.optional(ratioText),
    maxMonths: v.optional(v.pipe(count, v.minValue(1))),
    capPerYearFen: v.optional(nonNegativeFen),
    capTotalFen: v.optional(nonNegativeFen),
    actualRateIfLower: v.optional(v.boolean()),
    note: v.optional(v.string()),
  }),
  v.check(({ low, high }) => new Decimal(low).lte(high), '最低比例高于最高比例'),
);
export type SubsidyScheme = v.InferOutput<typeof scheme>;

/** A loan as a subsidy sees it. */
export interface SubsidisedLoan {
  readonly principalFen: Fen;
  /** Contract rate per year. */
  readonly rate: Decimal;
  readonly signedOn: PlainDate;
  /** Whole months, ≥ 1. */
  readonly months: number;
  /** With insurance or guarantee; `null` = not known. */
  readonly withSupport: boolean | null;
}

/** What may be paid, between two ends when the instrument leaves the ratio open. Over the whole loan, whole 分. */
export interface SubsidyEstimate {
  readonly scheme: string;
  readonly lowFen: Fen;
  readonly highFen: Fen;
  readonly capped: boolean;
  readonly trace: TraceNode;
}

/** `collateral.subsidy.scheme` of the region or those above it. `NO_RULE_IN_FORCE`: whether anything is paid there is unknown, not no. */
export const readSubsidyScheme = (rules: RulesAt): Result<TypedRule<SubsidyScheme>> =>
  readTyped(rules, 'collateral.subsidy.scheme', scheme);

interface Base {
  readonly rate: Decimal;
  readonly trace: TraceNode | null;
}

const baseOf = (
  given: SubsidyScheme,
  loan: SubsidisedLoan,
  endsOn: PlainDate,
  rules: RulesAt,
): Result<Base> => {
  const lpr = (read: ReturnType<typeof lprOn>): Result<Base> =>
    mapResult(read, ({ rate, trace }) => ({ rate, trace }));
  switch (given.base) {
    case 'lpr-1y-prior-year-end':
      return lpr(yearEndLpr(rules, partsOf(loan.signedOn).year - 1, '1y'));
    case 'lpr-1y-contract-date':
      return lpr(lprOn(rules, loan.signedOn, '1y'));
    case 'lpr-1y-december-of-repayment':
      return lpr(yearEndLpr(rules, partsOf(endsOn).year, '1y'));
    case 'interest':
      return ok({ rate: loan.rate, trace: null });
    case 'points':
      return ok({ rate: new Decimal(1), trace: null });
  }
};

const capOf = (
  given: SubsidyScheme,
  days: number,
): { readonly yuan: Decimal | null; readonly text: string } => {
  const years = Math.ceil(days / 366);
  const caps: { yuan: Decimal; text: string }[] = [];
  if (given.capPerYearFen !== undefined)
    caps.push({
      yuan: fenToYuan(BigInt(given.capPerYearFen) * BigInt(years)),
      text: `每年上限 × ${years} 年`,
    });
  if (given.capTotalFen !== undefined)
    caps.push({ yuan: fenToYuan(BigInt(given.capTotalFen)), text: '总额上限' });
  const [first, ...rest] = caps;
  if (first === undefined) return { yuan: null, text: '' };
  return rest.reduce((least, one) => (one.yuan.lt(least.yuan) ? one : least), first);
};

/**
 * 贴息 that a region's scheme gives to a loan whose interest is paid and whose principal stays until the end: min(cap, interest paid,
 * principal × base × ratio × days ÷ 365). The ratio is a range where the instrument leaves it open, or where the support is not known.
 * Fails with `E_RANGE` on impossible terms, `NO_RULE_IN_FORCE` (unknown) and `E_LPR_UNKNOWN`.
 * Source: instruments cited by `collateral.subsidy.scheme`; the formula is this program's assumption.
 */
export const estimateSubsidy = (loan: SubsidisedLoan, rules: RulesAt): Result<SubsidyEstimate> => {
  if (loan.principalFen <= 0n || !Number.isInteger(loan.months) || loan.months < 1 || loan.months > 600)
    return refuse('E_RANGE', '贷款本金或期限不在可计算范围', 'loan', '本金应大于 0，期限为 1 至 600 个整月');
  if (loan.rate.lt(0) || loan.rate.gt(1))
    return refuse('E_RANGE', '年利率须在 0 与 1 之间', 'loan.rate', '请按比例填写，例如 0.0345');
  const read = readSubsidyScheme(rules);
  if (!read.ok) return read;
  const { value, rule } = read.value;
  const months = Math.min(loan.months, value.maxMonths ?? loan.months);
  const endsOn = addMonths(loan.signedOn, months);
  // Repaid on the day before the anniversary: a loan of a whole year from 1 January ends in the same year.
  const base = baseOf(value, loan, addDays(endsOn, -1), rules);
  if (!base.ok) return base;
  const lower = value.actualRateIfLower === true && loan.rate.lt(base.value.rate);
  const rate = lower ? loan.rate : base.value.rate;
  const days = daysBetween(loan.signedOn, endsOn);
  const principal = fenToYuan(loan.principalFen);
  const cap = capOf(value, days);
  const interest = principal.times(loan.rate).times(days).dividedBy(365);
  const limit = cap.yuan === null ? interest : Decimal.min(cap.yuan, interest);
  const paid = (share: string) =>
    subsidyOf({ principal, base: rate, share: new Decimal(share), days, cap: limit });
  const raised = value.withSupport;
  const [low, high] =
    raised === undefined || loan.withSupport === false
      ? [value.low, value.high]
      : loan.withSupport === true
        ? [raised, raised]
        : [value.low, raised];
  const [least, most] = [paid(low), paid(high)];
  const lowFen = decimalToFen(least.paid);
  const highFen = decimalToFen(most.paid);
  const shares = low === high ? low : `${low} 至 ${high}`;
  return ok({
    scheme: value.name,
    lowFen,
    highFen,
    capped: most.capped,
    trace: derive({
      id: 'cost/subsidy',
      label: `${value.name}（${lowFen === highFen ? '估算' : '区间'}）`,
      value: lowFen === highFen ? fenText(lowFen) : `${fenText(lowFen)}–${fenText(highFen)}`,
      unit: lowFen === highFen ? 'fen' : 'text',
      formula:
        `min(${cap.text === '' ? '' : `${cap.text}，`}实付利息，本金 ${principal.toFixed()} 元 × ` +
        `${value.base === 'points' ? '' : `${lower ? '实际利率' : '基准利率'} ${decimalText(rate)} × `}${shares} × ${days} ÷ 365)`,
      rounding: '四舍五入到分',
      ...(value.note === undefined ? {} : { note: value.note }),
      children: [
        ruleLeaf(rule, `${value.name} 比例`, shares, 'text'),
        ...(base.value.trace === null ? [] : [base.value.trace]),
      ],
    }),
  });
};
