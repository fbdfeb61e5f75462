import type { CatalogueReading } from '../bridge/products-contract';
import type { Result } from '../kernel/result';
import type { CatalogueHead } from '../vault/catalogues';
import { timeStamp } from './clock';
import { Shelf } from './shelf.svelte';
import type { Workbench } from './workbench.svelte';

const KEPT_FINDINGS = 200;

/** The product catalogues on this computer, latest first. */
export class CatalogueShelf extends Shelf<CatalogueHead> {
  #held: { readonly sha256: string; readonly bytes: Uint8Array } | null = null;

  constructor(bench: Workbench) {
    super(bench, (vault) => vault.listCatalogues());
  }

  get heads(): readonly CatalogueHead[] {
    return this.items;
  }

  find(sha256: string | null): CatalogueHead | null {
    return this.heads.find((head) => head.sha256 === sha256) ?? null;
  }

  /** Keeps a catalogue as it was read and answered. */
  put(reading: CatalogueReading, bytes: Uint8Array, answers: string): Promise<Result<CatalogueHead>> {
    const { fileName, sha256, products, otherProducts, banks, failures } = reading;
    const head = {
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
    };
    return this.change((vault) => vault.putCatalogue(head, bytes));
  }

  /** The file of a catalogue; the one asked for last stays at hand. */
  async bytes(sha256: string): Promise<Result<Uint8Array>> {
    if (this.#held?.sha256 === sha256) return { ok: true, value: this.#held.bytes };
    const read = await (await this.bench.vault).getCatalogueFile(sha256);
    if (read.ok) this.#held = { sha256, bytes: read.value };
    return read;
  }

  remove(sha256: string): Promise<void> {
    return this.take((vault) => vault.deleteCatalogue(sha256));
  }
}
