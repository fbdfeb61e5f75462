import { log } from '../../kernel/exact-maths';
import type { TopSketch } from './sketch';

export interface Entropy {
  /** Shannon entropy in bits. */
  readonly bits: number;
  /** Bits ÷ log2 of the number of different values, 0–1; 0 for a single value. */
  readonly normalised: number;
}

/** Entropy of counts; `null` without any. */
export const entropyOf = (counts: readonly number[]): Entropy | null => {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const kinds = counts.filter((count) => count > 0);
  const nats = kinds.reduce((sum, count) => sum - (count / total) * log(count / total), 0);
  const bits = Math.max(0, nats / Math.LN2);
  return { bits, normalised: kinds.length < 2 ? 0 : Math.min(1, (bits * Math.LN2) / log(kinds.length)) };
};

/** Entropy of the values of a column whose list is complete; `null` otherwise: a part would understate it. */
export const valueEntropy = (top: TopSketch): Entropy | null =>
  top.complete ? entropyOf(top.values.map(({ count }) => count)) : null;
