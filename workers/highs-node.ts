import loadHighs from 'highs';
import type { MilpSolver } from '../src/lib/collateral/optimiser/milp';
import { highsSolver } from './highs-solver';

let loading: Promise<MilpSolver> | null = null;

/** The solver in Node, its WASM read from the installed package; loaded at the first call and kept. */
export const nodeSolver = (): Promise<MilpSolver> =>
  (loading ??= loadHighs()
    .then(highsSolver)
    .catch((error: unknown) => {
      loading = null;
      throw error;
    }));
