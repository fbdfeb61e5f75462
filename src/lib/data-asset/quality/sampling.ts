import { Decimal, decimalText } from '../../kernel/decimal';

/** Places of a bound; its one rounding. */
const PLACES = 10;

/** A share with the interval that a sample allows. Decimal text 0–1. */
export interface SampledShare {
  readonly share: string;
  readonly low: string;
  readonly high: string;
}

/**
 * Share k/n with Wilson's interval: (p + z²/2n ± z√(p(1−p)/n + z²/4n²)) / (1 + z²/n), within 0–1. `null` without a checked
 * element or with more hits than checks.
 * @param z standard normal quantile, decimal text: 1.959963985 for 95 %
 */
export const wilsonInterval = (k: number, n: number, z: string): SampledShare | null => {
  if (n <= 0 || k < 0 || k > n) return null;
  const p = new Decimal(k).div(n);
  const zz = new Decimal(z).pow(2);
  const centre = p.plus(zz.div(2 * n));
  const spread = new Decimal(z).times(
    p
      .times(new Decimal(1).minus(p))
      .div(n)
      .plus(zz.div(new Decimal(4).times(n).times(n)))
      .sqrt(),
  );
  const scale = zz.div(n).plus(1);
  const bound = (value: Decimal): string =>
    decimalText(Decimal.max(0, Decimal.min(1, value.div(scale))), PLACES);
  return {
    share: decimalText(p, PLACES),
    low: bound(centre.minus(spread)),
    high: bound(centre.plus(spread)),
  };
};

/** How many elements to check. */
export interface SampleSize {
  /** z² p(1−p)/e², before rounding up. */
  readonly unlimited: string;
  /** With the finite-population correction n0 / (1 + (n0 − 1)/N); `null` when N is not known. */
  readonly corrected: string | null;
  /** Whole elements to check: the smaller of both, rounded up. */
  readonly size: number;
}

/**
 * Cochran's sample size for a share. `error` is the half width wanted (0–1), `share` the expected one (0.5 when nobody
 * knows: the largest sample). `population` ≥ 1 or `null`.
 */
export const cochranSize = (
  z: string,
  share: string,
  error: string,
  population: number | null,
): SampleSize | null => {
  const e = new Decimal(error);
  const p = new Decimal(share);
  if (e.lte(0) || e.gte(1) || p.lte(0) || p.gte(1) || (population !== null && population < 1)) return null;
  const unlimited = new Decimal(z).pow(2).times(p).times(new Decimal(1).minus(p)).div(e.pow(2));
  const corrected = population === null ? null : unlimited.div(unlimited.minus(1).div(population).plus(1));
  return {
    unlimited: decimalText(unlimited, PLACES),
    corrected: corrected === null ? null : decimalText(corrected, PLACES),
    size: (corrected ?? unlimited).ceil().toNumber(),
  };
};
