import * as v from 'valibot';
import { count, decimalText, ratioText } from '../../case/schema-parts';
import { Decimal } from '../../kernel/decimal';
import type { Result } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { type TypedRule, readTyped } from '../../rulebook/read-rule';
import { weightsSumToOne } from '../../valuation/weight-sum';

const rising = (texts: readonly string[]): boolean =>
  texts.every((text, i) => i === 0 || new Decimal(texts[i - 1] ?? text).lte(text));

const bounds = v.pipe(
  v.strictObject({ low: decimalText, high: decimalText }),
  v.check(({ low, high }) => rising([low, high]), '下限高于上限'),
);
export type Bounds = v.InferOutput<typeof bounds>;

const proposal = v.pipe(
  v.strictObject({ low: decimalText, proposed: decimalText, high: decimalText }),
  v.check(({ low, proposed, high }) => rising([low, proposed, high]), '下限、参考值、上限应依次增大'),
);

const utilityRanges = v.strictObject({
  quality: bounds,
  circulation: bounds,
  monopoly: bounds,
  risk: bounds,
});

const weighted = v.strictObject({ id: v.string(), title: v.string(), weight: ratioText });

const SUM = '各项权重之和应为 1';
const weights = v.pipe(
  v.array(weighted),
  v.check((rows) => weightsSumToOne(rows), SUM),
);

const realisationRisk = v.strictObject({
  groups: v.pipe(
    v.array(v.strictObject({ ...weighted.entries, items: weights })),
    v.check((rows) => weightsSumToOne(rows), SUM),
  ),
});
export type RealisationRiskRule = TypedRule<v.InferOutput<typeof realisationRisk>>;

const riskPremiums = v.strictObject({
  groups: v.pipe(
    v.array(v.strictObject({ id: v.string(), title: v.string(), cap: ratioText })),
    v.minLength(1),
  ),
});
export type RiskPremiumRule = TypedRule<v.InferOutput<typeof riskPremiums>>;

const discountRateBounds = v.strictObject({ warnBelow: ratioText, warnAbove: ratioText });
export type DiscountBounds = TypedRule<v.InferOutput<typeof discountRateBounds>>;

const incomeLife = v.strictObject({ certificateYears: decimalText, halfLives: decimalText });

const volumeElasticity = v.strictObject({ cost: ratioText, income: ratioText, market: ratioText });

const pledgeBase = v.strictObject({ quantile: ratioText, termYears: proposal });

const gapBands = v.pipe(
  v.array(
    v.strictObject({
      level: v.picklist(['close', 'review', 'renegotiate', 'block']),
      title: v.string(),
      /** Highest gap of the band, inclusive; `null` = no limit. */
      upTo: v.nullable(decimalText),
      asks: v.string(),
    }),
  ),
  v.check((rows) => rows.at(-1)?.upTo === null, '最后一级不得有上限'),
  v.check((rows) => rows.slice(0, -1).every(({ upTo }) => upTo !== null), '只有最后一级可以没有上限'),
  v.check(
    (rows) => rising(rows.flatMap(({ upTo }) => (upTo === null ? [] : [upTo]))),
    '各级上限应从小到大排列',
  ),
);
export type GapBands = TypedRule<v.InferOutput<typeof gapBands>>;
export type GapBand = GapBands['value'][number];

const threshold = v.nullable(count);
const deyangModel = v.strictObject({
  /** Tested in order; the last one has no thresholds. */
  difficulty: v.array(
    v.strictObject({
      level: v.string(),
      title: v.string(),
      flowsAbove: threshold,
      conditionsAbove: threshold,
      min: decimalText,
      max: decimalText,
    }),
  ),
  scene: v.array(v.strictObject({ level: v.string(), title: v.string(), max: decimalText })),
  /** The other ranges that the same source prints. */
  conflict: v.strictObject({
    difficulty: v.strictObject({ min: decimalText, max: decimalText }),
    scene: v.strictObject({ min: decimalText, max: decimalText }),
  }),
});
export type DeyangRule = TypedRule<v.InferOutput<typeof deyangModel>>;

const marketModel = v.strictObject({
  minimumCount: v.pipe(count, v.minValue(1)),
  similarityFloor: ratioText,
  similarity: weights,
  single: v.strictObject({ warnBelow: decimalText, warnAbove: decimalText }),
  total: v.strictObject({ min: decimalText, max: decimalText }),
  /** 0 < ε ≤ 1: k = (own volume ÷ other volume)^ε. */
  capacityElasticity: v.pipe(
    ratioText,
    v.check((text) => !new Decimal(text).isZero(), '容量弹性应大于 0'),
  ),
});
export type MarketModel = TypedRule<v.InferOutput<typeof marketModel>>;

const reader =
  <const S extends v.GenericSchema>(id: string, schema: S) =>
  (rules: RulesAt): Result<TypedRule<v.InferOutput<S>>> =>
    readTyped(rules, `data-pricing.${id}`, schema);

/** `data-pricing.return-on-cost`: usual R; a hint, never filled in. */
export const readReturnOnCost = reader('return-on-cost', proposal);
/** `data-pricing.utility-ranges`: usual α, β, l and r. */
export const readUtilityRanges = reader('utility-ranges', utilityRanges);
/** `data-pricing.realisation-risk`: four groups, eight items, weights. */
export const readRealisationRisk = reader('realisation-risk', realisationRisk);
/** `data-pricing.risk-premiums`: groups of risk and the most each adds to the discount rate. */
export const readRiskPremiums = reader('risk-premiums', riskPremiums);
/** `data-pricing.discount-rate-bounds`: outside them a rate needs an explanation. */
export const readDiscountBounds = reader('discount-rate-bounds', discountRateBounds);
/** `data-pricing.income-life`: longest certificate term, and how many half-lives income may last. */
export const readIncomeLife = reader('income-life', incomeLife);
/** `data-pricing.share-range`: usual share of revenue. */
export const readShareRange = reader('share-range', bounds);
/** `data-pricing.market-model`: counts, weights of likeness, bounds of corrections. */
export const readMarketModel = reader('market-model', marketModel);
/** `data-pricing.gap-bands`: what a gap between two methods is called and asks for. */
export const readGapBands = reader('gap-bands', gapBands);
/** `data-pricing.deyang-model`: ranges of b and c. */
export const readDeyangModel = reader('deyang-model', deyangModel);
/** `data-pricing.volume-elasticity`: how a price follows the usable volume, by approach. */
export const readVolumeElasticity = reader('volume-elasticity', volumeElasticity);
/** `data-pricing.pledge-base`: quantile of the value that is lent against, usual terms. */
export const readPledgeBase = reader('pledge-base', pledgeBase);
/** `data-pricing.shapley-players`: most sources that are split exactly. */
export const readMostPlayers = reader('shapley-players', v.pipe(count, v.minValue(2), v.maxValue(16)));
/** `data-pricing.simulation-draws`: draws of a price simulation. */
export const readPriceDraws = reader('simulation-draws', v.pipe(count, v.minValue(1), v.maxValue(1_000_000)));
