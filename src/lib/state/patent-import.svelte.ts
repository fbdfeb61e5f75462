import type { IntakeApi, PatentFileInspection } from '../bridge/contract';
import type { Failure } from '../kernel/result';
import type { OpenCase } from './open-case.svelte';

type Outcome = IntakeApi['importPatentFile']['output'];

const MEMORY = 'zhiya-patent-columns';

/** Choices made before, by column name; names of columns only, nothing of any case. */
const memory = (): Readonly<Record<string, string | null>> => {
  try {
    return JSON.parse(localStorage.getItem(MEMORY) ?? '{}') as Record<string, string | null>;
  } catch {
    return {};
  }
};

const rememberedChoice = (header: readonly string[]): Record<number, string | null> => {
  const known = new Map(Object.entries(memory()));
  return Object.fromEntries(
    header.flatMap((title, index) => {
      const field = known.get(title);
      return field === undefined ? [] : [[index, field]];
    }),
  );
};

const rememberChoice = (header: readonly string[], choice: Readonly<Record<number, string | null>>): void => {
  const chosen = Object.entries(choice).map(([index, field]) => [header[Number(index)] ?? '', field]);
  localStorage.setItem(MEMORY, JSON.stringify({ ...memory(), ...Object.fromEntries(chosen) }));
};

/** One patent list on its way into the case: inspected, shown, then taken over by a person's act. */
export class PatentImport {
  inspection = $state.raw<PatentFileInspection | null>(null);
  /** The last import, shown until the next one. */
  outcome = $state.raw<Outcome | null>(null);
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);
  /** Column index → field as chosen here; what is not in it stays as recognised. */
  choice = $state.raw<Readonly<Record<number, string | null>>>({});
  readonly #open: OpenCase;
  #bytes: Uint8Array = new Uint8Array();

  constructor(open: OpenCase) {
    this.#open = open;
  }

  async inspect(fileName: string, bytes: Uint8Array): Promise<void> {
    this.busy = true;
    this.failure = null;
    this.outcome = null;
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
  }

  cancel(): void {
    this.inspection = null;
    this.#bytes = new Uint8Array();
  }

  /** Takes the good records over. A patent that is already in the case is replaced only when asked to. */
  async accept(replaceExisting: boolean): Promise<void> {
    const inspection = this.inspection;
    if (inspection === null) return;
    this.busy = true;
    const { imports } = this.#open.record.sections.patents;
    const result = await this.#open.workbench.bridge.call('intake', 'importPatentFile', {
      fileName: inspection.fileName,
      bytes: this.#bytes,
      caseRecord: this.#open.record,
      batchId: `import-${imports.length + 1}`,
      mapping: Object.keys(this.choice).length === 0 ? null : this.choice,
    });
    this.busy = false;
    if (!result.ok) {
      this.failure = result.failure;
      return;
    }
    const kept = await this.#open.attach(inspection.fileName, 'patent-list', this.#bytes);
    if (!kept.ok) {
      this.failure = kept.failure;
      return;
    }
    rememberChoice(inspection.header, this.choice);
    this.outcome = result.value;
    this.#takeOver(result.value, replaceExisting);
    this.cancel();
  }

  /** Patents of the inspected file that the case already has cannot be known before import; counted after. */
  #takeOver({ batch, records }: Outcome, replaceExisting: boolean): void {
    if (records.length === 0) return;
    this.#open.changeSection('patents', (section) => {
      const incoming = new Map(records.map((record) => [record.id, record]));
      const existing = new Set(section.records.map((record) => record.id));
      return {
        ...section,
        imports: [...section.imports, batch],
        records: [
          ...section.records.map((record) =>
            replaceExisting ? (incoming.get(record.id) ?? record) : record,
          ),
          ...records.filter((record) => !existing.has(record.id)),
        ],
      };
    });
  }
}
