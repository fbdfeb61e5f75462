import { type TraceNode, derive } from '../../kernel/trace';
import { settled } from './grades';
import type { NodeScore } from './score-nodes';
import { percentText, rangeText, scoreText, shortScore } from './score-text';
import { weightNumber } from '../scheme/weight-text';

/** One child of a weighted mean, for the formula. */
export interface Term {
  readonly weight: number;
  readonly weightText: string;
  readonly point: number;
}

const meanOf = (terms: readonly Term[]): number =>
  terms.reduce((sum, t) => sum + t.weight * t.point, 0) / terms.reduce((sum, t) => sum + t.weight, 0);

/** `0.35×81.2 + 0.25×70.5 + 0.4×68.4`, over measured children; equal weights print as a plain mean. */
const formulaOf = (all: readonly Term[]): string | undefined => {
  const terms = all.filter((t) => !Number.isNaN(t.point) && t.weight > 0);
  if (terms.length === 0) return undefined;
  if (all.every((t) => t.weight === all[0]?.weight))
    return terms.length === 1
      ? terms.map((t) => shortScore(t.point)).join('')
      : `(${terms.map((t) => shortScore(t.point)).join(' + ')}) ÷ ${terms.length}`;
  const sum = terms.map((t) => `${t.weightText}×${shortScore(t.point)}`).join(' + ');
  return terms.length === all.length ? sum : `(${sum}) ÷ (${terms.map((t) => t.weightText).join(' + ')})`;
};

/** What scales the mean: an indicator whose points / 100 multiply its parent. */
export interface Factor {
  readonly title: string;
  /** NaN = unmeasured. */
  readonly score: number;
}

/** `80.0% × (0.3×80.0 + …)`; nothing when the factor is unmeasured, because then there is no point. */
const scaledFormula = (formula: string | undefined, factor: Factor | null): string | undefined =>
  factor === null || formula === undefined
    ? formula
    : Number.isNaN(factor.score)
      ? undefined
      : `${shortScore(factor.score)}% × (${formula})`;

/** What a reader must know beside the number: interval, coverage, and whether the reachable range capped it. */
const noteOf = (
  { low, high, coverage }: NodeScore,
  terms: readonly Term[],
  factor: Factor | null,
): string => {
  if (factor !== null && Number.isNaN(factor.score))
    return `乘数“${factor.title}”未测，不给已测得分，区间 ${rangeText(low, high)}`;
  const measured = meanOf(terms.filter((t) => !Number.isNaN(t.point)));
  const mean = factor === null ? measured : (measured * factor.score) / 100;
  const capped =
    settled(mean) > settled(high)
      ? [`未测指标取最好也只能到 ${shortScore(high)}，已测得分按此封顶`]
      : settled(mean) < settled(low)
        ? [`未测指标取最差也有 ${shortScore(low)}，已测得分按此托底`]
        : [];
  return [`已测得分，区间 ${rangeText(low, high)}，覆盖率 ${percentText(coverage)}`, ...capped].join('；');
};

export interface NodeInput {
  readonly id: string;
  readonly label: string;
  readonly score: NodeScore;
  readonly terms: readonly Term[];
  readonly factor?: Factor | null;
  readonly children: readonly TraceNode[];
}

/** Trace of a weighted mean that the kernel has computed: nothing is calculated anew, only written down. */
export const scoreNode = ({ id, label, score, terms, factor = null, children }: NodeInput): TraceNode => {
  const formula = scaledFormula(formulaOf(terms), factor);
  return derive({
    id,
    label,
    value: scoreText(score.point),
    unit: 'score',
    ...(formula === undefined ? {} : { formula }),
    note: noteOf(score, terms, factor),
    children,
  });
};

/** Terms of siblings whose points are given in their order. */
export const termsOf = (
  nodes: readonly { readonly weight?: string }[],
  points: readonly number[],
): readonly Term[] =>
  nodes.map(({ weight }, i) => ({
    weight: weight === undefined ? 1 : weightNumber(weight),
    weightText: weight ?? '1',
    point: points[i] ?? NaN,
  }));

const plainWeights = (nodes: readonly { readonly title: string; readonly weight?: string }[]): string =>
  nodes.every((n) => n.weight === undefined)
    ? `父级内等权（1/${nodes.length}）`
    : nodes.map((n) => `${n.title} ${n.weight ?? ''}`).join('、');

/** Weights of siblings as a person reads them; a multiplier has none. */
export const weightsText = (
  siblings: readonly { readonly title: string; readonly weight?: string; readonly multiplier?: true }[],
): string => {
  const nodes = siblings.filter((n) => n.multiplier !== true);
  const scaled = siblings.filter((n) => n.multiplier === true).map((n) => `${n.title}为乘数`);
  return [plainWeights(nodes), ...scaled].join('；');
};
