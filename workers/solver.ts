import type { CaseRecord } from '../src/lib/case/case-record';
import type { MilpSolver } from '../src/lib/collateral/optimiser/milp';
import { UNASKED } from './no-solver';

/**
 * The solver of this process, loaded when the first structure is asked for. A worker of the browser says where its WASM comes from
 * (`provideSolver`); elsewhere it is read from the installed package.
 */
let load = (): Promise<MilpSolver> => import('./highs-node').then(({ nodeSolver }) => nodeSolver());

/** How this process loads the solver; said once by its entry, before anything is asked. */
export const provideSolver = (loader: () => Promise<MilpSolver>): void => {
  load = loader;
};

export const solver = (): Promise<MilpSolver> => load();

/** The solver for a case; not loaded while the case has no need to solve for. */
export const solverFor = (caseRecord: CaseRecord): Promise<MilpSolver> =>
  caseRecord.sections.enterprise.need.amountFen === null ? Promise.resolve(UNASKED) : load();
