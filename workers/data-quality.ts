import type { DimensionView, IndicatorView, QualityView } from '../src/lib/bridge/data-quality-contract';
import type { CaseRecord } from '../src/lib/case/case-record';
import type { DataAsset } from '../src/lib/case/data-assets-section';
import type { DataRule } from '../src/lib/case/data-rules';
import type { DimensionReading, IndicatorReading } from '../src/lib/data-asset/quality/quality-model';
import { qualityOf } from '../src/lib/data-asset/quality/quality-of';
import { type SamplingRule, readQualityRules } from '../src/lib/data-asset/quality/quality-rules';
import { rounded } from '../src/lib/data-asset/quality/quality-trace';
import { countOf, openCount } from '../src/lib/data-asset/quality/rule-readings';
import { columnsOfRule } from '../src/lib/data-asset/quality/rules/rule-columns';
import { proposeRules } from '../src/lib/data-asset/quality/rules/propose-rules';
import { cochranSize } from '../src/lib/data-asset/quality/sampling';
import type { PlainDate } from '../src/lib/kernel/plain-date';
import { type Result, ok, refuse } from '../src/lib/kernel/result';
import type { RulesAt } from '../src/lib/rulebook/model';

/** A data asset of the case with its place; fails with `E_UNKNOWN_ASSET`. */
export const assetOf = (
  caseRecord: CaseRecord,
  id: string,
): Result<{ readonly asset: DataAsset; readonly path: string }> => {
  const { assets } = caseRecord.sections.dataAssets;
  const at = assets.findIndex((asset) => asset.id === id);
  const asset = assets[at];
  return asset === undefined
    ? refuse('E_UNKNOWN_ASSET', `案卷中没有数据资产“${id}”`, '', '案卷可能刚刚改过，请重新打开这一页')
    : ok({ asset, path: `sections.dataAssets.assets[${at}]` });
};

const populationOf = (asset: DataAsset, code: string): number => {
  const answer = asset.quality.answers.find(({ indicator }) => indicator === code);
  return answer?.kind === 'sample' && answer.population !== null ? answer.population : asset.rows;
};

const indicatorView = (
  { indicator, measurement, missing, trace }: IndicatorReading,
  asset: DataAsset,
  sampling: SamplingRule['value'],
): IndicatorView => ({
  code: indicator.code,
  title: indicator.title,
  counts: indicator.counts,
  ask: indicator.ask,
  answeredBy: indicator.answeredBy,
  lowerIsBetter: indicator.lowerIsBetter,
  weight: indicator.weight,
  x: measurement === null ? null : rounded(measurement.x),
  low: measurement === null ? null : rounded(measurement.low),
  high: measurement === null ? null : rounded(measurement.high),
  by: measurement?.by ?? null,
  missing,
  sampleSize:
    cochranSize(sampling.z, sampling.share, sampling.error, populationOf(asset, indicator.code))?.size ??
    null,
  trace,
});

const dimensionView = (
  { dimension, score, evaluated, indicators, trace }: DimensionReading,
  asset: DataAsset,
  sampling: SamplingRule['value'],
): DimensionView => ({
  id: dimension.id,
  title: dimension.title,
  weight: dimension.weight,
  score: evaluated && score.score !== null ? rounded(score.score) : null,
  low: rounded(score.low),
  high: rounded(score.high),
  coverage: rounded(score.coverage),
  indicators: indicators.map((reading) => indicatorView(reading, asset, sampling)),
  trace,
});

const ruleView = (asset: DataAsset, rule: DataRule, date: PlainDate): QualityView['rules'][number] => {
  const { run } = asset.quality;
  const read = new Set(columnsOfRule(rule.condition));
  const lostCells = asset.columns
    .filter(({ name }) => read.has(name))
    .reduce((sum, { unreadable }) => sum + unreadable, 0);
  const count = countOf(asset, rule, date);
  if (typeof count === 'string') return { rule: rule.id, count: null, open: count, unreadable: 0, lostCells };
  const unreadable =
    run === null || rule.condition.kind !== 'required' ? 0 : openCount(asset, rule, count, run).records;
  return { rule: rule.id, count, open: '', unreadable, lostCells };
};

/** Quality of one asset with everything the page shows beside it. */
export const qualityView = (caseRecord: CaseRecord, rules: RulesAt, id: string): Result<QualityView> => {
  const found = assetOf(caseRecord, id);
  if (!found.ok) return found;
  const { asset, path } = found.value;
  const model = readQualityRules(rules);
  if (!model.ok) return model;
  const sampling = model.value.sampling.value;
  const quality = qualityOf(asset, rules, path);
  return ok({
    alpha: quality.alpha,
    low: quality.low,
    high: quality.high,
    coverage: quality.coverage,
    geometric: quality.geometric,
    grade: quality.grade,
    floor: model.value.floor.value,
    dimensions: quality.dimensions.map((reading) => dimensionView(reading, asset, sampling)),
    trace: quality.trace,
    rules: asset.quality.rules.map((rule) => ruleView(asset, rule, rules.date)),
    proposals: proposeRules(asset),
    failures: quality.failures,
  });
};
