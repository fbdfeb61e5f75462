import loadHighs from 'highs';
import wasmUrl from 'highs/runtime?url';
import type { MilpSolver } from '../src/lib/collateral/optimiser/milp';
import { highsSolver } from './highs-solver';

let loading: Promise<MilpSolver> | null = null;

/** The solver in a worker of the browser; its WASM (1.2 MB compressed) is fetched at the first call and kept. */
export const browserSolver = (): Promise<MilpSolver> =>
  (loading ??= loadHighs({ locateFile: () => wasmUrl })
    .then(highsSolver)
    .catch((error: unknown) => {
      loading = null;
      throw error;
    }));
