import type { Failure } from '../../kernel/result';
import type { RefusedSource } from './admit';
import { askFailure } from './ask-failure';
import { type Choice, type SolveCounter, answerQuestion } from './answer-question';
import { type ExactProblem, exactProblem } from './exact-problem';
import type { Measure } from './measures';
import { type MilpSolver, RELATIVE_GAP } from './milp';
import { question } from './question';
import { type Ranking, type RankOptions, rankPlans } from './rank-plans';
import type { Plan, PlanLine, StructureInput } from './structure-input';
import { type PlanCheck, verifyPlan } from './verify-plan';

/** What was proved about one measure of the plan, as text for people and packages. */
export interface ProofLine {
  readonly measure: Measure;
  /** Value and proved bound: 分 for cost and amounts, else a count. The bound is rounded down, never above the value. */
  readonly value: string;
  readonly bound: string;
  /** `(value − bound) / value`, at most `RELATIVE_GAP`. */
  readonly gap: number;
}

export interface StructureProof {
  readonly solver: string;
  readonly lines: readonly ProofLine[];
  /** The largest of the gaps. */
  readonly gap: number;
  /** Solves that were needed. */
  readonly solves: number;
}

/**
 * `optimal`: the need is carried, every limit kept, and no plan is better by more than the gap. `infeasible`: it cannot
 * be; the plan, if any, carries the most that can be, at least cost. `refused`: nothing was computed or nothing could be
 * proved; `failures` say why.
 */
export interface StructureOutcome {
  readonly status: 'optimal' | 'infeasible' | 'refused';
  readonly plan: Plan | null;
  /** Recomputed from the plan in whole numbers; `null` without a plan. */
  readonly check: PlanCheck | null;
  readonly proof: StructureProof | null;
  readonly refused: readonly RefusedSource[];
  readonly failures: readonly Failure[];
}

export interface OptimiseOptions {
  /** Whether equals are told apart; what-if questions need only the goal. */
  readonly ties: boolean;
}

const planOf = ({ carriers }: ExactProblem, { used, allocation }: Choice): Plan => ({
  lines: carriers
    .filter(({ unit }) => used[unit] === true)
    .map(({ source: { id }, index }): PlanLine => ({
      id,
      carriedFen: allocation.carried[index] ?? 0n,
      pledgedFen: allocation.pledged[index] ?? 0n,
    })),
});

/** Decimal text of a bound, rounded down to hundredths of its unit. */
const boundText = (bound: number): string => {
  const hundredths = Math.floor(bound * 100 + 1e-6);
  return hundredths % 100 === 0
    ? (hundredths / 100).toString()
    : `${Math.floor(hundredths / 100)}.${(hundredths % 100).toString().padStart(2, '0')}`;
};

const proofOf = (
  { costPerFen }: ExactProblem,
  ranking: Extract<Ranking, { status: 'found' }>,
  solver: MilpSolver,
  { solves }: SolveCounter,
): StructureProof => {
  const unit = Number(costPerFen);
  const lines = ranking.proofs.map(({ measure, bound }): ProofLine => {
    const value = ranking.choice.measures[measure];
    const gap = Number(value) <= bound ? 0 : (Number(value) - bound) / Number(value);
    if (measure !== 'cost') return { measure, value: value.toString(), bound: boundText(bound), gap };
    return {
      measure,
      value: boundText(Number(value) / unit),
      bound: boundText(Math.max(0, Math.min(bound, Number(value))) / unit),
      gap,
    };
  });
  return { solver: solver.name, lines, gap: lines.reduce((most, { gap }) => Math.max(most, gap), 0), solves };
};

const notProved = (message: string): Failure => ({
  code: 'E_NOT_PROVED',
  message,
  path: '押品组合',
  remedy: '请减少来源或放宽限制后再算；已录入的内容都还在',
});

const refusedOutcome = (
  refused: readonly RefusedSource[],
  failures: readonly Failure[],
): StructureOutcome => ({
  status: 'refused',
  plan: null,
  check: null,
  proof: null,
  refused,
  failures,
});

/** The most that can be carried under all other limits, then at least cost; `infeasible` when not even 0 can. */
const mostCovering = (
  problem: ExactProblem,
  options: Omit<RankOptions, 'targetFen'>,
  solver: MilpSolver,
  counter: SolveCounter,
): Ranking => {
  const answer = answerQuestion(
    problem,
    question(null, { objective: { kind: 'measure', measure: 'open' }, fixed: options.fixed }),
    solver,
    counter,
  );
  if (answer.status !== 'found') return answer;
  const targetFen = answer.choice.allocation.coveredFen;
  if (targetFen === 0n) return { status: 'found', choice: answer.choice, proofs: [] };
  return rankPlans(problem, { ...options, targetFen }, solver, counter);
};

const outcomeOf = (
  problem: ExactProblem,
  ranking: Ranking,
  solver: MilpSolver,
  counter: SolveCounter,
): StructureOutcome => {
  const { input, admission } = problem;
  if (ranking.status === 'unproved')
    return refusedOutcome(admission.refused, [notProved('求解器未能给出可证明的结果')]);
  if (ranking.status === 'infeasible')
    return { ...refusedOutcome(admission.refused, []), status: 'infeasible' };
  const plan = planOf(problem, ranking.choice);
  const check = verifyPlan(input, plan);
  const proof = proofOf(problem, ranking, solver, counter);
  const [broken] = check.violations.filter(({ code }) => code !== 'V_MUST');
  if (broken !== undefined)
    return refusedOutcome(admission.refused, [notProved(`求得的组合未通过逐项整数复核：${broken.message}`)]);
  if (proof.gap > RELATIVE_GAP)
    return refusedOutcome(admission.refused, [notProved('求得的组合与已证明的下界相差超过百万分之一')]);
  const complete = check.covers && check.violations.length === 0;
  return {
    status: complete ? 'optimal' : 'infeasible',
    plan,
    check,
    proof,
    refused: admission.refused,
    failures: [],
  };
};

/**
 * The best lawful structure for a need, proved by the solver and recomputed in whole 分. Bad sources are named in
 * `refused` and the rest stands; an ask that cannot be read is `refused` as a whole (`E_NEED`, `E_YEARS`, `E_LIMIT`,
 * `E_NOT_PROVED`). The order of the input never matters.
 */
export const optimiseStructure = (
  input: StructureInput,
  solver: MilpSolver,
  { ties }: OptimiseOptions = { ties: true },
): StructureOutcome => {
  const failure = askFailure(input);
  if (failure !== null) return refusedOutcome([], [failure]);
  const problem = exactProblem(input);
  const counter: SolveCounter = { solves: 0 };
  const options = { ties, fixed: new Map<number, boolean>() };
  const full = rankPlans(problem, { ...options, targetFen: input.needFen }, solver, counter);
  const ranking = full.status === 'infeasible' ? mostCovering(problem, options, solver, counter) : full;
  return outcomeOf(problem, ranking, solver, counter);
};
