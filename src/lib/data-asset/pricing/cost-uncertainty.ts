import { type Decimal, decimalToFen } from '../../kernel/decimal';
import { type Result, ok } from '../../kernel/result';
import { type TornadoBar, tornado } from '../../valuation/compare/tornado';
import type { MethodContext } from '../../valuation/method-value';
import type { Distribution } from '../../valuation/simulation/distribution';
import { type ModifiedCostInput, modifiedCost } from './modified-cost';
import { type PriceFormula, type PriceSimulation, simulatePrice } from './price-simulation';

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

/** One simulation of the modified cost model. */
export type CostSimulation = PriceSimulation;

const HIGHEST: Readonly<Record<CostInput, number>> = {
  cost: Infinity,
  returnOnCost: Infinity,
  quality: 1,
  circulation: 1,
  monopoly: 1,
  risk: 1,
};

/** TC·(1+R)·α·β·(1+l)·(1−r) of drawn inputs, in the order of `COST_INPUTS`. */
export const costFormula: PriceFormula = (drawn) => {
  const [cost = 0, gain = 0, quality = 0, circulation = 0, monopoly = 0, risk = 0] = drawn;
  return cost * (1 + gain) * quality * circulation * (1 + monopoly) * (1 - risk);
};

/**
 * Seeded Monte Carlo of P = TC·(1+R)·α·β·(1+l)·(1−r), inputs independent: the same bits on every machine. Number of draws and
 * pledge quantile from the rulebook. Fails with `E_DISTRIBUTION`, `E_RANGE` (a distribution that leaves the coefficient's range).
 */
export const simulateCost = (
  given: CostUncertainty,
  seed: string,
  context: MethodContext,
): Result<CostSimulation> =>
  simulatePrice(
    COST_INPUTS.map((name) => ({
      field: name,
      label: COST_INPUT_TITLES[name],
      given: given[name],
      highest: HIGHEST[name],
      below: name === 'risk',
    })),
    costFormula,
    seed,
    context,
  );

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
