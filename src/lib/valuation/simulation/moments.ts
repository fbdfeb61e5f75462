import { BLOCK_DRAWS } from './random';

/** Count, mean, sum of squared deviations and ends of a set of values. */
export interface Moments {
  readonly count: number;
  readonly mean: number;
  readonly squares: number;
  readonly min: number;
  readonly max: number;
}

export const NO_MOMENTS: Moments = { count: 0, mean: 0, squares: 0, min: Infinity, max: -Infinity };

/** Moments of `values[from…to)`, two passes. */
export const momentsOf = (values: Float64Array, from: number, to: number): Moments => {
  const count = to - from;
  if (count <= 0) return NO_MOMENTS;
  let sum = 0;
  let min = Infinity;
  let max = -Infinity;
  for (let i = from; i < to; i++) {
    const x = values[i] ?? 0;
    sum += x;
    if (x < min) min = x;
    if (x > max) max = x;
  }
  const mean = sum / count;
  let squares = 0;
  for (let i = from; i < to; i++) {
    const off = (values[i] ?? 0) - mean;
    squares += off * off;
  }
  return { count, mean, squares, min, max };
};

/** Moments of two sets together (Chan, Golub, LeVeque 1979). Rounds, so the order of joining is part of the result. */
export const joinMoments = (a: Moments, b: Moments): Moments => {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const count = a.count + b.count;
  const step = b.mean - a.mean;
  return {
    count,
    mean: a.mean + (step * b.count) / count,
    squares: a.squares + b.squares + (step * step * a.count * b.count) / count,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
  };
};

/** Moments of draws, block by block from the first: the same bits as blocks summarised apart and joined in order. */
export const momentsOfDraws = (draws: Float64Array): Moments => {
  let all = NO_MOMENTS;
  for (let from = 0; from < draws.length; from += BLOCK_DRAWS)
    all = joinMoments(all, momentsOf(draws, from, Math.min(from + BLOCK_DRAWS, draws.length)));
  return all;
};
