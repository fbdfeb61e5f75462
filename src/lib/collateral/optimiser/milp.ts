/**
 * A mixed-integer linear model and the port to whatever solves it. Engines know only this; the solver itself is started
 * in `workers/`. minimise cost·x, rowLower ≤ A x ≤ rowUpper, columnLower ≤ x ≤ columnUpper, A by rows (CSR).
 */
export interface MilpModel {
  readonly columns: number;
  readonly rows: number;
  readonly cost: Float64Array;
  readonly columnLower: Float64Array;
  readonly columnUpper: Float64Array;
  /** 1 = whole numbers only. */
  readonly integer: Int32Array;
  /** −Infinity and Infinity where there is no bound. */
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  readonly starts: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float64Array;
}

export interface MilpAnswer {
  /** `stopped`: ended without a proof either way. */
  readonly status: 'optimal' | 'infeasible' | 'stopped';
  /** Values of the columns; `null` unless `optimal`. */
  readonly x: Float64Array | null;
  readonly objective: number;
  /** No solution is below this, as the solver proved it. */
  readonly bound: number;
  /** `(objective − bound) / |objective|`. */
  readonly gap: number;
}

/** Most by which a proved bound may lie below the cost, as a share of the cost. */
export const RELATIVE_GAP = 1e-6;

/** The gap a solver is asked for: up to `EXACT_TIE_UNITS` decisions practically none, beyond half of the promised one. */
export const gapFor = (units: number): number => (units <= EXACT_TIE_UNITS ? 1e-9 : RELATIVE_GAP / 2);

/** Up to so many decisions, every tie is decided by solving again; beyond, by an exact pass over the plan. */
export const EXACT_TIE_UNITS = 40;

/** The best solution when parts of things could be had, and what moving each column off its bound would cost. */
export interface Relaxation {
  readonly x: Float64Array;
  readonly objective: number;
  readonly reducedCosts: Float64Array;
}

export interface MilpSolver {
  /** Name and version, for the proof. */
  readonly name: string;
  /** Solves until the gap is `relativeGap` or less; the same model gives the same answer. */
  readonly solve: (model: MilpModel, relativeGap: number) => MilpAnswer;
  /** The model with all columns continuous; `null` when that has no best solution. */
  readonly relax: (model: MilpModel) => Relaxation | null;
}

interface Row {
  readonly lower: number;
  readonly upper: number;
  readonly terms: readonly (readonly [column: number, value: number])[];
}

/** Collects columns and rows in the order in which they are added. */
export interface MilpBuilder {
  readonly column: (lower: number, upper: number, integer: boolean) => number;
  readonly row: (lower: number, upper: number, terms: Row['terms']) => void;
  readonly addCost: (column: number, cost: number) => void;
  readonly build: () => MilpModel;
}

export const milpBuilder = (): MilpBuilder => {
  const lowers: number[] = [];
  const uppers: number[] = [];
  const integers: number[] = [];
  const costs: number[] = [];
  const rows: Row[] = [];
  return {
    column: (lower, upper, integer) => {
      costs.push(0);
      integers.push(integer ? 1 : 0);
      uppers.push(upper);
      return lowers.push(lower) - 1;
    },
    row: (lower, upper, terms) => {
      rows.push({ lower, upper, terms: terms.filter(([, value]) => value !== 0) });
    },
    addCost: (column, cost) => {
      costs[column] = (costs[column] ?? 0) + cost;
    },
    build: () => {
      const starts = new Int32Array(rows.length + 1);
      rows.forEach(({ terms }, at) => {
        starts[at + 1] = (starts[at] ?? 0) + terms.length;
      });
      const flat = rows.flatMap(({ terms }) => terms);
      return {
        columns: lowers.length,
        rows: rows.length,
        cost: Float64Array.from(costs),
        columnLower: Float64Array.from(lowers),
        columnUpper: Float64Array.from(uppers),
        integer: Int32Array.from(integers),
        rowLower: Float64Array.from(rows, ({ lower }) => lower),
        rowUpper: Float64Array.from(rows, ({ upper }) => upper),
        starts,
        indices: Int32Array.from(flat, ([column]) => column),
        values: Float64Array.from(flat, ([, value]) => value),
      };
    },
  };
};
