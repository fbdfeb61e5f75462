import type { Fen } from '../../kernel/fen';
import { type Answer, type Choice, type SolveCounter, answerQuestion, exactChoice } from './answer-question';
import { FIRST_UNITS, type Question, question } from './question';
import type { ExactProblem } from './exact-problem';
import { LATEST, type Measure, compareMeasures, daysOf } from './measures';
import { EXACT_TIE_UNITS, type MilpSolver } from './milp';
import type { Goal } from './structure-input';
import { settleEquals } from './settle-equals';

/** The proof of one measure: no plan with the measures before it as good has less than `bound`. */
export interface MeasureProof {
  readonly measure: Measure;
  readonly value: bigint;
  /** In the unit of the value, as the solver proved it. */
  readonly bound: number;
  readonly gap: number;
}

export interface Ranked {
  readonly choice: Choice;
  readonly proofs: readonly MeasureProof[];
}

export type Ranking =
  | ({ readonly status: 'found' } & Ranked)
  | { readonly status: 'infeasible' }
  | { readonly status: 'unproved' };

type Ceiling = Question['ceilings'][number];
type Ranking1 = Exclude<Measure, 'open'>;

const GOAL_ORDER: Readonly<Record<Goal, readonly Ranking1[]>> = {
  'least-cost': ['unknown', 'unpriced', 'cost'],
  fewest: ['count', 'unknown', 'unpriced', 'cost'],
  soonest: ['days', 'unknown', 'unpriced', 'cost'],
};

const TIE_ORDER: readonly Ranking1[] = ['count', 'days'];

/** How the ranking is asked. */
export interface RankOptions {
  readonly targetFen: Fen;
  /** Whether equals are told apart as well, or only the goal is reached. */
  readonly ties: boolean;
  /** Units fixed beside what the input fixes. */
  readonly fixed: ReadonlyMap<number, boolean>;
}

interface State {
  choice: Choice | null;
  readonly ceilings: Ceiling[];
  daysMost: bigint | null;
  readonly done: Ranking1[];
  readonly proofs: MeasureProof[];
}

/** Fewest days at which the ask can still be met, by halving over the days that occur. */
const soonest = (
  problem: ExactProblem,
  state: State,
  base: Question,
  ask: (question: Question) => Answer,
): Answer => {
  const all = [...new Set([0n, ...problem.carriers.map(daysOf)])].sort((a, b) =>
    a < b ? -1 : a > b ? 1 : 0,
  );
  const current = state.choice?.measures.days ?? LATEST;
  let candidates = all.filter((days) => days < current);
  let last: Answer = { status: 'infeasible' };
  if (state.choice === null) {
    last = ask({ ...base, daysMost: LATEST });
    if (last.status !== 'found') return last;
    state.choice = last.choice;
    candidates = all.filter((days) => days < (state.choice?.measures.days ?? LATEST));
  }
  let [low, high] = [0, candidates.length];
  // First the next earlier day: most often nothing earlier is possible, and that is then known at once.
  let next = candidates.length - 1;
  while (low < high) {
    const answer = ask({ ...base, daysMost: candidates[next] ?? 0n });
    if (answer.status === 'unproved') return answer;
    if (answer.status === 'found') {
      last = answer;
      state.choice = answer.choice;
      high = Math.min(
        next,
        candidates.findIndex((days) => days >= answer.choice.measures.days),
      );
    } else low = next + 1;
    next = Math.floor((low + high) / 2);
  }
  return last;
};

/** One measure more: the least of it with what was reached before kept. */
const reach = (
  problem: ExactProblem,
  options: RankOptions,
  state: State,
  measure: Ranking1,
  ask: (question: Question) => Answer,
): 'found' | 'infeasible' | 'unproved' => {
  const base = question(options.targetFen, {
    ceilings: [...state.ceilings],
    daysMost: state.daysMost,
    fixed: options.fixed,
  });
  const before = state.choice;
  const accept = (found: Choice): void => {
    if (before === null || compareMeasures(found.measures, before.measures, [...state.done, measure]) <= 0)
      state.choice = found;
    else state.choice = before;
  };
  if (measure === 'days') {
    const answer = soonest(problem, state, base, ask);
    if (answer.status === 'unproved' || state.choice === null) return answer.status;
    accept(state.choice);
    const value = state.choice.measures.days;
    state.daysMost = value;
    state.proofs.push({ measure, value, bound: Number(value), gap: 0 });
  } else {
    const answer = ask({ ...base, objective: { kind: 'measure', measure } });
    if (answer.status === 'unproved') return 'unproved';
    if (answer.status === 'infeasible' && before === null) return 'infeasible';
    if (answer.status === 'found') accept(answer.choice);
    const choice = state.choice;
    if (choice === null) return 'unproved';
    const value = choice.measures[measure];
    const bound = answer.status === 'found' ? Math.min(answer.bound, Number(value)) : Number(value);
    const whole = measure === 'count' || measure === 'unknown' ? Math.ceil(bound - 1e-6) : bound;
    state.proofs.push({
      measure,
      value,
      bound: whole,
      gap: Number(value) === whole ? 0 : (Number(value) - whole) / Math.max(Number(value), 1e-12),
    });
    state.ceilings.push({ measure, most: value });
  }
  state.done.push(measure);
  return 'found';
};

/** Among plans equal in every measure, the one whose units come first by id. */
const firstById = (
  problem: ExactProblem,
  options: RankOptions,
  state: State,
  ask: (question: Question) => Answer,
): void => {
  const fixed = new Map(options.fixed);
  for (let from = 0; from < problem.units.length; from += FIRST_UNITS) {
    const units = problem.units.slice(from, from + FIRST_UNITS).map((_, at) => from + at);
    const answer = ask(
      question(options.targetFen, {
        objective: { kind: 'first', units },
        ceilings: [...state.ceilings],
        daysMost: state.daysMost,
        fixed,
      }),
    );
    if (
      answer.status === 'found' &&
      state.choice !== null &&
      compareMeasures(answer.choice.measures, state.choice.measures, state.done) === 0
    )
      state.choice = answer.choice;
    for (const unit of units) fixed.set(unit, state.choice?.used[unit] === true);
  }
};

/** Whether no other choice of units is as good: then there are no equals to tell apart. */
const isOnlyBest = (options: RankOptions, state: State, ask: (question: Question) => Answer): boolean =>
  state.choice !== null &&
  ask(
    question(options.targetFen, {
      ceilings: [...state.ceilings],
      daysMost: state.daysMost,
      fixed: options.fixed,
      excluded: [state.choice.used],
    }),
  ).status === 'infeasible';

const finished = ({ choice, proofs }: State): Ranking =>
  choice === null ? { status: 'infeasible' } : { status: 'found', choice, proofs };

const isMissing = (problem: ExactProblem, measure: Ranking1): boolean =>
  (measure === 'unknown' && problem.carriers.every(({ costUnknown }) => !costUnknown)) ||
  (measure === 'unpriced' && problem.carriers.every(({ unitCostUnknown }) => !unitCostUnknown));

/**
 * The best plan for a target: the goal first, then the other measures (unknown cost, cost, number, days), then the ids.
 * Each measure is a solve of its own with the earlier ones held; a plan is taken only when it is no worse in exact
 * numbers. Beyond `EXACT_TIE_UNITS` units what follows the goal is settled by an exact pass instead of by solving.
 */
export const rankPlans = (
  problem: ExactProblem,
  options: RankOptions,
  solver: MilpSolver,
  counter: SolveCounter,
): Ranking => {
  const ask = (asked: Question): Answer => answerQuestion(problem, asked, solver, counter);
  const state: State = { choice: null, ceilings: [], daysMost: null, done: [], proofs: [] };
  const goal = GOAL_ORDER[problem.input.goal].filter((measure) => !isMissing(problem, measure));
  for (const measure of goal) {
    const status = reach(problem, options, state, measure, ask);
    if (status !== 'found') return { status };
  }
  if (options.ties && problem.units.length <= EXACT_TIE_UNITS) {
    if (isOnlyBest(options, state, ask)) return finished(state);
    for (const measure of TIE_ORDER)
      if (!state.done.includes(measure) && reach(problem, options, state, measure, ask) !== 'found') break;
    firstById(problem, options, state, ask);
  } else if (options.ties && state.choice !== null) {
    const settled = settleEquals(problem, state.choice, options);
    const again = exactChoice(problem, settled, options.targetFen, null);
    if (again !== null && compareMeasures(again.measures, state.choice.measures, ['open', ...goal]) <= 0)
      state.choice = again;
  }
  return finished(state);
};
