/** Sums of the second to fourth powers of the deviations from the mean, as doubles. */
export interface Moments {
  readonly count: number;
  readonly squares: number;
  readonly cubes: number;
  readonly fourths: number;
}

/** Moments about the mean out of sums of powers about another point, from which the mean is `mean` away. */
export const centralMoments = (
  count: number,
  mean: number,
  second: number,
  third: number,
  fourth: number,
): Moments => {
  const square = mean * mean;
  return {
    count,
    squares: Math.max(0, second - count * square),
    cubes: third - 3 * mean * second + 2 * count * square * mean,
    fourths: Math.max(0, fourth - 4 * mean * third + 6 * square * second - 3 * count * square * square),
  };
};

/**
 * Moments of both together (Chan 1979, Pébay 2008).
 * @param apart mean of `b` minus mean of `a`
 */
export const joinMoments = (a: Moments, b: Moments, apart: number): Moments => {
  if (a.count === 0) return b;
  const count = a.count + b.count;
  const [p, q] = [a.count / count, b.count / count];
  const between = apart * apart * p * b.count;
  return {
    count,
    squares: a.squares + b.squares + between,
    cubes: a.cubes + b.cubes + between * apart * (p - q) + 3 * apart * (p * b.squares - q * a.squares),
    fourths:
      a.fourths +
      b.fourths +
      between * apart * apart * (p * p - p * q + q * q) +
      6 * apart * apart * (p * p * b.squares + q * q * a.squares) +
      4 * apart * (p * b.cubes - q * a.cubes),
  };
};
