import type { Result } from '../kernel/result';
import type { WorkerApis, WorkerName } from './contract';
import {
  type CallOptions,
  type LineLimits,
  LINE_LIMITS,
  type SpawnedWorker,
  WorkerLine,
} from './worker-line';

type InputOf<M> = M extends { input: infer I } ? I : never;
type OutputOf<M> = M extends { output: infer O } ? O : never;

/** The typed way to all workers. Each call settles with a `Result`; nothing is thrown across. */
export class BridgeClient {
  readonly #lines: Record<WorkerName, WorkerLine>;

  constructor(spawn: (name: WorkerName) => SpawnedWorker, limits: LineLimits = LINE_LIMITS) {
    const line = (name: WorkerName): WorkerLine => new WorkerLine(name, () => spawn(name), limits);
    this.#lines = {
      intake: line('intake'),
      valuation: line('valuation'),
      profile: line('profile'),
      collateral: line('collateral'),
      registration: line('registration'),
    };
  }

  call<W extends WorkerName, M extends keyof WorkerApis[W] & string>(
    worker: W,
    method: M,
    input: InputOf<WorkerApis[W][M]>,
    options: CallOptions = {},
  ): Promise<Result<OutputOf<WorkerApis[W][M]>>> {
    return this.#lines[worker].call(method, input, options) as Promise<Result<OutputOf<WorkerApis[W][M]>>>;
  }

  /** Live workers, for tests and the about page. */
  get alive(): number {
    return Object.values(this.#lines).reduce((sum, line) => sum + line.alive, 0);
  }

  close(): void {
    for (const line of Object.values(this.#lines)) line.close();
  }
}
