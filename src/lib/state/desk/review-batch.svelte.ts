import type { DatasetOverlap, DeskApi } from '../../bridge/desk-contract';
import type { DeskFingerprint, SeenEntry } from '../../case/desk/entry';
import { isSameCase } from '../../case/desk/same-patents';
import type { Failure } from '../../kernel/result';
import type { ReviewedPackage } from '../../review/desk/review-package';
import { today } from '../clock';
import type { Workbench } from '../workbench.svelte';
import { broken, lost } from './batch-failures';
import { type BatchRow, waitingRow } from './batch-rows';
import type { DeskRegister } from './register.svelte';
import { IN_LIST, shortened } from './shortened';

type Reception = Pick<DeskApi['reviewPackage']['input'], 'register' | 'today' | 'trust'>;

/** Findings per question shown of one package. */
const IN_DETAIL = 5_000;
/** Packages whose whole findings stay at hand. */
const KEPT_DETAILS = 4;

/** Packages dropped at the desk, one after the other through the worker; one that fails is named and the rest goes on. */
export class ReviewBatch {
  rows = $state.raw<readonly BatchRow[]>([]);
  selected = $state<number | null>(null);
  /** All findings of the selected row; `null` while they are asked for. */
  detail = $state.raw<ReviewedPackage | null>(null);
  detailFailure = $state.raw<Failure | null>(null);
  running = $state(false);
  readonly #bench: Workbench;
  readonly #register: DeskRegister;
  /** Seconds until the batch is through, at the pace so far; `null` before the first is done. */
  secondsLeft = $state<number | null>(null);
  readonly #details = new Map<number, ReviewedPackage>();
  #next = 0;
  #stop: AbortController | null = null;

  constructor(bench: Workbench, register: DeskRegister) {
    this.#bench = bench;
    this.#register = register;
  }

  /** The rows with what the register says now of their patents: a later package may change it. */
  get live(): readonly BatchRow[] {
    return this.rows.map((row) => this.#live(row));
  }

  get current(): BatchRow | null {
    const row = this.rows.find(({ key }) => key === this.selected);
    return row === undefined ? null : this.#live(row);
  }

  #live(row: BatchRow): BatchRow {
    const { reviewed } = row;
    const id = reviewed?.report.id ?? null;
    if (reviewed === null || id === null) return row;
    const register = this.#register;
    return {
      ...row,
      get samePatents() {
        return register.samePatents({ id, facts: reviewed.facts });
      },
    };
  }

  count(state: BatchRow['state']): number {
    return this.rows.filter((row) => row.state === state).length;
  }

  async add(files: readonly File[]): Promise<void> {
    const fresh = files.map((file) => waitingRow((this.#next += 1), file));
    this.rows = [...this.rows, ...fresh];
    // The first of a batch is shown; later ones must not pull the page away from whoever reads it.
    this.select(fresh[0]?.key ?? null);
    await this.#work();
  }

  /** Stops after what is under way; what waits can be gone on with. */
  cancel(): void {
    this.rows = this.rows.map((row) => (row.state === 'waiting' ? { ...row, state: 'cancelled' } : row));
    this.#stop?.abort();
  }

  async goOn(): Promise<void> {
    this.rows = this.rows.map((row) => (row.state === 'cancelled' ? { ...row, state: 'waiting' } : row));
    await this.#work();
  }

  clear(): void {
    this.cancel();
    this.rows = this.rows.filter(({ state }) => state === 'checking');
    this.#details.clear();
    this.select(this.rows[0]?.key ?? null);
  }

  /** Opens a row: what the register says of it is asked again, others may have come in since. */
  select(key: number | null): void {
    this.#show(key);
    const row = this.current;
    if (row?.state === 'done') void this.#compareAgain(row);
  }

  #show(key: number | null): void {
    this.selected = key;
    this.detail = null;
    this.detailFailure = null;
    const row = this.current;
    if (row?.state !== 'done') return;
    if (this.#stands(row)) this.detail = this.#details.get(row.key) ?? null;
    if (this.detail === null) void this.#whole(row);
  }

  /** Id under which a row must not be taken for one that came in before. */
  #own({ reviewed, seenBefore }: BatchRow): string | null {
    return seenBefore === null ? (reviewed?.report.id ?? null) : null;
  }

  #stands(row: BatchRow): boolean {
    if (row.reviewed === null) return true;
    const { report, facts } = row.reviewed;
    return this.#register.standing(report.id, facts, this.#own(row)) === row.standing;
  }

  #change(key: number, change: Partial<BatchRow>): void {
    this.rows = this.rows.map((row) => (row.key === key ? { ...row, ...change } : row));
  }

  async #work(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      await this.#register.load();
      const began = performance.now();
      for (let done = 0; ; done += 1) {
        const waiting = this.count('waiting');
        this.secondsLeft = done === 0 ? null : ((performance.now() - began) / 1000 / done) * waiting;
        const row = this.rows.find(({ state }) => state === 'waiting');
        if (row === undefined) break;
        this.#stop = new AbortController();
        this.#change(row.key, { state: 'checking', failure: null });
        await this.#reviewSafely(row, this.#stop.signal);
      }
    } finally {
      this.#stop = null;
      this.running = false;
    }
  }

  /** A package that cannot be looked at at all is named; the others go on. */
  async #reviewSafely(row: BatchRow, signal: AbortSignal): Promise<void> {
    try {
      await this.#review(row, signal);
    } catch {
      this.#change(row.key, { state: 'failed', failure: broken(row.file.name) });
    }
  }

  async #review({ key, file }: BatchRow, signal: AbortSignal): Promise<void> {
    const shown = this.selected === key;
    const result = await this.#bench.bridge.call(
      'registration',
      'reviewPackage',
      { ...(await this.#reception(null)), file, fileName: file.name, most: shown ? IN_DETAIL : IN_LIST },
      { signal },
    );
    if (!result.ok) {
      const state = result.failure.code === 'E_CANCELLED' ? 'cancelled' : 'failed';
      this.#change(key, { state, failure: state === 'failed' ? result.failure : null });
      return;
    }
    const reviewed = result.value;
    const { report, facts } = reviewed;
    const standing = this.#register.standing(report.id, facts, null);
    if (shown) this.#keep(key, reviewed);
    const held = await this.#held(file, reviewed);
    this.#change(key, { ...held, standing, state: 'done', reviewed: shortened(reviewed) });
    if (this.selected === key) this.#show(key);
    await this.#tellOthers(held.overlaps ?? []);
  }

  /** Packages of this batch that share data with the one just reviewed say so too. */
  async #tellOthers(overlaps: readonly DatasetOverlap[]): Promise<void> {
    const touched = new Set(overlaps.map(({ entry }) => entry));
    for (const row of this.rows)
      if (row.state === 'done' && touched.has(row.reviewed?.report.id ?? '')) await this.#compareAgain(row);
  }

  async #compareAgain({ key, reviewed, salts }: BatchRow): Promise<void> {
    const id = reviewed?.report.id ?? null;
    if (id === null || salts.length === 0) return;
    const { desk } = await this.#bench.vault;
    const held = await Promise.all(salts.map((salt) => desk.fingerprintsUnder(salt)));
    const own = held.flatMap((one) => (one.ok ? one.value.filter(({ entry }) => entry === id) : []));
    if (own.length > 0) this.#change(key, await this.#compared(id, own));
  }

  /** What came in before, without `except`: a package looked at again has not come in twice. */
  async #reception(except: string | null): Promise<Reception> {
    const settings = await (await this.#bench.vault).desk.settings();
    return {
      register: this.#register.received(except),
      today: today(),
      trust: settings.ok ? settings.value.trust : null,
    };
  }

  /** Puts the package into the register and says what the register knows of it. */
  async #held(file: File, reviewed: ReviewedPackage): Promise<Partial<BatchRow>> {
    const { id, answers } = reviewed.report;
    if (id === null) return {};
    const seen: SeenEntry = {
      id,
      kind: 'package',
      fileName: file.name.slice(0, 500),
      bytes: file.size,
      facts: reviewed.facts,
      answers: {
        safety: answers.safety.verdict,
        integrity: answers.integrity.verdict,
        authenticity: answers.authenticity.verdict,
        usability: answers.usability.verdict,
        recalculation: answers.recalculation.verdict,
      },
    };
    const fingerprints = reviewed.datasets.map((dataset) => ({ entry: id, ...dataset }));
    const kept = await this.#register.register(seen, fingerprints);
    return {
      salts: [...new Set(fingerprints.map(({ fingerprint }) => fingerprint.saltId))],
      ...(await this.#compared(id, fingerprints)),
      ...(kept.ok ? { seenBefore: kept.value.before } : { failure: kept.failure }),
    };
  }

  async #compared(
    id: string,
    own: readonly DeskFingerprint[],
  ): Promise<{ overlaps: readonly DatasetOverlap[]; notCompared: number }> {
    const overlaps: DatasetOverlap[] = [];
    if (own.length === 0) return { overlaps, notCompared: 0 };
    const { desk } = await this.#bench.vault;
    const salts = new Set(own.map(({ fingerprint }) => fingerprint.saltId));
    const counts = await desk.fingerprintSalts();
    let notCompared = counts.ok
      ? [...counts.value].reduce((sum, [salt, n]) => sum + (salts.has(salt) ? 0 : n), 0)
      : 1;
    for (const salt of salts) {
      const all = counts.ok ? (counts.value.get(salt) ?? 0) : 0;
      const held = await desk.fingerprintsUnder(salt);
      if (!held.ok) {
        notCompared += Math.max(1, all);
        continue;
      }
      notCompared += Math.max(0, all - held.value.length);
      const others = held.value.filter(({ entry }) => this.#otherCase(entry, id));
      if (others.length === 0) continue;
      const mine = own.filter(({ fingerprint }) => fingerprint.saltId === salt);
      const result = await this.#bench.bridge.call('registration', 'compareDatasets', {
        own: mine.map(({ title, fingerprint }) => ({ title, fingerprint })),
        others,
      });
      if (result.ok) overlaps.push(...result.value.overlaps);
      notCompared += result.ok ? result.value.notCompared : others.length;
    }
    return { overlaps, notCompared };
  }

  /** Revisions of one case share their data by nature. */
  #otherCase(entry: string, id: string): boolean {
    const [mine, theirs] = [this.#register.find(id), this.#register.find(entry)];
    return entry !== id && (mine === null || theirs === null || !isSameCase(mine.facts, theirs.facts));
  }

  #keep(key: number, detail: ReviewedPackage): void {
    this.#details.set(key, detail);
    for (const old of [...this.#details.keys()].slice(0, -KEPT_DETAILS)) this.#details.delete(old);
  }

  /** All findings of a row; the list holds the worst of them only. Not asked for when the list holds all and the register is as it was. */
  async #whole(row: BatchRow): Promise<void> {
    const { key, file, reviewed } = row;
    if (reviewed === null) return;
    if (this.#stands(row) && Object.values(reviewed.counts).every((count) => count <= IN_LIST)) {
      this.detail = reviewed;
      return;
    }
    const except = this.#own(row);
    const standing = this.#register.standing(reviewed.report.id, reviewed.facts, except);
    const result = await this.#bench.bridge.call('registration', 'reviewPackage', {
      ...(await this.#reception(except)),
      file,
      fileName: file.name,
      most: IN_DETAIL,
    });
    if (this.selected !== key) return;
    if (!result.ok) this.detailFailure = result.failure;
    else if (result.value.report.id !== reviewed.report.id) this.detailFailure = lost(file.name);
    else {
      this.#keep(key, result.value);
      this.#change(key, { standing, reviewed: shortened(result.value) });
      this.detail = result.value;
    }
  }
}
