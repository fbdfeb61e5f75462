import { Decimal, decimalText } from '../../kernel/decimal';
import { type Fen, fenText, formatYuan } from '../../kernel/fen';
import { type Result, ok, refuse } from '../../kernel/result';
import type { RoyaltyInput } from '../methods/relief-from-royalty';
import { LEVER_LABELS, type RoyaltyLever, valueWithLever } from './royalty-levers';

/** Where to look for the input at which a value meets a target. */
export interface BreakevenSearch {
  readonly label: string;
  readonly targetFen: Fen;
  /** Ends of the search, units of the input, low < high. */
  readonly low: Decimal;
  readonly high: Decimal;
  /** Widest bracket that is accepted, units of the input, > 0. */
  readonly tolerance: Decimal;
}

/** The target is met between `low` and `high`, no further apart than the tolerance. */
export interface Breakeven {
  readonly low: string;
  readonly high: string;
  /** Values at the two ends, 分; the target lies between them, ends included. */
  readonly atLowFen: string;
  readonly atHighFen: string;
  readonly steps: number;
}

/** Halvings beyond the 40 digits carried cannot help. */
const MOST_STEPS = 200;

const checkSearch = ({ label, low, high, tolerance }: BreakevenSearch, path: string): Result<undefined> =>
  low.lt(high) && tolerance.gt(0)
    ? ok(undefined)
    : refuse(
        'E_RANGE',
        `${label}的查找区间 ${decimalText(low)} 至 ${decimalText(high)}、容差 ${decimalText(tolerance)} 不成立`,
        path,
        '请把下限填得小于上限，容差填得大于 0',
      );

const found = (low: Decimal, high: Decimal, atLow: Fen, atHigh: Fen, steps: number): Result<Breakeven> =>
  ok({
    low: decimalText(low),
    high: decimalText(high),
    atLowFen: fenText(atLow),
    atHighFen: fenText(atHigh),
    steps,
  });

/**
 * The input at which a value crosses the target, by bisection in exact decimals to a bracket within the tolerance. With a
 * value that only rises or only falls in the input it is the only one; otherwise it is one of them.
 * Fails with `E_RANGE` for an impossible search, `E_NO_BREAKEVEN` when the values at both ends lie on one side of the
 * target, and with the failure of `valueAt` where the method refuses the input.
 */
export const breakeven = (
  search: BreakevenSearch,
  valueAt: (to: Decimal) => Result<Fen>,
  path = '',
): Result<Breakeven> => {
  const checked = checkSearch(search, path);
  if (!checked.ok) return checked;
  const { label, targetFen, tolerance } = search;
  const first = valueAt(search.low);
  if (!first.ok) return first;
  const last = valueAt(search.high);
  if (!last.ok) return last;
  let [low, high, atLow, atHigh] = [search.low, search.high, first.value, last.value];
  if (atLow === targetFen) return found(low, low, atLow, atLow, 0);
  if (atHigh === targetFen) return found(high, high, atHigh, atHigh, 0);
  const rising = atLow < targetFen;
  if (rising === atHigh < targetFen)
    return refuse(
      'E_NO_BREAKEVEN',
      `${label}在 ${decimalText(low)} 至 ${decimalText(high)} 之间，价值为 ${formatYuan(atLow)} 元至 ${formatYuan(atHigh)} 元，达不到目标 ${formatYuan(targetFen)} 元`,
      path,
      '请放宽查找区间，或改动其他输入、调整目标金额',
    );
  let steps = 0;
  for (; high.minus(low).gt(tolerance) && steps < MOST_STEPS; steps++) {
    const middle = low.plus(high).dividedBy(2);
    const value = valueAt(middle);
    if (!value.ok) return value;
    if (value.value < targetFen === rising) [low, atLow] = [middle, value.value];
    else [high, atHigh] = [middle, value.value];
  }
  return found(low, high, atLow, atHigh, steps);
};

/** Search ends and tolerance of a lever when nobody gives others: its whole domain. */
const whole = (input: RoyaltyInput, lever: RoyaltyLever): readonly [string, string, string] => {
  const spans: Readonly<Record<RoyaltyLever, readonly [string, string, string]>> = {
    salesLevel: ['0', '100', '0.0001'],
    royaltyRate: ['0.000001', '0.999999', '0.000001'],
    taxRate: ['0', '0.999999', '0.000001'],
    discountRate: ['0.000001', '10', '0.000001'],
    lifeYears: ['0', String(input.netSalesFen.length), '0.001'],
  };
  return spans[lever];
};

/**
 * What one input of relief from royalty must be for the value to be `targetFen`: e.g. the lowest royalty rate that
 * still carries a loan. Tolerance: rates 0.000001, sales level 0.0001, life 0.001 years. Fails as `breakeven` and `reliefFromRoyalty` do; a pre-tax model has no tax to move (`E_TAX_BASIS`).
 */
export const royaltyBreakeven = (
  input: RoyaltyInput,
  lever: RoyaltyLever,
  targetFen: Fen,
  path = '',
): Result<Breakeven> => {
  const [low, high, tolerance] = whole(input, lever);
  return breakeven(
    {
      label: LEVER_LABELS[lever],
      targetFen,
      low: new Decimal(low),
      high: new Decimal(high),
      tolerance: new Decimal(tolerance),
    },
    (to) => valueWithLever(input, lever, to, path),
    path,
  );
};
