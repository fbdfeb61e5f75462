import type { MilpSolver } from '../src/lib/collateral/optimiser/milp';

/** Stands in where nothing is asked of a structure: it is never called. */
export const UNASKED: MilpSolver = {
  name: 'none',
  solve: () => {
    throw new Error('nothing here asks the solver');
  },
  relax: () => null,
};
