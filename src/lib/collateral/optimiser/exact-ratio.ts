import type { Fen } from '../../kernel/fen';
import { type Ratio, ratioOf } from '../ratio';

export const greatestCommonDivisor = (a: bigint, b: bigint): bigint =>
  b === 0n ? a : greatestCommonDivisor(b, a % b);

export const leastCommonMultiple = (a: bigint, b: bigint): bigint => (a / greatestCommonDivisor(a, b)) * b;

/** Whole-number quotient rounded down; denominator > 0. */
export const divideFloor = (numerator: bigint, denominator: bigint): bigint => {
  const quotient = numerator / denominator;
  return numerator % denominator < 0n ? quotient - 1n : quotient;
};

/** ⌊fen × ratio⌋ */
export const shareFloor = (fen: Fen, share: string): Fen => {
  const { numerator, denominator } = ratioOf(share);
  return divideFloor(fen * numerator, denominator);
};

/** ⌈fen × ratio⌉ */
export const shareCeil = (fen: Fen, share: string): Fen => {
  const { numerator, denominator } = ratioOf(share);
  return -divideFloor(-fen * numerator, denominator);
};

/** Whether decimal text ≥ 0 can be read. */
export const isRatioText = (text: string): boolean => /^\d+(\.\d+)?$/.test(text);

export const isAtMostOne = (text: string): boolean => {
  const { numerator, denominator }: Ratio = ratioOf(text);
  return numerator <= denominator;
};

export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const leastOf = (a: bigint, b: bigint): bigint => (a < b ? a : b);
export const mostOf = (a: bigint, b: bigint): bigint => (a > b ? a : b);
