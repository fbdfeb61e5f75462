import type { Fen } from '../../kernel/fen';
import { allocate, type Allocation } from './allocate';
import { type BuiltModel, buildModel } from './build-model';
import type { Question } from './question';
import { solveCore } from './solve-core';
import { type ExactProblem, mostCarried } from './exact-problem';
import { type Measures, compareMeasures, measuresOf } from './measures';
import { type MilpSolver, gapFor } from './milp';

/** A choice of units with exact amounts. */
export interface Choice {
  readonly used: readonly boolean[];
  readonly allocation: Allocation;
  readonly measures: Measures;
}

export type Answer =
  | {
      readonly status: 'found';
      readonly choice: Choice;
      /** Objective and proved bound in the unit of the objective (分, cost units, sources). */
      readonly objective: number;
      readonly bound: number;
      readonly gap: number;
      /** Objective values of the extra columns, 分. */
      readonly needFen: number;
      readonly excessFen: number;
    }
  | { readonly status: 'infeasible' }
  /** The solver ended without a proof, or its plans failed the exact check again and again. */
  | { readonly status: 'unproved' };

/** How often a choice that fails in exact numbers is excluded and the question asked again. */
const RETRIES = 6;

/** Counts solves, so that what is promised about their number can be kept. */
export interface SolveCounter {
  solves: number;
}

/** The exact amounts of a choice: the better of the plain filling and the filling along the solver's own amounts. */
export const exactChoice = (
  problem: ExactProblem,
  used: readonly boolean[],
  targetFen: Fen,
  hint: readonly number[] | null,
): Choice | null => {
  const order = ['open', 'unknown', 'unpriced', 'cost'] as const;
  let best: Choice | null = null;
  for (const way of hint === null ? [null] : [null, hint]) {
    const allocation = allocate(problem, used, targetFen, way);
    if (allocation === null) continue;
    const measures = measuresOf(problem, used, allocation, targetFen);
    if (best === null || compareMeasures(measures, best.measures, order) < 0)
      best = { used, allocation, measures };
  }
  return best;
};

/** What the solver lets each carrier carry, 分: what a cell carries is given to its members in order. */
const hintOf = (
  { carriers, input }: ExactProblem,
  { carriedColumns, amountScale }: BuiltModel,
  x: Float64Array,
  used: readonly boolean[],
): readonly number[] => {
  const left = new Map<number, number>();
  return carriers.map((carrier) => {
    const column = carriedColumns[carrier.index] ?? 0;
    const rest = left.get(column) ?? (x[column] ?? 0) * amountScale;
    const amount =
      used[carrier.unit] === true ? Math.min(rest, Number(mostCarried(carrier, input.needFen))) : 0;
    left.set(column, rest - amount);
    return amount;
  });
};

/**
 * Asks the solver one question and turns its answer into whole 分. A choice that cannot be kept exactly is excluded and
 * the question asked again; nothing that fails the exact numbers leaves this function.
 */
export const answerQuestion = (
  problem: ExactProblem,
  question: Question,
  solver: MilpSolver,
  counter: SolveCounter,
): Answer => {
  const excluded = [...question.excluded];
  for (let attempt = 0; attempt < RETRIES; attempt++) {
    const built = buildModel(problem, { ...question, excluded });
    counter.solves += 1;
    const { status, x, objective, bound, gap } = solveCore(solver, built.model, gapFor(problem.units.length));
    if (status === 'infeasible') return { status };
    if (x === null) return { status: 'unproved' };
    const used = built.unitColumns.map((column) => (x[column] ?? 0) > 0.5);
    const hint = hintOf(problem, built, x, used);
    const needFen = built.needColumn === null ? 0 : (x[built.needColumn] ?? 0) * built.amountScale;
    const excessFen = built.excessColumn === null ? 0 : (x[built.excessColumn] ?? 0) * built.amountScale;
    const exactTarget = question.targetFen ?? problem.input.needFen;
    const whole = question.without.size === 0 && built.needColumn === null && built.excessColumn === null;
    const choice = exactChoice(problem, used, exactTarget, hint);
    if (choice !== null && (question.targetFen === null || !whole || choice.measures.open === 0n))
      return {
        status: 'found',
        choice,
        objective: objective * built.objectiveScale,
        bound: bound * built.objectiveScale,
        gap,
        needFen,
        excessFen,
      };
    if (!whole) {
      // The amounts do not matter where a limit is lifted or the need moves: the changed ask is solved on its own.
      const carried = hint.map((value) => BigInt(Math.max(0, Math.floor(value))));
      const allocation = { carried, pledged: carried, coveredFen: carried.reduce((s, v) => s + v, 0n) };
      const measures = measuresOf(problem, used, allocation, exactTarget);
      return {
        status: 'found',
        choice: { used, allocation, measures },
        objective: objective * built.objectiveScale,
        bound: bound * built.objectiveScale,
        gap,
        needFen,
        excessFen,
      };
    }
    excluded.push(used);
  }
  return { status: 'unproved' };
};
