import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyScores, scoreColumns } from '../../src/lib/patent/score/score-columns';
import { scoreBlock } from '../../src/lib/patent/score/score-kernel';
import {
  type NodeScore,
  type ScoringPlan,
  blockScores,
  nodeAt,
} from '../../src/lib/patent/score/score-nodes';

/**
 * The aggregation spelled out for one row: sums in scheme order, means over what is measured, kept within what is reachable.
 * Kept here so that a faster kernel cannot change what is computed without a test saying so.
 */
const mean = (parts: readonly { readonly weight: number; readonly node: NodeScore }[]): NodeScore => {
  let [low, high, coverage, point, measured, all] = [0, 0, 0, 0, 0, 0];
  for (const { weight, node } of parts) {
    all += weight;
    low += weight * node.low;
    high += weight * node.high;
    coverage += weight * node.coverage;
    if (Number.isNaN(node.point)) continue;
    measured += weight;
    point += weight * node.point;
  }
  const [worst, best] = [low / all, high / all];
  const own = measured > 0 ? point / measured : NaN;
  return {
    point: own < worst ? worst : own > best ? best : own,
    low: worst,
    high: best,
    coverage: coverage / all,
  };
};

const scaled = (node: NodeScore, score: number, worst: number, best: number): NodeScore => {
  const known = !Number.isNaN(score);
  return {
    point: (node.point * score) / 100,
    low: (node.low * (known ? score : worst)) / 100,
    high: (node.high * (known ? score : best)) / 100,
    coverage: known ? node.coverage : 0,
  };
};

const at = (values: ArrayLike<number>, i: number): number => values[i] ?? NaN;

const reference = (
  plan: ScoringPlan,
  row: readonly number[],
): { total: NodeScore; dimensions: NodeScore[] } => {
  const leaf = (i: number): NodeScore => {
    const score = at(row, i);
    const known = !Number.isNaN(score);
    return {
      point: score,
      low: known ? score : at(plan.worst, i),
      high: known ? score : at(plan.best, i),
      coverage: known ? 1 : 0,
    };
  };
  let from = 0;
  const groups = Array.from(plan.groupEnds, (to, g) => {
    const multiplier = at(plan.multipliers, g);
    const parts = Array.from({ length: to - from }, (_, i) => from + i)
      .filter((i) => i !== multiplier)
      .map((i) => ({ weight: at(plan.leafWeights, i), node: leaf(i) }));
    from = to;
    const node = mean(parts);
    return multiplier < 0
      ? node
      : scaled(node, at(row, multiplier), at(plan.worst, multiplier), at(plan.best, multiplier));
  });
  from = 0;
  const dimensions = Array.from(plan.dimensionEnds, (to) => {
    const parts = groups
      .slice(from, to)
      .map((node, i) => ({ weight: at(plan.groupWeights, from + i), node }));
    from = to;
    return mean(parts);
  });
  const total = mean(dimensions.map((node, i) => ({ weight: at(plan.dimensionWeights, i), node })));
  return { total, dimensions };
};

const weight = fc.oneof(
  fc.constantFrom(1, 1, 0.4, 0.2, 1 / 3, 2343 / 4664),
  fc.double({ min: 0.01, max: 3, noNaN: true }),
);

/** Any tree: groups of one to seven indicators, with and without a multiplier, weights of every kind. */
const plans: fc.Arbitrary<ScoringPlan> = fc
  .array(
    fc.array(fc.record({ leaves: fc.integer({ min: 1, max: 7 }), multiplied: fc.boolean(), weight }), {
      minLength: 1,
      maxLength: 5,
    }),
    { minLength: 1, maxLength: 3 },
  )
  .chain((dimensions) => {
    const groups = dimensions.flat();
    const leaves = groups.reduce((sum, g) => sum + g.leaves, 0);
    const ends = (lengths: readonly number[]): Int32Array => {
      let end = 0;
      return Int32Array.from(lengths, (length) => (end += length));
    };
    const groupEnds = ends(groups.map((g) => g.leaves));
    const list = (n: number, value: fc.Arbitrary<number>) => fc.array(value, { minLength: n, maxLength: n });
    return fc
      .tuple(
        list(leaves, weight),
        list(leaves, fc.integer({ min: 0, max: 40 })),
        list(leaves, fc.integer({ min: 60, max: 100 })),
        list(dimensions.length, weight),
      )
      .map(([leafWeights, worst, best, dimensionWeights]): ScoringPlan => ({
        worst: Float64Array.from(worst),
        best: Float64Array.from(best),
        leafWeights: Float64Array.from(leafWeights),
        groupEnds,
        multipliers: Int32Array.from(groups, (g, i) =>
          g.multiplied && g.leaves > 1 ? (groupEnds[i] ?? 0) - 1 : -1,
        ),
        groupWeights: Float64Array.from(groups, (g) => g.weight),
        dimensionEnds: ends(dimensions.map((d) => d.length)),
        dimensionWeights: Float64Array.from(dimensionWeights),
      }));
  });

const score = fc.oneof(
  fc.constant(NaN),
  fc.constantFrom(0, 100, 50, 62.5),
  fc.double({ min: 0, max: 100, noNaN: true }).map((x) => x + 0),
);
/** −0 is no score: points come from limits and tables that have none. */
const points = score.map((x) => (x === 0 ? 0 : x));

const cases = plans.chain((plan) =>
  fc
    .array(fc.array(points, { minLength: plan.worst.length, maxLength: plan.worst.length }), {
      minLength: 1,
      maxLength: 6,
    })
    .map((rows) => ({ plan, rows })),
);

const asColumns = (rows: readonly (readonly number[])[], width: number): Float64Array[] =>
  Array.from({ length: width }, (_, i) => Float64Array.from(rows, (row) => row[i] ?? NaN));

describe('the column kernel', () => {
  it('gives every node of every row the bits of the aggregation spelled out', () => {
    fc.assert(
      fc.property(cases, ({ plan, rows }) => {
        const columns = asColumns(rows, plan.worst.length);
        const found = scoreColumns(plan, columns, rows.length);
        rows.forEach((row, i) => {
          const { total, dimensions } = reference(plan, row);
          expect([found.total, ...found.dimensions].map((node) => nodeAt(node, i))).toEqual([
            total,
            ...dimensions,
          ]);
        });
      }),
      { numRuns: 400 },
    );
  });

  it('leaves the same bits as the block that keeps all nodes', () => {
    fc.assert(
      fc.property(cases, ({ plan, rows }) => {
        const columns = asColumns(rows, plan.worst.length);
        const found = scoreColumns(plan, columns, rows.length);
        const block = blockScores(plan, rows.length);
        scoreBlock(plan, columns, 0, rows.length, block);
        expect(found.total).toEqual(block.total);
        expect(found.dimensions).toEqual(block.dimensions);
      }),
      { numRuns: 200 },
    );
  });

  it('does not depend on where blocks end, nor on what stood in the result columns', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 505, max: 520 }), ({ plan, rows }, before) => {
        const [row = []] = rows;
        const columns = asColumns(
          Array.from({ length: before + 1 }, (_, i) => (i === before ? row : (rows[i % rows.length] ?? row))),
          plan.worst.length,
        );
        const into = emptyScores(plan, before + 1);
        for (const node of [into.total, ...into.dimensions]) node.point.fill(7);
        const again = scoreColumns(plan, columns, before + 1, into);
        expect(nodeAt(again.total, before)).toEqual(reference(plan, row).total);
      }),
      { numRuns: 60 },
    );
  });
});
