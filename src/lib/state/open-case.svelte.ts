import { getContext, setContext } from 'svelte';
import type { Attachment, CaseRecord } from '../case/case-record';
import { type Failure, type Result, fail, ok } from '../kernel/result';
import type { CaseVault } from '../vault/case-vault';
import type { OpenedCase } from '../vault/case-open';
import { AssumptionRecorder, pledgedValue } from './assumption-recorder';
import type { DataForms } from './data-assumption-fields';
import { CaseResults } from './case-results.svelte';
import { timeStamp } from './clock';
import { handToBrowser, safeFileName } from './download';
import { PatentListView } from './patent-list-view.svelte';
import { TraceDrawer } from './trace-drawer.svelte';
import type { Workbench } from './workbench.svelte';

/** “已保存” is said only of a revision that was written, read back and hashed again. */
export type SaveState =
  | { readonly kind: 'saved'; readonly at: string; readonly revision: number }
  | { readonly kind: 'changed' }
  | { readonly kind: 'saving' }
  /** The browser's store is not available: the record lives in this page only. */
  | { readonly kind: 'memory' }
  | { readonly kind: 'failed'; readonly failure: Failure };

type Sections = CaseRecord['sections'];

const SAVE_AFTER_MS = 900;
const backupKey = (caseId: string): string => `zhiya-backup-${caseId}`;

/** The case that is open in this tab: its record, whether it is saved, and what the engines say of it. */
export class OpenCase {
  record: CaseRecord;
  saveState = $state.raw<SaveState>({ kind: 'changed' });
  /** When a case file was last handed to the browser, as text; `null` = never on this computer. */
  backupAt = $state<string | null>(null);
  readonly results: CaseResults;
  readonly drawer = new TraceDrawer();
  /** Filter, order and grouping of the patent list; they stay while one moves between the pages. */
  readonly patentList = new PatentListView(this);
  /** Forms of data pricing once its page has asked for them: words for the log of assumptions. */
  dataForms: DataForms = null;
  readonly workbench: Workbench;
  readonly #vault: CaseVault;
  readonly #recorder: AssumptionRecorder;
  #closed = false;
  #expected: number;
  /** SHA-256 of the record of the last revision that was saved or opened. */
  #head: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> = Promise.resolve();

  constructor(workbench: Workbench, vault: CaseVault, opened: OpenedCase) {
    this.workbench = workbench;
    this.#vault = vault;
    this.#expected = opened.expectedRevision;
    this.#head = opened.revision.sha256;
    this.record = $state.raw(opened.caseRecord);
    this.saveState = { kind: 'saved', at: opened.revision.savedAt, revision: opened.revision.revision };
    this.backupAt = localStorage.getItem(backupKey(opened.caseRecord.id));
    this.#recorder = new AssumptionRecorder(opened.caseRecord);
    this.results = new CaseResults(workbench.bridge, (valued, assets) => {
      const value = assets.ok ? pledgedValue(assets.value.offers) : null;
      this.#valued(valued, value);
    });
    this.results.refreshNow(opened.caseRecord);
    workbench.beforeYield = () => this.save();
    if (workbench.storageFailure !== null) this.saveState = { kind: 'memory' };
  }

  /**
   * Replaces the record by a changed copy; saving, recomputing and the log of assumptions follow by themselves. `reason` goes
   * with what the log keeps of this change.
   */
  change(edit: (record: CaseRecord) => CaseRecord, reason = ''): void {
    const before = this.record;
    this.record = this.#recorder.observe(
      before,
      edit(before),
      reason,
      this.results.worksheetForms.value,
      this.dataForms,
    );
    this.results.refresh(this.record);
    this.#saveLater();
  }

  changeSection<K extends keyof Sections>(
    key: K,
    edit: (section: Sections[K]) => Sections[K],
    reason = '',
  ): void {
    this.change(
      (record) => ({ ...record, sections: { ...record.sections, [key]: edit(record.sections[key]) } }),
      reason,
    );
  }

  /** Completes the log with a value. The value depends on no log, so nothing is computed again. */
  #valued(valued: CaseRecord, valueFen: string | null): void {
    if (this.#closed) return;
    const seen = valued.sections.patents.assumptionLog.entries.length;
    const completed = this.#recorder.valued(this.record, seen, valueFen);
    if (completed === this.record) return;
    this.record = completed;
    this.#saveLater();
  }

  #saveLater(): void {
    this.saveState = { kind: 'changed' };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      void this.save();
    }, SAVE_AFTER_MS);
  }

  /** Saves now. Runs one at a time; a change made meanwhile is saved by the next run. */
  save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#saving = this.#saving.then(() => this.#saveOnce());
    return this.#saving;
  }

  async #saveOnce(): Promise<void> {
    if (this.saveState.kind === 'saved') return;
    const record = this.record;
    this.saveState = { kind: 'saving' };
    const at = timeStamp();
    const saved = await this.#vault.save(record, this.#expected, { savedAt: at, message: '' });
    if (!saved.ok) {
      this.saveState = { kind: 'failed', failure: saved.failure };
      return;
    }
    this.#expected = saved.value.revision;
    this.#head = saved.value.sha256;
    if (this.workbench.storageFailure !== null) {
      this.saveState = { kind: 'memory' };
      return;
    }
    this.saveState =
      this.record === record ? { kind: 'saved', at, revision: saved.value.revision } : { kind: 'changed' };
  }

  /** The saved revision and where it stands in the history of the case; `null` while something is unsaved. */
  get savedRevision(): { readonly number: number; readonly head: string } | null {
    const { saveState } = this;
    return saveState.kind === 'saved' ? { number: saveState.revision, head: this.#head } : null;
  }

  /** Saves what this page holds as a case of its own; answers its id. The other case stays as it is. */
  async keepAsCopy(): Promise<Result<string>> {
    const { caseRecord, attachments } = await this.#vault.exportCase(this.record);
    const savedAt = timeStamp();
    const kept = await this.#vault.importCase({ caseRecord, attachments }, { savedAt, message: '' });
    if (!kept.ok) {
      this.saveState = { kind: 'failed', failure: kept.failure };
      return kept;
    }
    this.#head = kept.value.revision.sha256;
    this.saveState = { kind: 'saved', at: savedAt, revision: kept.value.revision.revision };
    return ok(kept.value.caseRecord.id);
  }

  /** Keeps a file with the case: bytes in the vault, name and hashes in the record. */
  async attach(name: string, role: string, bytes: Uint8Array): Promise<Result<Attachment>> {
    const digest = await this.workbench.bridge.call('intake', 'digest', { bytes });
    if (!digest.ok) return digest;
    const stored = await this.#vault.putBlob(bytes);
    if (!stored.ok) return stored;
    const { sha256, sm3 } = digest.value;
    const known = this.record.attachments.find((a) => a.sha256 === sha256 && a.role === role);
    if (known !== undefined) return ok(known);
    const attachment: Attachment = {
      id: `file-${sha256.slice(0, 12)}-${this.record.attachments.length + 1}`,
      name,
      role,
      bytes: bytes.length,
      sha256,
      sm3,
    };
    this.change((record) => ({ ...record, attachments: [...record.attachments, attachment] }));
    return ok(attachment);
  }

  /** Bytes of one attachment. Fails as the vault does when they are not here or damaged. */
  attachmentBytes(sha256: string): Promise<Result<Uint8Array>> {
    return this.#vault.getBlob(sha256);
  }

  /** Bytes of all attachments that are here and intact. */
  async attachments(): Promise<ReadonlyMap<string, Uint8Array>> {
    return (await this.#vault.exportCase(this.record)).attachments;
  }

  /** Writes the single-case file and hands it to the browser. */
  async backUp(): Promise<Result<string>> {
    const bundle = await this.#vault.exportCase(this.record);
    const [missing] = bundle.failures;
    if (missing !== undefined) return fail(missing);
    const file = await this.workbench.bridge.call('intake', 'writeCaseFile', {
      caseRecord: bundle.caseRecord,
      attachments: bundle.attachments,
    });
    if (!file.ok) return file;
    const name = `${safeFileName(this.record.title)}.zhiya`;
    handToBrowser(name, file.value.bytes);
    this.backupAt = timeStamp();
    localStorage.setItem(backupKey(this.record.id), this.backupAt);
    return ok(name);
  }

  /** Leaves the case; what is not saved yet is saved before anybody opens it again. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.results.close();
    this.workbench.leaving = this.save();
  }
}

const KEY = Symbol('open-case');

/** The layout provides the open case; pages below it read it. */
export const provideCase = (open: () => OpenCase): void => {
  setContext(KEY, open);
};

export const currentCase = (): OpenCase => getContext<() => OpenCase>(KEY)();
