import { untrack } from 'svelte';
import type {
  CatalogueInput,
  CatalogueMatch,
  CatalogueReading,
  ProductDetails,
  ProductLine,
} from '../bridge/products-contract';
import type { ProductAnswers } from '../collateral/products/product-columns';
import { type Failure, type Result, fail, ok } from '../kernel/result';
import { CatalogueShelf } from './catalogue-shelf.svelte';
import type { OpenCase } from './open-case.svelte';
import { Remote } from './remote.svelte';

/** A catalogue that is not kept yet because a person must say what a column means. */
export interface PendingCatalogue {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly reading: CatalogueReading;
  readonly answers: ProductAnswers;
}

type Verdict = ProductLine['verdict'];

/** Catalogues, the one at hand held against the open case, and the product that is looked at. */
export class ProductsDesk {
  readonly shelf: CatalogueShelf;
  readonly match = new Remote<CatalogueMatch>();
  readonly details = new Remote<ProductDetails>();
  /** SHA-256 of the catalogue at hand. */
  chosen = $state<string | null>(null);
  pending = $state.raw<PendingCatalogue | null>(null);
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);
  /** Record of the product that is looked at. */
  looking = $state<number | null>(null);
  verdict = $state<Verdict | null>(null);
  bank = $state('');
  query = $state('');
  byEstimate = $state(false);
  readonly banks: readonly string[] = $derived([
    ...new Set((this.match.value?.lines ?? []).map(({ bank }) => bank)),
  ]);
  /** What is shown: filtered, by verdict, then as the catalogue lists it. */
  readonly lines: readonly ProductLine[] = $derived.by(() => {
    const words = this.query.trim().toLowerCase();
    const shown = (this.match.value?.lines ?? []).filter(
      (line) =>
        (this.verdict === null || line.verdict === this.verdict) &&
        (this.bank === '' || line.bank === this.bank) &&
        (words === '' ||
          `${line.id} ${line.bank} ${line.name} ${line.words} ${line.headline}`
            .toLowerCase()
            .includes(words)),
    );
    return this.byEstimate && this.mayOrder ? shown.sort((a, b) => a.best - b.best) : shown;
  });
  readonly #open: OpenCase;

  constructor(open: OpenCase) {
    this.#open = open;
    this.shelf = new CatalogueShelf(open.workbench);
    void this.#begin();
    $effect(() => {
      // The structure is asked for after every change of the case; once it is there, the case is at rest.
      const { structure } = open.results;
      const { chosen } = this;
      if (chosen !== null && (structure.value !== null || !structure.running))
        untrack(() => void this.#ask(chosen));
    });
  }

  async #begin(): Promise<void> {
    await this.shelf.load();
    const used = this.#open.record.sections.collateral.product?.catalogueSha256 ?? null;
    this.chosen ??= (this.shelf.find(used) ?? this.shelf.heads[0])?.sha256 ?? null;
  }

  async #input(sha256: string): Promise<Result<CatalogueInput>> {
    const head = this.shelf.find(sha256);
    const bytes = await this.shelf.bytes(sha256);
    if (!bytes.ok) return bytes;
    return ok({
      fileName: head?.fileName ?? '产品目录',
      bytes: bytes.value,
      caseRecord: this.#open.record,
      answers: head?.answers ?? '{}',
    });
  }

  async #ask(sha256: string): Promise<void> {
    const { bridge } = this.#open.workbench;
    const input = await this.#input(sha256);
    if (sha256 !== this.chosen) return;
    await this.match.follow(
      input.ok
        ? bridge.call('collateral', 'matchCatalogue', input.value)
        : Promise.resolve(fail(input.failure)),
    );
    if (this.looking !== null) await this.look(this.looking);
  }

  choose(sha256: string): void {
    if (sha256 === this.chosen) return;
    this.match.value = null;
    this.looking = null;
    this.verdict = null;
    this.bank = '';
    this.query = '';
    this.chosen = sha256;
  }

  /** Opens one product to its conditions. */
  async look(record: number | null): Promise<void> {
    if (record !== this.looking) this.details.value = null;
    this.looking = record;
    const { chosen } = this;
    if (record === null || chosen === null) return;
    const input = await this.#input(chosen);
    if (record !== this.looking || chosen !== this.chosen) return;
    await this.details.follow(
      input.ok
        ? this.#open.workbench.bridge.call('collateral', 'productDetails', { ...input.value, record })
        : Promise.resolve(fail(input.failure)),
    );
  }

  /** Takes a file in. It is kept at once unless a person must say what a column means, or that it means nothing. */
  async take(fileName: string, bytes: Uint8Array): Promise<void> {
    await this.#read({ fileName, bytes }, {});
  }

  async #read(
    { fileName, bytes }: Pick<PendingCatalogue, 'fileName' | 'bytes'>,
    answers: ProductAnswers,
  ): Promise<void> {
    this.busy = true;
    this.failure = null;
    const read = await this.#open.workbench.bridge.call('collateral', 'readCatalogue', {
      fileName,
      bytes,
      caseRecord: this.#open.record,
      answers: JSON.stringify(answers),
    });
    if (!read.ok) this.failure = read.failure;
    else if (read.value.questions.length + read.value.unmapped.length === 0 && this.pending === null)
      await this.#keep({ fileName, bytes, reading: read.value, answers });
    else this.pending = { fileName, bytes, reading: read.value, answers };
    this.busy = false;
  }

  /** Answers one question; the file is read again. */
  async answer(part: ProductAnswers): Promise<void> {
    const { pending } = this;
    if (pending === null) return;
    const { answers } = pending;
    await this.#read(pending, {
      fields: { ...answers.fields, ...part.fields },
      moneyUnits: { ...answers.moneyUnits, ...part.moneyUnits },
      rateUnits: { ...answers.rateUnits, ...part.rateUnits },
      timeUnits: { ...answers.timeUnits, ...part.timeUnits },
    });
  }

  /** Keeps the file as answered; what nobody answered stays unread. */
  async keepPending(): Promise<void> {
    const { pending } = this;
    if (pending === null) return;
    this.busy = true;
    await this.#keep(pending);
    this.busy = false;
  }

  cancel(): void {
    this.pending = null;
    this.failure = null;
  }

  async #keep({ reading, bytes, answers }: PendingCatalogue): Promise<void> {
    const kept = await this.shelf.put(reading, bytes, JSON.stringify(answers));
    if (!kept.ok) {
      this.failure = kept.failure;
      return;
    }
    this.pending = null;
    if (this.chosen === kept.value.sha256) await this.#ask(kept.value.sha256);
    else this.choose(kept.value.sha256);
  }

  async remove(sha256: string): Promise<void> {
    await this.shelf.remove(sha256);
    if (this.chosen !== sha256) return;
    this.match.value = null;
    this.looking = null;
    this.chosen = this.shelf.heads[0]?.sha256 ?? null;
  }

  /** Whether the order may follow the estimates: for the enterprise that looks for itself, never for a bank. */
  get mayOrder(): boolean {
    return this.#open.record.mode === 'enterprise';
  }
}
