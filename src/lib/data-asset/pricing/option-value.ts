import { type Decimal, decimalText, decimalToFen } from '../../kernel/decimal';
import { type Fen, fenText } from '../../kernel/fen';
import { type Result, mapResult } from '../../kernel/result';
import { type TraceNode, derive } from '../../kernel/trace';
import { NOT_NEGATIVE, POSITIVE } from '../../valuation/domain';
import {
  type Entered,
  type EnteredFen,
  type Place,
  allOf,
  readEntered,
  readEnteredFen,
} from '../../valuation/entered';
import { type Term, amountStep, ratioStep, shown } from '../../valuation/term';
import { normalShare } from './normal';

/** The right, not the duty, to develop a scene later. */
export interface OptionInput {
  /** S: present value of the scene if it were built today, 分, > 0. */
  readonly sceneValue: EnteredFen;
  /** K: further development cost, 分, > 0. */
  readonly developmentCost: EnteredFen;
  /** r: continuous risk-free rate per year, ≥ 0. */
  readonly riskFreeRate: Entered;
  /** σ: volatility of S per year, > 0. */
  readonly volatility: Entered;
  /** T: years the right can wait, > 0. */
  readonly years: Entered;
  /** q: what waiting loses per year, ≥ 0; the decay rate λ of the data. Stated also when it is 0. */
  readonly leakage: Entered;
}

/** Upside of a scene not yet built. Not a `MethodValue`: nothing that reconciles values or lends against them takes it. */
export interface OptionValue {
  readonly kind: 'option';
  readonly inPledgeBase: false;
  /** 元, unrounded. */
  readonly total: Decimal;
  readonly valueFen: Fen;
  readonly d1: Decimal;
  readonly d2: Decimal;
  readonly trace: TraceNode;
}

type Read = Record<'s' | 'k' | 'r' | 'sigma' | 't' | 'q', Term>;

const readOption = (input: OptionInput, place: Place): Result<Read> =>
  allOf({
    s: readEnteredFen(
      place,
      { field: 'sceneValue', label: '场景现值 S', domain: POSITIVE },
      input.sceneValue,
    ),
    k: readEnteredFen(
      place,
      { field: 'developmentCost', label: '后续开发成本 K', domain: POSITIVE },
      input.developmentCost,
    ),
    r: readEntered(
      place,
      { field: 'riskFreeRate', label: '无风险利率 r（连续）', domain: NOT_NEGATIVE },
      input.riskFreeRate,
    ),
    sigma: readEntered(place, { field: 'volatility', label: '波动率 σ', domain: POSITIVE }, input.volatility),
    t: readEntered(
      place,
      { field: 'years', label: '可等待年数 T', domain: POSITIVE, unit: 'year' },
      input.years,
    ),
    q: readEntered(
      place,
      { field: 'leakage', label: '等待损失率 q（数据年衰减率 λ）', domain: NOT_NEGATIVE },
      input.leakage,
    ),
  });

const discounted = (place: Place, id: string, label: string, amount: Term, rate: Term, t: Term): Term =>
  amountStep({
    id: `${place.id}/${id}`,
    label,
    value: amount.value.times(rate.value.times(t.value).negated().exp()),
    formula: `${shown(amount)} 元 × e^(−${shown(rate)} × ${shown(t)})`,
    children: [amount.node, rate.node, t.node],
  });

const priceOption = (place: Place, read: Read): OptionValue => {
  const { s, k, r, sigma, t, q } = read;
  const width = sigma.value.times(t.value.sqrt());
  const drift = r.value.minus(q.value).plus(sigma.value.times(sigma.value).dividedBy(2));
  const d1 = s.value.dividedBy(k.value).ln().plus(drift.times(t.value)).dividedBy(width);
  const d2 = d1.minus(width);
  const leaves = [s, k, r, sigma, t, q].map(({ node }) => node);
  const chance = (id: string, name: string, d: Decimal): Term =>
    ratioStep({
      id: `${place.id}/${id}`,
      label: `Φ(${name})`,
      value: normalShare(d),
      formula: `${name} = ${decimalText(d, 12)}`,
      children: leaves,
    });
  const [first, second] = [chance('n-d1', 'd1', d1), chance('n-d2', 'd2', d2)];
  const gain = discounted(place, 'scene', '扣除等待损失后的场景现值', s, q, t);
  const cost = discounted(place, 'cost', '开发成本现值', k, r, t);
  const total = gain.value.times(first.value).minus(cost.value.times(second.value));
  const valueFen = decimalToFen(total.isNegative() ? total.times(0) : total);
  return {
    kind: 'option',
    inPledgeBase: false,
    total,
    valueFen,
    d1,
    d2,
    trace: derive({
      id: place.id,
      label: '实物期权价值（单列）',
      value: fenText(valueFen),
      unit: 'fen',
      formula: `C = ${shown(gain)} × ${shown(first)} − ${shown(cost)} × ${shown(second)} 元`,
      rounding: '四舍五入到分',
      note: '尚未开发场景的上行空间，只供参考，不并入估值，不计入质押基数',
      children: [gain.node, first.node, cost.node, second.node],
    }),
  };
};

/**
 * Real option (Black–Scholes–Merton): C = S·e^(−qT)·Φ(d1) − K·e^(−rT)·Φ(d2). q = λ is this product's modelling choice:
 * waiting loses freshness. Fails with `E_MISSING`, `E_NUMBER`, `E_RANGE`. Source: Black & Scholes; Merton (1973).
 */
export const optionValue = (input: OptionInput, place: Place): Result<OptionValue> =>
  mapResult(readOption(input, place), (read) => priceOption(place, read));
