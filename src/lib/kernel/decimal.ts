import { Decimal as Base } from 'decimal.js';
import { type Fen, fenToDecimalText } from './fen';

/**
 * decimal.js fixed to 40 significant digits, 四舍五入 (half away from zero), never exponent notation.
 * Typed text must pass `readDecimal` before it comes here: the library reads `0x10` and `1_000`.
 */
export const Decimal = Base.clone({
  defaults: true,
  precision: 40,
  rounding: Base.ROUND_HALF_UP,
  toExpNeg: -9e15,
  toExpPos: 9e15,
});
export type Decimal = Base;

/** The one rounding of a valuation: 元 to whole 分, half away from zero. Throws on NaN and infinity. */
export const decimalToFen = (yuan: Decimal): Fen => {
  if (!yuan.isFinite()) throw new RangeError('finite amount expected');
  return BigInt(yuan.toFixed(2, Base.ROUND_HALF_UP).replace('.', ''));
};

/** Exact amount in 元. */
export const fenToYuan = (fen: Fen): Decimal => new Decimal(fenToDecimalText(fen, 2));

/** Canonical decimal text, rounded half away from zero to `places` decimals if given; no trailing zeros, no `-0`. */
export const decimalText = (value: Decimal, places?: number): string => {
  if (!value.isFinite()) throw new RangeError('finite number expected');
  const rounded = places === undefined ? value : value.toDecimalPlaces(places, Base.ROUND_HALF_UP);
  return rounded.isZero() ? '0' : rounded.toFixed();
};
