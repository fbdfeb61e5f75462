import type { IntakeApi, PatentFileInspection } from '../bridge/contract';
import type { Failure } from '../kernel/result';
import type { OpenCase } from './open-case.svelte';

type Outcome = IntakeApi['importPatentFile']['output'];

/** One patent list on its way into the case: inspected, shown, then taken over by a person's act. */
export class PatentImport {
  inspection = $state.raw<PatentFileInspection | null>(null);
  /** The last import, shown until the next one. */
  outcome = $state.raw<Outcome | null>(null);
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);
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
      mapping: null,
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
