import type { FileDecisions, FileOutline, TableChoice } from '../bridge/enterprise-file-contract';
import type { Failure } from '../kernel/result';
import { today } from './clock';
import type { OpenCase } from './open-case.svelte';

const NO_CHOICE: TableChoice = {
  sheet: null,
  headerRow: null,
  layout: null,
  columns: {},
  items: {},
  units: {},
  year: null,
  eventKind: null,
};

const NO_DECISIONS: FileDecisions = { options: {}, standing: null, reason: '', again: null };

/** What became of the last file. */
export interface TakenFile {
  readonly fileName: string;
  readonly facts: number;
  readonly events: number;
  readonly products: number;
  readonly unchanged: number;
  readonly failures: readonly Failure[];
}

/** Files of the enterprise on their way into the case: read, mapped, asked about, then taken over by a person's act. */
export class EnterpriseFileDesk {
  outline = $state.raw<FileOutline | null>(null);
  choice = $state.raw<TableChoice>(NO_CHOICE);
  decisions = $state.raw<FileDecisions>(NO_DECISIONS);
  asOf = $state<string | null>(null);
  by = $state('');
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);
  taken = $state.raw<readonly TakenFile[]>([]);
  /** Files dropped together that are still to come. */
  waiting = $state.raw<readonly File[]>([]);
  readonly #open: OpenCase;
  #name = '';
  #bytes: Uint8Array = new Uint8Array();

  constructor(open: OpenCase) {
    this.#open = open;
  }

  async drop(files: readonly File[]): Promise<void> {
    this.taken = [];
    this.waiting = [...this.waiting, ...files];
    if (this.outline === null && !this.busy) await this.#next();
  }

  async #next(): Promise<void> {
    const [file, ...rest] = this.waiting;
    this.waiting = rest;
    if (file === undefined) return;
    this.#name = file.name;
    this.#bytes = new Uint8Array(await file.arrayBuffer());
    this.choice = NO_CHOICE;
    this.decisions = NO_DECISIONS;
    await this.#plan();
  }

  async #plan(): Promise<void> {
    this.busy = true;
    this.failure = null;
    const planned = await this.#open.workbench.bridge.call('intake', 'planFileImport', {
      fileName: this.#name,
      bytes: this.#bytes,
      caseRecord: this.#open.record,
      choice: this.choice,
    });
    this.busy = false;
    this.outline = planned.ok ? planned.value : null;
    this.failure = planned.ok ? null : planned.failure;
    if (!planned.ok && this.waiting.length > 0) await this.#next();
  }

  /** Says something about the table; it is read again. */
  async say(part: Partial<TableChoice>): Promise<void> {
    this.choice = { ...this.choice, ...part };
    await this.#plan();
  }

  decide(part: Partial<FileDecisions>): void {
    this.decisions = { ...this.decisions, ...part };
  }

  async cancel(): Promise<void> {
    this.outline = null;
    this.failure = null;
    await this.#next();
  }

  /** Answers one conflict; an empty option leaves it to the answer for all. */
  choose(key: string, option: string): void {
    const others = Object.entries(this.decisions.options).filter(([known]) => known !== key);
    const own = option === '' ? [] : [[key, option] as const];
    this.decide({ options: Object.fromEntries([...others, ...own]) });
  }

  /** Takes the file over as answered, keeps it with the case, and goes on to the next. */
  async accept(): Promise<void> {
    const { outline } = this;
    if (outline === null) return;
    this.busy = true;
    this.failure = null;
    const before = this.#open.record.sections.enterpriseFile;
    const kept = await this.#open.attach(this.#name, 'enterprise-file', this.#bytes);
    if (!kept.ok) {
      this.busy = false;
      this.failure = kept.failure;
      return;
    }
    const applied = await this.#open.workbench.bridge.call('intake', 'applyFileImport', {
      fileName: this.#name,
      bytes: this.#bytes,
      caseRecord: this.#open.record,
      choice: this.choice,
      stamp: { asOf: this.asOf, importedOn: today(), by: this.by, attachment: kept.value.id },
      decisions: this.decisions,
    });
    this.busy = false;
    if (!applied.ok) {
      this.failure = applied.failure;
      return;
    }
    // Changed meanwhile: the answers are applied to the case as it stands now.
    if (before !== this.#open.record.sections.enterpriseFile) {
      await this.accept();
      return;
    }
    const { section, added, unchanged } = applied.value;
    this.#open.changeSection('enterpriseFile', () => section);
    this.taken = [
      ...this.taken,
      { fileName: this.#name, ...added, unchanged, failures: applied.value.outline.failures },
    ];
    this.outline = null;
    await this.#next();
  }
}
