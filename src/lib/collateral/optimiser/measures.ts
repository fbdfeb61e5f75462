import type { Fen } from '../../kernel/fen';
import type { Carrier, ExactProblem } from './exact-problem';

/** Amounts by carrier index; 0 where not used. */
export interface Amounts {
  readonly carried: readonly Fen[];
  readonly pledged: readonly Fen[];
}

/** What is compared between plans, all smaller is better. */
export interface Measures {
  /** Part of the target left open, 分. */
  readonly open: Fen;
  /** Sources in use with a counted fee nobody knows. */
  readonly unknown: bigint;
  /** 分 pledged at an unknown rate. */
  readonly unpriced: bigint;
  /** Counted fees a year, in cost units of the problem. */
  readonly cost: bigint;
  /** Sources in use. */
  readonly count: bigint;
  /** Longest days to perfection; `LATEST` when one is not known. */
  readonly days: bigint;
}

export type Measure = keyof Measures;

/** Stands for days nobody knows: later than any known number. */
export const LATEST = BigInt(Number.MAX_SAFE_INTEGER);

export const daysOf = ({ days }: Carrier): bigint => (days === null ? LATEST : BigInt(days));

/** Exact measures of a choice of units with its amounts. */
export const measuresOf = (
  { carriers }: ExactProblem,
  used: readonly boolean[],
  { carried, pledged }: Amounts,
  targetFen: Fen,
): Measures => {
  let [open, unknown, unpriced, cost, count, days] = [targetFen, 0n, 0n, 0n, 0n, 0n];
  for (const carrier of carriers) {
    if (used[carrier.unit] !== true) continue;
    const amount = pledged[carrier.index] ?? 0n;
    open -= carried[carrier.index] ?? 0n;
    if (carrier.costUnknown) unknown += 1n;
    if (carrier.unitCostUnknown) unpriced += amount;
    cost += carrier.fixedCost + carrier.unitCost * amount;
    count += 1n;
    if (daysOf(carrier) > days) days = daysOf(carrier);
  }
  return { open, unknown, unpriced, cost, count, days };
};

/** Negative, zero or positive over the given measures in order. */
export const compareMeasures = (a: Measures, b: Measures, order: readonly Measure[]): number => {
  for (const measure of order) {
    if (a[measure] < b[measure]) return -1;
    if (a[measure] > b[measure]) return 1;
  }
  return 0;
};
