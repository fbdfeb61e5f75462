import { Decimal, decimalText } from '../../kernel/decimal';
import { type Failure, type Result, ok, refuse } from '../../kernel/result';
import { type TraceNode, derive } from '../../kernel/trace';
import { ruleLeaf } from '../../rulebook/read-rule';
import type { ComparedValue } from '../../valuation/compare/disagreement';
import {
  type Reconciliation,
  type ReconciliationChoice,
  reconcile,
} from '../../valuation/compare/reconciliation';
import { fieldPath } from '../../valuation/entered';
import type { MethodContext } from '../../valuation/method-value';
import { type GapBand, type GapBands, readGapBands } from './pricing-rules';

/** How far one method is from the main one. */
export interface MethodGap {
  readonly method: string;
  readonly title: string;
  /** (value − main) ÷ main, 6 decimals, signed. */
  readonly gap: string;
  readonly band: GapBand;
}

export interface GapAlarm {
  readonly main: string;
  /** Widest first, ties by method name. */
  readonly gaps: readonly MethodGap[];
  /** Band of the widest gap. */
  readonly band: GapBand;
  /** Why nothing may be issued; `null` when it may. */
  readonly blocked: Failure | null;
  readonly trace: TraceNode;
}

const PLACES = 6;

const bandOf = (size: Decimal, { value }: GapBands): GapBand => {
  const band = value.find(({ upTo }) => upTo === null || size.lte(upTo));
  if (band === undefined) throw new Error('an open last band expected');
  return band;
};

const byWidth = (a: { size: Decimal; method: string }, b: { size: Decimal; method: string }): number =>
  b.size.comparedTo(a.size) || (a.method < b.method ? -1 : 1);

/**
 * Gaps of all other methods to the main one against the 5 / 15 / 30 % bands of `data-pricing.gap-bands`, upper limits
 * included. Bands are judged on the exact gap, not on its rounded text. The order of the values does not matter.
 * Fails with `E_TOO_FEW` (two or more approaches are required unless the standards leave only one, 资产评估法 art. 26), `E_TWICE`,
 * `E_UNKNOWN_METHOD`, `E_RANGE` (main value 0, or a negative one).
 */
export const gapAlarm = (
  values: readonly ComparedValue[],
  mainMethod: string,
  context: MethodContext,
): Result<GapAlarm> => {
  const path = fieldPath(context, 'values');
  if (values.length < 2)
    return refuse('E_TOO_FEW', '少于两种方法，无从比较', path, '请至少用两种方法估值，或写明只用一种的理由');
  if (new Set(values.map(({ method }) => method)).size < values.length)
    return refuse('E_TWICE', '同一种方法出现不止一次', path, '请每种方法只保留一个结果');
  const main = values.find(({ method }) => method === mainMethod);
  if (main === undefined)
    return refuse('E_UNKNOWN_METHOD', `没有主方法“${mainMethod}”的结果`, path, '请先用主方法估值');
  if (main.valueFen <= 0n || values.some(({ valueFen }) => valueFen < 0n))
    return refuse('E_RANGE', '主方法的结果不大于 0，或有结果为负', path, '请核对各方法的输入');
  const bands = readGapBands(context.rules);
  if (!bands.ok) return bands;
  const base = new Decimal(main.valueFen.toString());
  const measured = values
    .filter(({ method }) => method !== mainMethod)
    .map((value) => {
      const gap = new Decimal((value.valueFen - main.valueFen).toString()).dividedBy(base);
      return { value, method: value.method, gap, size: gap.abs() };
    })
    .sort(byWidth);
  const gaps = measured.map(({ value, gap, size }): MethodGap => ({
    method: value.method,
    title: value.title,
    gap: decimalText(gap, PLACES),
    band: bandOf(size, bands.value),
  }));
  const widest = gaps[0];
  if (widest === undefined) throw new Error('two values were checked');
  const blocked: Failure | null =
    widest.band.level === 'block'
      ? {
          code: 'E_GAP_BLOCKS',
          message: `“${widest.title}”与主方法“${main.title}”相差 ${decimalText(new Decimal(widest.gap).times(100), 2)}%`,
          path,
          remedy: widest.band.asks,
          rule: bands.value.rule.id,
        }
      : null;
  return ok({
    main: mainMethod,
    gaps,
    band: widest.band,
    blocked,
    trace: derive({
      id: `${context.id}/gap`,
      label: '与主方法的最大差异',
      value: widest.gap,
      unit: 'none',
      formula: gaps.map(({ title, gap }) => `${title} ${gap}`).join('；'),
      rounding: `四舍五入到 ${PLACES} 位小数`,
      note: `${widest.band.title}：${widest.band.asks}`,
      children: [main.trace, ...measured.map(({ value }) => value.trace), ruleLeaf(bands.value.rule)],
    }),
  });
};

/** A reconciled value of data with its alarm. While `alarm.blocked` stands the value is shown but must not be issued. */
export interface DataReconciliation extends Reconciliation {
  readonly alarm: GapAlarm;
}

/** `reconcile` of `valuation/` with the alarm of `gapAlarm`. Option values cannot enter: they are no method values. */
export const reconcileData = (
  values: readonly ComparedValue[],
  choice: ReconciliationChoice,
  mainMethod: string,
  context: MethodContext,
): Result<DataReconciliation> => {
  const alarm = gapAlarm(values, mainMethod, context);
  if (!alarm.ok) return alarm;
  const value = reconcile(values, choice, context.id, context.path);
  return value.ok ? ok({ ...value.value, alarm: alarm.value }) : value;
};
