import type { Handlers } from '../../src/lib/bridge/job';
import type { WorkerApis, WorkerName } from '../../src/lib/bridge/contract';

/** Handlers of one worker, checked against the contract. */
export type HandlersOf<W extends WorkerName> = Handlers<WorkerApis[W]>;
