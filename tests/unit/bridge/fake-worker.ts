import { ok, type Result } from '../../../src/lib/kernel/result';
import type { WorkerEvent, WorkerPort } from '../../../src/lib/bridge/job';
import {
  type CallOptions,
  type LineLimits,
  type SpawnedWorker,
  WorkerLine,
} from '../../../src/lib/bridge/worker-line';

/** Stand-ins for started workers: no thread, every step on command. */

export const LIMITS: LineLimits = { startMs: 10_000, cancelMs: 250, idleMs: 60_000, deaths: 3 };

/** A job as the fake worker holds it, to be answered when the test says so. */
export interface HeldJob {
  readonly id: number;
  readonly method: string;
  readonly input: unknown;
  answer(value: unknown): void;
  reject(error: unknown): void;
}

/** A port that keeps every job until told; `cancelled` are the job ids it was asked to stop. */
export class HeldPort implements WorkerPort {
  readonly jobs: HeldJob[] = [];
  readonly cancelled: number[] = [];
  readonly handedBack: { readonly job: number; readonly memory: ArrayBuffer }[] = [];
  emit: (event: WorkerEvent) => void = () => undefined;

  connect(onEvent: (event: WorkerEvent) => void): Promise<true> | true {
    this.emit = onEvent;
    return true;
  }

  run(id: number, method: string, input: unknown): Promise<unknown> {
    return new Promise((answer, reject) => {
      this.jobs.push({ id, method, input, answer, reject });
    });
  }

  cancel(job: number): void {
    this.cancelled.push(job);
  }

  handBack(job: number, memory: ArrayBuffer): void {
    this.handedBack.push({ job, memory });
  }
}

export class FakeWorker<P extends WorkerPort = WorkerPort> implements SpawnedWorker {
  readonly port: P;
  readonly died: Promise<string>;
  terminated = false;
  readonly #reportsExit: boolean;
  #die: (reason: string) => void = () => undefined;

  constructor(port: P, reportsExit = false) {
    this.port = port;
    this.#reportsExit = reportsExit;
    this.died = new Promise((resolve) => {
      this.#die = resolve;
    });
  }

  die(reason = '虚构的故障'): void {
    this.#die(reason);
  }

  terminate(): void {
    this.terminated = true;
    if (this.#reportsExit) this.die('退出码 1');
  }
}

export interface Crew<P extends WorkerPort> {
  readonly line: WorkerLine;
  readonly workers: readonly FakeWorker<P>[];
  /** The worker started last. */
  readonly newest: () => FakeWorker<P>;
  /** Workers that were started and not stopped. */
  readonly living: () => number;
}

/** `reportsExit`: a thread of the terminal says that it ended even when it was told to; a browser worker does not. */
export const crewOf = <P extends WorkerPort>(makePort: () => P, reportsExit = false): Crew<P> => {
  const workers: FakeWorker<P>[] = [];
  const spawn = (): SpawnedWorker => {
    const worker = new FakeWorker(makePort(), reportsExit);
    workers.push(worker);
    return worker;
  };
  return {
    line: new WorkerLine('fake', spawn, LIMITS),
    workers,
    newest: () => {
      const worker = workers.at(-1);
      if (worker === undefined) throw new Error('no worker was started');
      return worker;
    },
    living: () => workers.filter((worker) => !worker.terminated).length,
  };
};

export const heldCrew = (reportsExit = false): Crew<HeldPort> => crewOf(() => new HeldPort(), reportsExit);

/** The job that was sent last to the newest worker. */
export const lastJob = (crew: Crew<HeldPort>): HeldJob => {
  const job = crew.newest().port.jobs.at(-1);
  if (job === undefined) throw new Error('no job was sent');
  return job;
};

/** A call whose outcomes are counted: exactly one is allowed. */
export interface Watched {
  readonly promise: Promise<Result<unknown>>;
  readonly outcomes: string[];
  abort(): void;
}

export const outcomeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.failure.code);

export const watched = (line: WorkerLine, method = 'work', options: CallOptions = {}): Watched => {
  const controller = new AbortController();
  const outcomes: string[] = [];
  const promise = line.call(method, null, { signal: controller.signal, ...options });
  void promise.then((result) => outcomes.push(outcomeOf(result)));
  return { promise, outcomes, abort: () => controller.abort() };
};

export const DONE = ok('done');
