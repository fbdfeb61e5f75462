import { Decimal, decimalToFen } from '../../kernel/decimal';
import { type Fen, fenText } from '../../kernel/fen';
import { type Result, ok, refuse } from '../../kernel/result';
import { type TraceNode, derive, leaf } from '../../kernel/trace';
import { ruleLeaf } from '../../rulebook/read-rule';
import { fieldPath } from '../../valuation/entered';
import type { MethodContext } from '../../valuation/method-value';
import {
  type Distribution,
  type Sampler,
  samplerOf,
  supportOf,
} from '../../valuation/simulation/distribution';
import { momentsOfDraws } from '../../valuation/simulation/moments';
import { BLOCK_DRAWS, seedWords } from '../../valuation/simulation/random';
import { sampleColumn } from '../../valuation/simulation/sampling';
import { selectQuantiles } from '../../valuation/simulation/selection';
import { distributionText } from '../../valuation/simulation/simulation-trace';
import { readPledgeBase, readPriceDraws } from './pricing-rules';

/** One uncertain input of a price. */
export interface DrawnInput {
  /** Field below the place of the simulation. */
  readonly field: string;
  readonly label: string;
  readonly given: Distribution;
  /** Highest number that may be drawn; the lowest is 0. */
  readonly highest: number;
  /** Whether the highest itself is refused, as for r < 1. */
  readonly below?: boolean;
  /** Where the spread comes from; empty = nobody said. */
  readonly ground?: string;
  /** Steps that the spread itself came from, e.g. an interval of quality. */
  readonly children?: readonly TraceNode[];
}

/** Value in 元 from the drawn inputs, in their order; + − × ÷ √ only. */
export type PriceFormula = (drawn: Float64Array) => number;

/** Quantiles in whole 分: Pn is the value that n % of the draws do not exceed. */
export interface PriceSimulation {
  readonly draws: number;
  readonly p10Fen: Fen;
  /** The quantile of the pledge base, P25 as released. */
  readonly pledgeFen: Fen;
  readonly p50Fen: Fen;
  readonly p75Fen: Fen;
  readonly p90Fen: Fen;
  readonly meanFen: Fen;
  readonly sdFen: Fen;
  readonly standardErrorFen: Fen;
  /** Of the pledge quantile. */
  readonly trace: TraceNode;
  /** Of the ends and the middle. */
  readonly traces: { readonly p10: TraceNode; readonly p50: TraceNode; readonly p90: TraceNode };
}

const readSamplers = (inputs: readonly DrawnInput[], context: MethodContext): Result<readonly Sampler[]> => {
  const samplers: Sampler[] = [];
  for (const { field, label, given, highest, below = false } of inputs) {
    const path = fieldPath(context, field);
    const sampler = samplerOf(given, path);
    if (!sampler.ok) return sampler;
    const { low, high } = supportOf(sampler.value);
    if (!(low >= 0) || !(high <= highest) || (below && high === highest))
      return refuse('E_RANGE', `${label}的分布超出可取的范围`, path, '请把分布限制在该系数的取值范围内');
    samplers.push(sampler.value);
  }
  return ok(samplers);
};

const drawValues = (
  samplers: readonly Sampler[],
  formula: PriceFormula,
  seed: string,
  draws: number,
): Float64Array => {
  const words = seedWords(seed);
  const values = new Float64Array(draws);
  const columns = samplers.map(() => new Float64Array(BLOCK_DRAWS));
  const drawn = new Float64Array(samplers.length);
  for (let from = 0, block = 0; from < draws; from += BLOCK_DRAWS, block++) {
    samplers.forEach((sampler, stream) => {
      const column = columns[stream];
      if (column !== undefined) sampleColumn(sampler, words, block, stream, column);
    });
    const count = Math.min(BLOCK_DRAWS, draws - from);
    for (let i = 0; i < count; i++) {
      for (const [input, column] of columns.entries()) drawn[input] = column[i] ?? 0;
      values[from + i] = formula(drawn);
    }
  }
  return values;
};

/** 元 as a double to whole 分, the one rounding. */
const toFen = (yuan: number): Fen => decimalToFen(new Decimal(yuan));

const inputNode = (context: MethodContext, input: DrawnInput): TraceNode => {
  const { field, label, given, ground = '', children = [] } = input;
  const node = { id: `${context.id}/simulation/${field}`, label, value: distributionText(given) };
  if (children.length > 0) return derive({ ...node, unit: 'text', formula: '取其区间', children });
  const sourced = ground.trim() !== '';
  return leaf({
    ...node,
    unit: 'text',
    confidence: sourced ? 'secondary' : 'assumption',
    source: { kind: 'field', path: fieldPath(context, field), label },
    ...(sourced ? { note: `来源：${ground}` } : {}),
  });
};

/**
 * Seeded Monte Carlo of a price, inputs independent: the same bits on every machine. Number of draws and pledge quantile come
 * from the rulebook; the order of the inputs is part of the result. Fails with `E_DISTRIBUTION`, `E_RANGE` (a distribution that
 * leaves the range of its input; amounts past 10^16 元).
 */
export const simulatePrice = (
  inputs: readonly DrawnInput[],
  formula: PriceFormula,
  seed: string,
  context: MethodContext,
): Result<PriceSimulation> => {
  const draws = readPriceDraws(context.rules);
  if (!draws.ok) return draws;
  const pledge = readPledgeBase(context.rules);
  if (!pledge.ok) return pledge;
  const samplers = readSamplers(inputs, context);
  if (!samplers.ok) return samplers;
  const count = draws.value.value;
  const values = drawValues(samplers.value, formula, seed, count);
  const { mean, squares, max } = momentsOfDraws(values);
  if (!(max < 1e16))
    return refuse('E_RANGE', '模拟结果超出可处理的金额范围', context.path, '请核对金额的单位');
  const sd = count < 2 ? 0 : Math.sqrt(squares / (count - 1));
  const quantile = (share: number): Fen => toFen(selectQuantiles(Float64Array.from(values), [share])[0] ?? 0);
  const share = pledge.value.value.quantile;
  const pledgeFen = quantile(Number(share));
  const nodes = [
    ...inputs.map((input) => inputNode(context, input)),
    ruleLeaf(draws.value.rule),
    ruleLeaf(pledge.value.rule),
  ];
  const traceOf = (end: string, label: string, fen: Fen, formulaText: string): TraceNode =>
    derive({
      id: `${context.id}/${end}`,
      label,
      value: fenText(fen),
      unit: 'fen',
      formula: formulaText,
      rounding: '四舍五入到分',
      children: nodes,
    });
  const said = `${count} 次模拟，种子“${seed}”，各输入相互独立`;
  const [p10Fen, p50Fen, p90Fen] = [quantile(0.1), quantile(0.5), quantile(0.9)];
  const end = (name: string, percent: number, fen: Fen): TraceNode =>
    traceOf(name, `P${percent}`, fen, `${said}：不超过该值的占 ${percent}%`);
  return ok({
    draws: count,
    p10Fen,
    pledgeFen,
    p50Fen,
    p75Fen: quantile(0.75),
    p90Fen,
    meanFen: toFen(mean),
    sdFen: toFen(sd),
    standardErrorFen: toFen(sd / Math.sqrt(count)),
    trace: traceOf(
      'pledge-quantile',
      `模拟价值的 ${share} 分位`,
      pledgeFen,
      `${said}：不超过该值的占 ${share}`,
    ),
    traces: { p10: end('p10', 10, p10Fen), p50: end('p50', 50, p50Fen), p90: end('p90', 90, p90Fen) },
  });
};
