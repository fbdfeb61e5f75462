import type { NodeScores, ScoringPlan } from './score-nodes';

/**
 * Indicator → second level → first level in one pass over a block, for groups of one to four indicators without a
 * multiplier: no node of the second level is written down. Which of a group's indicators are measured is a number 0–15;
 * what depends on that number alone (measured weight, coverage) is looked up. Every addition and division is that of
 * `score-kernel`, in its order: the bits are the same.
 */
export interface FusedGroup {
  /** Position of the group's first indicator. */
  readonly from: number;
  readonly leaves: number;
  /** Per indicator weight, and weight × worst, weight × best; 0 beyond the last. */
  readonly weights: readonly [number, number, number, number];
  readonly worst: readonly [number, number, number, number];
  readonly best: readonly [number, number, number, number];
  readonly weightSum: number;
  /** By pattern: coverage × weight of the group, divisor of the point (NaN where nothing is measured). */
  readonly coverage: Float64Array;
  readonly divisor: Float64Array;
  readonly groupWeight: number;
}

const MOST_LEAVES = 4;
const PATTERNS = 16;

/** The group as one pass takes it; `null` when it has a multiplier or more than four indicators. */
export const fusedGroup = (plan: ScoringPlan, group: number): FusedGroup | null => {
  const from = group === 0 ? 0 : (plan.groupEnds[group - 1] ?? 0);
  const leaves = (plan.groupEnds[group] ?? from) - from;
  if (leaves < 1 || leaves > MOST_LEAVES || (plan.multipliers[group] ?? -1) >= 0) return null;
  const weight = (i: number): number => (i < leaves ? (plan.leafWeights[from + i] ?? 0) : 0);
  const worst = (i: number): number => weight(i) * (plan.worst[from + i] ?? 0);
  const best = (i: number): number => weight(i) * (plan.best[from + i] ?? 0);
  const sumOf = (pattern: number): number => {
    let sum = 0;
    for (let i = 0; i < leaves; i++) if ((pattern & (1 << i)) !== 0) sum += weight(i);
    return sum;
  };
  const weightSum = sumOf(PATTERNS - 1);
  const groupWeight = plan.groupWeights[group] ?? 0;
  const measured = Float64Array.from({ length: PATTERNS }, (_, pattern) => sumOf(pattern));
  return {
    from,
    leaves,
    weights: [weight(0), weight(1), weight(2), weight(3)],
    worst: [worst(0), worst(1), worst(2), worst(3)],
    best: [best(0), best(1), best(2), best(3)],
    weightSum,
    coverage: measured.map((sum) => groupWeight * (sum / weightSum)),
    divisor: measured.map((sum) => (sum > 0 ? sum : NaN)),
    groupWeight,
  };
};

type Pass = (
  fused: FusedGroup,
  columns: readonly Float64Array[],
  offset: number,
  rows: number,
  into: NodeScores,
  measured: Float64Array,
) => void;

const NONE = new Float64Array(0);

const addOne: Pass = (fused, columns, offset, rows, { low, high, coverage, point }, measured) => {
  const a = columns[fused.from] ?? NONE;
  const { weightSum, groupWeight } = fused;
  const [wa] = fused.weights;
  const worst = groupWeight * (fused.worst[0] / weightSum);
  const best = groupWeight * (fused.best[0] / weightSum);
  const weight = (fused.divisor[1] ?? NaN) > 0 ? groupWeight : 0;
  const share = fused.coverage[1] ?? 0;
  for (let row = 0; row < rows; row++) {
    const score = a[offset + row] ?? NaN;
    if (score === score) {
      const sum = groupWeight * (weightSum === 1 ? score : (wa * score) / weightSum);
      low[row] = (low[row] ?? 0) + sum;
      high[row] = (high[row] ?? 0) + sum;
      coverage[row] = (coverage[row] ?? 0) + share;
      measured[row] = (measured[row] ?? 0) + weight;
      if (weight > 0) point[row] = (point[row] ?? 0) + sum;
    } else {
      low[row] = (low[row] ?? 0) + worst;
      high[row] = (high[row] ?? 0) + best;
    }
  }
};

const addTwo: Pass = (fused, columns, offset, rows, { low, high, coverage, point }, measured) => {
  const a = columns[fused.from] ?? NONE;
  const b = columns[fused.from + 1] ?? NONE;
  const { coverage: shares, divisor, weightSum, groupWeight } = fused;
  const [wa, wb] = fused.weights;
  const [worstA, worstB] = fused.worst;
  const [bestA, bestB] = fused.best;
  for (let row = 0; row < rows; row++) {
    const s0 = a[offset + row] ?? NaN;
    const s1 = b[offset + row] ?? NaN;
    let pattern = 0;
    let sum = 0;
    let worst = worstA;
    let best = bestA;
    if (s0 === s0) {
      sum = worst = best = wa * s0;
      pattern = 1;
    }
    if (s1 === s1) {
      const x = wb * s1;
      sum += x;
      worst += x;
      best += x;
      pattern |= 2;
    } else {
      worst += worstB;
      best += bestB;
    }
    worst /= weightSum;
    best /= weightSum;
    low[row] = (low[row] ?? 0) + groupWeight * worst;
    high[row] = (high[row] ?? 0) + groupWeight * best;
    coverage[row] = (coverage[row] ?? 0) + (shares[pattern] ?? 0);
    const mean = sum / (divisor[pattern] ?? NaN);
    if (mean !== mean) continue;
    measured[row] = (measured[row] ?? 0) + groupWeight;
    point[row] = (point[row] ?? 0) + groupWeight * (mean < worst ? worst : mean > best ? best : mean);
  }
};

const addThree: Pass = (fused, columns, offset, rows, { low, high, coverage, point }, measured) => {
  const a = columns[fused.from] ?? NONE;
  const b = columns[fused.from + 1] ?? NONE;
  const c = columns[fused.from + 2] ?? NONE;
  const { coverage: shares, divisor, weightSum, groupWeight } = fused;
  const [wa, wb, wc] = fused.weights;
  const [worstA, worstB, worstC] = fused.worst;
  const [bestA, bestB, bestC] = fused.best;
  for (let row = 0; row < rows; row++) {
    const s0 = a[offset + row] ?? NaN;
    const s1 = b[offset + row] ?? NaN;
    const s2 = c[offset + row] ?? NaN;
    let pattern = 0;
    let sum = 0;
    let worst = worstA;
    let best = bestA;
    if (s0 === s0) {
      sum = worst = best = wa * s0;
      pattern = 1;
    }
    if (s1 === s1) {
      const x = wb * s1;
      sum += x;
      worst += x;
      best += x;
      pattern |= 2;
    } else {
      worst += worstB;
      best += bestB;
    }
    if (s2 === s2) {
      const x = wc * s2;
      sum += x;
      worst += x;
      best += x;
      pattern |= 4;
    } else {
      worst += worstC;
      best += bestC;
    }
    worst /= weightSum;
    best /= weightSum;
    low[row] = (low[row] ?? 0) + groupWeight * worst;
    high[row] = (high[row] ?? 0) + groupWeight * best;
    coverage[row] = (coverage[row] ?? 0) + (shares[pattern] ?? 0);
    const mean = sum / (divisor[pattern] ?? NaN);
    if (mean !== mean) continue;
    measured[row] = (measured[row] ?? 0) + groupWeight;
    point[row] = (point[row] ?? 0) + groupWeight * (mean < worst ? worst : mean > best ? best : mean);
  }
};

const addFour: Pass = (fused, columns, offset, rows, { low, high, coverage, point }, measured) => {
  const a = columns[fused.from] ?? NONE;
  const b = columns[fused.from + 1] ?? NONE;
  const c = columns[fused.from + 2] ?? NONE;
  const d = columns[fused.from + 3] ?? NONE;
  const { coverage: shares, divisor, weightSum, groupWeight } = fused;
  const [wa, wb, wc, wd] = fused.weights;
  const [worstA, worstB, worstC, worstD] = fused.worst;
  const [bestA, bestB, bestC, bestD] = fused.best;
  for (let row = 0; row < rows; row++) {
    const s0 = a[offset + row] ?? NaN;
    const s1 = b[offset + row] ?? NaN;
    const s2 = c[offset + row] ?? NaN;
    const s3 = d[offset + row] ?? NaN;
    let pattern = 0;
    let sum = 0;
    let worst = worstA;
    let best = bestA;
    if (s0 === s0) {
      sum = worst = best = wa * s0;
      pattern = 1;
    }
    if (s1 === s1) {
      const x = wb * s1;
      sum += x;
      worst += x;
      best += x;
      pattern |= 2;
    } else {
      worst += worstB;
      best += bestB;
    }
    if (s2 === s2) {
      const x = wc * s2;
      sum += x;
      worst += x;
      best += x;
      pattern |= 4;
    } else {
      worst += worstC;
      best += bestC;
    }
    if (s3 === s3) {
      const x = wd * s3;
      sum += x;
      worst += x;
      best += x;
      pattern |= 8;
    } else {
      worst += worstD;
      best += bestD;
    }
    worst /= weightSum;
    best /= weightSum;
    low[row] = (low[row] ?? 0) + groupWeight * worst;
    high[row] = (high[row] ?? 0) + groupWeight * best;
    coverage[row] = (coverage[row] ?? 0) + (shares[pattern] ?? 0);
    const mean = sum / (divisor[pattern] ?? NaN);
    if (mean !== mean) continue;
    measured[row] = (measured[row] ?? 0) + groupWeight;
    point[row] = (point[row] ?? 0) + groupWeight * (mean < worst ? worst : mean > best ? best : mean);
  }
};

const PASSES: readonly Pass[] = [addOne, addTwo, addThree, addFour];

/** Adds a group of indicators straight to its dimension, whose sums stand in `into` and `measured`. */
export const addFusedGroup: Pass = (fused, columns, offset, rows, into, measured) => {
  PASSES[fused.leaves - 1]?.(fused, columns, offset, rows, into, measured);
};
