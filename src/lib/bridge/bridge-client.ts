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

/** An unused worker of a lane is stopped after this time. */
const LANE_IDLE_MS = 20_000;

export interface BridgeOptions extends CallOptions {
  /**
   * Which of several workers of one kind takes the call; 0, the usual one, is everybody's. Further lanes are for a caller with much to
   * do at once, so that nobody else waits behind it.
   */
  readonly lane?: number;
}

/** The typed way to all workers. Each call settles with a `Result`; nothing is thrown across. */
export class BridgeClient {
  readonly #lines: Record<WorkerName, WorkerLine>;
  readonly #lanes = new Map<string, WorkerLine>();
  readonly #lane: (name: WorkerName) => WorkerLine;

  constructor(spawn: (name: WorkerName) => SpawnedWorker, limits: LineLimits = LINE_LIMITS) {
    const line = (name: WorkerName): WorkerLine => new WorkerLine(name, () => spawn(name), limits);
    const idleMs = Math.min(limits.idleMs, LANE_IDLE_MS);
    this.#lane = (name) => new WorkerLine(name, () => spawn(name), { ...limits, idleMs });
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
    { lane = 0, ...options }: BridgeOptions = {},
  ): Promise<Result<OutputOf<WorkerApis[W][M]>>> {
    const line = this.#lineOf(worker, lane);
    return line.call(method, input, options) as Promise<Result<OutputOf<WorkerApis[W][M]>>>;
  }

  #lineOf(worker: WorkerName, lane: number): WorkerLine {
    if (lane === 0) return this.#lines[worker];
    const key = `${worker}/${lane}`;
    const known = this.#lanes.get(key);
    if (known !== undefined) return known;
    const made = this.#lane(worker);
    this.#lanes.set(key, made);
    return made;
  }

  get #all(): readonly WorkerLine[] {
    return [...Object.values(this.#lines), ...this.#lanes.values()];
  }

  /** Live workers, for tests and the about page. */
  get alive(): number {
    return this.#all.reduce((sum, line) => sum + line.alive, 0);
  }

  close(): void {
    for (const line of this.#all) line.close();
  }
}
