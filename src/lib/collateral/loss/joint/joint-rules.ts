import * as v from 'valibot';
import { count, ratioText } from '../../../case/schema-parts';
import type { Result } from '../../../kernel/result';
import type { RulesAt } from '../../../rulebook/model';
import { type TypedRule, readTyped } from '../../../rulebook/read-rule';

const marginal = v.pipe(
  v.object({ noFall: ratioText, light: ratioText, medium: ratioText, heavy: ratioText }),
  v.check(({ noFall, light, medium, heavy }) => {
    const tails = [noFall, light, medium, heavy].map(Number);
    return tails.every((p, i) => p > 0 && p < 1 && (i === 0 || p < (tails[i - 1] ?? 0)));
  }, '各档概率应在 0 与 1 之间，且从不跌到重档逐档变小'),
);
/** Probabilities that a value falls at all, by at least the light, medium and heavy fall of its class. */
export type MarginalRule = v.InferOutput<typeof marginal>;

const correlations = v.pipe(
  v.array(v.object({ group: v.string(), market: ratioText, own: ratioText })),
  v.check(
    (rows) => rows.every(({ market, own }) => Number(market) + Number(own) <= 1),
    '同一类的两项份额之和不能超过 1',
  ),
  v.check((rows) => new Set(rows.map(({ group }) => group)).size === rows.length, '同一类只能有一行'),
);
/** Shares of variance that the market factor and the factor of the group explain. */
export type CorrelationRule = v.InferOutput<typeof correlations>;

export const readMarginal = (rules: RulesAt): Result<TypedRule<MarginalRule>> =>
  readTyped(rules, 'collateral.joint-stress.marginal', marginal);

export const readCorrelations = (rules: RulesAt): Result<TypedRule<CorrelationRule>> =>
  readTyped(rules, 'collateral.joint-stress.correlations', correlations);

const draws = v.pipe(
  v.string(),
  v.regex(/^[1-9]\d{0,6}$/, '应为 1 至 9999999 的整数'),
  v.transform(Number),
  count,
);

/** `collateral.joint-stress.draws`: how many draws are taken. */
export const readJointDraws = (rules: RulesAt): Result<TypedRule<number>> =>
  readTyped(rules, 'collateral.joint-stress.draws', draws);
