import type { Failure, Result } from '../kernel/result';
import { fail } from '../kernel/result';
import type { Progress, WorkerEvent, WorkerPort } from './job';

/** A started worker: its port, how to stop it, and a promise that resolves when it dies by itself. */
export interface SpawnedWorker {
  readonly port: WorkerPort;
  readonly died: Promise<string>;
  terminate(): void;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
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

export const LINE_LIMITS: LineLimits = { startMs: 10_000, cancelMs: 250, idleMs: 60_000, deaths: 3 };

const failure = (code: string, message: string, path: string, remedy: string): Result<never> =>
  fail({ code, message, path, remedy });

const KEPT = '已录入的内容没有丢失';

const isResult = (value: unknown): value is Result<unknown> =>
  typeof value === 'object' && value !== null && 'ok' in value && (value.ok === true || value.ok === false);

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
  #running: Job | null = null;
  #abandon: ((result: Result<unknown>) => void) | null = null;
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
    return failure('E_CANCELLED', '已取消', `${this.#name} › ${job.method}`, '需要时可以重新开始');
  }

  #cancel(job: Job): void {
    const waiting = this.#queue.indexOf(job);
    if (waiting >= 0) {
      this.#queue.splice(waiting, 1);
      job.settle(this.#cancelled(job));
      return;
    }
    if (this.#running !== job) return;
    void Promise.resolve(this.#worker?.port.cancel(job.id)).catch(() => undefined);
    setTimeout(() => {
      if (this.#running !== job) return;
      this.#abandon?.(this.#cancelled(job));
      this.#stop();
    }, this.#limits.cancelMs);
  }

  #stop(): void {
    clearTimeout(this.#idle);
    this.#worker?.terminate();
    this.#worker = null;
  }

  async #ready(onEvent: (event: WorkerEvent) => void): Promise<Failure | null> {
    if (this.#worker !== null) return null;
    if (this.#deaths >= this.#limits.deaths)
      return {
        code: 'E_WORKER_GIVEN_UP',
        message: `后台程序“${this.#name}”连续停止了 ${this.#deaths} 次`,
        path: this.#name,
        remedy: `${KEPT}。请先导出案卷文件，再刷新页面重试`,
      };
    const worker = this.#spawn();
    this.#worker = worker;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<string>((resolve) => {
      timer = setTimeout(() => {
        resolve('没有应答');
      }, this.#limits.startMs);
    });
    const answer = Promise.resolve(worker.port.connect(onEvent)).then(
      () => null,
      (error: unknown) => String(error),
    );
    const problem = await Promise.race([answer, worker.died, late]);
    clearTimeout(timer);
    if (problem === null) return null;
    this.#deaths += 1;
    if (this.#worker === worker) this.#stop();
    return {
      code: 'E_WORKER_START',
      message: `后台程序“${this.#name}”没有启动（${problem}）`,
      path: this.#name,
      remedy: `${KEPT}。请刷新页面；如果仍然如此，请重新安装程序`,
    };
  }

  async #next(): Promise<void> {
    if (this.#running !== null) return;
    const job = this.#queue.shift();
    if (job === undefined) {
      this.#rest();
      return;
    }
    clearTimeout(this.#idle);
    this.#running = job;
    const result = await this.#perform(job);
    this.#running = null;
    this.#abandon = null;
    job.settle(result);
    await this.#next();
  }

  #onEvent = (event: WorkerEvent): void => {
    const job = this.#running;
    if (job !== null && event.job === job.id) job.options.onProgress?.(event.progress);
  };

  async #perform(job: Job): Promise<Result<unknown>> {
    const abandoned = new Promise<Result<unknown>>((resolve) => {
      this.#abandon = resolve;
    });
    const started = await Promise.race([this.#ready(this.#onEvent), abandoned]);
    if (started !== null) return 'ok' in started ? started : fail(started);
    const worker = this.#worker;
    if (worker === null) return this.#cancelled(job);
    const died = worker.died.then((reason): Result<unknown> => {
      this.#deaths += 1;
      if (this.#worker === worker) this.#stop();
      return failure(
        'E_WORKER_DIED',
        `后台程序“${this.#name}”意外停止（${reason}）`,
        job.method,
        `${KEPT}。请重试；如果输入文件很大，请先拆分`,
      );
    });
    const answered = worker.port.run(job.id, job.method, job.input).then(
      (value): Result<unknown> => {
        this.#deaths = 0;
        if (isResult(value)) return value;
        return failure('E_WORKER_SHAPE', '后台程序返回了不认识的结果', job.method, `${KEPT}。请刷新页面重试`);
      },
      (error: unknown): Result<unknown> =>
        failure('E_WORKER_MESSAGE', `与后台程序的通信出错：${String(error)}`, job.method, `${KEPT}。请重试`),
    );
    return Promise.race([answered, died, abandoned]);
  }

  #rest(): void {
    clearTimeout(this.#idle);
    if (this.#worker === null) return;
    this.#idle = setTimeout(() => {
      if (this.#running === null) this.#stop();
    }, this.#limits.idleMs);
  }
}
