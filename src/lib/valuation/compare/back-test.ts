import { Decimal, decimalText } from '../../kernel/decimal';
import type { Fen } from '../../kernel/fen';
import type { Failure, WithFailures } from '../../kernel/result';
import { type TraceNode, derive, leaf } from '../../kernel/trace';
import { type TypedRule, ruleLeaf } from '../../rulebook/read-rule';
import type { HaircutRule } from '../simulation/uncertainty-rules';

/** What a closed case was valued at and what it fetched. */
export interface PastCase {
  readonly id: string;
  readonly title: string;
  /** Value by method, 分; `null` = the method was not used. */
  readonly values: readonly {
    readonly method: string;
    readonly title: string;
    readonly valueFen: Fen | null;
  }[];
  /** What sale, auction or licence brought in, 分; 0 when nothing; `null` = not known. */
  readonly fetchedFen: Fen | null;
  /** Where the amount fetched is written. */
  readonly source: string;
}

/** How one method did. Errors are shares of the value: (value − fetched) ÷ value; negative = it fetched more. */
export interface MethodBackTest {
  readonly method: string;
  readonly title: string;
  readonly cases: number;
  readonly meanError: string;
  readonly medianAbsoluteError: string;
  readonly worstError: string;
  /** Share to take off the method's value, 0–1, rounded up to 4 decimals. A proposal: a person decides. */
  readonly haircut: string;
  /** Fewer cases than the rule asks for: for discussion only. */
  readonly smallSample: boolean;
  readonly trace: TraceNode;
}

const PLACES = 6;
const HAIRCUT_PLACES = 4;

interface Outcome {
  readonly past: PastCase;
  readonly valueFen: Fen;
  readonly fetchedFen: Fen;
  readonly error: Decimal;
}

const unusable = (past: PastCase, code: string, message: string, remedy: string): Failure => ({
  code,
  message: `案例“${past.title}”${message}`,
  path: `backTest.${past.id}`,
  remedy,
});

const outcomeOf = (past: PastCase, valueFen: Fen): Outcome | Failure => {
  const { fetchedFen } = past;
  if (fetchedFen === null)
    return unusable(past, 'E_MISSING', '没有实际变现金额', '请填写变现金额；确未收回的填 0，不能留空');
  if (fetchedFen < 0n || valueFen <= 0n)
    return unusable(past, 'E_RANGE', '的估值不大于 0 或变现金额为负', '请核对估值与变现金额');
  const value = new Decimal(valueFen.toString());
  return { past, valueFen, fetchedFen, error: value.minus(fetchedFen.toString()).dividedBy(value) };
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Smallest of the ascending values that at least the share `p` of them do not exceed. */
const quantileOf = (ascending: readonly Decimal[], p: Decimal): Decimal => {
  const rank = Decimal.max(1, p.times(ascending.length).ceil()).toNumber();
  return ascending[rank - 1] ?? new Decimal(0);
};

const medianOf = (values: readonly Decimal[]): Decimal => {
  const sorted = [...values].sort((a, b) => a.comparedTo(b));
  const [below, above] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return below === undefined || above === undefined ? new Decimal(0) : below.plus(above).dividedBy(2);
};

const outcomeLeaf = (method: string, { past, valueFen, fetchedFen, error }: Outcome): TraceNode =>
  leaf({
    id: `back-test/${method}/${past.id}`,
    label: `${past.title}：估值 ${valueFen} 分，变现 ${fetchedFen} 分`,
    value: decimalText(error, PLACES),
    unit: 'none',
    confidence: 'secondary',
    source: { kind: 'field', path: `backTest.${past.id}`, label: past.title },
    note: past.source,
  });

const testOf = (
  method: string,
  title: string,
  outcomes: readonly Outcome[],
  { value: { quantile, minCases }, rule }: TypedRule<HaircutRule>,
): MethodBackTest => {
  const ascending = [...outcomes].sort(
    (a, b) => a.error.comparedTo(b.error) || compare(a.past.id, b.past.id),
  );
  const errors = ascending.map(({ error }) => error);
  const sum = errors.reduce((total, error) => total.plus(error), new Decimal(0));
  const shortfall = quantileOf(errors, new Decimal(quantile));
  const haircut = Decimal.max(0, shortfall).toDecimalPlaces(HAIRCUT_PLACES, Decimal.ROUND_UP);
  const smallSample = outcomes.length < minCases;
  return {
    method,
    title,
    cases: outcomes.length,
    meanError: decimalText(sum.dividedBy(outcomes.length), PLACES),
    medianAbsoluteError: decimalText(medianOf(errors.map((error) => error.abs())), PLACES),
    worstError: decimalText(errors[errors.length - 1] ?? new Decimal(0), PLACES),
    haircut: decimalText(haircut),
    smallSample,
    trace: derive({
      id: `back-test/${method}/haircut`,
      label: `建议折扣 · ${title}`,
      value: decimalText(haircut),
      unit: 'ratio',
      formula: `${outcomes.length} 个案例不足率（估值 − 变现）÷ 估值 的 ${quantile} 分位，不小于 0`,
      rounding: `向上进到 ${HAIRCUT_PLACES} 位小数`,
      ...(smallSample ? { note: `样本过少：${outcomes.length} 个，少于 ${minCases} 个，折扣仅供讨论` } : {}),
      children: [...ascending.map((outcome) => outcomeLeaf(method, outcome)), ruleLeaf(rule)],
    }),
  };
};

/**
 * How methods did in closed cases, and the haircut each would have needed: the stated quantile (nearest rank) of relative
 * shortfalls, so that in that share of the cases the reduced value was fetched. Methods sorted by name; a case whose
 * amounts are missing (`E_MISSING`) or impossible (`E_RANGE`), or that comes twice (`E_TWICE`), is listed and left out.
 */
export const backTest = (
  cases: readonly PastCase[],
  haircutRule: TypedRule<HaircutRule>,
): WithFailures<readonly MethodBackTest[]> => {
  const failures = new Map<string, Failure>();
  const byMethod = new Map<string, { title: string; outcomes: Outcome[] }>();
  const seen = new Set<string>();
  for (const past of cases) {
    if (seen.has(past.id)) {
      failures.set(`${past.id} twice`, unusable(past, 'E_TWICE', '出现不止一次', '请删去重复的案例'));
      continue;
    }
    seen.add(past.id);
    for (const { method, title, valueFen } of past.values) {
      if (valueFen === null) continue;
      const outcome = outcomeOf(past, valueFen);
      if ('code' in outcome) {
        failures.set(`${past.id} ${outcome.code}`, outcome);
        continue;
      }
      const known = byMethod.get(method) ?? { title, outcomes: [] };
      known.outcomes.push(outcome);
      byMethod.set(method, known);
    }
  }
  const methods = [...byMethod].sort(([a], [b]) => compare(a, b));
  return {
    value: methods.map(([method, { title, outcomes }]) => testOf(method, title, outcomes, haircutRule)),
    failures: [...failures.values()],
  };
};
