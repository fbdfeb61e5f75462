import { log } from '../../kernel/exact-maths';

/** Share of numbers that begin with 1 … 9 under Benford's law: log10(1 + 1/d). */
export const BENFORD: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((d) => log(1 + 1 / d) / log(10));

/** First digit other than 0 of a number written in bytes; 0 when there is none before an exponent. */
export const firstDigit = (bytes: Uint8Array, start: number, end: number): number => {
  for (let i = start; i < end; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte >= 49 && byte <= 57) return byte - 48;
    if (byte === 69 || byte === 101) return 0;
  }
  return 0;
};

/** Mean absolute deviation of nine counts from Benford's law; `null` without numbers. */
export const benfordDeviation = (counts: readonly number[]): number | null => {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  return BENFORD.reduce((sum, share, i) => sum + Math.abs((counts[i] ?? 0) / total - share), 0) / 9;
};
