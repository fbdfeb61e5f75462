import { type IDBPDatabase, openDB } from 'idb';
import { type Result, fail, ok } from '../kernel/result';
import { type Timer, DeadlineError, withDeadline } from './deadline';
import { failureOfError, storageFailure } from './storage-failure';
import type { StoreName } from './storage-port';

/** Every database of this program begins with this; databases of others are never touched. */
export const DATABASE_PREFIX = 'zhiya-';

/** Version of the database layout, raised with every new step below. Not the version of the case schema. */
export const DATABASE_VERSION = 9;

/** Longest wait for the database to open; then the recovery page is shown. */
export const OPEN_LIMIT_MS = 5_000;

export type Database = IDBPDatabase;

const creates =
  (...stores: readonly StoreName[]) =>
  (database: Database): void => {
    for (const store of stores) database.createObjectStore(store);
  };

/** Layout steps, oldest first; append only. Step k leads to version k + 1. */
const UPGRADES: readonly ((database: Database) => void)[] = [
  creates('cases', 'revisions', 'contents', 'bin', 'drafts', 'blobs'),
  creates('releases', 'releaseDrafts'),
  creates('scans', 'scanBundles'),
  creates('scanFiles'),
  creates('assetFiles'),
  creates('catalogues', 'catalogueFiles'),
  creates('deskEntries', 'deskFingerprints', 'deskOpinions', 'deskSettings'),
  creates('documentTemplates', 'templateFiles'),
  creates('signingKeys'),
];

export interface ConnectionOptions {
  /** Name of the database after the prefix. */
  readonly name: string;
  readonly timer: Timer;
  /** Called when a newer program waits for this tab: keep the draft. The connection is closed afterwards. */
  readonly beforeYield: () => Promise<void>;
}

/** Why the open did not succeed, as a failure; every error counts, since the recovery page must always come up. */
const openFailure = (error: unknown, blocked: boolean): Result<never> => {
  if (error instanceof DeadlineError)
    return fail(storageFailure(blocked ? 'E_STORE_BLOCKED' : 'E_STORE_TIMEOUT', 'open'));
  return fail(failureOfError(error, 'open') ?? storageFailure('E_STORE_UNKNOWN', 'open', String(error)));
};

/** One connection to the database, opened when needed and given up when a newer program asks for it. */
export class IndexedDbConnection {
  private opening: Promise<Result<Database>> | null = null;
  private current: Database | null = null;
  private closed = false;

  constructor(private readonly options: ConnectionOptions) {}

  /** The open database, opening it first if need be. Fails within `OPEN_LIMIT_MS`. */
  async database(): Promise<Result<Database>> {
    if (this.closed) return fail(storageFailure('E_CONNECTION_LOST', 'open'));
    if (this.current !== null) return ok(this.current);
    this.opening ??= this.open().finally(() => {
      this.opening = null;
    });
    return this.opening;
  }

  /** Lets go of the connection; the next use opens a new one. */
  drop(): void {
    this.current?.close();
    this.current = null;
  }

  close(): void {
    this.closed = true;
    this.drop();
  }

  private async open(): Promise<Result<Database>> {
    if (typeof indexedDB === 'undefined') return fail(storageFailure('E_STORE_UNAVAILABLE', 'open'));
    let blocked = false;
    let abandoned = false;
    try {
      const opening = openDB(DATABASE_PREFIX + this.options.name, DATABASE_VERSION, {
        upgrade: (database, oldVersion) => {
          for (const step of UPGRADES.slice(oldVersion)) step(database);
        },
        blocked: () => {
          blocked = true;
        },
        blocking: () => void this.yieldToNewer(),
        terminated: () => {
          this.current = null;
        },
      });
      opening.then(
        (database) => {
          if (abandoned) database.close();
        },
        () => undefined, // reported below
      );
      const database = await withDeadline(this.options.timer, OPEN_LIMIT_MS, opening);
      this.current = database;
      return ok(database);
    } catch (error) {
      abandoned = true;
      return openFailure(error, blocked);
    }
  }

  private async yieldToNewer(): Promise<void> {
    try {
      await withDeadline(this.options.timer, OPEN_LIMIT_MS, this.options.beforeYield());
    } catch (error) {
      if (!(error instanceof DeadlineError)) throw error; // too slow: the newer program has waited long enough
    } finally {
      this.drop();
    }
  }
}
