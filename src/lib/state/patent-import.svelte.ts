import type { IntakeApi, PatentFileInspection } from '../bridge/contract';
import type { PatentListInput } from '../bridge/import-contract';
import type { Failure } from '../kernel/result';
import { type ColumnChoice, rememberChoice, rememberedChoice } from './column-memory';
import { ImportAnswers } from './import-answers.svelte';
import type { OpenCase } from './open-case.svelte';

type Outline = IntakeApi['planPatentImport']['output'];
type Applied = IntakeApi['applyPatentImport']['output'];
type AmbiguousColumns = PatentFileInspection['columns']['ambiguous'][number];

/** What became of the last list. */
export interface ImportResult {
  readonly outline: Outline;
  readonly applied: Applied;
}

/** One patent list on its way into the case: inspected, mapped, asked about, then taken over by a person's act. */
export class PatentImport {
  inspection = $state.raw<PatentFileInspection | null>(null);
  /** What is asked before the list is taken over; `null` while its columns are being mapped. */
  outline = $state.raw<Outline | null>(null);
  answers = $state.raw(new ImportAnswers());
  /** The last import, shown until the next one. */
  outcome = $state.raw<ImportResult | null>(null);
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);
  /** Column index → field as chosen here; what is not in it stays as recognised. */
  choice = $state.raw<ColumnChoice>({});
  readonly #open: OpenCase;
  #bytes: Uint8Array = new Uint8Array();

  constructor(open: OpenCase) {
    this.#open = open;
  }

  async inspect(fileName: string, bytes: Uint8Array): Promise<void> {
    this.busy = true;
    this.failure = null;
    this.outcome = null;
    this.outline = null;
    this.#bytes = bytes;
    const result = await this.#open.workbench.bridge.call('intake', 'inspectPatentFile', {
      fileName,
      bytes,
      caseRecord: this.#open.record,
    });
    this.busy = false;
    this.inspection = result.ok ? result.value : null;
    this.failure = result.ok ? null : result.failure;
    this.choice = result.ok ? rememberedChoice(result.value.header) : {};
  }

  /** Field of a column as it stands now: chosen here, else as recognised unless another column took it. */
  fieldOf(index: number): string | null {
    const chosen = this.choice[index];
    if (chosen !== undefined) return chosen;
    const recognised = this.inspection?.columns.columns[index]?.field ?? null;
    const taken = Object.values(this.choice).some((field) => field === recognised);
    return taken && recognised !== 'vendorValueScore' ? null : recognised;
  }

  choose(index: number, field: string | null): void {
    this.choice = { ...this.choice, [index]: field };
    this.outline = null;
  }

  /** Gives a field that several columns could mean to one of them, or to none. */
  settle({ field, columns }: AmbiguousColumns, index: number | null): void {
    const choices = columns.map((column) => [column, column === index ? field : null] as const);
    this.choice = { ...this.choice, ...Object.fromEntries(choices) };
    this.outline = null;
  }

  /** Column that a field with several candidates is read from now; `undefined` = not decided. */
  settled({ field, columns, taken }: AmbiguousColumns): number | null | undefined {
    const chosen = columns.find((column) => this.fieldOf(column) === field);
    if (chosen !== undefined) return chosen;
    return columns.every((column) => this.choice[column] === null) ? null : (taken ?? undefined);
  }

  cancel(): void {
    this.inspection = null;
    this.outline = null;
    this.#bytes = new Uint8Array();
  }

  #input(inspection: PatentFileInspection): PatentListInput {
    return {
      fileName: inspection.fileName,
      bytes: this.#bytes,
      caseRecord: this.#open.record,
      batchId: `import-${this.#open.record.sections.patents.imports.length + 1}`,
      mapping: Object.keys(this.choice).length === 0 ? null : this.choice,
    };
  }

  /** Looks for what has to be asked; a list that leaves nothing open is taken over at once. */
  async accept(): Promise<void> {
    const inspection = this.inspection;
    if (inspection === null) return;
    this.busy = true;
    this.failure = null;
    const planned = await this.#open.workbench.bridge.call(
      'intake',
      'planPatentImport',
      this.#input(inspection),
    );
    this.busy = false;
    if (!planned.ok) {
      this.failure = planned.failure;
      return;
    }
    const { same, groups } = planned.value.questions;
    this.answers = new ImportAnswers();
    this.outline = planned.value;
    if (same.length + groups.length === 0) await this.apply();
  }

  /** Takes the list over as answered. */
  async apply(): Promise<void> {
    const { inspection, outline } = this;
    if (inspection === null || outline === null) return;
    this.busy = true;
    const { records } = this.#open.record.sections.patents;
    const applied = await this.#open.workbench.bridge.call('intake', 'applyPatentImport', {
      ...this.#input(inspection),
      decisions: this.answers.decisions,
    });
    const kept = applied.ok
      ? await this.#open.attach(inspection.fileName, 'patent-list', this.#bytes)
      : applied;
    this.busy = false;
    if (!applied.ok || !kept.ok) {
      this.failure = applied.ok ? (kept.ok ? null : kept.failure) : applied.failure;
      return;
    }
    // Changed meanwhile: the answers are applied to the case as it stands now.
    if (records !== this.#open.record.sections.patents.records) {
      await this.apply();
      return;
    }
    rememberChoice(inspection.header, this.choice);
    this.outcome = { outline, applied: applied.value };
    this.#takeOver(applied.value);
    this.cancel();
  }

  #takeOver({ batch, records }: Applied): void {
    this.#open.changeSection('patents', (section) => ({
      ...section,
      imports: batch === null ? section.imports : [...section.imports, batch],
      records: [...records],
    }));
  }
}
