import { Decimal, decimalText } from '../../kernel/decimal';
import { type Fen, fenText } from '../../kernel/fen';
import { type Result, ok, refuse } from '../../kernel/result';
import { type TraceNode, derive, leaf } from '../../kernel/trace';
import type { ComparedValue } from './disagreement';

/** A person's decision about one method; 0 leaves it out. */
export interface MethodWeight {
  readonly method: string;
  /** Decimal text, 0 to 1. */
  readonly weight: string;
  /** Why this weight, mandatory also for 0. */
  readonly reason: string;
}

export interface ReconciliationChoice {
  readonly weights: readonly MethodWeight[];
  /** Why these methods together, mandatory. */
  readonly reason: string;
  readonly by: string;
}

export interface Reconciliation {
  /** Σ weight · value, rounded once to 分. */
  readonly valueFen: string;
  /** Σ weight · low and Σ weight · high of the methods' own ranges. */
  readonly lowFen: string;
  readonly highFen: string;
  /** Lowest low and highest high of the methods that carry weight: what the weighing hides. */
  readonly envelopeLowFen: string;
  readonly envelopeHighFen: string;
  readonly trace: TraceNode;
}

/** Says something: a letter, a Chinese character or a digit at least. */
const saysSomething = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

const reasonMissing = (what: string, path: string): Result<never> =>
  refuse('E_REASON', `${what}没有写明理由`, path, '请写明理由：方法是否适用、输入是否可靠，不能留空');

const checkWeight = (
  choice: MethodWeight,
  values: readonly ComparedValue[],
  path: string,
): Result<undefined> => {
  const value = values.find(({ method }) => method === choice.method);
  if (value === undefined)
    return refuse(
      'E_UNKNOWN_METHOD',
      `没有“${choice.method}”的估值结果`,
      path,
      '请删去这一项，或先用该方法估值',
    );
  if (!/^(0(\.\d{1,30})?|1(\.0{1,30})?)$/.test(choice.weight))
    return refuse(
      'E_WEIGHT',
      `${value.title}的权重“${choice.weight}”不是 0 到 1 之间的小数`,
      `${path}.weight`,
      '请填写小数，例如 0.6；不采用的方法填 0 并写明理由',
    );
  return saysSomething(choice.reason)
    ? ok(undefined)
    : reasonMissing(`${value.title}的权重`, `${path}.reason`);
};

const checkChoice = (
  values: readonly ComparedValue[],
  { weights, reason, by }: ReconciliationChoice,
  path: string,
): Result<undefined> => {
  for (const [i, choice] of weights.entries()) {
    const checked = checkWeight(choice, values, `${path}.weights[${i}]`);
    if (!checked.ok) return checked;
  }
  if (new Set(weights.map(({ method }) => method)).size < weights.length)
    return refuse('E_TWICE', '同一种方法有不止一个权重', `${path}.weights`, '请每种方法只保留一个权重');
  const left = values.find(({ method }) => !weights.some((choice) => choice.method === method));
  if (left !== undefined)
    return refuse(
      'E_MISSING',
      `${left.title}没有权重`,
      `${path}.weights`,
      '请为每种方法填写权重；不采用的填 0 并写明理由',
    );
  const sum = weights.reduce((total, { weight }) => total.plus(weight), new Decimal(0));
  if (!sum.eq(1))
    return refuse(
      'E_WEIGHTS_SUM',
      `权重之和为 ${decimalText(sum)}，不是 1`,
      `${path}.weights`,
      '请调整权重，使其恰好合计为 1',
    );
  if (!saysSomething(reason)) return reasonMissing('综合结论', `${path}.reason`);
  return saysSomething(by)
    ? ok(undefined)
    : refuse('E_MISSING', '没有写明由谁调和', `${path}.by`, '请填写调和人；没有人负责的取舍不算数');
};

interface Weighed {
  readonly value: ComparedValue;
  readonly choice: MethodWeight;
  readonly index: number;
}

const weigh = (parts: readonly Weighed[], of: (value: ComparedValue) => Fen): string =>
  decimalText(
    parts.reduce(
      (sum, { value, choice }) => sum.plus(new Decimal(choice.weight).times(of(value).toString())),
      new Decimal(0),
    ),
    0,
  );

const partTrace = (id: string, path: string, by: string, { value, choice, index }: Weighed): TraceNode =>
  derive({
    id: `${id}/${value.method}`,
    label: `${value.title}（权重 ${choice.weight}）`,
    value: fenText(value.valueFen),
    unit: 'fen',
    note: choice.reason,
    children: [
      leaf({
        id: `${id}/${value.method}/weight`,
        label: `${value.title}的权重`,
        value: choice.weight,
        unit: 'ratio',
        confidence: 'assumption',
        source: { kind: 'field', path: `${path}.weights[${index}].weight`, label: '权重', by },
        note: choice.reason,
      }),
      value.trace,
    ],
  });

/**
 * One value out of several methods by a person's weights and written reasons. A method's value is never averaged in without
 * a decision: every one needs a weight, 0 included, and a reason.
 * Fails with `E_REASON` (a reason is empty), `E_WEIGHT` (not in 0–1), `E_WEIGHTS_SUM` (sum not exactly 1), `E_MISSING` (a
 * method without a weight, or nobody named), `E_UNKNOWN_METHOD`, `E_TWICE`, `E_TOO_FEW` (nothing to reconcile). `id` is that of the figure.
 */
export const reconcile = (
  values: readonly ComparedValue[],
  choice: ReconciliationChoice,
  id: string,
  path = '',
): Result<Reconciliation> => {
  if (values.length === 0)
    return refuse('E_TOO_FEW', '没有可以综合的估值结果', path, '请先至少用一种方法估值');
  if (new Set(values.map(({ method }) => method)).size < values.length)
    return refuse('E_TWICE', '同一种方法的结果出现不止一次', path, '请每种方法只保留一个结果');
  const checked = checkChoice(values, choice, path);
  if (!checked.ok) return checked;
  const parts = choice.weights.flatMap((weight, index): Weighed[] => {
    const value = values.find(({ method }) => method === weight.method);
    return value === undefined ? [] : [{ value, choice: weight, index }];
  });
  const carrying = parts.filter(({ choice: { weight } }) => !new Decimal(weight).isZero());
  const lows = carrying.map(({ value }) => value.lowFen);
  const highs = carrying.map(({ value }) => value.highFen);
  const valueFen = weigh(parts, (value) => value.valueFen);
  return ok({
    valueFen,
    lowFen: weigh(parts, (value) => value.lowFen),
    highFen: weigh(parts, (value) => value.highFen),
    envelopeLowFen: fenText(lows.reduce((a, b) => (b < a ? b : a), lows[0] ?? 0n)),
    envelopeHighFen: fenText(highs.reduce((a, b) => (b > a ? b : a), highs[0] ?? 0n)),
    trace: derive({
      id,
      label: '综合估值',
      value: valueFen,
      unit: 'fen',
      formula: parts
        .map(({ value, choice: { weight } }) => `${fenText(value.valueFen)} × ${weight}`)
        .join(' + '),
      rounding: '四舍五入到分',
      note: choice.reason,
      children: parts.map((part) => partTrace(id, path, choice.by, part)),
    }),
  });
};
