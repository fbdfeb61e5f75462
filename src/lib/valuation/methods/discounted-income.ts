import { Decimal, decimalText } from '../../kernel/decimal';
import { type Failure, type Result, ok, refuse } from '../../kernel/result';
import type { TraceNode } from '../../kernel/trace';
import { CONSTRAINTS } from '../constraints';
import { type DiscountedFlow, discountFlows, periodsWithin, presentValue } from '../discounting';
import { type Place, fieldPath } from '../entered';
import type { ReadTerms } from './income-terms';
import { type MethodValue, methodValue } from '../method-value';
import { type Term, amountStep, ratioStep, shown } from '../term';

/** A patent never earns for ever; longer forecasts are slips of the keyboard. */
const LONGEST_FORECAST = 100;

/** Income of every forecast year, ready to be discounted. */
export interface Income {
  readonly method: string;
  readonly label: string;
  /** Formula of the method, e.g. `V = Σ P_t × q × (1 − T) ÷ (1 + r)^τ_t`. */
  readonly formula: string;
  /** Field of the yearly series: failures about a year name it. */
  readonly field: string;
  /** Whole-year income after tax in 元, year 1 first. */
  readonly yearly: readonly Term[];
  /** Sources that stand beside the yearly ones, e.g. a cited ceiling. */
  readonly beside?: readonly TraceNode[];
  readonly warnings?: readonly Failure[];
  /** What the income belongs to, in the words of messages: `专利` if not given. */
  readonly owner?: string;
}

const ownerOf = ({ owner = '专利' }: Income): string => owner;

/** Refuses a forecast beyond the life (`E_INCOME_PAST_LIFE`) or beyond 100 years (`E_RANGE`). */
const withinLife = (place: Place, income: Income, terms: ReadTerms): Result<undefined> => {
  const { field, yearly } = income;
  if (yearly.length > LONGEST_FORECAST)
    return refuse(
      'E_RANGE',
      `预测了 ${yearly.length} 年收益，超过 ${LONGEST_FORECAST} 年`,
      fieldPath(place, field),
      `${ownerOf(income)}没有永续收益；请核对收益年限`,
    );
  const allowed = terms.life.value.ceil().toNumber();
  if (terms.life.value.isZero() || yearly.length <= allowed) return ok(undefined);
  const bound = terms.lifeBound === 'legal' ? '法定剩余寿命' : '经济寿命';
  return refuse(
    'E_INCOME_PAST_LIFE',
    `预测了 ${yearly.length} 年收益，超过${bound} ${terms.life.value.toFixed(2)} 年`,
    fieldPath(place, `${field}[${allowed}]`),
    `请删去第 ${allowed + 1} 年及以后的收益，或核对经济寿命与法定剩余寿命`,
    CONSTRAINTS.incomeWithinLife,
  );
};

const yearTrace = (place: Place, flow: DiscountedFlow, income: Term, terms: ReadTerms): TraceNode => {
  const id = `${place.id}/year-${flow.year}`;
  const factor = ratioStep({
    id: `${id}/factor`,
    label: `第 ${flow.year} 年折现系数`,
    value: flow.factor,
    formula: `1 ÷ (1 + ${shown(terms.rate)})^${decimalText(flow.tau, 6)}（${terms.timing === 'end-year' ? '期末' : '期中'}）`,
    children: [terms.rate.node, terms.life.node],
  });
  const part = flow.fraction.eq(1) ? '' : ` × ${decimalText(flow.fraction, 6)} 年`;
  return amountStep({
    id,
    label: `第 ${flow.year} 年收益现值`,
    value: flow.presentValue,
    formula: `${shown(income)} 元${part} × ${shown(factor)}`,
    children: [income.node, factor.node],
  }).node;
};

const negativeYears = (place: Place, income: Income): readonly Failure[] =>
  income.yearly.flatMap(({ value }, index) =>
    value.lt(0)
      ? [
          {
            code: 'W_NEGATIVE_YEAR',
            message: `第 ${index + 1} 年归属${ownerOf(income)}的收益为负，已按负数计入`,
            path: fieldPath(place, `${income.field}[${index}]`),
            remedy: '请确认该年预测；如为投产初期亏损请说明',
          },
        ]
      : [],
  );

/**
 * V = Σ income_t / (1 + r)^τ_t over the life n, rounded once to 分. A last part-year counts its share and is discounted
 * from its own end or middle. Fails with `E_INCOME_PAST_LIFE`, `E_RANGE` (over 100 years) and `E_NO_EXCESS` when the sum
 * is negative: a patent's value never is.
 */
export const discountIncome = (place: Place, income: Income, terms: ReadTerms): Result<MethodValue> => {
  const within = withinLife(place, income, terms);
  if (!within.ok) return within;
  const { yearly } = income;
  const periods = periodsWithin(yearly.length, terms.life.value, terms.timing);
  const flows = discountFlows(
    yearly.map(({ value }) => value),
    terms.rate.value,
    periods,
  );
  const total = presentValue(flows);
  if (total.lt(0))
    return refuse(
      'E_NO_EXCESS',
      `归属${ownerOf(income)}的收益现值为负，收益法给不出价值`,
      fieldPath(place, income.field),
      '请核对预测与要求的回报；确无超额收益的，改用成本法作下限参考',
    );
  const years = flows.flatMap((flow) => {
    const term = yearly[flow.year - 1];
    return term === undefined ? [] : [yearTrace(place, flow, term, terms)];
  });
  return ok(
    methodValue(place, {
      approach: 'income',
      method: income.method,
      label: income.label,
      total: total.isZero() ? new Decimal(0) : total,
      formula: `${income.formula}，共 ${flows.length} 期`,
      children: [terms.life.node, ...years, ...(income.beside ?? []), terms.boundsLeaf],
      warnings: [...negativeYears(place, income), ...(income.warnings ?? []), ...terms.warnings],
    }),
  );
};

/** A yearly amount after tax: `before` × (1 − T). */
export const afterTax = (place: Place, year: number, label: string, before: Term, tax: Term): Term =>
  amountStep({
    id: `${place.id}/year-${year}/after-tax`,
    label: `第 ${year} 年${label}（税后）`,
    value: before.value.times(new Decimal(1).minus(tax.value)),
    formula: `${shown(before)} 元 × (1 − ${shown(tax)})`,
    children: [before.node, tax.node],
  });
