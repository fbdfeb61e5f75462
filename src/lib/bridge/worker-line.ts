import { type Result, ok } from '../kernel/result';
import type { Progress, WorkerEvent, WorkerPort } from './job';
import { RECORD_BASE_LOST, RecordSender, splitRecord } from './record-link';
import { KEPT, attempt, isResult, lineFailure } from './worker-answer';

/** A started worker: its port, how to stop it, and a promise that resolves when it dies by itself. */
export interface SpawnedWorker {
  readonly port: WorkerPort;
  readonly died: Promise<string>;
  terminate(): void;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Instead of the usual time: for a job whose own workers end at once and that then writes down what was done. */
  readonly cancelMs?: () => number;
  /** @param handBack gives the memory of a checkpoint back to the worker; until then it makes no other but on a cancel */
  readonly onProgress?: (progress: Progress, handBack: (memory: ArrayBuffer) => void) => void;
}

export interface LineLimits {
  /** A worker that does not answer its first call within this time did not load. */
  readonly startMs: number;
  /** After a cancel the job has this long to stop by itself; then its worker is replaced. */
  readonly cancelMs: number;
  /** An unused worker is stopped after this time. */
  readonly idleMs: number;
  /** Deaths in a row after which the line gives up until the page is reloaded. */
  readonly deaths: number;
}

export const LINE_LIMITS: LineLimits = { startMs: 10_000, cancelMs: 250, idleMs: 600_000, deaths: 3 };

interface Job {
  readonly id: number;
  readonly method: string;
  readonly input: unknown;
  readonly options: CallOptions;
  readonly settle: (result: Result<unknown>) => void;
}

/**
 * One worker and its queue. Jobs run one after the other; each ends in exactly one of: value, failure,
 * cancelled, worker lost. No promise is ever left waiting.
 */
export class WorkerLine {
  readonly #name: string;
  readonly #spawn: () => SpawnedWorker;
  readonly #limits: LineLimits;
  readonly #queue: Job[] = [];
  #worker: SpawnedWorker | null = null;
  /** What the worker at hand knows of the case record. */
  #records = new RecordSender();
  #running: Job | null = null;
  #abandon: ((result: Result<never>) => void) | null = null;
  #deaths = 0;
  #jobs = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(name: string, spawn: () => SpawnedWorker, limits: LineLimits = LINE_LIMITS) {
    this.#name = name;
    this.#spawn = spawn;
    this.#limits = limits;
  }

  /** Number of live workers of this line, 0 or 1. */
  get alive(): number {
    return this.#worker === null ? 0 : 1;
  }

  call(method: string, input: unknown, options: CallOptions = {}): Promise<Result<unknown>> {
    return new Promise((resolve) => {
      let open = true;
      const job: Job = {
        id: (this.#jobs += 1),
        method,
        input,
        options,
        settle: (result) => {
          if (!open) return;
          open = false;
          options.signal?.removeEventListener('abort', onAbort);
          resolve(result);
        },
      };
      const onAbort = (): void => {
        this.#cancel(job);
      };
      if (options.signal?.aborted === true) {
        job.settle(this.#cancelled(job));
        return;
      }
      options.signal?.addEventListener('abort', onAbort);
      this.#queue.push(job);
      void this.#next();
    });
  }

  /** Stops the worker and settles everything that waits. */
  close(): void {
    for (const job of this.#queue.splice(0)) job.settle(this.#cancelled(job));
    if (this.#running !== null) this.#abandon?.(this.#cancelled(this.#running));
    this.#stop();
  }

  #cancelled(job: Job): Result<never> {
    return lineFailure('E_CANCELLED', '已取消', `${this.#name} › ${job.method}`, '需要时可以重新开始');
  }

  #cancel(job: Job): void {
    const waiting = this.#queue.indexOf(job);
    if (waiting >= 0) {
      this.#queue.splice(waiting, 1);
      job.settle(this.#cancelled(job));
      return;
    }
    if (this.#running !== job) return;
    const port = this.#worker?.port;
    void attempt(() => port?.cancel(job.id)).catch(() => undefined);
    setTimeout(() => {
      if (this.#running !== job) return;
      this.#abandon?.(this.#cancelled(job));
      this.#stop();
    }, job.options.cancelMs?.() ?? this.#limits.cancelMs);
  }

  #stop(): void {
    clearTimeout(this.#idle);
    this.#worker?.terminate();
    this.#worker = null;
  }

  /** Counts a death once, whoever notices it. A worker that was stopped on purpose is no death. */
  #lose(worker: SpawnedWorker): boolean {
    if (this.#worker !== worker) return false;
    this.#deaths += 1;
    this.#stop();
    return true;
  }

  /** One listener per worker, not per job: it must not hold on to the jobs that were served. */
  #watch(worker: SpawnedWorker): void {
    void worker.died.then((reason) => {
      if (!this.#lose(worker) || this.#running === null) return;
      this.#abandon?.(
        lineFailure(
          'E_WORKER_DIED',
          `后台程序“${this.#name}”意外停止（${reason}）`,
          this.#running.method,
          `${KEPT}。请重试；如果输入文件很大，请先拆分`,
        ),
      );
    });
  }

  /** Waits for the worker's first answer; says what went wrong, or `null`. */
  async #firstAnswer(worker: SpawnedWorker): Promise<string | null> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<string>((resolve) => {
      timer = setTimeout(() => {
        resolve('没有应答');
      }, this.#limits.startMs);
    });
    const answer = attempt(() => worker.port.connect(this.#onEvent)).then(() => null, String);
    const problem = await Promise.race([answer, worker.died, late]);
    clearTimeout(timer);
    return problem;
  }

  #notStarted(problem: string): Result<never> {
    return lineFailure(
      'E_WORKER_START',
      `后台程序“${this.#name}”没有启动（${problem}）`,
      this.#name,
      `${KEPT}。请刷新页面；如果仍然如此，请重新安装程序`,
    );
  }

  async #ready(): Promise<Result<SpawnedWorker>> {
    if (this.#worker !== null) return ok(this.#worker);
    if (this.#deaths >= this.#limits.deaths)
      return lineFailure(
        'E_WORKER_GIVEN_UP',
        `后台程序“${this.#name}”连续停止了 ${this.#deaths} 次`,
        this.#name,
        `${KEPT}。请先导出案卷文件，再刷新页面重试`,
      );
    let worker: SpawnedWorker;
    try {
      worker = this.#spawn();
    } catch (error) {
      this.#deaths += 1;
      return this.#notStarted(String(error));
    }
    this.#worker = worker;
    this.#records = new RecordSender();
    const problem = await this.#firstAnswer(worker);
    if (problem !== null) {
      this.#lose(worker);
      return this.#notStarted(problem);
    }
    this.#watch(worker);
    return ok(worker);
  }

  async #next(): Promise<void> {
    if (this.#running !== null) return;
    clearTimeout(this.#idle);
    for (let job = this.#queue.shift(); job !== undefined; job = this.#queue.shift()) {
      this.#running = job;
      const result = await this.#perform(job);
      this.#running = null;
      this.#abandon = null;
      job.settle(result);
    }
    this.#rest();
  }

  #onEvent = (event: WorkerEvent): void => {
    const job = this.#running;
    if (job === null || event.job !== job.id) return;
    const port = this.#worker?.port;
    job.options.onProgress?.(event.progress, (memory) => {
      if (this.#running === job) void attempt(() => port?.handBack(job.id, memory)).catch(() => undefined);
    });
  };

  async #perform(job: Job): Promise<Result<unknown>> {
    const abandoned = new Promise<Result<never>>((resolve) => {
      this.#abandon = resolve;
    });
    const started = await Promise.race([this.#ready(), abandoned]);
    if (!started.ok) return started;
    if (job.options.signal?.aborted === true) return this.#cancelled(job);
    return Promise.race([this.#answer(job, started.value), abandoned]);
  }

  /** A worker that does not have the record to build on gets it whole, once. */
  async #send(job: Job, port: WorkerPort): Promise<unknown> {
    const records = this.#records;
    const { rest, record } = splitRecord(job.input);
    if (record === undefined) return port.run(job.id, job.method, rest);
    const value = await port.run(job.id, job.method, rest, records.message(record));
    if (!isResult(value) || value.ok || value.failure.code !== RECORD_BASE_LOST) return value;
    records.forget();
    return port.run(job.id, job.method, rest, records.message(record));
  }

  async #answer(job: Job, { port }: SpawnedWorker): Promise<Result<unknown>> {
    try {
      const value = await this.#send(job, port);
      if (this.#running === job) this.#deaths = 0;
      if (isResult(value)) return value;
      return lineFailure(
        'E_WORKER_SHAPE',
        '后台程序返回了不认识的结果',
        job.method,
        `${KEPT}。请刷新页面重试`,
      );
    } catch (error) {
      this.#records.forget();
      return lineFailure(
        'E_WORKER_MESSAGE',
        `与后台程序的通信出错：${String(error)}`,
        job.method,
        `${KEPT}。请重试`,
      );
    }
  }

  #rest(): void {
    clearTimeout(this.#idle);
    if (this.#worker === null) return;
    this.#idle = setTimeout(() => {
      if (this.#running === null) this.#stop();
    }, this.#limits.idleMs);
  }
}
