import type { Result } from '../kernel/result';

/**
 * The one way to browser storage: a key-value store with transactions. Keys are text, ordered by UTF-16 code unit;
 * values are plain data that survives structured cloning. Whoever reads checks what came back.
 */

/**
 * `cases`: one small record per case, head and summary. `revisions`: the records of all revisions; their texts stand
 * apart in `contents`. `bin`: marks of deleted cases. `drafts`: unsaved work. `blobs`: attachments by SHA-256.
 * `releases`: released institution parameters. `releaseDrafts`: the next release as far as it is written. `scans`: unfinished
 * scans of data tables; what was read so far stands apart in `scanBundles`, where the browser finds their files in `scanFiles`.
 * `assetFiles`: where it finds the files of profiled data assets. `catalogues`: product catalogues of the institution, whose files
 * stand apart in `catalogueFiles`. `deskEntries`: packages and filings seen at the review desk, whose data fingerprints stand apart in
 * `deskFingerprints`; `deskOpinions`: opinions given on them; `deskSettings`: holiday calendars and service days of the desk.
 * `documentTemplates`: document templates of the institution, whose files stand apart in `templateFiles`. `signingKeys`: keys with which
 * this browser signs packages.
 */
export const STORES = [
  'cases',
  'revisions',
  'contents',
  'bin',
  'drafts',
  'blobs',
  'releases',
  'releaseDrafts',
  'scans',
  'scanBundles',
  'scanFiles',
  'assetFiles',
  'catalogues',
  'catalogueFiles',
  'deskEntries',
  'deskFingerprints',
  'deskOpinions',
  'deskSettings',
  'documentTemplates',
  'templateFiles',
  'signingKeys',
] as const;
export type StoreName = (typeof STORES)[number];

/** Keys `from ≤ key < before`. */
export interface KeySpan {
  readonly from: string;
  readonly before: string;
}

/**
 * Operations reject with the store's own error; the port turns it into a `Failure` at the end of the transaction.
 * Inside a body await nothing but these operations, or the store closes the transaction under it.
 */
export interface ReadTransaction {
  /** `undefined` when the key is absent. */
  get(store: StoreName, key: string): Promise<unknown>;
  /** All keys, or those of a span, ascending. */
  keys(store: StoreName, span?: KeySpan): Promise<readonly string[]>;
  /** The highest key of a span, `undefined` when it is empty. */
  lastKey(store: StoreName, span: KeySpan): Promise<string | undefined>;
  /** All values, or those of a span, ascending by key. */
  values(store: StoreName, span?: KeySpan): Promise<readonly unknown[]>;
}

export interface WriteTransaction extends ReadTransaction {
  /** Writes a new key; rejects with a `ConstraintError` when it is taken. */
  add(store: StoreName, key: string, value: unknown): Promise<void>;
  put(store: StoreName, key: string, value: unknown): Promise<void>;
  delete(store: StoreName, key: string): Promise<void>;
  deleteSpan(store: StoreName, span: KeySpan): Promise<void>;
}

export type ReadBody<T> = (transaction: ReadTransaction) => Promise<Result<T>>;
export type WriteBody<T> = (transaction: WriteTransaction) => Promise<Result<T>>;

/**
 * A body that answers with a failure, or rejects, undoes its whole transaction. After a lost connection the port
 * reopens the store once and runs the body again, so a body checks what it finds and keeps no state of its own.
 * Failures: see `storage-failure.ts`. `ok` of a write means: committed and flushed to disk (`durability: 'strict'`).
 */
export interface StoragePort {
  read<T>(stores: readonly StoreName[], body: ReadBody<T>): Promise<Result<T>>;
  write<T>(stores: readonly StoreName[], body: WriteBody<T>): Promise<Result<T>>;
  close(): void;
}

/** All keys that begin with `prefix/`. */
export const spanBelow = (prefix: string): KeySpan => ({ from: `${prefix}/`, before: `${prefix}0` });
