import type { Severity } from '../case/exchange';

const RANK: Readonly<Record<Severity, number>> = { note: 0, hold: 1, block: 2 };

/** Positive when `a` weighs more than `b`. */
export const compareSeverity = (a: Severity, b: Severity): number => RANK[a] - RANK[b];

/** The heaviest of several; `note` for none. */
export const heaviest = (severities: readonly Severity[]): Severity =>
  severities.reduce<Severity>((a, b) => (compareSeverity(b, a) > 0 ? b : a), 'note');
