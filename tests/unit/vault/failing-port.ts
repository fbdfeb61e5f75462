import { type Result, fail, ok } from '../../../src/lib/kernel/result';
import {
  type StorageAction,
  type StorageFailureCode,
  storageFailure,
} from '../../../src/lib/vault/storage-failure';
import type {
  ReadTransaction,
  StoragePort,
  StoreName,
  WriteTransaction,
} from '../../../src/lib/vault/storage-port';

/** How a store refuses. `hang`: it never answers, until the deadline passes. */
export type FaultKind = 'quota' | 'abort' | 'unknown' | 'lost' | 'hang';
export const FAULT_KINDS: readonly FaultKind[] = ['quota', 'abort', 'unknown', 'lost', 'hang'];

/**
 * Where a store can refuse: at the start, at each operation, at the commit (nothing is written), and on the way back
 * (all is written, and nobody hears of it).
 */
export interface FaultPoint {
  readonly step: 'begin' | 'get' | 'keys' | 'add' | 'put' | 'delete' | 'commit' | 'answer';
  readonly action: StorageAction;
  readonly store: StoreName | null;
}

const CODE: Record<FaultKind, StorageFailureCode> = {
  quota: 'E_QUOTA',
  abort: 'E_STORE_ABORTED',
  unknown: 'E_STORE_UNKNOWN',
  lost: 'E_CONNECTION_LOST',
  hang: 'E_STORE_TIMEOUT',
};

const NAME: Record<FaultKind, string> = {
  quota: 'QuotaExceededError',
  abort: 'AbortError',
  unknown: 'UnknownError',
  lost: 'InvalidStateError',
  hang: 'never thrown',
};

type Decide = (point: FaultPoint) => FaultKind | null;

/** Wraps a port so that `decide` can make any point fail. `whenHung` must let the port's deadline pass. */
export const faultyPort = (port: StoragePort, decide: Decide, whenHung: () => void): StoragePort => {
  const at = async (point: FaultPoint, inner: ReadTransaction, store: StoreName): Promise<void> => {
    const kind = decide(point);
    if (kind === 'hang') {
      // A request that never answers keeps its transaction open: so do these reads, until the deadline undoes it.
      for (let reads = 0; ; reads += 1) {
        await inner.get(store, 'hang');
        if (reads === 2) whenHung();
      }
    }
    if (kind !== null) throw new DOMException('injected', NAME[kind]);
  };
  const reading = (inner: ReadTransaction, action: StorageAction): ReadTransaction => ({
    async get(store, key) {
      await at({ step: 'get', action, store }, inner, store);
      return inner.get(store, key);
    },
    async keys(store, span) {
      await at({ step: 'keys', action, store }, inner, store);
      return inner.keys(store, span);
    },
    async lastKey(store, span) {
      await at({ step: 'keys', action, store }, inner, store);
      return inner.lastKey(store, span);
    },
    async values(store, span) {
      await at({ step: 'get', action, store }, inner, store);
      return inner.values(store, span);
    },
  });
  const writing = (inner: WriteTransaction): WriteTransaction => ({
    ...reading(inner, 'write'),
    async add(store, key, value) {
      await at({ step: 'add', action: 'write', store }, inner, store);
      return inner.add(store, key, value);
    },
    async put(store, key, value) {
      await at({ step: 'put', action: 'write', store }, inner, store);
      return inner.put(store, key, value);
    },
    async delete(store, key) {
      await at({ step: 'delete', action: 'write', store }, inner, store);
      return inner.delete(store, key);
    },
    async deleteSpan(store, span) {
      await at({ step: 'delete', action: 'write', store }, inner, store);
      return inner.deleteSpan(store, span);
    },
  });
  const around = async <T>(action: StorageAction, run: () => Promise<Result<T>>): Promise<Result<T>> => {
    const begin = decide({ step: 'begin', action, store: null });
    if (begin !== null) return fail(storageFailure(CODE[begin], action));
    const answer = await run();
    if (!answer.ok) return answer;
    const lost = decide({ step: 'answer', action, store: null });
    return lost === null ? answer : fail(storageFailure(CODE[lost], action));
  };
  const committing = async <T>(
    answer: Result<T>,
    action: StorageAction,
    inner: ReadTransaction,
    stores: readonly StoreName[],
  ): Promise<Result<T>> => {
    const [store] = stores;
    if (answer.ok && store !== undefined) await at({ step: 'commit', action, store: null }, inner, store);
    return answer;
  };
  return {
    read: (stores, body) =>
      around('read', () =>
        port.read(stores, async (inner) =>
          committing(await body(reading(inner, 'read')), 'read', inner, stores),
        ),
      ),
    write: (stores, body) =>
      around('write', () =>
        port.write(stores, async (inner) => committing(await body(writing(inner)), 'write', inner, stores)),
      ),
    close: () => port.close(),
  };
};

/** Fails the `n`-th point (1 = the first) with `kind`, once. `fired` says whether it came to that. */
export const failNth = (
  port: StoragePort,
  n: number,
  kind: FaultKind,
  whenHung: () => void,
): { readonly port: StoragePort; fired(): boolean } => {
  let count = 0;
  const decide: Decide = () => {
    count += 1;
    return count === n ? kind : null;
  };
  return { port: faultyPort(port, decide, whenHung), fired: () => count >= n };
};

/** A port that notes which stores were asked for. */
export const watchedPort = (port: StoragePort, seen: Set<StoreName>): StoragePort => {
  const note = (stores: readonly StoreName[]): void => stores.forEach((store) => seen.add(store));
  return {
    read: (stores, body) => {
      note(stores);
      return port.read(stores, body);
    },
    write: (stores, body) => {
      note(stores);
      return port.write(stores, body);
    },
    close: () => port.close(),
  };
};

/** Writes one value past all checks, as a failing disk would. `undefined` removes the key. */
export const plant = async (
  port: StoragePort,
  store: StoreName,
  key: string,
  value: unknown,
): Promise<void> => {
  const planted = await port.write([store], async (transaction) => {
    await (value === undefined ? transaction.delete(store, key) : transaction.put(store, key, value));
    return ok(null);
  });
  if (!planted.ok) throw new Error(planted.failure.message);
};

/** One stored record, unchecked but for being one. */
export const peekRecord = async (
  port: StoragePort,
  store: StoreName,
  key: string,
): Promise<Readonly<Record<string, unknown>>> => {
  const value = await peek(port, store, key);
  if (typeof value !== 'object' || value === null) throw new Error(`no record at ${store} ${key}`);
  return { ...value };
};

/** One stored value, unchecked. */
export const peek = async (port: StoragePort, store: StoreName, key: string): Promise<unknown> => {
  const found = await port.read([store], async (transaction) => ok(await transaction.get(store, key)));
  if (!found.ok) throw new Error(found.failure.message);
  return found.value;
};
