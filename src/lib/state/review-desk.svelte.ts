import type { RegistrationApi } from '../bridge/contract';
import type { Failure } from '../kernel/result';
import type { Workbench } from './workbench.svelte';

export interface ReviewedPackage {
  readonly fileName: string;
  readonly bytes: number;
  readonly report: RegistrationApi['verifyPackage']['output'] | null;
  /** Why nothing could be said of the file. */
  readonly failure: Failure | null;
}

/** Packages opened at the desk in this session. Bytes are held from one read; the verdict refers to them. */
export class ReviewDesk {
  packages = $state.raw<readonly ReviewedPackage[]>([]);
  selected = $state(0);
  waiting = $state(0);
  readonly #bench: Workbench;

  constructor(bench: Workbench) {
    this.#bench = bench;
  }

  get current(): ReviewedPackage | null {
    return this.packages[this.selected] ?? null;
  }

  async open(files: readonly File[]): Promise<void> {
    this.waiting += files.length;
    for (const file of files) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const result = await this.#bench.bridge.call('registration', 'verifyPackage', { bytes });
      const reviewed: ReviewedPackage = {
        fileName: file.name,
        bytes: bytes.length,
        report: result.ok ? result.value : null,
        failure: result.ok ? null : result.failure,
      };
      this.packages = [reviewed, ...this.packages];
      this.selected = 0;
      this.waiting -= 1;
    }
  }
}
