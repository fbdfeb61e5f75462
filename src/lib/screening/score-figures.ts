import type { Figure } from '../case/exchange';
import { type TraceNode, derive } from '../kernel/trace';
import { ruleLeaf } from '../rulebook/read-rule';
import { type ScreeningContext, caseSubject } from './context';
import { figure } from './figure-parts';
import type { Score } from './scoring';
import type { DimensionResult, ItemResult, ThreeViewsResult } from './three-views';

const ROUNDING = '四舍五入到 0.01 分；区间低端舍、高端入';

const pointsText = ({ points }: ItemResult): string =>
  points.low === points.high ? String(points.low) : `${points.low}–${points.high}`;

const itemNode = (item: ItemResult): TraceNode => {
  const { spec, rule } = item.loaded;
  return derive({
    id: `item/${item.loaded.id}`,
    label: `${spec.code} ${rule.title}`,
    value: item.points.low === item.points.high ? String(item.points.low) : null,
    unit: 'none',
    formula: `得分 ${pointsText(item)} ÷ 4 × 权重 ${spec.weight}`,
    children: [item.finding.trace],
  });
};

const scoreWords = (score: Score | null): { formula: string; note: string } =>
  score === null
    ? { formula: '规则或权重不可读，未评分', note: '未评分' }
    : {
        formula: `100 × Σ（权重 × 得分 ÷ 4）÷ Σ 权重；未答复项目按 0 与 4 计，区间 ${score.low}–${score.high}`,
        note: `已测得分 ${score.point ?? '无'}，覆盖率 ${score.coverage}；不单独作为结论`,
      };

interface Frame {
  readonly context: ScreeningContext;
  readonly method: string;
}

const scoreFigure = (
  id: string,
  label: string,
  score: Score | null,
  { context, method }: Frame,
  children: readonly TraceNode[],
): Figure =>
  figure(
    {
      id,
      subject: caseSubject(context.caseRecord),
      label,
      value: score?.point ?? null,
      unit: 'score',
      method,
      ...(score === null ? {} : { interval: { low: score.low, high: score.high } }),
    },
    { children, ...scoreWords(score), rounding: ROUNDING },
  );

const dimensionFigure = ({ code, title, score, items }: DimensionResult, frame: Frame): Figure =>
  scoreFigure(
    `screening/${code}`,
    title,
    score,
    frame,
    items.filter((i) => Number(i.loaded.spec.weight) > 0).map(itemNode),
  );

/** `screening/{patent,team,credit,total}` with interval and trace. */
export const scoreFigures = (result: ThreeViewsResult, context: ScreeningContext): readonly Figure[] => {
  const frame: Frame = { context, method: result.method };
  const own = result.dimensions.map((dimension) => dimensionFigure(dimension, frame));
  const weights = result.scoring === null ? [] : [ruleLeaf(result.scoring.dimensions.rule)];
  const total = scoreFigure('screening/total', '三看三评总分', result.total, frame, [
    ...own.map((f) => f.trace),
    ...weights,
  ]);
  return [...own, total];
};
