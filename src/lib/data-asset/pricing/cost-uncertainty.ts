import { Decimal, decimalToFen } from '../../kernel/decimal';
import { type Fen, fenText } from '../../kernel/fen';
import { type Result, ok, refuse } from '../../kernel/result';
import { type TraceNode, derive, leaf } from '../../kernel/trace';
import { ruleLeaf } from '../../rulebook/read-rule';
import { type TornadoBar, tornado } from '../../valuation/compare/tornado';
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
import { type ModifiedCostInput, modifiedCost } from './modified-cost';
import { readPledgeBase, readPriceDraws } from './pricing-rules';

/** Uncertain inputs of the modified cost model; the order is part of the result. `cost` is in 元. */
export const COST_INPUTS = ['cost', 'returnOnCost', 'quality', 'circulation', 'monopoly', 'risk'] as const;
export type CostInput = (typeof COST_INPUTS)[number];

export const COST_INPUT_TITLES: Readonly<Record<CostInput, string>> = {
  cost: '总成本 TC',
  returnOnCost: '成本投资回报率 R',
  quality: '数据质量系数 α',
  circulation: '数据流通系数 β',
  monopoly: '数据垄断系数 l',
  risk: '价值实现风险系数 r',
};

export type CostUncertainty = Readonly<Record<CostInput, Distribution>>;

/** Quantiles in whole 分: Pn is the value that n % of the draws do not exceed. */
export interface CostSimulation {
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
}

const HIGHEST: Readonly<Record<CostInput, number>> = {
  cost: Infinity,
  returnOnCost: Infinity,
  quality: 1,
  circulation: 1,
  monopoly: 1,
  risk: 1,
};

const readSamplers = (given: CostUncertainty, context: MethodContext): Result<readonly Sampler[]> => {
  const samplers: Sampler[] = [];
  for (const name of COST_INPUTS) {
    const path = fieldPath(context, name);
    const sampler = samplerOf(given[name], path);
    if (!sampler.ok) return sampler;
    const { low, high } = supportOf(sampler.value);
    if (!(low >= 0) || !(high <= HIGHEST[name]) || (name === 'risk' && high === 1))
      return refuse(
        'E_RANGE',
        `${COST_INPUT_TITLES[name]}的分布超出可取的范围`,
        path,
        '请把分布限制在该系数的取值范围内',
      );
    samplers.push(sampler.value);
  }
  return ok(samplers);
};

const drawValues = (samplers: readonly Sampler[], seed: string, draws: number): Float64Array => {
  const words = seedWords(seed);
  const values = new Float64Array(draws);
  const columns = samplers.map(() => new Float64Array(BLOCK_DRAWS));
  const at = (input: number, i: number): number => columns[input]?.[i] ?? 0;
  for (let from = 0, block = 0; from < draws; from += BLOCK_DRAWS, block++) {
    samplers.forEach((sampler, stream) => {
      const column = columns[stream];
      if (column !== undefined) sampleColumn(sampler, words, block, stream, column);
    });
    const count = Math.min(BLOCK_DRAWS, draws - from);
    for (let i = 0; i < count; i++)
      values[from + i] = at(0, i) * (1 + at(1, i)) * at(2, i) * at(3, i) * (1 + at(4, i)) * (1 - at(5, i));
  }
  return values;
};

/** 元 as a double to whole 分, the one rounding. */
const toFen = (yuan: number): Fen => decimalToFen(new Decimal(yuan));

const inputLeaf = (context: MethodContext, name: CostInput, given: Distribution): TraceNode =>
  leaf({
    id: `${context.id}/simulation/${name}`,
    label: COST_INPUT_TITLES[name],
    value: distributionText(given),
    unit: 'text',
    confidence: 'assumption',
    source: { kind: 'field', path: fieldPath(context, name), label: COST_INPUT_TITLES[name] },
  });

/**
 * Seeded Monte Carlo of P = TC·(1+R)·α·β·(1+l)·(1−r), inputs independent: the same bits on every machine. Number of draws and
 * pledge quantile from the rulebook. Fails with `E_DISTRIBUTION`, `E_RANGE` (a distribution that leaves the coefficient's range).
 */
export const simulateCost = (
  given: CostUncertainty,
  seed: string,
  context: MethodContext,
): Result<CostSimulation> => {
  const draws = readPriceDraws(context.rules);
  if (!draws.ok) return draws;
  const pledge = readPledgeBase(context.rules);
  if (!pledge.ok) return pledge;
  const samplers = readSamplers(given, context);
  if (!samplers.ok) return samplers;
  const count = draws.value.value;
  const values = drawValues(samplers.value, seed, count);
  const { mean, squares, max } = momentsOfDraws(values);
  if (!(max < 1e16))
    return refuse('E_RANGE', '模拟结果超出可处理的金额范围', context.path, '请核对总成本的单位');
  const sd = count < 2 ? 0 : Math.sqrt(squares / (count - 1));
  const quantile = (share: number): Fen => toFen(selectQuantiles(Float64Array.from(values), [share])[0] ?? 0);
  const share = pledge.value.value.quantile;
  const pledgeFen = quantile(Number(share));
  return ok({
    draws: count,
    p10Fen: quantile(0.1),
    pledgeFen,
    p50Fen: quantile(0.5),
    p75Fen: quantile(0.75),
    p90Fen: quantile(0.9),
    meanFen: toFen(mean),
    sdFen: toFen(sd),
    standardErrorFen: toFen(sd / Math.sqrt(count)),
    trace: derive({
      id: `${context.id}/pledge-quantile`,
      label: `模拟价值的 ${share} 分位`,
      value: fenText(pledgeFen),
      unit: 'fen',
      formula: `${count} 次模拟，种子“${seed}”：不超过该值的占 ${share}`,
      rounding: '四舍五入到分',
      children: [
        ...COST_INPUTS.map((name) => inputLeaf(context, name, given[name])),
        ruleLeaf(draws.value.rule),
        ruleLeaf(pledge.value.rule),
      ],
    }),
  });
};

/** Low and high place of one input; `cost` in 元. */
export interface CostRange {
  readonly input: CostInput;
  readonly low: Decimal;
  readonly high: Decimal;
}

const moved = (input: ModifiedCostInput, name: CostInput, to: Decimal): ModifiedCostInput =>
  name === 'cost'
    ? { ...input, cost: { kind: 'total', amount: { fen: decimalToFen(to) } } }
    : { ...input, [name]: { value: to.toFixed() } };

/** What each input alone does to the modified cost value, widest first. Fails as `modifiedCost` at the base. */
export const costTornado = (
  input: ModifiedCostInput,
  ranges: readonly CostRange[],
  context: MethodContext,
): Result<readonly TornadoBar[]> => {
  const base = modifiedCost(input, context);
  if (!base.ok) return base;
  const { parts, cost, returnOnCost } = base.value;
  const places = { ...parts, cost, returnOnCost };
  return ok(
    tornado(
      ranges.map(({ input: key, low, high }) => ({
        key,
        label: COST_INPUT_TITLES[key],
        base: places[key].value,
        low,
        high,
      })),
      (name, to) => {
        const value = modifiedCost(moved(input, name, to), context);
        return value.ok ? ok(value.value.valueFen) : value;
      },
    ),
  );
};
