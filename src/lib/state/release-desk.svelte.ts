import type { AuthoringApi, BackTestReport, PlainTable } from '../bridge/authoring-contract';
import { canonicalJson } from '../kernel/canonical-json';
import { type Failure, type Result, fail, ok } from '../kernel/result';
import { decodeUtf8, encodeUtf8 } from '../kernel/utf8';
import { type DraftItem, type OverlayDraft, newDraft, parseDraft } from '../rulebook/overlay-draft';
import type { ReleaseRecord } from '../vault/releases';
import { timeStamp, today } from './clock';
import { handToBrowser } from './download';
import { freeKey, newLicenceItem, newSchemeItem, newValueItem, newWeightsItem } from './draft-edits';
import { ReleaseShelf } from './release-shelf.svelte';
import { Remote } from './remote.svelte';
import type { Workbench } from './workbench.svelte';

/** Whether what stands on the page stands in the store too. */
export type KeepState =
  | { readonly kind: 'kept' }
  | { readonly kind: 'changed' }
  | { readonly kind: 'memory' }
  | { readonly kind: 'failed'; readonly failure: Failure };

const QUIET_MS = 120;

type Cap = BackTestReport['methods'][number]['caps'][number];

/** The next release as far as it is written: kept after every change, reviewed by the workers, released by a person. */
export class ReleaseDesk {
  draft = $state.raw<OverlayDraft | null>(null);
  keepState = $state.raw<KeepState>({ kind: 'kept' });
  problems = $state.raw<readonly Failure[]>([]);
  /** What was released last on this page, and the file name it was handed out under. */
  done = $state.raw<{ readonly release: ReleaseRecord; readonly fileName: string } | null>(null);
  readonly shelf: ReleaseShelf;
  readonly review = new Remote<AuthoringApi['reviewDraft']['output']>();
  readonly rules = new Remote<AuthoringApi['overridableRules']['output']>();
  readonly #bench: Workbench;
  #turn = 0;
  #keeping: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(bench: Workbench) {
    this.#bench = bench;
    this.shelf = new ReleaseShelf(bench);
  }

  /** Takes up the kept draft, or begins one from the latest release. */
  async load(): Promise<void> {
    await this.shelf.load();
    const kept = await (await this.#bench.vault).getReleaseDraft();
    const read = kept.ok && kept.value !== null ? parseDraft(kept.value.text) : null;
    if (!kept.ok) this.problems = [kept.failure];
    else if (read !== null && !read.ok) this.problems = [read.failure];
    if (kept.ok) this.#turn = kept.value?.turn ?? 0;
    if (this.problems.length > 0) return;
    this.draft = read?.ok === true ? read.value : this.#begin(this.shelf.releases[0] ?? null);
    this.#follow();
  }

  get previous(): ReleaseRecord | null {
    return this.shelf.find(this.draft?.previous ?? null);
  }

  #begin(previous: ReleaseRecord | null): OverlayDraft {
    return newDraft({
      institution: previous?.institution ?? '',
      releasedOn: today(),
      previous: previous?.sha256 ?? null,
    });
  }

  /** Begins a draft over another release; what was written is thrown away, after the page has asked. */
  startOver(previous: ReleaseRecord | null): void {
    this.problems = [];
    this.review.value = null;
    this.draft = this.#begin(previous);
    this.#changed();
  }

  change(edit: (draft: OverlayDraft) => OverlayDraft): void {
    if (this.draft === null) return;
    this.draft = edit(this.draft);
    this.#changed();
  }

  changeItem(key: string, edit: (item: DraftItem) => DraftItem): void {
    this.change((draft) => ({
      ...draft,
      items: draft.items.map((item) => (item.key === key ? edit(item) : item)),
    }));
  }

  removeItem(key: string): void {
    this.change((draft) => ({ ...draft, items: draft.items.filter((item) => item.key !== key) }));
  }

  #add(make: (key: string, day: string) => DraftItem): void {
    this.change((draft) => ({
      ...draft,
      items: [...draft.items, make(freeKey(draft.items), draft.releasedOn)],
    }));
  }

  addWeights(rule: string): void {
    this.#add((key, day) => newWeightsItem(key, rule, day, this.orderOf(rule)));
  }

  /** How many keys the weights entry `rule` has. */
  orderOf(rule: string): number {
    const value = this.rules.value?.find(({ id }) => id === rule)?.value;
    return typeof value === 'object' && value !== null ? Object.keys(value).length : 3;
  }

  addValue(given: { readonly rule: string; readonly text: string; readonly reason: string }): void {
    this.#add((key, day) => newValueItem(key, given, day));
  }

  /** Takes a proposal of the back-test into the draft. */
  addCap(cap: Cap, reason: string): void {
    this.addValue({ rule: cap.rule, text: cap.text, reason });
  }

  async addScheme(file: File): Promise<void> {
    const text = decodeUtf8(new Uint8Array(await file.arrayBuffer()));
    if (!text.ok) this.problems = [{ ...text.failure, path: file.name }];
    else this.#add((key) => newSchemeItem(key, file.name, text.value));
  }

  async readTable(file: File): Promise<Result<PlainTable>> {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return this.#bench.bridge.call('intake', 'readTable', { fileName: file.name, bytes });
  }

  async addLicence(file: File): Promise<void> {
    const table = await this.readTable(file);
    if (!table.ok) this.problems = [table.failure];
    else {
      this.problems = table.value.faults;
      this.#add((key) => newLicenceItem(key, table.value));
    }
  }

  sampleFromTable(
    table: PlainTable,
    columns: Readonly<Record<string, number>> | null,
    rule: string,
  ): Promise<Result<AuthoringApi['sampleFromTable']['output']>> {
    return this.#bench.bridge.call('valuation', 'sampleFromTable', { table, columns, rule });
  }

  /** Dimension scores of a case on this computer, as last saved. */
  async sampleFromCase(id: string): Promise<Result<AuthoringApi['sampleFromCase']['output']>> {
    const opened = await (await this.#bench.vault).open(id);
    if (opened.kind !== 'opened') return fail(opened.failure);
    return this.#bench.bridge.call('valuation', 'sampleFromCase', { caseRecord: opened.opened.caseRecord });
  }

  #changed(): void {
    this.keepState = { kind: 'changed' };
    void this.keep();
    this.#follow();
  }

  #follow(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const { draft, previous } = this;
      if (draft === null) return;
      const json = previous?.json ?? null;
      void this.review.follow(this.#bench.bridge.call('valuation', 'reviewDraft', { draft, previous: json }));
      if (this.rules.value === null || this.#rulesOf !== draft.previous) {
        this.#rulesOf = draft.previous;
        const asked = { on: today(), overlay: json };
        void this.rules.follow(this.#bench.bridge.call('valuation', 'overridableRules', asked));
      }
    }, QUIET_MS);
  }
  #rulesOf: string | null = null;

  /** Writes the draft now; writes go one at a time, and the last one holds what stands on the page. */
  keep(): Promise<void> {
    this.#keeping = this.#keeping.then(() => this.#keepOnce());
    return this.#keeping;
  }

  async #keepOnce(): Promise<void> {
    const { draft } = this;
    if (draft === null || this.keepState.kind === 'kept') return;
    const text = canonicalJson(draft);
    const vault = await this.#bench.vault;
    const kept = await vault.putReleaseDraft({ text, at: timeStamp() }, this.#turn);
    if (!kept.ok) {
      this.keepState = { kind: 'failed', failure: kept.failure };
      return;
    }
    this.#turn = kept.value;
    if (this.draft !== draft) return;
    this.keepState = { kind: this.#bench.storageFailure === null ? 'kept' : 'memory' };
  }

  /** The draft as a file, for safe keeping; it is no release and no case takes it. */
  downloadDraft(): void {
    if (this.draft !== null) handToBrowser('机构参数草稿.json', encodeUtf8(canonicalJson(this.draft)));
  }

  /** Releases the draft as it stands: reviewed once more, put on the shelf, handed out; the next draft starts from it. */
  async release(): Promise<Result<ReleaseRecord>> {
    const { draft, previous } = this;
    const unready: Failure = {
      code: 'E_NOT_READY',
      message: '草稿还有没有改正的问题，没有发布',
      path: '发布',
      remedy: '请按列出的问题逐条改正',
    };
    if (draft === null) return fail(unready);
    const json = previous?.json ?? null;
    if (draft.previous !== null && json === null)
      return fail({
        ...unready,
        message: '本机找不到上一版本，没有发布',
        remedy: '请先收入上一版本的参数文件',
      });
    const reviewed = await this.#bench.bridge.call('valuation', 'reviewDraft', { draft, previous: json });
    if (!reviewed.ok) return reviewed;
    const { release } = reviewed.value;
    if (release === null) return fail(unready);
    const { institution, version, releasedOn, author, reason } = draft;
    const added = await this.shelf.add({
      institution: institution.trim(),
      version: version.trim(),
      releasedOn,
      author: author.trim(),
      reason: reason.trim(),
      sha256: release.sha256,
      previous: draft.previous,
      json: release.json,
    });
    if (!added.ok) return added;
    this.done = { release: added.value, fileName: this.shelf.download(added.value) };
    this.startOver(added.value);
    return ok(added.value);
  }
}
