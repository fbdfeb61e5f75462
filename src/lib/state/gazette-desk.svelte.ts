import type { GazetteInput, GazetteInspection, GazetteOutline } from '../bridge/gazette-contract';
import type { IntakeApi } from '../bridge/contract';
import type { Failure } from '../kernel/result';
import type { OpenCase } from './open-case.svelte';

type Answers = IntakeApi['applyGazetteEvents']['input']['answers'];
type Answer = NonNullable<Answers['standing']>;
type Field = keyof GazetteInspection['columns'];

const NOTHING_SAID: Answers = { standing: null, own: {} };

/** One list of gazette events on its way into the case: mapped, checked against the record, then taken over. */
export class GazetteDesk {
  inspection = $state.raw<GazetteInspection | null>(null);
  columns = $state.raw<GazetteInspection['columns'] | null>(null);
  /** 查询日; `null` = not said. */
  coveredThrough = $state<string | null>(null);
  source = $state('');
  scope = $state<'listed' | 'all'>('listed');
  outline = $state.raw<GazetteOutline | null>(null);
  answers = $state.raw<Answers>(NOTHING_SAID);
  failure = $state.raw<Failure | null>(null);
  /** What the last list did, in words. */
  done = $state<string | null>(null);
  busy = $state(false);
  readonly #open: OpenCase;
  #bytes: Uint8Array = new Uint8Array();

  constructor(open: OpenCase) {
    this.#open = open;
  }

  async inspect(fileName: string, bytes: Uint8Array): Promise<void> {
    this.#start();
    this.#bytes = bytes;
    const result = await this.#open.workbench.bridge.call('intake', 'inspectGazetteFile', {
      fileName,
      bytes,
      caseRecord: this.#open.record,
    });
    this.busy = false;
    this.inspection = result.ok ? result.value : null;
    this.columns = result.ok ? result.value.columns : null;
    this.failure = result.ok ? null : result.failure;
  }

  choose(field: Field, index: number | null): void {
    if (this.columns !== null) this.columns = { ...this.columns, [field]: index };
    this.outline = null;
  }

  get complete(): boolean {
    const { columns, inspection } = this;
    return (
      columns !== null &&
      inspection !== null &&
      inspection.fields.every(({ field, needed }) => !needed || columns[field] !== null)
    );
  }

  cancel(): void {
    this.inspection = null;
    this.outline = null;
    this.columns = null;
    this.#bytes = new Uint8Array();
  }

  /** Contradictions that nobody has decided. */
  get open(): number {
    const { standing, own } = this.answers;
    return (this.outline?.contradictions ?? []).filter(({ key }) => (own[key] ?? standing) === null).length;
  }

  answerOf(key: string): Answer | null {
    return this.answers.own[key] ?? this.answers.standing;
  }

  answer(key: string, answer: Answer): void {
    this.answers = { ...this.answers, own: { ...this.answers.own, [key]: answer } };
  }

  answerAll(answer: Answer): void {
    this.answers = { standing: answer, own: {} };
  }

  #start(): void {
    this.busy = true;
    this.failure = null;
    this.done = null;
    this.outline = null;
    this.answers = NOTHING_SAID;
  }

  #input(): GazetteInput | null {
    const { inspection, columns, coveredThrough, source, scope } = this;
    return inspection === null || columns === null
      ? null
      : {
          fileName: inspection.fileName,
          bytes: this.#bytes,
          caseRecord: this.#open.record,
          columns,
          coveredThrough,
          source: source.trim() === '' ? inspection.fileName : source,
          scope,
        };
  }

  /** Compares the list with the record. */
  async check(): Promise<void> {
    const input = this.#input();
    if (input === null) return;
    this.#start();
    const result = await this.#open.workbench.bridge.call('intake', 'planGazetteEvents', input);
    this.busy = false;
    this.outline = result.ok ? result.value : null;
    this.failure = result.ok ? null : result.failure;
  }

  /** Takes the events over as decided; the list is kept with the case. */
  async apply(): Promise<void> {
    const input = this.#input();
    if (input === null) return;
    this.busy = true;
    const { records } = this.#open.record.sections.patents;
    const applied = await this.#open.workbench.bridge.call('intake', 'applyGazetteEvents', {
      ...input,
      answers: this.answers,
    });
    const kept = applied.ok ? await this.#open.attach(input.fileName, 'gazette-list', this.#bytes) : applied;
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
    const { added, changed } = applied.value;
    this.#open.changeSection(
      'patents',
      (section) => ({ ...section, records: [...applied.value.records] }),
      '据公告事件清单更新',
    );
    this.done = `保存 ${added} 条新的公告事件，${changed} 件专利的栏目据此更新。`;
    this.cancel();
  }
}
