import * as v from 'valibot';
import { decimalText } from '../../case/schema-parts';
import { Decimal } from '../../kernel/decimal';
import type { Result } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { type TypedRule, readTyped } from '../../rulebook/read-rule';

const rising = (texts: readonly string[]): boolean =>
  texts.every((text, i) => i === 0 || new Decimal(texts[i - 1] ?? text).lte(text));

/** `valuation.market-comparables`: how many, which corrections, and how far they may go. */
const marketComparables = v.strictObject({
  minimumCount: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  adjustment: v.pipe(
    v.strictObject({ min: decimalText, max: decimalText, warnBelow: decimalText, warnAbove: decimalText }),
    v.check(
      ({ min, warnBelow, warnAbove, max }) => rising([min, warnBelow, warnAbove, max]),
      '修正系数的界限应依次增大',
    ),
    v.check(({ min }) => new Decimal(min).gt(0), '修正系数下限应大于 0'),
  ),
  factors: v.array(v.strictObject({ id: v.string(), title: v.string() })),
});
export type ComparableRules = TypedRule<v.InferOutput<typeof marketComparables>>;
export type AdjustmentFactor = ComparableRules['value']['factors'][number];

export const readComparableRules = (rules: RulesAt): Result<ComparableRules> =>
  readTyped(rules, 'valuation.market-comparables', marketComparables);
