import { fenToDecimalText } from '../kernel/fen';

/** A ratio as two integers, so that products are rounded once. `denominator` is a power of ten. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Reads decimal text ≥ 0 such as `0.6`. Anything else is a bug of the caller: the schema has checked it. */
export const ratioOf = (text: string): Ratio => {
  const parts = /^(\d+)(?:\.(\d+))?$/.exec(text);
  if (parts === null) throw new Error(`ratio text expected, got ${text}`);
  const fraction = parts[2] ?? '';
  return { numerator: BigInt(`${parts[1] ?? '0'}${fraction}`), denominator: 10n ** BigInt(fraction.length) };
};

export const timesRatio = (a: Ratio, b: Ratio): Ratio => ({
  numerator: a.numerator * b.numerator,
  denominator: a.denominator * b.denominator,
});

/** Negative, zero or positive. */
export const compareRatioTexts = (a: string, b: string): number => {
  const [x, y] = [ratioOf(a), ratioOf(b)];
  const difference = x.numerator * y.denominator - y.numerator * x.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

/** Smallest integer not below `numerator / denominator`; both ≥ 0, denominator > 0. */
export const divideCeil = (numerator: bigint, denominator: bigint): bigint =>
  (numerator + denominator - 1n) / denominator;

/** For people, exact: `0.6` → `60%`. */
export const percentText = (text: string): string => {
  const { numerator, denominator } = ratioOf(text);
  return `${fenToDecimalText(numerator * 100n, denominator.toString().length - 1)}%`;
};
