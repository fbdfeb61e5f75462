import type { DataAsset } from '../../case/data-assets-section';
import { Decimal, decimalText } from '../../kernel/decimal';
import type { Failure } from '../../kernel/result';
import { derive } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { answerFact } from './answers';
import type { Measured, Measurement, MeasuringContext } from './measurement';
import type { AssetQuality, DimensionReading, IndicatorReading } from './quality-model';
import { alphaNode, dimensionNode, indicatorNode, rounded } from './quality-trace';
import { QUALITY_METHOD, type QualityVersion } from './quality-version';
import { type QualityDimension, type QualityIndicator, readQualityRules } from './quality-rules';
import { dirtyByRules, ruleFact } from './rule-readings';
import { type Goodness, dimensionScore, gradeOf, isEvaluated, qualityScore } from './score';
import { tableFact } from './table-facts';

/** Rules before the table, the table before what a person says. A stale rule leaves the indicator open. */
const measure = (indicator: QualityIndicator, context: MeasuringContext): Measured => {
  const byRules = ruleFact(indicator, context);
  if (byRules !== null) return byRules;
  const fact = tableFact(indicator.code, context);
  const byTable = fact !== null && indicator.code === '0305' ? dirtyByRules(context, fact) : fact;
  if (byTable !== null && typeof byTable !== 'string') return byTable;
  return answerFact(indicator.code, context) ?? byTable ?? '表本身答不了，还没有人回答';
};

const goodness = ({ lowerIsBetter }: QualityIndicator, { x, low, high }: Measurement): Goodness => {
  const other = (value: Decimal): Decimal => new Decimal(1).minus(value);
  return lowerIsBetter ? { point: other(x), low: other(high), high: other(low) } : { point: x, low, high };
};

const readDimension = (dimension: QualityDimension, context: MeasuringContext): DimensionReading => {
  const indicators = dimension.indicators.map((indicator): IndicatorReading => {
    const measured = measure(indicator, context);
    const measurement = typeof measured === 'string' ? null : measured;
    const missing = typeof measured === 'string' ? measured : '';
    return { indicator, measurement, missing, trace: indicatorNode(context, indicator, measured) };
  });
  const score = dimensionScore(
    indicators.map(({ indicator, measurement }) => ({
      weight: indicator.weight,
      goodness: measurement === null ? null : goodness(indicator, measurement),
    })),
  );
  const evaluated = isEvaluated(score, context.rules.floor.value);
  return {
    dimension,
    score,
    evaluated,
    indicators,
    trace: dimensionNode(context, dimension, score, evaluated, indicators),
  };
};

const unread = (asset: DataAsset, failure: Failure, method: QualityVersion): AssetQuality => ({
  alpha: null,
  low: '0',
  high: '1',
  coverage: '0',
  issued: false,
  geometric: null,
  grade: null,
  dimensions: [],
  trace: derive({
    id: `data-quality/alpha/${asset.id}`,
    label: `数据质量系数 α · ${asset.title}`,
    value: null,
    unit: 'ratio',
    method,
    note: `${failure.message}。${failure.remedy}`,
    children: [],
  }),
  failures: [failure],
});

const compose = (context: MeasuringContext): AssetQuality => {
  const { rules } = context;
  const dimensions = rules.dimensions.map((dimension) => readDimension(dimension, context));
  const score = qualityScore(
    dimensions.map(({ dimension, score: own }) => ({ weight: dimension.weight, score: own })),
    rules.floor.value,
  );
  const issued = score.alpha !== null;
  const grade = issued ? gradeOf(score.low, score.high, rules.bands.value) : null;
  return {
    alpha: score.alpha === null ? null : rounded(score.alpha),
    low: rounded(score.low),
    high: rounded(score.high),
    coverage: rounded(score.coverage),
    issued,
    geometric: score.geometric === null ? null : decimalText(score.geometric, 6),
    grade,
    dimensions,
    trace: alphaNode(context, score, dimensions),
    failures: [],
  };
};

/**
 * Quality of one data asset under the rules in force on the valuation date: α with its interval, dimensions, indicators.
 * Pure; `path` is the place of the asset in the case, for traces. GB/T 36344-2018 (indicators), data-asset reference 4.4.
 */
export const qualityOf = (
  asset: DataAsset,
  rules: RulesAt,
  path = `sections.dataAssets.assets(${asset.id})`,
  method = QUALITY_METHOD,
): AssetQuality => {
  const read = readQualityRules(rules);
  return read.ok
    ? compose({ asset, rules: read.value, date: rules.date, path, method })
    : unread(asset, read.failure, method);
};

export type { AssetQuality } from './quality-model';
