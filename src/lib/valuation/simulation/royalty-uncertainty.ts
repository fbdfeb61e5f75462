import type { Fen } from '../../kernel/fen';
import { type Result, ok, refuse, mapResult } from '../../kernel/result';
import { CONSTRAINTS, type ConstraintId } from '../constraints';
import { type Distribution, type Sampler, samplerOf, supportOf } from './distribution';
import type { Timing } from '../discounting';
import { salesForecast, taxOnOneBasis } from '../royalty-checks';

/** Relief from royalty with uncertain inputs. Inputs fall independently of each other. */
export interface RoyaltyUncertainty {
  /** Net sales per forecast year, 分 before VAT, ≥ 0: the forecast that level and growth move. */
  readonly netSalesFen: readonly Fen[];
  /** Multiplier on every year's sales, ≥ 0; 1 = as forecast. */
  readonly salesLevel: Distribution;
  /** Growth beyond the forecast per year, ratio > −1: year t is moved by (1 + g)^(t−1); 0 = as forecast. */
  readonly salesGrowth: Distribution;
  /** k on net sales, inside (0, 1). */
  readonly royaltyRate: Distribution;
  /** r per year, above 0 and at most 1. */
  readonly discountRate: Distribution;
  /** Years, ≥ 0, may be fractional. A draw beyond `legalLifeYears` ends there. */
  readonly economicLifeYears: Distribution;
  /** Remaining legal life in years, ≥ 0: known, not drawn. */
  readonly legalLifeYears: string;
  /** T, 0 ≤ T < 1. */
  readonly taxRate: string;
  readonly discountBasis: 'pre-tax' | 'post-tax';
  readonly timing: Timing;
}

/** The uncertain inputs in the order of their random streams. The order is part of the result. */
export const UNCERTAIN_INPUTS = [
  'salesLevel',
  'salesGrowth',
  'royaltyRate',
  'discountRate',
  'economicLifeYears',
] as const;
export type UncertainInput = (typeof UNCERTAIN_INPUTS)[number];

/** A checked model as plain numbers; crosses to a worker. Money in 分 as doubles. */
export interface RoyaltyModel {
  readonly sales: readonly number[];
  readonly samplers: Readonly<Record<UncertainInput, Sampler>>;
  readonly legalLife: number;
  /** 1 − T */
  readonly afterTax: number;
  readonly midYear: boolean;
}

/** Where all draws of an input must fall. */
interface DrawDomain {
  readonly code: string;
  readonly label: string;
  readonly holds: (low: number, high: number, open: boolean) => boolean;
  readonly range: string;
  readonly rule?: ConstraintId;
}

const DOMAINS: Readonly<Record<UncertainInput, DrawDomain>> = {
  salesLevel: { code: 'E_RANGE', label: '收入水平', holds: (low) => low >= 0, range: '不小于 0' },
  salesGrowth: {
    code: 'E_RANGE',
    label: '收入增长率',
    holds: (low, high) => low > -1 && high <= 10,
    range: '大于 −1 且不超过 10',
  },
  royaltyRate: {
    code: 'E_ROYALTY_RANGE',
    label: '许可费率',
    holds: (low, high, open) => (low > 0 || (low === 0 && open)) && high < 1,
    range: '大于 0 且小于 1',
    rule: CONSTRAINTS.shareRange,
  },
  discountRate: {
    code: 'E_DISCOUNT_RANGE',
    label: '折现率',
    holds: (low, high, open) => (low > 0 || (low === 0 && open)) && high <= 1,
    range: '大于 0 且不超过 1',
    rule: CONSTRAINTS.discountPositive,
  },
  economicLifeYears: {
    code: 'E_RANGE',
    label: '经济寿命',
    holds: (low, high) => low >= 0 && high <= 100,
    range: '0 至 100 年之间',
  },
};

const checkedSampler = (name: UncertainInput, given: Distribution, path: string): Result<Sampler> => {
  const at = `${path}.${name}`;
  const sampler = samplerOf(given, at);
  if (!sampler.ok) return sampler;
  const domain = DOMAINS[name];
  const { low, high, open } = supportOf(sampler.value);
  return domain.holds(low, high, open)
    ? sampler
    : refuse(
        domain.code,
        `${domain.label}的分布可取到 ${low} 至 ${high}，须${domain.range}`,
        at,
        '请收窄分布的两端；正态、对数正态分布请填写上下限，或改用三角分布',
        domain.rule,
      );
};

const checkTax = ({ taxRate, discountBasis }: RoyaltyUncertainty, path: string): Result<number> => {
  const tax = Number(taxRate);
  if (!(tax >= 0 && tax < 1))
    return refuse(
      'E_TAX_RANGE',
      '所得税率必须不小于 0 且小于 1',
      `${path}.taxRate`,
      '请填写适用的企业所得税率，例如 0.25 或 0.15',
      CONSTRAINTS.taxRange,
    );
  return mapResult(taxOnOneBasis(discountBasis, tax === 0, path), () => tax);
};

const checkSales = (given: RoyaltyUncertainty, longest: number, path: string): Result<number[]> => {
  const { netSalesFen } = given;
  const sales = salesForecast(netSalesFen, path);
  if (!sales.ok) return sales;
  const allowed = Math.ceil(longest);
  if (longest > 0 && netSalesFen.length > allowed)
    return refuse(
      'E_INCOME_PAST_LIFE',
      `预测了 ${netSalesFen.length} 年收入，超过最长的收益年限 ${longest} 年`,
      `${path}.salesFen[${allowed}]`,
      `请删去第 ${allowed + 1} 年及以后的收入，或核对经济寿命与法定剩余寿命`,
      CONSTRAINTS.incomeWithinLife,
    );
  return ok(netSalesFen.map(Number));
};

/**
 * Checks uncertain inputs and makes the model to simulate. Refuses what the point method refuses, for anything that
 * could be drawn: `E_ROYALTY_RANGE`, `E_DISCOUNT_RANGE`, `E_TAX_RANGE`, `E_TAX_BASIS`, `E_MISSING`, `E_RANGE`,
 * `E_INCOME_PAST_LIFE` (past the longest life that can be drawn; income past a shorter drawn life is cut in that draw),
 * and `E_DISTRIBUTION`. `path` prefixes the failing field.
 */
export const royaltyModel = (given: RoyaltyUncertainty, path = ''): Result<RoyaltyModel> => {
  const samplers: Partial<Record<UncertainInput, Sampler>> = {};
  for (const name of UNCERTAIN_INPUTS) {
    const sampler = checkedSampler(name, given[name], path);
    if (!sampler.ok) return sampler;
    samplers[name] = sampler.value;
  }
  const { salesLevel, salesGrowth, royaltyRate, discountRate, economicLifeYears } = samplers;
  if (!salesLevel || !salesGrowth || !royaltyRate || !discountRate || !economicLifeYears)
    throw new Error('every input has a sampler');
  const tax = checkTax(given, path);
  if (!tax.ok) return tax;
  const legalLife = Number(given.legalLifeYears);
  if (!(legalLife >= 0))
    return refuse('E_RANGE', '法定剩余寿命为负', `${path}.legalLifeYears`, '请核对申请日与估值基准日');
  const longest = Math.min(legalLife, supportOf(economicLifeYears).high);
  const sales = checkSales(given, longest, path);
  if (!sales.ok) return sales;
  return ok({
    sales: sales.value,
    samplers: { salesLevel, salesGrowth, royaltyRate, discountRate, economicLifeYears },
    legalLife,
    afterTax: 1 - tax.value,
    midYear: given.timing === 'mid-year',
  });
};
