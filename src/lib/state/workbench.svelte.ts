import { BridgeClient } from '../bridge/bridge-client';
import { spawnBrowserWorker } from '../bridge/browser-workers';
import type { Failure } from '../kernel/result';
import { CaseVault } from '../vault/case-vault';
import { openIndexedDbPort } from '../vault/indexeddb-port';
import { createMemoryPort } from '../vault/memory-port';
import { workerScribe } from './worker-scribe';

/** What every page shares: the cases on this computer and the way to the workers. */
export class Workbench {
  readonly bridge = new BridgeClient(spawnBrowserWorker);
  /** Why the browser's store could not be opened; cases then live in memory only, and every page says so. */
  storageFailure = $state.raw<Failure | null>(null);
  /** Whether the browser promised not to clear the store under pressure. */
  persisted = $state<boolean | null>(null);
  /** Writes, reads and hashes texts of cases; large ones in a worker. */
  readonly scribe = workerScribe(this.bridge);
  readonly vault: Promise<CaseVault>;
  /** The last save of a case that was left; a case is opened only after it. */
  leaving: Promise<void> = Promise.resolve();
  /** What must be saved before a newer version of the program in another tab takes the store over. */
  beforeYield: () => Promise<void> = () => Promise.resolve();

  constructor() {
    this.vault = this.#open();
  }

  async #open(): Promise<CaseVault> {
    const port = await openIndexedDbPort({ beforeYield: () => this.beforeYield() });
    if (!port.ok) {
      this.storageFailure = port.failure;
      return new CaseVault(createMemoryPort(), this.scribe);
    }
    this.persisted = await navigator.storage.persisted().catch(() => null);
    return new CaseVault(port.value, this.scribe);
  }

  /** Asks the browser to keep the store. Called on a person's act only. */
  async keepStorage(): Promise<void> {
    this.persisted = await navigator.storage.persist().catch(() => false);
  }
}

let shared: Workbench | null = null;

/** The workbench of this page, made on first use. */
export const workbench = (): Workbench => (shared ??= new Workbench());
