import { Decimal } from '../../kernel/decimal';

const TWO_PI = new Decimal('6.283185307179586476925286766559005768394');
/** Beyond this Φ differs from 0 or 1 by less than 1e-32. */
const FAR = 12;

/**
 * Φ(x), the share of a standard normal variable at or below x; absolute error below 1e-30.
 * Φ(x) = ½ + φ(x) · (x + x³/3 + x⁵/(3·5) + …), whose terms all have one sign. Abramowitz & Stegun 26.2.11.
 */
export const normalShare = (x: Decimal): Decimal => {
  if (x.abs().gt(FAR)) return new Decimal(x.isNegative() ? 0 : 1);
  const square = x.times(x);
  let term = x;
  let sum = x;
  for (let k = 3; !term.isZero() && term.abs().gt(sum.abs().times('1e-40')); k += 2) {
    term = term.times(square).dividedBy(k);
    sum = sum.plus(term);
  }
  return square.dividedBy(-2).exp().dividedBy(TWO_PI.sqrt()).times(sum).plus('0.5');
};
