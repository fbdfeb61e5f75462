import * as v from 'valibot';
import { count, ratioText } from '../../case/schema-parts';
import { Decimal, decimalText } from '../../kernel/decimal';
import type { Result } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { type TypedRule, readTyped } from '../../rulebook/read-rule';
import type { Distribution } from './distribution';
import type { RoyaltyInput } from '../methods/relief-from-royalty';
import type { RoyaltyUncertainty } from './royalty-uncertainty';

const spread = v.strictObject({
  salesLevelShare: ratioText,
  salesGrowthPoints: ratioText,
  royaltyRateShare: ratioText,
  discountRatePoints: ratioText,
  lifeShare: ratioText,
});
export type SimulationSpread = v.InferOutput<typeof spread>;

/** `valuation.simulation-spread`: half-widths of the triangles proposed for the uncertain inputs. */
export const readSimulationSpread = (rules: RulesAt): Result<TypedRule<SimulationSpread>> =>
  readTyped(rules, 'valuation.simulation-spread', spread);

/** `valuation.simulation-draws`: how many draws a simulation takes, 1 to 1e8. */
export const readSimulationDraws = (rules: RulesAt): Result<TypedRule<number>> =>
  readTyped(rules, 'valuation.simulation-draws', v.pipe(count, v.minValue(1), v.maxValue(100_000_000)));

const bands = v.pipe(
  v.array(
    v.strictObject({
      level: v.picklist(['close', 'apart', 'far']),
      title: v.string(),
      /** Highest disagreement of the band, inclusive, decimal text; `null` = no limit. */
      upTo: v.nullable(v.pipe(v.string(), v.regex(/^\d{1,9}(\.\d{1,30})?$/, '应为不小于 0 的小数'))),
      asks: v.string(),
    }),
  ),
  v.check((rows) => rows[rows.length - 1]?.upTo === null, '最后一级不得有上限'),
  v.check((rows) => rows.slice(0, -1).every(({ upTo }) => upTo !== null), '只有最后一级可以没有上限'),
  v.check(
    (rows) =>
      rows.every(({ upTo }, i) => {
        const before = rows[i - 1]?.upTo ?? null;
        return upTo === null || before === null || new Decimal(upTo).gt(before);
      }),
    '各级上限应从小到大排列',
  ),
);
export type DisagreementBand = v.InferOutput<typeof bands>[number];

/** `valuation.disagreement-bands`: what a disagreement of a size is called and asks for. */
export const readDisagreementBands = (rules: RulesAt): Result<TypedRule<readonly DisagreementBand[]>> =>
  readTyped(rules, 'valuation.disagreement-bands', bands);

const haircut = v.strictObject({ quantile: ratioText, minCases: v.pipe(count, v.minValue(1)) });
export type HaircutRule = v.InferOutput<typeof haircut>;

/** `valuation.back-test-haircut`: the quantile of shortfalls that is proposed, and the fewest cases that carry it. */
export const readHaircutRule = (rules: RulesAt): Result<TypedRule<HaircutRule>> =>
  readTyped(rules, 'valuation.back-test-haircut', haircut);

const triangle = (mode: Decimal, low: Decimal, high: Decimal): Distribution => ({
  kind: 'triangular',
  low: decimalText(low),
  mode: decimalText(mode),
  high: decimalText(high),
});

const aroundShare = (mode: Decimal, share: string): Distribution =>
  triangle(mode, mode.times(new Decimal(1).minus(share)), mode.times(new Decimal(1).plus(share)));

const aroundPoints = (mode: Decimal, points: string): Distribution =>
  triangle(mode, mode.minus(points), mode.plus(points));

/**
 * Triangles around a point forecast, for a person to confirm or change one by one; nothing of it counts by itself.
 * The life only shrinks: `input.lifeYears` is already the shorter of the legal and the economic one.
 */
export const proposedUncertainty = (input: RoyaltyInput, given: SimulationSpread): RoyaltyUncertainty => ({
  netSalesFen: input.netSalesFen,
  salesLevel: aroundShare(new Decimal(1), given.salesLevelShare),
  salesGrowth: aroundPoints(new Decimal(0), given.salesGrowthPoints),
  royaltyRate: aroundShare(input.royaltyRate, given.royaltyRateShare),
  discountRate: aroundPoints(input.discountRate, given.discountRatePoints),
  economicLifeYears: triangle(
    input.lifeYears,
    input.lifeYears.times(new Decimal(1).minus(given.lifeShare)),
    input.lifeYears,
  ),
  legalLifeYears: decimalText(input.lifeYears),
  taxRate: decimalText(input.taxRate),
  discountBasis: input.discountBasis,
  timing: input.timing,
});
