import type { MilpAnswer, MilpModel, MilpSolver, Relaxation } from './milp';

/** From so many whole-number columns on, the core is looked for first; below, the detour costs more than it saves. */
const LARGE = 500;

/** How many columns nearest to being decided either way the first attempt leaves open, beside the fractional ones. */
const firstOpen = (columns: number): number => Math.max(60, Math.ceil(columns / 6));

/** Above this share of open columns the core saves nothing. */
const WORTHWHILE = 0.6;

const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-7;

const integerColumns = ({ integer, columnLower, columnUpper }: MilpModel): readonly number[] =>
  [...integer.keys()].filter((j) => integer[j] === 1 && columnLower[j] !== columnUpper[j]);

/** The model with every integer column fixed where the relaxation has it, but those in `open`. */
const fixedBut = (model: MilpModel, x: Float64Array, open: ReadonlySet<number>): MilpModel => {
  const columnLower = Float64Array.from(model.columnLower);
  const columnUpper = Float64Array.from(model.columnUpper);
  for (const j of integerColumns(model)) {
    if (open.has(j)) continue;
    const value = Math.round(x[j] ?? 0);
    columnLower[j] = value;
    columnUpper[j] = value;
  }
  return { ...model, columnLower, columnUpper };
};

/**
 * Columns that may be elsewhere than in the relaxation in a solution as good as `objective`: to move one of the others
 * costs its reduced cost, and that alone makes the solution worse. `margin` keeps clear of the rounding of doubles.
 */
const undecided = (
  columns: readonly number[],
  { x, objective: least, reducedCosts }: Relaxation,
  objective: number,
): ReadonlySet<number> => {
  const margin = 1e-6 * Math.max(1, Math.abs(objective));
  return new Set(
    columns.filter(
      (j) => !isWhole(x[j] ?? 0) || Math.abs(reducedCosts[j] ?? 0) <= objective - least + margin,
    ),
  );
};

/**
 * Solves a model by its core: the relaxation and one small attempt show for most columns of a large model that no best
 * solution has them otherwise; what is left is solved and proved as usual. The answer and its bound hold for the whole
 * model. Small models, and those where this decides little, go to the solver as they are.
 */
export const solveCore = (solver: MilpSolver, model: MilpModel, relativeGap: number): MilpAnswer => {
  const columns = integerColumns(model);
  const plain = (): MilpAnswer => solver.solve(model, relativeGap);
  if (columns.length < LARGE || model.cost.every((cost) => cost === 0)) return plain();
  const relaxation = solver.relax(model);
  if (relaxation === null) return plain();
  const { x, reducedCosts } = relaxation;
  const nearest = [...columns].sort(
    (a, b) => Math.abs(reducedCosts[a] ?? 0) - Math.abs(reducedCosts[b] ?? 0) || a - b,
  );
  const first = new Set([
    ...nearest.slice(0, firstOpen(columns.length)),
    ...columns.filter((j) => !isWhole(x[j] ?? 0)),
  ]);
  const attempt = solver.solve(fixedBut(model, x, first), relativeGap);
  if (attempt.status !== 'optimal') return plain();
  const open = undecided(columns, relaxation, attempt.objective);
  if ([...open].every((j) => first.has(j))) return attempt;
  return open.size > WORTHWHILE * columns.length
    ? plain()
    : solver.solve(fixedBut(model, x, open), relativeGap);
};
