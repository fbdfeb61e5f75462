import type { Result } from '../kernel/result';
import type { RecordMessage } from './record-link';

/** How far a job has come. `total` is `null` when it cannot be known. */
export interface Progress {
  /** What is being done, in Chinese. */
  readonly phase: string;
  readonly done: number;
  readonly total: number | null;
  /** What is counted: 行, 件, 字节. */
  readonly unit: string;
  /** Of a scan; `null` where it cannot be told yet. */
  readonly scan?: {
    readonly rows: number;
    readonly rowsPerSecond: number | null;
    readonly secondsLeft: number | null;
  };
  /** What an unfinished job can go on from; the caller keeps it, and hands its memory back. */
  readonly checkpoint?: Uint8Array<ArrayBuffer>;
  /** How far that reaches: less than `done`, because parts under way are not in it. */
  readonly kept?: { readonly done: number; readonly rows: number };
}

/** What a running job gets from its caller. Long jobs look at `cancelled` between slices. */
export interface JobContext {
  readonly cancelled: () => boolean;
  readonly progress: (progress: Progress) => void;
  /** Takes the memory of a checkpoint that the caller has handed back; `null` until then. Without it none ever comes back. */
  readonly returned?: () => ArrayBuffer | null;
  /** Yields to the message queue so that a cancel can be read. */
  readonly breathe: () => Promise<void>;
}

/** One worker call: plain data in, a `Result` of plain data out. A throw is a bug and arrives as `E_BUG`. */
export type Handler<I, O> = (input: I, job: JobContext) => Promise<Result<O>> | Result<O>;

export type Handlers<Api> = {
  readonly [M in keyof Api]: Api[M] extends { input: infer I; output: infer O } ? Handler<I, O> : never;
};

export type WorkerEvent = { readonly kind: 'progress'; readonly job: number; readonly progress: Progress };

/** What every worker exposes through Comlink, whatever it computes. */
export interface WorkerPort {
  /** Must answer before jobs are sent; tells that the script loaded. */
  connect(onEvent: (event: WorkerEvent) => void): Promise<true> | true;
  /** `record` is the case record of the input, sent apart because most of it is known here already. */
  run(job: number, method: string, input: unknown, record?: RecordMessage): Promise<unknown>;
  cancel(job: number): void;
  /** Memory of a checkpoint that was kept. */
  handBack(job: number, memory: ArrayBuffer): void;
}
