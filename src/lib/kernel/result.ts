/**
 * Failures are values. A function that can be refused by its input returns a `Result`;
 * only bugs are thrown.
 */

/** What went wrong, where, and what the person can do next (message and remedy in Chinese). */
export interface Failure {
  /** Stable machine code, `E_…` for refusals. */
  readonly code: string;
  /** What happened, in Chinese, readable by an official. */
  readonly message: string;
  /** Where: `清单.xlsx › 第 4 条 › 申请日`, an entry name, or a JSON path. Empty when the whole input is meant. */
  readonly path: string;
  /** What to do next, in Chinese. */
  readonly remedy: string;
  /** The rule that was broken: a rulebook id or a catalogue id. */
  readonly rule?: string;
}

export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** Good records survive bad ones: both are returned. */
export interface WithFailures<T> {
  readonly value: T;
  readonly failures: readonly Failure[];
}

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const fail = (failure: Failure): Result<never> => ({ ok: false, failure });

/** Shorthand for the most common refusal. */
export const refuse = (
  code: string,
  message: string,
  path: string,
  remedy: string,
  rule?: string,
): Result<never> =>
  fail(rule === undefined ? { code, message, path, remedy } : { code, message, path, remedy, rule });

/** Maps the value of a successful result, leaves a failure untouched. */
export const mapResult = <T, U>(result: Result<T>, f: (value: T) => U): Result<U> =>
  result.ok ? ok(f(result.value)) : result;

/** Unwraps in places where a failure would be a bug of this program. */
export const mustBeOk = <T>(result: Result<T>): T => {
  if (result.ok) return result.value;
  throw new Error(`${result.failure.code} ${result.failure.path}: ${result.failure.message}`);
};
