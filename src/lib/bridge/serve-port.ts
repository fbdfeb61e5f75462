import type { Failure } from '../kernel/result';
import type { WorkerEvent, WorkerPort } from './job';
import { RecordReceiver } from './record-link';

type AnyHandler = (input: never, job: never) => unknown;

const bug = (method: string, error: unknown): { ok: false; failure: Failure } => ({
  ok: false,
  failure: {
    code: 'E_BUG',
    message: `程序在“${method}”中出错：${error instanceof Error ? error.message : String(error)}`,
    path: method,
    remedy: '已录入的内容没有丢失。请导出案卷文件，并把这条信息告诉维护者',
  },
});

const nextMessage = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Wraps handlers into the port that a worker exposes. Every call answers: value, failure or bug record. */
export const servePort = (handlers: Readonly<Record<string, AnyHandler>>): WorkerPort => {
  /** Jobs under way, each with whether it was cancelled; nothing is kept of a job that has ended. */
  const running = new Map<number, { cancelled: boolean; returned: ArrayBuffer | null }>();
  const records = new RecordReceiver();
  let emit: (event: WorkerEvent) => void = () => undefined;
  return {
    connect: (onEvent) => {
      emit = onEvent;
      return true;
    },
    run: async (job, method, input, record) => {
      const caseRecord = record === undefined ? null : records.read(record);
      if (caseRecord?.ok === false) return caseRecord;
      const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined;
      if (handler === undefined) return bug(method, '没有这个功能');
      const state: { cancelled: boolean; returned: ArrayBuffer | null } = {
        cancelled: false,
        returned: null,
      };
      running.set(job, state);
      const context = {
        cancelled: () => state.cancelled,
        progress: (progress: WorkerEvent['progress']) => {
          emit({ kind: 'progress', job, progress });
        },
        returned: () => {
          const { returned } = state;
          state.returned = null;
          return returned;
        },
        breathe: nextMessage,
      };
      try {
        const whole = caseRecord === null ? input : { ...(input as object), caseRecord: caseRecord.value };
        return await (handler as (i: unknown, c: unknown) => unknown)(whole, context);
      } catch (error) {
        return bug(method, error);
      } finally {
        running.delete(job);
      }
    },
    cancel: (job) => {
      const state = running.get(job);
      if (state !== undefined) state.cancelled = true;
    },
    handBack: (job, memory) => {
      const state = running.get(job);
      if (state !== undefined) state.returned = memory;
    },
  };
};
