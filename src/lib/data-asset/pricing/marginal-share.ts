import { Decimal } from '../../kernel/decimal';
import { type Result, ok, refuse } from '../../kernel/result';
import { type Timing, discountFlows, periodsWithin, presentValue } from '../../valuation/discounting';
import { DISCOUNT_RATE, NOT_NEGATIVE, POSITIVE } from '../../valuation/domain';
import {
  type Entered,
  type EnteredFen,
  type Place,
  allOf,
  fieldPath,
  readEntered,
  readYears,
} from '../../valuation/entered';
import { type Term, amountStep, ratioStep, shown } from '../../valuation/term';
import { sameYears } from './series';

/** What the data adds, and the whole profit, year by year. */
export interface MarginalShareInput {
  /** Extra profit through the data, 分, ≥ 0, year 1 first. */
  readonly extraProfit: readonly EnteredFen[];
  /** Whole profit of the same years, 分, > 0, not below the extra profit. */
  readonly totalProfit: readonly EnteredFen[];
  /** Per year, > 0. */
  readonly discountRate: Entered;
  readonly timing: Timing;
}

const worth = (
  place: Place,
  label: string,
  id: string,
  years: readonly Term[],
  rate: Term,
  timing: Timing,
) => {
  const amounts = years.map(({ value }) => value);
  const periods = periodsWithin(years.length, new Decimal(years.length), timing);
  return amountStep({
    id: `${place.id}/${id}`,
    label,
    value: presentValue(discountFlows(amounts, rate.value, periods)),
    formula: `Σ ${years.map(shown).join('、')} 按 ${shown(rate)} 折现`,
    children: [...years.map(({ node }) => node), rate.node],
  });
};

/**
 * 边际分析: K = PV(extra profit) / PV(total profit), 0 ≤ K ≤ 1. Fails with `E_MISSING`, `E_SERIES_LENGTH`, `E_RANGE` (also a year
 * whose extra profit passes the whole). Source: published appraisal exam item.
 */
export const marginalShare = (input: MarginalShareInput, place: Place): Result<Term> => {
  const read = allOf({
    extra: readYears(
      place,
      { field: 'extraProfit', label: '追加利润', domain: NOT_NEGATIVE },
      input.extraProfit,
    ),
    total: readYears(place, { field: 'totalProfit', label: '利润总额', domain: POSITIVE }, input.totalProfit),
    rate: readEntered(
      place,
      { field: 'discountRate', label: '折现率', domain: DISCOUNT_RATE },
      input.discountRate,
    ),
  });
  if (!read.ok) return read;
  const { extra, total, rate } = read.value;
  const pairs = sameYears(place, 'totalProfit', extra, total);
  if (!pairs.ok) return pairs;
  const above = pairs.value.findIndex(([part, whole]) => part.value.gt(whole.value));
  if (above >= 0)
    return refuse(
      'E_RANGE',
      `第 ${above + 1} 年追加利润超过利润总额`,
      fieldPath(place, `extraProfit[${above}]`),
      '追加利润是利润总额的一部分，请核对',
    );
  const part = worth(place, '追加利润现值', 'extra', extra, rate, input.timing);
  const whole = worth(place, '利润总额现值', 'total', total, rate, input.timing);
  return ok(
    ratioStep({
      id: `${place.id}/marginal-share`,
      label: '分成率 K（边际分析）',
      value: part.value.dividedBy(whole.value),
      formula: `${shown(part)} ÷ ${shown(whole)}`,
      children: [part.node, whole.node],
    }),
  );
};
