import type { CatalogueReading } from '../bridge/products-contract';
import type { Failure, Result } from '../kernel/result';
import type { CatalogueHead } from '../vault/catalogues';
import { timeStamp } from './clock';
import type { Workbench } from './workbench.svelte';

const KEPT_FINDINGS = 200;

/** The product catalogues on this computer, latest first. */
export class CatalogueShelf {
  heads = $state.raw<readonly CatalogueHead[]>([]);
  failures = $state.raw<readonly Failure[]>([]);
  loaded = $state(false);
  readonly #bench: Workbench;
  #held: { readonly sha256: string; readonly bytes: Uint8Array } | null = null;

  constructor(bench: Workbench) {
    this.#bench = bench;
  }

  async load(): Promise<void> {
    const listed = await (await this.#bench.vault).listCatalogues();
    this.loaded = true;
    if (listed.ok) {
      this.heads = listed.value.value;
      this.failures = listed.value.failures;
    } else this.failures = [listed.failure];
  }

  find(sha256: string | null): CatalogueHead | null {
    return this.heads.find((head) => head.sha256 === sha256) ?? null;
  }

  /** Keeps a catalogue as it was read and answered. */
  async put(reading: CatalogueReading, bytes: Uint8Array, answers: string): Promise<Result<CatalogueHead>> {
    const { fileName, sha256, products, otherProducts, banks, failures } = reading;
    const kept = await (
      await this.#bench.vault
    ).putCatalogue(
      {
        sha256,
        fileName,
        bytes: bytes.byteLength,
        importedOn: timeStamp(),
        products,
        otherProducts,
        banks,
        findings: failures
          .slice(0, KEPT_FINDINGS)
          .map(({ code, message, path, remedy }) => ({ code, message, path, remedy })),
        findingCount: failures.length,
        answers,
      },
      bytes,
    );
    await this.load();
    return kept;
  }

  /** The file of a catalogue; the one asked for last stays at hand. */
  async bytes(sha256: string): Promise<Result<Uint8Array>> {
    if (this.#held?.sha256 === sha256) return { ok: true, value: this.#held.bytes };
    const read = await (await this.#bench.vault).getCatalogueFile(sha256);
    if (read.ok) this.#held = { sha256, bytes: read.value };
    return read;
  }

  async remove(sha256: string): Promise<void> {
    const gone = await (await this.#bench.vault).deleteCatalogue(sha256);
    await this.load();
    if (!gone.ok) this.failures = [...this.failures, gone.failure];
  }
}
