import type { DocumentOptions, DocumentsApi, TemplateChoice } from '../bridge/documents-contract';
import type { CaseRecord } from '../case/case-record';
import type { Failure, Result } from '../kernel/result';
import { handToBrowser } from './download';
import { Remote } from './remote.svelte';
import { TemplateShelf } from './template-shelf.svelte';
import type { Workbench } from './workbench.svelte';

const NO_TEMPLATES: TemplateChoice = { templates: [], files: new Map() };

/** The documents of one case: what there is, one file or all of them, and how a package shall carry them. */
export class DocumentDesk {
  /** Whether PDFs go into the package. */
  pdf = $state(false);
  /** Whether the institution's own templates are used. */
  ownLayout = $state(true);
  /** Whether the package says which saved revision it was made from. */
  history = $state(false);
  /** Path of the file that is being made; `all` for all PDFs. */
  making = $state<string | null>(null);
  failure = $state.raw<Failure | null>(null);
  readonly shelf: TemplateShelf;
  readonly list = new Remote<DocumentsApi['listDocuments']['output']>();
  readonly #bench: Workbench;

  constructor(bench: Workbench) {
    this.#bench = bench;
    this.shelf = new TemplateShelf(bench);
  }

  /** Lists the documents of a case; templates are read the first time. */
  async follow(caseRecord: CaseRecord, ownLayout: boolean): Promise<void> {
    if (!this.shelf.loaded) await this.shelf.load();
    const templates = ownLayout ? this.shelf.templates : [];
    await this.list.follow(
      this.#bench.bridge.call('registration', 'listDocuments', { caseRecord, templates }),
    );
  }

  async #choice(): Promise<TemplateChoice | null> {
    if (!this.ownLayout) return NO_TEMPLATES;
    if (!this.shelf.loaded) await this.shelf.load();
    const choice = await this.shelf.choice();
    if (choice.ok) return choice.value;
    this.failure = choice.failure;
    return null;
  }

  /** How a package shall carry its documents; `null` when a template cannot be read: the failure says which. */
  async options(): Promise<DocumentOptions | null> {
    this.failure = null;
    const choice = await this.#choice();
    return choice === null ? null : { ...choice, pdf: this.pdf };
  }

  async #hand(
    key: string,
    call: (choice: TemplateChoice) => Promise<Result<{ name: string; bytes: Uint8Array }>>,
  ): Promise<void> {
    this.making = key;
    this.failure = null;
    const choice = await this.#choice();
    const made = choice === null ? null : await call(choice);
    this.making = null;
    if (made?.ok === true) handToBrowser(made.value.name, made.value.bytes);
    else if (made !== null) this.failure = made.failure;
  }

  download(caseRecord: CaseRecord, path: string, pdf: boolean): Promise<void> {
    return this.#hand(pdf ? `${path} pdf` : path, (choice) =>
      this.#bench.bridge.call('registration', 'makeDocument', { caseRecord, path, pdf, ...choice }),
    );
  }

  printAll(caseRecord: CaseRecord): Promise<void> {
    return this.#hand('all', (choice) =>
      this.#bench.bridge.call('registration', 'printAll', { caseRecord, ...choice }),
    );
  }
}
