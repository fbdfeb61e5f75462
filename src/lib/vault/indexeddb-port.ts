import type { IDBPTransaction } from 'idb';
import { type Failure, type Result, fail, ok } from '../kernel/result';
import { type Timer, DeadlineError, hostTimer, withDeadline } from './deadline';
import { type Database, IndexedDbConnection } from './indexeddb-connection';
import { KEEP_AND_BACK_UP, type StorageAction, failureOfError } from './storage-failure';
import type {
  KeySpan,
  ReadBody,
  ReadTransaction,
  StoragePort,
  StoreName,
  WriteBody,
  WriteTransaction,
} from './storage-port';

/** Longest wait for one transaction; writing a 200 MB attachment to a slow disk stays below it. */
export const TRANSACTION_LIMIT_MS = 60_000;

export interface IndexedDbOptions {
  /** Name of the database after `zhiya-`; `vault` in the product. */
  readonly name?: string;
  readonly timer?: Timer;
  /** Called when a newer program waits for this tab: keep the draft. The connection is closed afterwards. */
  readonly beforeYield?: () => Promise<void>;
}

type ReadingTransaction = IDBPTransaction<unknown, string[]>;
type WritingTransaction = IDBPTransaction<unknown, string[], 'readwrite'>;
type AnyTransaction = ReadingTransaction | WritingTransaction;

const rangeOf = (span: KeySpan): IDBKeyRange => IDBKeyRange.bound(span.from, span.before, false, true);

const query = (span: KeySpan | undefined): IDBKeyRange | null => (span === undefined ? null : rangeOf(span));

const isText = (key: IDBValidKey | undefined): key is string => typeof key === 'string';

const readerOf = (transaction: AnyTransaction): ReadTransaction => ({
  get: (store, key) => transaction.objectStore(store).get(key),
  keys: async (store, span) => (await transaction.objectStore(store).getAllKeys(query(span))).filter(isText),
  lastKey: async (store, span) => {
    const key = (await transaction.objectStore(store).openKeyCursor(rangeOf(span), 'prev'))?.key;
    return isText(key) ? key : undefined;
  },
  values: (store, span) => transaction.objectStore(store).getAll(query(span)),
});

const writerOf = (transaction: WritingTransaction): WriteTransaction => ({
  ...readerOf(transaction),
  add: async (store, key, value) => {
    await transaction.objectStore(store).add(value, key);
  },
  put: async (store, key, value) => {
    await transaction.objectStore(store).put(value, key);
  },
  delete: (store, key) => transaction.objectStore(store).delete(key),
  deleteSpan: (store, span) => transaction.objectStore(store).delete(rangeOf(span)),
});

/** How a transaction ended: `null` = committed, otherwise its error. Never rejects. */
const endOf = (transaction: AnyTransaction): Promise<Error | null> =>
  transaction.done.then(
    () => null,
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  );

const isRealCause = (error: Error | null): error is DOMException =>
  error instanceof DOMException && error.name !== 'AbortError';

/** Undoes a transaction and answers how it ended, or `null` when the store does not even answer that. */
const undo = async (
  transaction: AnyTransaction,
  end: Promise<Error | null>,
  timer: Timer,
): Promise<Error | null> => {
  try {
    transaction.abort();
  } catch {
    // already over
  }
  return withDeadline(timer, TRANSACTION_LIMIT_MS, end).catch(() => null);
};

/**
 * Runs a body to the end of its transaction. Answers only after commit or undo; rejects with the true cause
 * (a full disk shows as `AbortError` on the request and as `QuotaExceededError` on the transaction).
 */
const settle = async <T>(
  transaction: AnyTransaction,
  timer: Timer,
  body: () => Promise<Result<T>>,
): Promise<Result<T>> => {
  const end = endOf(transaction);
  const work = async (): Promise<Result<T>> => {
    const answer = await body();
    if (!answer.ok) return answer;
    const error = await end;
    if (error !== null) throw error;
    return answer;
  };
  try {
    const answer = await withDeadline(timer, TRANSACTION_LIMIT_MS, work());
    if (!answer.ok) await undo(transaction, end, timer);
    return answer;
  } catch (error) {
    const undone = undo(transaction, end, timer);
    if (error instanceof DeadlineError) throw error; // a store that hangs need not answer the undo either
    const cause = await undone;
    throw isRealCause(cause) ? cause : error;
  }
};

/**
 * What a browser says when it closes a connection: operations find it closing, running transactions are aborted
 * without a cause. (A full disk aborts with a cause, `E_QUOTA`.)
 */
const LOST: ReadonlySet<string> = new Set(['E_CONNECTION_LOST', 'E_STORE_ABORTED']);

class IndexedDbPort implements StoragePort {
  constructor(
    private readonly connection: IndexedDbConnection,
    private readonly timer: Timer,
  ) {}

  read<T>(stores: readonly StoreName[], body: ReadBody<T>): Promise<Result<T>> {
    return this.attempt('read', (database) => {
      const transaction = database.transaction([...stores], 'readonly');
      return settle(transaction, this.timer, () => body(readerOf(transaction)));
    });
  }

  write<T>(stores: readonly StoreName[], body: WriteBody<T>): Promise<Result<T>> {
    return this.attempt('write', (database) => {
      const transaction = database.transaction([...stores], 'readwrite', { durability: 'strict' });
      return settle(transaction, this.timer, () => body(writerOf(transaction)));
    });
  }

  close(): void {
    this.connection.close();
  }

  /** Runs once, and once more on a new connection when the first was lost or the browser aborted the transaction. */
  private async attempt<T>(
    action: StorageAction,
    run: (database: Database) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const first = await this.once(action, run);
    if (first.ok || !LOST.has(first.failure.code)) return first;
    this.connection.drop();
    return this.once(action, run);
  }

  private async once<T>(
    action: StorageAction,
    run: (database: Database) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const database = await this.connection.database();
    if (!database.ok) return fail(retold(database.failure, action));
    try {
      return await run(database.value);
    } catch (error) {
      const failure = failureOfError(error, action);
      if (failure === null) throw error;
      return fail(failure);
    }
  }
}

/** A store that cannot be opened for a write: the person must hear that nothing counts as saved. */
const retold = (failure: Failure, action: StorageAction): Failure =>
  action === 'write'
    ? { ...failure, message: `${failure.message}，不能确认已保存`, remedy: KEEP_AND_BACK_UP }
    : failure;

/**
 * Opens the vault's database. Failures: `E_STORE_BLOCKED` (an old tab holds it), `E_STORE_TIMEOUT` (no answer in
 * 5 s), `E_STORE_VERSION` (made by a newer program), `E_STORE_UNAVAILABLE`, `E_STORE_UNKNOWN`. Nothing is ever
 * deleted to make an open succeed.
 */
export const openIndexedDbPort = async (options: IndexedDbOptions = {}): Promise<Result<StoragePort>> => {
  const timer = options.timer ?? hostTimer;
  const connection = new IndexedDbConnection({
    name: options.name ?? 'vault',
    timer,
    beforeYield: options.beforeYield ?? (() => Promise.resolve()),
  });
  const opened = await connection.database();
  return opened.ok ? ok(new IndexedDbPort(connection, timer)) : opened;
};
