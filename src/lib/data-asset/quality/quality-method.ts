import type { DataAsset } from '../../case/data-assets-section';
import type { Figure, Subject } from '../../case/exchange';
import type { Method } from '../../case/method';
import { type TraceNode, type Unit, derive } from '../../kernel/trace';
import { ruleLeaf } from '../../rulebook/read-rule';
import type { RulesAt } from '../../rulebook/model';
import type { AssetQuality, DimensionReading, IndicatorReading } from './quality-model';
import { qualityOf } from './quality-of';
import { readQualityRules } from './quality-rules';
import { rounded } from './quality-trace';
import { QUALITY_METHOD, type QualityVersion } from './quality-version';

/** What a figure is about, and by which version. */
interface Told {
  readonly subject: Subject;
  readonly method: QualityVersion;
}

interface Part {
  readonly label: string;
  readonly unit: Unit;
  readonly interval?: { readonly low: string; readonly high: string };
}

const figure = ({ subject, method }: Told, trace: TraceNode, { label, unit, interval }: Part): Figure => ({
  id: trace.id,
  subject,
  label,
  value: trace.value,
  unit,
  ...(interval === undefined ? {} : { interval }),
  method,
  confidence: trace.confidence,
  trace,
});

const indicatorFigure = (told: Told, { indicator, measurement, trace }: IndicatorReading): Figure =>
  figure(told, trace, {
    label: indicator.title,
    unit: 'ratio',
    ...(measurement === null
      ? {}
      : { interval: { low: rounded(measurement.low), high: rounded(measurement.high) } }),
  });

const dimensionFigures = (
  told: Told,
  { dimension, score, indicators, trace }: DimensionReading,
): readonly Figure[] => [
  figure(told, trace, {
    label: dimension.title,
    unit: 'ratio',
    interval: { low: rounded(score.low), high: rounded(score.high) },
  }),
  ...indicators.map((reading) => indicatorFigure(told, reading)),
];

/** Grade of α; unknown unless the whole interval lies in one band. */
const gradeFigure = (told: Told, quality: AssetQuality, rules: RulesAt): readonly Figure[] => {
  const { subject, method } = told;
  const model = readQualityRules(rules);
  if (!model.ok) return [];
  const trace = derive({
    id: `data-quality/grade/${subject.id}`,
    label: `数据质量等级 · ${subject.title}`,
    value: quality.grade,
    unit: 'text',
    method,
    formula:
      quality.grade === null
        ? `α 的区间 ${quality.low} 至 ${quality.high} 不在同一级内，或 α 未给出，不定级`
        : `α 的区间 ${quality.low} 至 ${quality.high} 都在 ${quality.grade} 级内`,
    confidence: quality.trace.confidence,
    children: [ruleLeaf(model.value.bands.rule)],
  });
  return [figure(told, trace, { label: '数据质量等级', unit: 'text' })];
};

const assetFigures = (
  asset: DataAsset,
  path: string,
  rules: RulesAt,
  method: QualityVersion,
): readonly Figure[] => {
  const told: Told = { subject: { kind: 'data-asset', id: asset.id, title: asset.title }, method };
  const quality = qualityOf(asset, rules, path, method);
  return [
    figure(told, quality.trace, {
      label: '数据质量系数 α',
      unit: 'ratio',
      interval: { low: quality.low, high: quality.high },
    }),
    ...gradeFigure(told, quality, rules),
    ...quality.dimensions.flatMap((reading) => dimensionFigures(told, reading)),
  ];
};

const methodOf = (id: QualityVersion): Method => ({
  id,
  title: '数据质量评价',
  needs: [],
  run: ({ caseRecord, rules }) => ({
    figures: caseRecord.sections.dataAssets.assets.flatMap((asset, i) =>
      assetFigures(asset, `sections.dataAssets.assets[${i}]`, rules, id),
    ),
    findings: [],
    offers: [],
  }),
});

/**
 * Figures on the quality of each data asset: `data-quality/{alpha,grade}/<id>`, `…/dimension/<dimension>/<id>`,
 * `…/indicator/<code>/<id>`, each with its interval.
 */
export const QUALITY: Method = methodOf(QUALITY_METHOD);

/** Took a `required` rule for exact although some records could not be judged. */
export const QUALITY_1: Method = methodOf('data-asset.quality@1');
