import type { Highs, Model } from 'highs';
import {
  type MilpAnswer,
  type MilpModel,
  type MilpSolver,
  type Relaxation,
} from '../src/lib/collateral/optimiser/milp';

/**
 * One thread (this build has no other), one seed, and no time limit: what comes out must not depend on how busy the
 * machine is. Tolerances below the scale of the models; whoever asks computes again in whole numbers.
 */
const OPTIONS = {
  output_flag: false,
  random_seed: 0,
  mip_abs_gap: 1e-9,
  mip_feasibility_tolerance: 1e-7,
  primal_feasibility_tolerance: 1e-8,
} as const;

const nothing = (status: MilpAnswer['status']): MilpAnswer => ({
  status,
  x: null,
  objective: Infinity,
  bound: -Infinity,
  gap: Infinity,
});

/** Without columns every row is 0; HiGHS calls such a model empty and does not judge it. */
const withoutColumns = ({ rowLower, rowUpper }: MilpModel): MilpAnswer =>
  rowLower.some((lower) => lower > 0) || rowUpper.some((upper) => upper < 0)
    ? nothing('infeasible')
    : { status: 'optimal', x: new Float64Array(), objective: 0, bound: 0, gap: 0 };

/** The port of the optimiser on a loaded HiGHS. Each solve has a model of its own, given back at once. */
export const highsSolver = (highs: Highs): MilpSolver => {
  const { modelStatus } = highs.constants;
  const run = <T>(
    model: MilpModel,
    integrality: Int32Array,
    relativeGap: number,
    read: (native: Model) => T,
  ): T =>
    highs.withModel((native) => {
      native.options.set({ ...OPTIONS, mip_rel_gap: relativeGap });
      native.passModel({
        numCols: model.columns,
        numRows: model.rows,
        colCost: model.cost,
        colLower: model.columnLower,
        colUpper: model.columnUpper,
        rowLower: model.rowLower,
        rowUpper: model.rowUpper,
        integrality,
        matrix: {
          format: 'csr',
          numRows: model.rows,
          numCols: model.columns,
          starts: model.starts,
          indices: model.indices,
          values: model.values,
        },
      });
      native.run();
      return read(native);
    });
  const judge = (model: MilpModel, relativeGap: number): MilpAnswer =>
    run(model, model.integer, relativeGap, (native) => {
      const status = native.getModelStatus();
      if (status === modelStatus.infeasible || status === modelStatus.unboundedOrInfeasible)
        return nothing('infeasible');
      if (status !== modelStatus.optimal) return nothing('stopped');
      const objective = native.getObjectiveValue();
      const bound = model.integer.includes(1) ? Number(native.info.get('mip_dual_bound')) : objective;
      return {
        status: 'optimal',
        x: native.getSolution().colValue,
        objective,
        bound,
        gap: objective === bound ? 0 : Math.abs(objective - bound) / Math.max(Math.abs(objective), 1e-12),
      };
    });
  const solve = (model: MilpModel, relativeGap: number): MilpAnswer =>
    model.columns === 0 ? withoutColumns(model) : judge(model, relativeGap);
  const relax = (model: MilpModel): Relaxation | null =>
    run(model, new Int32Array(model.columns), 0, (native) => {
      if (native.getModelStatus() !== modelStatus.optimal) return null;
      const { colValue, colDual } = native.getSolution();
      return { x: colValue, objective: native.getObjectiveValue(), reducedCosts: colDual };
    });
  return { name: `HiGHS ${highs.version.string}`, solve, relax };
};
