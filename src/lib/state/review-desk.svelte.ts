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

const unreadable = (name: string): Failure => ({
  code: 'E_READ',
  message: '这个文件读不出来，可能是文件夹，或已被移动、占用',
  path: name,
  remedy: '请把登记包文件本身放进来',
});

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
    for (const [place, file] of files.entries()) {
      const reviewed = await this.#review(file);
      this.packages = [reviewed, ...this.packages];
      // The first of a batch is shown; later ones must not pull the page away from whoever reads it.
      this.selected = place === 0 ? 0 : this.selected + 1;
      this.waiting -= 1;
    }
  }

  async #review(file: File): Promise<ReviewedPackage> {
    const bytes = await file.arrayBuffer().catch(() => null);
    const seen = { fileName: file.name, bytes: bytes?.byteLength ?? file.size };
    if (bytes === null) return { ...seen, report: null, failure: unreadable(file.name) };
    const result = await this.#bench.bridge.call('registration', 'verifyPackage', {
      bytes: new Uint8Array(bytes),
    });
    return result.ok
      ? { ...seen, report: result.value, failure: null }
      : { ...seen, report: null, failure: result.failure };
  }
}
