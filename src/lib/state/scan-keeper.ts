import type { Result } from '../kernel/result';
import type { CaseVault } from '../vault/case-vault';
import type { ScanHead } from '../vault/scans';

/** Writes checkpoints of one scan one after the other; of those that come meanwhile only the latest. */
export class ScanKeeper {
  readonly #vault: CaseVault;
  #next: { readonly head: ScanHead; readonly bundle: Blob } | null = null;
  #writing: Promise<void> | null = null;
  #over = false;
  /** How the last write ended. */
  result: Result<null> | null = null;

  constructor(vault: CaseVault) {
    this.#vault = vault;
  }

  keep(head: ScanHead, bundle: Blob): void {
    if (this.#over) return;
    this.#next = { head, bundle };
    this.#writing ??= this.#write();
  }

  /** Waits for what is being written. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  /** The scan is done: nothing is written any more, and what was kept goes. */
  async finish(scan: string): Promise<void> {
    this.#over = true;
    this.#next = null;
    await this.#writing;
    await this.#vault.deleteScan(scan);
  }

  async #write(): Promise<void> {
    for (let next = this.#next; next !== null; next = this.#next) {
      this.#next = null;
      this.result = await this.#vault.putScan(next.head, new Uint8Array(await next.bundle.arrayBuffer()));
    }
    this.#writing = null;
  }
}
