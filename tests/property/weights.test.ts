import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePlainDate } from '../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../src/lib/kernel/result';
import { indicatorsOf, expertOptions, readScheme, readWeights } from '../../src/lib/patent/scheme/scheme';
import { scoreBlock } from '../../src/lib/patent/score/score-kernel';
import { type NodeScore, blockScores, nodeAt } from '../../src/lib/patent/score/score-nodes';
import { planOf } from '../../src/lib/patent/score/scoring-plan';
import { numberScores } from '../../src/lib/patent/scheme/scoring-rule';
import { ALL_RULES } from '../../src/lib/rulebook/all-rules';
import { rulesAt } from '../../src/lib/rulebook/resolver';
import { ahpWeights } from '../../src/lib/valuation/weights/ahp';
import { entropyWeights } from '../../src/lib/valuation/weights/entropy';
import { type StabilityDimension, weightStability } from '../../src/lib/valuation/weights/weight-stability';
import { weightTexts } from '../../src/lib/valuation/weights/weight-texts';
import { weightedKappa } from '../../src/lib/valuation/weights/weighted-kappa';
import { readAhpRules } from '../../src/lib/valuation/weights/weights-rules';

const rules = rulesAt({ entries: ALL_RULES, date: mustBeOk(parsePlainDate('2026-11-20')), region: 'cn' });
const ahpRules = mustBeOk(readAhpRules(rules));
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

const GRADES = [
  { grade: 'A', min: 85 },
  { grade: 'B', min: 70 },
  { grade: 'C', min: 55 },
  { grade: 'D', min: 40 },
  { grade: 'E', min: 0 },
];
const THRESHOLD = 55;

const simplex = (n: number): fc.Arbitrary<readonly number[]> =>
  fc
    .array(fc.integer({ min: 0, max: 1000 }), { minLength: n, maxLength: n })
    .filter((parts) => sum(parts) > 0)
    .map((parts) => parts.map((p) => p / sum(parts)));
const ends = fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 })).map(([a, b]) => ({
  low: Math.min(a, b) / 10,
  high: Math.max(a, b) / 10,
}));
const world = fc.integer({ min: 2, max: 5 }).chain((n) =>
  fc.record({
    points: fc.array(ends, { minLength: n, maxLength: n }),
    weights: simplex(n),
    other: simplex(n),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
);

const dimensionsOf = (
  points: readonly { readonly low: number; readonly high: number }[],
  weights: readonly number[],
): readonly StabilityDimension[] =>
  points.map((p, i) => ({ key: String(i), title: String(i), weight: weights[i] ?? 0, ...p }));
const verdictOf = (
  points: readonly { readonly low: number; readonly high: number }[],
  weights: readonly number[],
) => weightStability(dimensionsOf(points, weights), GRADES, THRESHOLD);
const l1 = (a: readonly number[], b: readonly number[]): number =>
  sum(a.map((x, i) => Math.abs(x - (b[i] ?? 0))));
const between = (a: readonly number[], b: readonly number[], t: number): readonly number[] =>
  a.map((x, i) => x + t * ((b[i] ?? 0) - x));

/** Doubles of a sum of a few products are off by far less. */
const SLACK = 1e-7;

describe('weight stability', () => {
  it('has no flip inside the stated radius', () => {
    fc.assert(
      fc.property(world, ({ points, weights, other, share }) => {
        const here = verdictOf(points, weights);
        const far = l1(weights, other);
        for (const [move, same] of [
          [here.nearestGradeFlip, (v: typeof here) => v.grade === here.grade],
          [here.nearestPledgeFlip, (v: typeof here) => v.pledge === here.pledge],
        ] as const) {
          const room = move === null ? Infinity : move.distance - SLACK;
          if (room <= 0) continue;
          const reach = Math.min(1, room / far) * share;
          expect(same(verdictOf(points, between(weights, other, far === 0 ? 0 : reach)))).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('has a witness on the limit: weights ≥ 0 that sum to 1 at the stated distance', () => {
    fc.assert(
      fc.property(world, ({ points, weights }) => {
        const here = verdictOf(points, weights);
        const singles = here.single.flatMap((s) => [s.decrease, s.increase]);
        for (const move of [here.nearestGradeFlip, here.nearestPledgeFlip, ...singles]) {
          if (move === null) continue;
          const score = sum(move.weights.map((w, i) => w * (points[i]?.[move.flip.end] ?? NaN)));
          expect(Math.abs(score - move.flip.limit)).toBeLessThan(1e-6);
          expect(sum(move.weights)).toBeCloseTo(1, 9);
          expect(Math.min(...move.weights)).toBeGreaterThan(-1e-9);
          expect(l1(move.weights, weights)).toBeCloseTo(move.distance, 9);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('never needs more over all weights than one alone, and a single move short of its flip flips nothing', () => {
    fc.assert(
      fc.property(world, ({ points, weights, share }) => {
        const here = verdictOf(points, weights);
        const least = Math.min(
          here.nearestGradeFlip?.distance ?? Infinity,
          here.nearestPledgeFlip?.distance ?? Infinity,
        );
        for (const move of here.single.flatMap((s) => [s.decrease, s.increase])) {
          if (move === null) continue;
          expect(move.distance).toBeGreaterThanOrEqual(least - SLACK);
          if (move.distance < SLACK) continue;
          const short = verdictOf(
            points,
            between(weights, move.weights, share * (1 - SLACK / move.distance)),
          );
          expect([short.grade, short.pledge]).toEqual([here.grade, here.pledge]);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

const judgement = fc.constantFrom('1', '2', '3', '5', '7', '9', '1/2', '1/3', '1/5', '1/7', '1/9');
const inverse = (text: string): string =>
  text.startsWith('1/') ? text.slice(2) : text === '1' ? '1' : `1/${text}`;
const matrix = fc.integer({ min: 1, max: 7 }).chain((n) =>
  fc.array(judgement, { minLength: n * n, maxLength: n * n }).map((cells) =>
    Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (_row, j) => {
        if (i === j) return '1';
        const upper = cells[Math.min(i, j) * n + Math.max(i, j)] ?? '1';
        return i < j ? upper : inverse(upper);
      }),
    ),
  ),
);

describe('derived weights', () => {
  it('by AHP are positive, sum to 1, follow a reordering of rows, and λ ≥ n', () => {
    fc.assert(
      fc.property(matrix, (rows) => {
        const result = mustBeOk(ahpWeights(rows, ahpRules));
        expect(sum(result.weights)).toBeCloseTo(1, 12);
        expect(Math.min(...result.weights)).toBeGreaterThan(0);
        expect(result.lambda).toBeGreaterThan(rows.length - 1e-9);
        const back = mustBeOk(
          ahpWeights(
            [...rows].reverse().map((row) => [...row].reverse()),
            ahpRules,
          ),
        );
        [...back.weights].reverse().forEach((w, i) => expect(w).toBeCloseTo(result.weights[i] ?? NaN, 12));
        const texts = mustBeOk(weightTexts(result.weights));
        expect(sum(texts.map((t) => Math.round(Number(t) * 1e6)))).toBe(1e6);
      }),
      { numRuns: 300 },
    );
  });

  it('by entropy sum to 1, are not negative, and do not depend on the unit or the order of objects', () => {
    const table = fc
      .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 5 }))
      .chain(([m, n]) =>
        fc.array(fc.array(fc.nat(50), { minLength: n, maxLength: n }), { minLength: m, maxLength: m }),
      );
    fc.assert(
      fc.property(table, (rows) => {
        const result = mustBeOk(entropyWeights(rows));
        expect(sum(result.weights)).toBeCloseTo(1, 9);
        expect(Math.min(...result.weights)).toBeGreaterThanOrEqual(0);
        const scaled = mustBeOk(entropyWeights([...rows].reverse().map((row) => row.map((x) => x * 4))));
        scaled.weights.forEach((w, i) => expect(w).toBeCloseTo(result.weights[i] ?? NaN, 9));
      }),
      { numRuns: 300 },
    );
  });
});

describe('weighted κ', () => {
  const ratings = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })), {
    minLength: 1,
    maxLength: 30,
  });
  /** The definition, over the table of categories. */
  const byTable = (pairs: readonly (readonly [number, number])[], power: 1 | 2): number => {
    const n = pairs.length;
    const weight = (i: number, j: number): number => Math.abs(i - j) ** power;
    const observed = sum(pairs.map(([a, b]) => weight(a, b))) / n;
    const expected = sum(pairs.map(([a]) => sum(pairs.map(([, b]) => weight(a, b))))) / (n * n);
    return 1 - observed / expected;
  };

  it('is the textbook figure, symmetric, at most 1, and blind to order and scale', () => {
    fc.assert(
      fc.property(ratings, (pairs) => {
        const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
        for (const [weighting, power] of [
          ['linear', 1],
          ['quadratic', 2],
        ] as const) {
          const { kappa } = weightedKappa(a, b, weighting);
          if (kappa === null) continue;
          expect(kappa).toBeCloseTo(byTable(pairs, power), 9);
          expect(kappa).toBeLessThanOrEqual(1);
          expect(weightedKappa(b, a, weighting).kappa).toBeCloseTo(kappa, 9);
          const [c, d] = [[...a].reverse(), [...b].reverse()].map((list) => list.map((x) => x * 20));
          expect(weightedKappa(c ?? [], d ?? [], weighting).kappa).toBeCloseTo(kappa, 9);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a scheme with a multiplier and no second level', () => {
  const scheme = mustBeOk(readScheme(rules, 'pvd-2012')).value;
  const plan = planOf(scheme, mustBeOk(readWeights(rules, 'patent.weights.pvd-2012.finance')).value);
  const indicators = indicatorsOf(scheme);
  const leaves = fc.tuple(
    ...indicators.map((i) =>
      fc.constantFrom(NaN, ...numberScores(i.scoring), ...expertOptions(scheme, i).map((o) => o.score)),
    ),
  );
  const nodes = (scores: readonly number[]): readonly NodeScore[] => {
    const out = blockScores(plan, 1);
    scoreBlock(
      plan,
      scores.map((s) => Float64Array.of(s)),
      0,
      1,
      out,
    );
    return [...out.groups, ...out.dimensions, out.total].map((node) => nodeAt(node, 0));
  };

  it('keeps the point in its interval, and narrows it with every answer', () => {
    fc.assert(
      fc.property(leaves, leaves, fc.nat(17), (before, other, at) => {
        for (const { point, low, high, coverage } of nodes(before)) {
          expect(low).toBeLessThanOrEqual(high);
          if (coverage === 0) expect(point).toBeNaN();
          else expect(low <= point && point <= high).toBe(true);
        }
        if (!Number.isNaN(before[at]) || Number.isNaN(other[at])) return;
        const after = nodes(before.map((s, i) => (i === at ? (other[i] ?? NaN) : s)));
        nodes(before).forEach((wide, i) => {
          expect(after[i]?.low).toBeGreaterThanOrEqual(wide.low);
          expect(after[i]?.high).toBeLessThanOrEqual(wide.high);
          expect(after[i]?.coverage).toBeGreaterThanOrEqual(wide.coverage);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('never lowers a node when a measured indicator rises, the multiplier included', () => {
    fc.assert(
      fc.property(leaves, fc.nat(17), (scores, at) => {
        const score = scores[at] ?? NaN;
        if (Number.isNaN(score)) return;
        const risen = nodes(scores.map((s, i) => (i === at ? (plan.best[at] ?? 100) : s)));
        nodes(scores).forEach((node, i) => {
          expect(risen[i]?.low).toBeGreaterThanOrEqual(node.low);
          if (!Number.isNaN(node.point)) expect(risen[i]?.point).toBeGreaterThanOrEqual(node.point);
        });
      }),
      { numRuns: 500 },
    );
  });
});
