import type { DataAsset } from '../../case/data-assets-section';
import type { Figure, Subject } from '../../case/exchange';
import type { Method } from '../../case/method';
import { type TraceNode, type Unit, derive } from '../../kernel/trace';
import { ruleLeaf } from '../../rulebook/read-rule';
import type { RulesAt } from '../../rulebook/model';
import type { AssetQuality, DimensionReading, IndicatorReading } from './quality-model';
import { qualityOf } from './quality-of';
import { readQualityRules } from './quality-rules';
import { QUALITY_METHOD, rounded } from './quality-trace';

interface Part {
  readonly label: string;
  readonly unit: Unit;
  readonly interval?: { readonly low: string; readonly high: string };
}

const figure = (subject: Subject, trace: TraceNode, { label, unit, interval }: Part): Figure => ({
  id: trace.id,
  subject,
  label,
  value: trace.value,
  unit,
  ...(interval === undefined ? {} : { interval }),
  method: QUALITY_METHOD,
  confidence: trace.confidence,
  trace,
});

const indicatorFigure = (subject: Subject, { indicator, measurement, trace }: IndicatorReading): Figure =>
  figure(subject, trace, {
    label: indicator.title,
    unit: 'ratio',
    ...(measurement === null
      ? {}
      : { interval: { low: rounded(measurement.low), high: rounded(measurement.high) } }),
  });

const dimensionFigures = (
  subject: Subject,
  { dimension, score, indicators, trace }: DimensionReading,
): readonly Figure[] => [
  figure(subject, trace, {
    label: dimension.title,
    unit: 'ratio',
    interval: { low: rounded(score.low), high: rounded(score.high) },
  }),
  ...indicators.map((reading) => indicatorFigure(subject, reading)),
];

/** Grade of α; unknown unless the whole interval lies in one band. */
const gradeFigure = (subject: Subject, quality: AssetQuality, rules: RulesAt): readonly Figure[] => {
  const model = readQualityRules(rules);
  if (!model.ok) return [];
  const trace = derive({
    id: `data-quality/grade/${subject.id}`,
    label: `数据质量等级 · ${subject.title}`,
    value: quality.grade,
    unit: 'text',
    method: QUALITY_METHOD,
    formula:
      quality.grade === null
        ? `α 的区间 ${quality.low} 至 ${quality.high} 不在同一级内，或 α 未给出，不定级`
        : `α 的区间 ${quality.low} 至 ${quality.high} 都在 ${quality.grade} 级内`,
    confidence: quality.trace.confidence,
    children: [ruleLeaf(model.value.bands.rule)],
  });
  return [figure(subject, trace, { label: '数据质量等级', unit: 'text' })];
};

const assetFigures = (asset: DataAsset, path: string, rules: RulesAt): readonly Figure[] => {
  const subject: Subject = { kind: 'data-asset', id: asset.id, title: asset.title };
  const quality = qualityOf(asset, rules, path);
  return [
    figure(subject, quality.trace, {
      label: '数据质量系数 α',
      unit: 'ratio',
      interval: { low: quality.low, high: quality.high },
    }),
    ...gradeFigure(subject, quality, rules),
    ...quality.dimensions.flatMap((reading) => dimensionFigures(subject, reading)),
  ];
};

/**
 * Figures on the quality of each data asset: `data-quality/alpha/<id>`, `…/grade/<id>`, `…/dimension/<dimension>/<id>`,
 * `…/indicator/<code>/<id>`, each with its interval.
 */
export const QUALITY: Method = {
  id: QUALITY_METHOD,
  title: '数据质量评价',
  needs: [],
  run: ({ caseRecord, rules }) => ({
    figures: caseRecord.sections.dataAssets.assets.flatMap((asset, i) =>
      assetFigures(asset, `sections.dataAssets.assets[${i}]`, rules),
    ),
    findings: [],
    offers: [],
  }),
};
