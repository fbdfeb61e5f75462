import { distinctOf } from '../kernel/distinct-registers';
import type { ProfileSketch } from '../kernel/sketch';
import { type Basis, type Interval, collisionText, exactBasis, shareText, wilson } from './basis';
import type { GroupCounts } from './group-counts';

/** Relative standard deviation of HyperLogLog with 2^14 registers. */
export const DISTINCT_SD = 0.0081;
const Z = 1.96;

/**
 * Duplicate rows in both conventions: rows beyond the first of their kind (default), and all rows that have an equal one.
 * Rows are equal when their cells are byte-equal.
 */
export interface DuplicateFigures {
  readonly basis: Basis;
  readonly rows: number;
  readonly distinctRows: number;
  /** (n − d): copies that could be removed. */
  readonly extraCopies: number;
  readonly extraShare: string | null;
  readonly extraInterval: Interval;
  /** Rows in groups of two and more. */
  readonly members: number;
  readonly membersShare: string | null;
  readonly membersInterval: Interval;
  /** Extra copies that were seen for certain; never more than the truth. */
  readonly certainCopies: number;
}

const exactFigures = (basis: Basis, rows: number, distinct: number, singles: number): DuplicateFigures => {
  const extraCopies = rows - distinct;
  const members = rows - singles;
  return {
    basis,
    rows,
    distinctRows: distinct,
    extraCopies,
    extraShare: shareText(extraCopies, rows),
    extraInterval: { low: extraCopies, high: extraCopies },
    members,
    membersShare: shareText(members, rows),
    membersInterval: { low: members, high: members },
    certainCopies: extraCopies,
  };
};

/** Duplicate rows counted by the second pass. */
export const exactDuplicates = (counts: GroupCounts): DuplicateFigures =>
  exactFigures(exactBasis(counts.rows), counts.rows, counts.groups, counts.singles);

const within = (low: number, high: number, least: number, most: number): Interval => ({
  low: Math.round(Math.min(most, Math.max(least, low))),
  high: Math.round(Math.min(most, Math.max(least, high))),
});

const countIf = (counts: Float64Array, test: (count: number) => boolean): number =>
  counts.reduce((sum, count) => sum + (test(count) ? 1 : 0), 0);

/**
 * Duplicate rows from one pass. Exact when the sample holds every distinct row. Otherwise the number of distinct rows comes
 * from HyperLogLog (interval ±1.96 × 0.81 %), the share of them that have copies from the sample (Wilson 95 %); copies in
 * the sample are certain, because a held row is counted exactly.
 */
export const duplicateEstimate = (sketch: ProfileSketch): DuplicateFigures => {
  const { rows, sample } = sketch;
  if (sample !== null && sample.complete) {
    const held = sample.counts.length;
    const singles = countIf(sample.counts, (count) => count === 1);
    return exactFigures(exactBasis(rows), rows, held, singles);
  }
  const held = sample?.counts.length ?? 0;
  const sampled = sample?.counts.reduce((sum, count) => sum + count, 0) ?? 0;
  const certain = sampled - held;
  const repeated = sample === null ? 0 : countIf(sample.counts, (count) => count > 1);
  const most = rows - certain;
  const distinct = Math.min(distinctOf(sketch.rowRegisters), most);
  const low = distinct * (1 - Z * DISTINCT_SD);
  const high = Math.min(most, distinct * (1 + Z * DISTINCT_SD));
  const share = wilson(repeated, held);
  const certainMembers = certain + repeated;
  const members =
    held === 0
      ? rows - distinct
      : Math.max(certainMembers, Math.round(rows - distinct * (1 - repeated / held)));
  return {
    basis: {
      kind: 'estimate',
      rows,
      of: rows,
      error: `不同行数为 HyperLogLog 估计，95% 区间 ±1.6%；有重复的行所占比例取自 ${String(held)} 个不同行的样本；${collisionText(rows)}`,
    },
    rows,
    distinctRows: distinct,
    extraCopies: rows - distinct,
    extraShare: shareText(rows - distinct, rows),
    extraInterval: within(rows - high, rows - low, certain, rows),
    members,
    membersShare: shareText(members, rows),
    membersInterval: within(
      rows - high * (1 - share.low),
      rows - low * (1 - share.high),
      certainMembers,
      rows,
    ),
    certainCopies: certain,
  };
};
