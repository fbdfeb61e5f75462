import { type SolveCounter, answerQuestion } from './answer-question';
import type { ExactProblem } from './exact-problem';
import type { MilpSolver } from './milp';
import { question } from './question';

/** Limits that may be lifted, in the order in which lifting is tried: hardest to change in practice last. */
const liftable = ({ input, rows, carriers }: ExactProblem): readonly string[] => [
  ...carriers.flatMap(({ source: { id, use } }) => (use === 'must' ? [`must/${id}`] : [])),
  ...(input.registriesMost === null ? [] : ['registries']),
  ...(input.daysMost === null ? [] : ['days']),
  ...(input.coverageLeast === null ? [] : ['coverage']),
  ...new Set(rows.map(({ limitId }) => limitId)),
  'need',
];

/**
 * The limits that together make an ask impossible, none of which could be left out of the list (a deletion filter: one
 * solve per limit). What a source can carry and what must stay together by law are facts, not limits, and always hold.
 * `fixed` forces units in beside. Empty when the ask is possible, or impossible for the facts alone.
 */
export const conflictOf = (
  problem: ExactProblem,
  solver: MilpSolver,
  counter: SolveCounter,
  fixed: ReadonlyMap<number, boolean> = new Map(),
): readonly string[] => {
  const possible = (without: ReadonlySet<string>): boolean =>
    answerQuestion(
      problem,
      without.has('need')
        ? question(null, { objective: { kind: 'need' }, without, fixed })
        : question(problem.input.needFen, { without, fixed }),
      solver,
      counter,
    ).status === 'found';
  const all = liftable(problem);
  if (possible(new Set()) || !possible(new Set(all))) return [];
  let lifted = new Set<string>();
  for (const id of all) {
    const more = new Set([...lifted, id]);
    if (!possible(more)) lifted = more;
  }
  return all.filter((id) => !lifted.has(id));
};
