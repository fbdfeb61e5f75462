import { pow } from '../../kernel/exact-maths';

/** Freshness 2^(−age ÷ half-life), 0–1; 1 at age 0. `null` for a negative age or no half-life. An assumption of this system. */
export const freshness = (ageDays: number, halfLifeDays: number): number | null =>
  ageDays < 0 || !(halfLifeDays > 0) ? null : pow(2, -ageDays / halfLifeDays);

/**
 * Timeliness after Ballou, Wang, Pazer, Tayi (Management Science 44(4), 1998): max(0, 1 − currency ÷ volatility)^s. For
 * comparison; `null` for a negative age or no shelf life.
 */
export const ballouTimeliness = (ageDays: number, shelfLifeDays: number, s: number): number | null =>
  ageDays < 0 || !(shelfLifeDays > 0) ? null : pow(Math.max(0, 1 - ageDays / shelfLifeDays), s);
