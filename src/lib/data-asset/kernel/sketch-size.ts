import { exp, log, pow } from '../../kernel/exact-maths';

/** Pairs of different values that are expected to share a hash of so many bits: n² / 2^(bits + 1). */
export const expectedCollisions = (values: number, bits: number): number =>
  (values / pow(2, bits + 1)) * values;

/** Counters of a count-min sketch that overstates a count by at most ε·n with probability 1 − δ (Cormode, Muthukrishnan 2005). */
export const countMinSize = (
  epsilon: number,
  delta: number,
): { readonly width: number; readonly depth: number } => ({
  width: Math.ceil(exp(1) / epsilon),
  depth: Math.ceil(log(1 / delta)),
});

/** Bits and hashes of a Bloom filter for so many keys with the share `falsePositive` of wrong answers (Bloom 1970). */
export const bloomSize = (
  keys: number,
  falsePositive: number,
): { readonly bytes: number; readonly hashes: number } => {
  const bitsPerKey = -log(falsePositive) / (Math.LN2 * Math.LN2);
  return { bytes: (keys * bitsPerKey) / 8, hashes: bitsPerKey * Math.LN2 };
};
