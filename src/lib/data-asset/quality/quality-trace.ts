import { Decimal, decimalText } from '../../kernel/decimal';
import { type TraceNode, derive } from '../../kernel/trace';
import { ruleLeaf } from '../../rulebook/read-rule';
import { type Measured, type MeasuringContext, factLeaf } from './measurement';
import type { DimensionReading, IndicatorReading } from './quality-model';
import type { QualityDimension, QualityIndicator } from './quality-rules';
import type { DimensionScore, QualityScore } from './score';

const PLACES = 6;
const ROUNDING = '四舍五入到 6 位小数';

export const rounded = (value: Decimal): string => decimalText(value, PLACES);

const span = (low: Decimal, high: Decimal): string => `${rounded(low)} 至 ${rounded(high)}`;

/** X of one indicator; unknown with its reason when it was not measured. */
export const indicatorNode = (
  context: MeasuringContext,
  indicator: QualityIndicator,
  measured: Measured,
): TraceNode => {
  const { asset, method } = context;
  const base = {
    id: `data-quality/indicator/${indicator.code}/${asset.id}`,
    label: `${indicator.code} ${indicator.title}`,
    unit: 'ratio',
    method,
  } as const;
  if (typeof measured === 'string')
    return derive({
      ...base,
      value: null,
      note: `未测：${measured}`,
      children: [factLeaf(context, 'quality.answers', '已有的回答', asset.quality.answers.length)],
    });
  const scored = indicator.lowerIsBetter ? `计分用 1 − X = ${rounded(new Decimal(1).minus(measured.x))}` : '';
  const note = [measured.note ?? '', scored].filter((part) => part !== '').join('；');
  return derive({
    ...base,
    value: rounded(measured.x),
    formula: measured.formula,
    rounding: ROUNDING,
    confidence: measured.confidence,
    ...(note === '' ? {} : { note }),
    children: measured.children,
  });
};

const term = ({ indicator, measurement }: IndicatorReading): string => {
  if (measurement === null) return '';
  const good = indicator.lowerIsBetter ? new Decimal(1).minus(measurement.x) : measurement.x;
  return `${indicator.weight} × ${rounded(good)}`;
};

/** S of one dimension. Its value is unknown while it is not evaluated. */
export const dimensionNode = (
  { asset, rules, method }: MeasuringContext,
  dimension: QualityDimension,
  score: DimensionScore,
  evaluated: boolean,
  indicators: readonly IndicatorReading[],
): TraceNode => {
  const terms = indicators.map(term).filter((text) => text !== '');
  const found = score.score === null ? '没有已测的指标' : `(${terms.join(' + ')}) ÷ Σ已测权重`;
  const status = evaluated ? '' : `未评价：覆盖率低于 ${rules.floor.value}，不给单一数字。`;
  return derive({
    id: `data-quality/dimension/${dimension.id}/${asset.id}`,
    label: dimension.title,
    value: evaluated && score.score !== null ? rounded(score.score) : null,
    unit: 'ratio',
    method,
    formula: `S = Σ 权重 × X ÷ Σ 已测权重 = ${found}`,
    rounding: ROUNDING,
    note: `${status}覆盖率 ${rounded(score.coverage)}，区间 ${span(score.low, score.high)}（未测指标取 0 与取 1）`,
    children: [
      ruleLeaf(dimension.weights.rule),
      ruleLeaf(rules.floor.rule),
      ...indicators.map(({ trace }) => trace),
    ],
  });
};

/** α over the dimensions. */
export const alphaNode = (
  { asset, rules, method }: MeasuringContext,
  score: QualityScore,
  dimensions: readonly DimensionReading[],
): TraceNode => {
  const terms = dimensions.map(
    ({ dimension, score: own, evaluated }) =>
      `${dimension.weight} × ${evaluated && own.score !== null ? rounded(own.score) : '未评价'}`,
  );
  const status = score.alpha === null ? '有维度未评价，只给区间，不给单一数字。' : '';
  const geometric =
    score.geometric === null ? '' : `；加权几何平均 ${rounded(score.geometric)}（短板维度的影响更大）`;
  return derive({
    id: `data-quality/alpha/${asset.id}`,
    label: `数据质量系数 α · ${asset.title}`,
    value: score.alpha === null ? null : rounded(score.alpha),
    unit: 'ratio',
    method,
    formula: `α = Σ 维度权重 × S = ${terms.join(' + ')}`,
    rounding: ROUNDING,
    note: `${status}覆盖率 ${rounded(score.coverage)}，区间 ${span(score.low, score.high)}${geometric}。参照 GB/T 36344-2018 的指标，权重和分级由本系统或机构设定`,
    children: [ruleLeaf(rules.dimensionWeights.rule), ...dimensions.map(({ trace }) => trace)],
  });
};
