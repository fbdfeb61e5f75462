import type { StatedRange } from '../../case/data-pricing';
import { Decimal, decimalText } from '../../kernel/decimal';
import { type Result, mapResult, ok, refuse } from '../../kernel/result';
import { periodsWithin } from '../../valuation/discounting';
import { fractionalPower } from '../../valuation/simulation/fractional-power';
import type { Distribution } from '../../valuation/simulation/distribution';
import { costFormula } from '../pricing/cost-uncertainty';
import type { DataFlow } from '../pricing/data-terms';
import {
  type DrawnInput,
  type PriceFormula,
  type PriceSimulation,
  simulatePrice,
} from '../pricing/price-simulation';
import type { LeverField } from './data-form';
import type { SheetModel } from './sheet-model';

/** A lever of a worksheet with where it stands and how far it may lie. */
export interface RangedLever extends LeverField {
  readonly base: Decimal;
  readonly range: { readonly low: Decimal; readonly high: Decimal; readonly ground: string };
  /** The interval comes from the quality evaluation, not from a person. */
  readonly measured: boolean;
}

const disordered = (label: string, path: string): Result<never> =>
  refuse('E_RANGE_ORDER', `${label}的取值不在所填的上下限之间`, path, '请按低、现值、高从小到大填写');

const statedOf = (model: SheetModel, field: LeverField, base: Decimal): Result<RangedLever> => {
  const path = `${model.path}.ranges.${field.key}`;
  const { ranges } = model.worksheet;
  const given: StatedRange | undefined = Object.hasOwn(ranges, field.key) ? ranges[field.key] : undefined;
  if (given === undefined)
    return refuse(
      'E_MISSING',
      `没有填写${field.label}的上下限，不能模拟`,
      path,
      '请为每个输入填写上下限及依据，确知不变的上下限填同一个数；不会拿默认幅度代替',
    );
  const [low, high] = [new Decimal(given.low), new Decimal(given.high)];
  if (base.lt(low) || base.gt(high)) return disordered(field.label, path);
  return ok({ ...field, base, range: { low, high, ground: given.source }, measured: false });
};

/** α of the quality evaluation brings its own interval; for lending it may be held at its low end. */
const qualityRange = (model: SheetModel, field: LeverField, base: Decimal): Result<RangedLever> => {
  const { givers, asset } = model.context;
  const path = `${model.path}.ranges.${field.key}`;
  if (Object.hasOwn(model.worksheet.ranges, field.key))
    return refuse(
      'E_TWO_SOURCES',
      `${field.label}取自质量评价，已有区间，又填了上下限`,
      path,
      '请删去所填的上下限，或改为自己填写该系数',
    );
  const low = new Decimal(givers.quality.low);
  const held = asset.pricing.pledge.quality === 'low';
  const high = held ? low : new Decimal(givers.quality.high);
  if (!held && (base.lt(low) || base.gt(high))) return disordered(field.label, path);
  const ground = held ? '质量评价区间的低端：未测的指标按 0 计' : '质量评价的区间';
  return ok({ ...field, base: held ? low : base, range: { low, high, ground }, measured: true });
};

const rangedLever = (model: SheetModel, field: LeverField, base: Decimal): Result<RangedLever> => {
  const { inputs } = model.worksheet;
  const given = Object.hasOwn(inputs, field.key) ? inputs[field.key] : undefined;
  return given?.from === 'measured-quality' ? qualityRange(model, field, base) : statedOf(model, field, base);
};

/** The levers that the chosen way uses, each with its range. Fails with `E_MISSING` for one without. */
export const rangedLevers = (model: SheetModel): Result<readonly RangedLever[]> => {
  const levers: RangedLever[] = [];
  for (const field of model.form.levers) {
    const base = model.standsAt(field.key);
    if (base === null) continue;
    const lever = rangedLever(model, field, base);
    if (!lever.ok) return lever;
    levers.push(lever.value);
  }
  return ok(levers);
};

/** Whether anybody said how far an input may lie. */
export const hasRanges = ({ worksheet }: SheetModel): boolean => Object.keys(worksheet.ranges).length > 0;

const triangle = ({ base, range }: RangedLever): Distribution => ({
  kind: 'triangular',
  low: decimalText(range.low, 30),
  mode: decimalText(base, 30),
  high: decimalText(range.high, 30),
});

/** Shares and rates end at 1; amounts and the return on cost may pass it. */
const highest = ({ key, unit }: LeverField): number =>
  unit === 'ratio' && key !== 'returnOnCost' ? 1 : Infinity;

const PLACES = 12;

/** (1 + r)^−τ by + − × √ only: the same bits everywhere. */
const discountAt = (rate: number, tau: number): number => {
  const v = 1 / (1 + rate);
  const whole = Math.floor(tau);
  let factor = 1;
  for (let year = 0; year < whole; year++) factor *= v;
  return tau > whole ? factor * fractionalPower(v, tau - whole) : factor;
};

const present = (flows: readonly (readonly [amount: number, tau: number])[], rate: number): number => {
  let sum = 0;
  for (const [amount, tau] of flows) sum += amount * discountAt(rate, tau);
  return sum;
};

const asNumbers = (flows: readonly DataFlow[]): readonly (readonly [number, number])[] =>
  flows.map(({ amount, tau }) => [amount.toNumber(), tau.toNumber()] as const);

/** 税收摊销收益系数 at a rate; 1 where the worksheet counts none. */
const benefitAt = (model: SheetModel): ((rate: number) => number) => {
  const at = (key: string): number => Number(model.worksheet.inputs[key]?.value ?? 0);
  const years = at('taxAmortisationYears');
  if (years === 0) return () => 1;
  const tax = at('taxRate');
  const periods = periodsWithin(Math.ceil(years), new Decimal(years), 'mid-year').map(
    ({ fraction, tau }) => [fraction.toNumber(), tau.toNumber()] as const,
  );
  return (rate) => 1 / (1 - (tax * present(periods, rate)) / years);
};

/**
 * Income methods are linear in the level and in the share: income of each year at level 1 and at level 2 gives what grows with
 * the level and what (charges) does not.
 */
const incomeFormula = (
  model: SheetModel,
  levers: readonly RangedLever[],
  flows: readonly DataFlow[],
): Result<PriceFormula> =>
  mapResult(model.at({ level: new Decimal(2) }), ({ flows: doubled = [] }) => {
    const own = asNumbers(flows);
    const twice = asNumbers(doubled);
    const growing = own.map(([amount, tau], i) => [(twice[i]?.[0] ?? amount) - amount, tau] as const);
    const fixed = own.map(([amount, tau], i) => [amount - (growing[i]?.[0] ?? 0), tau] as const);
    const index = (key: string): number => levers.findIndex((lever) => lever.key === key);
    const [level, rate] = [index('level'), index('discountRate')];
    const share = levers.findIndex(({ key }) => key === 'share' || key === 'royaltyRate');
    const shareBase = levers[share]?.base.toNumber() ?? 1;
    const benefit = benefitAt(model);
    return (drawn: Float64Array) => {
      const r = drawn[rate] ?? 0;
      const part = share < 0 ? 1 : (drawn[share] ?? 0) / shareBase;
      const sum = (drawn[level] ?? 1) * part * present(growing, r) + present(fixed, r);
      return Math.max(0, sum) * benefit(r);
    };
  });

/** A result that every lever multiplies. */
const productFormula = (model: SheetModel, levers: readonly RangedLever[]): PriceFormula => {
  const total = model.value.total.toNumber();
  const bases = levers.map(({ key }) => model.standsAt(key)?.toNumber() ?? 1);
  return (drawn) => {
    let value = total;
    for (const [i, base] of bases.entries()) value *= base === 0 ? 0 : (drawn[i] ?? 0) / base;
    return value;
  };
};

const formulaOf = (model: SheetModel, levers: readonly RangedLever[]): Result<PriceFormula> => {
  const { parts, flows, total } = model.value;
  if (parts !== undefined) {
    const gain = model.standsAt('returnOnCost') ?? new Decimal(0);
    const unit = gain.plus(1).times(parts.utility.value);
    const cost = unit.isZero() ? 0 : total.dividedBy(unit).toNumber();
    return ok((drawn) => {
      const moved = Float64Array.from(drawn);
      moved[0] = (drawn[0] ?? 0) * cost;
      return costFormula(moved);
    });
  }
  return flows === undefined ? ok(productFormula(model, levers)) : incomeFormula(model, levers, flows);
};

/**
 * Simulates one worksheet within the limits that a person stated, α within the interval of the quality evaluation. The seed is
 * the name of the worksheet: nobody can try seeds until one pleases. Fails with `E_MISSING`, `E_RANGE_ORDER`, `E_TWO_SOURCES`
 * and as `simulatePrice`.
 */
export const simulateSheet = (model: SheetModel): Result<PriceSimulation> => {
  const levers = rangedLevers(model);
  if (!levers.ok) return levers;
  const formula = formulaOf(model, levers.value);
  if (!formula.ok) return formula;
  const { context, worksheet, id, path } = model;
  const inputs = levers.value.map((lever): DrawnInput => ({
    field: `ranges.${lever.key}`,
    label: lever.label,
    given: triangle(lever),
    highest: highest(lever),
    below: lever.key === 'risk',
    ground: lever.range.ground,
    ...(lever.measured ? { children: [context.givers.quality.trace] } : {}),
  }));
  return simulatePrice(inputs, formula.value, `${context.asset.id}/${worksheet.id}`, {
    path,
    id,
    rules: context.rules,
  });
};

/** Decimal text of where a lever stands, for people. */
export const leverBase = (base: Decimal): string => decimalText(base, PLACES);
