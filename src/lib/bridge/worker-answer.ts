import { type Failure, type Result, fail } from '../kernel/result';

/** Said with every failure of a worker, because it is what a person fears first. */
export const KEPT = '已录入的内容没有丢失';

export const lineFailure = (code: string, message: string, path: string, remedy: string): Result<never> =>
  fail({ code, message, path, remedy });

/** Calls, and turns a throw into a rejection. */
export const attempt = async <T>(call: () => T): Promise<Awaited<T>> => await call();

const FAILURE_FIELDS: readonly (keyof Failure)[] = ['code', 'message', 'path', 'remedy'];

const isFailure = (value: unknown): value is Failure =>
  typeof value === 'object' &&
  value !== null &&
  FAILURE_FIELDS.every((field) => typeof Reflect.get(value, field) === 'string');

/** Whether a worker's answer has the shape of a `Result`; anything else never reaches a page. */
export const isResult = (value: unknown): value is Result<unknown> => {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return false;
  if (value.ok === true) return 'value' in value;
  return value.ok === false && 'failure' in value && isFailure(value.failure);
};
