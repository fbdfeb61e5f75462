import { buildModel } from '../../src/lib/collateral/optimiser/build-model';
import { exactProblem } from '../../src/lib/collateral/optimiser/exact-problem';
import { gapFor } from '../../src/lib/collateral/optimiser/milp';
import {
  type StructureOutcome,
  optimiseStructure,
} from '../../src/lib/collateral/optimiser/optimise-structure';
import { question } from '../../src/lib/collateral/optimiser/question';
import type { StructureInput } from '../../src/lib/collateral/optimiser/structure-input';
import { nodeSolver } from '../../workers/highs-node';
import { generatedPool } from './structure/generated-pool';

export const name =
  'structure: 200 assets with limits, families, debtors and coverage, optimum proved and recomputed exactly';
export const mostRatio = 1.5;
export const otherName = 'HiGHS alone on the same models';

const solver = await nodeSolver();
const SEEDS = [1, 2, 3, 4, 5];
const pools = (count: number): readonly StructureInput[] => SEEDS.map((seed) => generatedPool(count, seed));
const large = pools(200);
const models = large.map((input) => {
  const problem = exactProblem(input);
  const asked = question(input.needFen, { objective: { kind: 'measure', measure: 'cost' } });
  return { model: buildModel(problem, asked).model, gap: gapFor(problem.units.length) };
});

/** From the plain input to the checked plan. */
export const ours = (): readonly StructureOutcome[] => large.map((input) => optimiseStructure(input, solver));

/** Only the solver, on models built before the clock starts. */
export const naive = (): readonly number[] =>
  models.map(({ model, gap }) => solver.solve(model, gap).objective);

interface Times {
  readonly longest: number;
  readonly median: number;
  readonly proved: boolean;
}

/** Milliseconds of each pool after a warm-up of all, the median of `rounds` per pool. */
const timesOf = (inputs: readonly StructureInput[], rounds: number): Times => {
  const isProved = ({ status, proof, check }: StructureOutcome): boolean =>
    status === 'optimal' && (proof?.gap ?? 1) <= 1e-6 && check?.violations.length === 0;
  const each = inputs.map((input) => {
    const times: number[] = [];
    let proved = true;
    for (let round = 0; round < rounds; round++) {
      const begun = performance.now();
      proved = isProved(optimiseStructure(input, solver)) && proved;
      times.push(performance.now() - begun);
    }
    return { time: times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? NaN, proved };
  });
  const sorted = each.map(({ time }) => time).sort((a, b) => a - b);
  return {
    longest: sorted[sorted.length - 1] ?? NaN,
    median: sorted[Math.floor(sorted.length / 2)] ?? NaN,
    proved: each.every(({ proved }) => proved),
  };
};

const bar = (
  count: number,
  most: number,
  { longest, median, proved }: Times,
): readonly (readonly [string, boolean])[] => [
  [
    `${count} assets: median ${median.toFixed(0)} ms, longest of ${SEEDS.length} pools ${longest.toFixed(0)} ms, at most ${most} ms`,
    longest <= most,
  ],
  [`${count} assets: every plan proved to 1e-6 and without a violation`, proved],
];

/** The times by number of assets; the solver is warm. */
export const checks = (): Promise<readonly (readonly [string, boolean])[]> => {
  ours();
  const small = pools(12);
  timesOf(small, 3);
  return Promise.resolve([
    ...bar(12, 100, timesOf(small, 5)),
    ...bar(200, 1000, timesOf(large, 3)),
    ...bar(2000, 5000, timesOf(pools(2000), 1)),
  ]);
};
