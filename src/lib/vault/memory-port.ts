import { type Result, fail } from '../kernel/result';
import { type Timer, hostTimer, withDeadline } from './deadline';
import { type StorageAction, failureOfError } from './storage-failure';
import {
  type KeySpan,
  type StoragePort,
  type StoreName,
  type WriteTransaction,
  STORES,
} from './storage-port';

/** Longest wait for one transaction. */
const LIMIT_MS = 60_000;

type Contents = ReadonlyMap<StoreName, Map<string, unknown>>;

const within = (span: KeySpan | undefined, key: string): boolean =>
  span === undefined || (key >= span.from && key < span.before);

/** An operation that answers, or refuses, through a promise. */
const promised =
  <A extends unknown[], T>(operation: (...values: A) => T) =>
  (...values: A): Promise<T> =>
    new Promise((resolve) => {
      resolve(operation(...values));
    });

/** Operations on one working copy; refused once the transaction is over, as a browser would. */
const transactionOn = (contents: Contents, isOver: () => boolean): WriteTransaction => {
  const storeOf = (name: StoreName): Map<string, unknown> => {
    if (isOver()) throw new DOMException('the transaction is over', 'TransactionInactiveError');
    const store = contents.get(name);
    if (store === undefined) throw new Error(`store ${name} is not part of this transaction`);
    return store;
  };
  const keysOf = (name: StoreName, span?: KeySpan): string[] =>
    [...storeOf(name).keys()].filter((key) => within(span, key)).sort();
  return {
    get: promised((name, key) => structuredClone(storeOf(name).get(key))),
    keys: promised(keysOf),
    lastKey: promised((name, span) => keysOf(name, span).at(-1)),
    values: promised((name, span) =>
      keysOf(name, span).map((key) => structuredClone(storeOf(name).get(key))),
    ),
    add: promised((name, key, value) => {
      if (storeOf(name).has(key)) throw new DOMException(`key ${key} is taken`, 'ConstraintError');
      storeOf(name).set(key, structuredClone(value));
    }),
    put: promised((name, key, value) => {
      storeOf(name).set(key, structuredClone(value));
    }),
    delete: promised((name, key) => {
      storeOf(name).delete(key);
    }),
    deleteSpan: promised((name, span) => {
      for (const key of keysOf(name, span)) storeOf(name).delete(key);
    }),
  };
};

/**
 * A store that lives as long as its page or process: for tests, for the terminal, and for looking at a file when the
 * browser's store will not open. One transaction at a time, each on a copy that replaces the original only when it
 * succeeds. Nothing in it is saved: whoever shows it to a person says so and never prints “已保存”.
 */
class MemoryPort implements StoragePort {
  private readonly committed = new Map<StoreName, Map<string, unknown>>(
    STORES.map((store) => [store, new Map()]),
  );
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly timer: Timer) {}

  read<T>(
    stores: readonly StoreName[],
    body: (transaction: WriteTransaction) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    return this.queued(() => this.run('read', stores, body));
  }

  write<T>(
    stores: readonly StoreName[],
    body: (transaction: WriteTransaction) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    return this.queued(() => this.run('write', stores, body));
  }

  close(): void {
    this.last = Promise.resolve();
  }

  private queued<T>(run: () => Promise<T>): Promise<T> {
    const next = this.last.then(run);
    this.last = next.catch(() => undefined);
    return next;
  }

  private async run<T>(
    action: StorageAction,
    stores: readonly StoreName[],
    body: (transaction: WriteTransaction) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const working = new Map(stores.map((store) => [store, new Map(this.committed.get(store))]));
    let over = false;
    try {
      const transaction = transactionOn(working, () => over);
      const answer = await withDeadline(this.timer, LIMIT_MS, body(transaction));
      if (answer.ok && action === 'write')
        for (const [store, contents] of working) this.committed.set(store, contents);
      return answer;
    } catch (error) {
      const failure = failureOfError(error, action);
      if (failure === null) throw error;
      return fail(failure);
    } finally {
      over = true;
    }
  }
}

export const createMemoryPort = (timer: Timer = hostTimer): StoragePort => new MemoryPort(timer);
