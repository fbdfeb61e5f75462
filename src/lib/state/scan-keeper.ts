import type { Result } from '../kernel/result';
import type { CaseVault } from '../vault/case-vault';
import type { ScanHead } from '../vault/scans';

interface Kept {
  readonly head: ScanHead;
  readonly bundle: Uint8Array;
  readonly done: (written: boolean) => void;
}

/** Writes checkpoints of one scan one after the other; of those that come meanwhile only the latest. */
export class ScanKeeper {
  readonly #vault: CaseVault;
  #next: Kept | null = null;
  #writing: Promise<void> | null = null;
  #over = false;
  /** Handles that are not written yet. */
  #handles: readonly FileSystemFileHandle[];
  /** How the last write ended. */
  result: Result<null> | null = null;

  /** @param handles where the files are found again; kept with the first checkpoint */
  constructor(vault: CaseVault, handles: readonly FileSystemFileHandle[] = []) {
    this.#vault = vault;
    this.#handles = handles;
  }

  /** @param done called once the bundle is not needed any more, with whether it was written */
  keep(head: ScanHead, bundle: Uint8Array, done: (written: boolean) => void = () => undefined): void {
    if (this.#over) {
      done(false);
      return;
    }
    this.#next?.done(false);
    this.#next = { head, bundle, done };
    this.#writing ??= this.#write();
  }

  /** Waits for what is being written. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  /** The scan is done: nothing is written any more, and what was kept goes. */
  async finish(scan: string): Promise<void> {
    this.#over = true;
    this.#next?.done(false);
    this.#next = null;
    await this.#writing;
    await this.#vault.deleteScan(scan);
  }

  async #write(): Promise<void> {
    for (let next = this.#next; next !== null; next = this.#next) {
      this.#next = null;
      this.result = await this.#vault.putScan(next.head, next.bundle);
      next.done(this.result.ok);
      if (!this.result.ok || this.#handles.length === 0) continue;
      // A browser that cannot keep them refuses once; the files are then chosen again.
      await this.#vault.putScanFiles(next.head.id, this.#handles);
      this.#handles = [];
    }
    this.#writing = null;
  }
}
