import type { DataAsset } from '../../case/data-assets-section';
import { Decimal } from '../../kernel/decimal';
import { fenText } from '../../kernel/fen';
import { type Failure, type Result, mapResult, ok, refuse } from '../../kernel/result';
import { derive } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import type { ComparedValue } from '../../valuation/compare/disagreement';
import { type Reconciliation, reconcile } from '../../valuation/compare/reconciliation';
import { type GapAlarm, gapAlarm } from '../pricing/reconcile-data';
import type { DataAssetValue, DataEntry, SheetFigures, TracedFen } from './asset-value';
import { traced } from './effects';
import { assetPath } from './opened-sheet';

/** The methods of one asset weighed by a person, under the 5 / 15 / 30 % alarms. */

/** The weighing of one asset: what counts, or why nothing does. */
export interface Weighed {
  readonly alarm: DataAssetValue['alarm'];
  readonly reconciliation: DataAssetValue['reconciliation'];
  readonly state: DataAssetValue['state'];
  readonly value: TracedFen | null;
  readonly withheld: Failure | null;
}

interface Valued {
  readonly entry: string;
  readonly title: string;
  readonly figures: SheetFigures;
}

/** Worksheets that came to a value. */
export const valuedEntries = (entries: readonly DataEntry[]): readonly Valued[] =>
  entries.flatMap(({ entry, title, result }) => (result.ok ? [{ entry, title, figures: result.value }] : []));

const placeOf = (asset: DataAsset): string => `${assetPath(asset)}.pricing.reconciliation`;

/** Values after effects, with P10 and P90 as their range where they were simulated. */
const comparedOf = ({ entry, title, figures }: Valued): Result<ComparedValue> =>
  mapResult(figures.effects, ({ after, quantiles }) => ({
    method: entry,
    title,
    valueFen: BigInt(after.fen),
    lowFen: BigInt(quantiles?.p10.fen ?? after.fen),
    highFen: BigInt(quantiles?.p90.fen ?? after.fen),
    trace: after.trace,
  }));

const alarmOf = (
  asset: DataAsset,
  rules: RulesAt,
  values: readonly ComparedValue[],
): Result<GapAlarm> | null => {
  if (values.length < 2) return null;
  const { main } = asset.pricing.reconciliation;
  if (main === null)
    return refuse(
      'E_MISSING',
      '还没有选定主方法，无从比较各方法的差异',
      `${placeOf(asset)}.main`,
      '请选定主方法：有合同或两年以上数据收入的通常为收益法',
    );
  return gapAlarm(values, main, { path: placeOf(asset), id: `data-asset-value/${asset.id}`, rules });
};

/**
 * What the case says of the methods, as `reconcile` reads it. One method alone also takes a weight of 1 and a reason: 资产评估法
 * art. 26 asks for two approaches unless only one is fit.
 */
const reconciled = (asset: DataAsset, values: readonly ComparedValue[]): Result<Reconciliation> => {
  const { weights, reason, by } = asset.pricing.reconciliation;
  return reconcile(
    values,
    { weights: weights.map(({ entry, ...rest }) => ({ method: entry, ...rest })), reason, by },
    `data-asset-value/${asset.id}`,
    placeOf(asset),
  );
};

const nothing = (withheld: Failure): Weighed => ({
  alarm: null,
  reconciliation: null,
  state: 'none',
  value: null,
  withheld,
});

const NOT_VALUED = (asset: DataAsset): Failure => ({
  code: 'E_NOT_VALUED',
  message: `“${asset.title}”还没有任何方法的估值`,
  path: `${assetPath(asset)}.pricing.worksheets`,
  remedy: '请增加一种方法并补齐输入',
});

const firstFailure = (entries: readonly DataEntry[]): Failure | null => {
  for (const { result } of entries) if (!result.ok) return result.failure;
  return null;
};

/** Weighs the methods of one asset. Above 30 % the value is shown and nothing counts. */
export const weighAsset = (asset: DataAsset, rules: RulesAt, entries: readonly DataEntry[]): Weighed => {
  const valued = valuedEntries(entries);
  if (valued.length === 0) return nothing(firstFailure(entries) ?? NOT_VALUED(asset));
  const values: ComparedValue[] = [];
  for (const one of valued) {
    const compared = comparedOf(one);
    if (!compared.ok) return { ...nothing(compared.failure), state: 'open' };
    values.push(compared.value);
  }
  const alarm = alarmOf(asset, rules, values);
  const reconciliation = reconciled(asset, values);
  const open = (withheld: Failure): Weighed => ({
    alarm,
    reconciliation,
    state: 'open',
    value: null,
    withheld,
  });
  if (!reconciliation.ok) return open(reconciliation.failure);
  if (alarm?.ok === false) return open(alarm.failure);
  const blocked = alarm?.value.blocked ?? null;
  if (blocked !== null) return { alarm, reconciliation, state: 'blocked', value: null, withheld: blocked };
  const { valueFen, trace } = reconciliation.value;
  return {
    alarm,
    reconciliation,
    state: 'weighed',
    value: { fen: valueFen, trace: { ...trace, label: `数据资产价值 · ${asset.title}` } },
    withheld: null,
  };
};

/**
 * V_P25 of the asset: Σ weight · P25 after effects. The methods are taken to fall together, which is the cautious reading of
 * several quantiles. Fails when a method that carries weight was not simulated.
 */
export const weighedP25 = (asset: DataAsset, entries: readonly DataEntry[]): Result<TracedFen> => {
  const valued = valuedEntries(entries);
  let sum = new Decimal(0);
  const nodes: TracedFen['trace'][] = [];
  const shown: string[] = [];
  for (const { entry, weight } of asset.pricing.reconciliation.weights) {
    if (new Decimal(weight).isZero()) continue;
    const one = valued.find((value) => value.entry === entry);
    if (one === undefined) continue;
    const { simulation } = one.figures;
    if (simulation === null)
      return refuse(
        'E_NOT_SIMULATED',
        `“${one.title}”没有填写各输入的上下限，没有第 25 百分位`,
        `${assetPath(asset)}.pricing.worksheets[${entry}].ranges`,
        '请为有权重的每种方法填写上下限及依据；不会拿点估计代替',
      );
    if (!simulation.ok) return simulation;
    const { effects } = one.figures;
    if (!effects.ok) return effects;
    const { quantiles } = effects.value;
    if (quantiles === null) throw new Error('quantiles of a simulated worksheet expected');
    sum = sum.plus(new Decimal(quantiles.p25.fen).times(weight));
    nodes.push(quantiles.p25.trace);
    shown.push(`${quantiles.p25.fen} × ${weight}`);
  }
  const fen = BigInt(sum.toFixed(0, Decimal.ROUND_DOWN));
  return ok(
    traced(
      fen,
      derive({
        id: `data-asset-value/${asset.id}/p25`,
        label: `价值第 25 百分位 V_P25 · ${asset.title}`,
        value: fenText(fen),
        unit: 'fen',
        formula: `${shown.join(' + ')} 分`,
        rounding: '向下取整到分',
        note: '各方法的第 25 百分位按同样的权重合计，视为同时走低',
        children: nodes,
      }),
    ),
  );
};
