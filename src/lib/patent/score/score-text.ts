import { Decimal, decimalText } from '../../kernel/decimal';

/** Exact text of a score: the shortest decimal that reads back to the same double; `null` for NaN. */
export const scoreText = (score: number): string | null =>
  Number.isNaN(score) ? null : decimalText(new Decimal(score));

/** For people: one decimal, 四舍五入. */
export const shortScore = (score: number): string => (Math.round(score * 10) / 10).toFixed(1);

/** `66.1–82.3` */
export const rangeText = (low: number, high: number): string => `${shortScore(low)}–${shortScore(high)}`;

/** Share as a whole percentage. */
export const percentText = (share: number): string => `${Math.round(share * 100)}%`;
