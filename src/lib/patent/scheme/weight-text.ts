import * as v from 'valibot';
import { decimalText } from '../../case/schema-parts';

/** A weight as written: decimal text, or a fraction of whole numbers such as `1/3` where no decimal is exact. */

const FRACTION = /^([1-9]\d{0,14})\/([1-9]\d{0,14})$/;

export const weightText = v.union(
  [decimalText, v.pipe(v.string(), v.regex(FRACTION))],
  '权重应为十进制数字，或 1/3 这样的分数',
);

interface Rational {
  readonly top: bigint;
  readonly bottom: bigint;
}

const rationalOf = (text: string): Rational => {
  const [, top, bottom] = FRACTION.exec(text) ?? [];
  if (top !== undefined && bottom !== undefined) return { top: BigInt(top), bottom: BigInt(bottom) };
  const [whole = '0', decimals = ''] = text.split('.');
  return { top: BigInt(whole + decimals), bottom: 10n ** BigInt(decimals.length) };
};

/** The weight as a double; a fraction is divided once. */
export const weightNumber = (text: string): number => {
  const [, top, bottom] = FRACTION.exec(text) ?? [];
  return top === undefined ? Number(text) : Number(top) / Number(bottom);
};

export const isPositiveWeight = (text: string): boolean => weightNumber(text) > 0;

/** Whether weights sum to exactly 1; no rounding takes part. */
export const sumToOne = (texts: readonly string[]): boolean => {
  const sum = texts
    .map(rationalOf)
    .reduce((a, b) => ({ top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom }), {
      top: 0n,
      bottom: 1n,
    });
  return sum.top === sum.bottom;
};
