import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreParts } from '../../src/lib/patent/portfolio/score-difference';
import { scoreBlock } from '../../src/lib/patent/score/score-kernel';
import { type ScoringPlan, blockScores } from '../../src/lib/patent/score/score-nodes';

const weight = fc.integer({ min: 1, max: 9 }).map((n) => n / 10);
const points = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 100 }) },
  { weight: 1, arbitrary: fc.constant(NaN) },
);
const indicator = fc.record({ weight, score: points, worst: fc.integer({ min: 0, max: 60 }) });
const group = fc.record({
  weight,
  leaves: fc.array(indicator, { minLength: 2, maxLength: 4 }),
  /** Whether the last indicator scales the group. */
  scaled: fc.boolean(),
});
const dimension = fc.record({ weight, groups: fc.array(group, { minLength: 1, maxLength: 3 }) });
const scheme = fc.array(dimension, { minLength: 1, maxLength: 3 });
type Drawn = typeof scheme extends fc.Arbitrary<infer T> ? T : never;

const ends = (lengths: readonly number[]): Int32Array => {
  let end = 0;
  return Int32Array.from(lengths, (length) => (end += length));
};

const planOf = (drawn: Drawn): { plan: ScoringPlan; scores: Float64Array } => {
  const groups = drawn.flatMap((d) => d.groups);
  const leaves = groups.flatMap((g) => g.leaves);
  const groupEnds = ends(groups.map((g) => g.leaves.length));
  const plan: ScoringPlan = {
    worst: Float64Array.from(leaves, (l) => l.worst),
    best: Float64Array.from(leaves, () => 90),
    leafWeights: Float64Array.from(leaves, (l) => l.weight),
    groupEnds,
    multipliers: Int32Array.from(groups, (g, i) => (g.scaled ? (groupEnds[i] ?? 0) - 1 : -1)),
    groupWeights: Float64Array.from(groups, (g) => g.weight),
    dimensionEnds: ends(drawn.map((d) => d.groups.length)),
    dimensionWeights: Float64Array.from(drawn, (d) => d.weight),
  };
  return { plan, scores: Float64Array.from(leaves, (l) => Math.min(Math.max(l.score, l.worst), 90)) };
};

describe('scoreParts', () => {
  it('adds up to the total of the kernel above any level, with multipliers, gaps and caps', () => {
    let totals = 0;
    let caps = 0;
    fc.assert(
      fc.property(scheme, fc.integer({ min: 0, max: 100 }), (drawn, level) => {
        const { plan, scores } = planOf(drawn);
        const block = blockScores(plan, 1);
        scoreBlock(
          plan,
          Array.from(scores, (score) => Float64Array.of(score)),
          0,
          1,
          block,
        );
        const parts = scoreParts(plan, (i) => scores[i] ?? NaN, block, level);
        const total = block.total.point[0] ?? NaN;
        if (parts === null) {
          expect(total).toBeNaN();
          return;
        }
        totals += 1;
        if (Math.abs(parts.caps) > 1e-6) caps += 1;
        const sum = parts.leaves.reduce((a, b) => a + b, parts.caps);
        expect(sum).toBeCloseTo(total - level, 9);
        // Weights of what counts sum to 1; what is unmeasured moves nothing.
        expect(parts.weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
        scores.forEach((score, i) => {
          if (Number.isNaN(score)) expect([parts.leaves[i], parts.weights[i]]).toEqual([0, 0]);
        });
      }),
      { numRuns: 600 },
    );
    // The runs did meet what they are about.
    expect(totals).toBeGreaterThan(300);
    expect(caps).toBeGreaterThan(3);
  });
});
