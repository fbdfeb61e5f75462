import type { DatasetOverlap, DeskApi } from '../../bridge/desk-contract';
import type { DeskFingerprint, SeenEntry } from '../../case/desk/entry';
import type { Failure } from '../../kernel/result';
import type { ReviewedPackage } from '../../review/desk/review-package';
import { today } from '../clock';
import type { Workbench } from '../workbench.svelte';
import { type BatchRow, waitingRow } from './batch-rows';
import type { DeskRegister } from './register.svelte';

type Reception = Pick<DeskApi['reviewPackage']['input'], 'register' | 'today' | 'trust'>;

/** Findings per question that a list row keeps; all of them are asked for when a row is opened. */
const IN_LIST = 20;
/** Findings per question shown of one package. */
const IN_DETAIL = 5_000;
/** Packages whose whole findings stay at hand. */
const KEPT_DETAILS = 4;

const lost = (name: string): Failure => ({
  code: 'E_CHANGED',
  message: '文件已被移动或改过，与先前核对的不是同一份',
  path: name,
  remedy: '请把登记包重新放进来',
});

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

  get current(): BatchRow | null {
    return this.rows.find(({ key }) => key === this.selected) ?? null;
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

  select(key: number | null): void {
    this.selected = key;
    this.detail = key === null ? null : (this.#details.get(key) ?? null);
    this.detailFailure = null;
    const row = this.current;
    if (row?.state === 'done' && this.detail === null) void this.#whole(row);
  }

  #change(key: number, change: Partial<BatchRow>): void {
    this.rows = this.rows.map((row) => (row.key === key ? { ...row, ...change } : row));
  }

  async #work(): Promise<void> {
    if (this.running) return;
    this.running = true;
    await this.#register.load();
    const began = performance.now();
    for (let done = 0; ; done += 1) {
      const waiting = this.count('waiting');
      this.secondsLeft = done === 0 ? null : ((performance.now() - began) / 1000 / done) * waiting;
      const row = this.rows.find(({ state }) => state === 'waiting');
      if (row === undefined) break;
      this.#stop = new AbortController();
      this.#change(row.key, { state: 'checking', failure: null });
      await this.#review(row, this.#stop.signal);
    }
    this.#stop = null;
    this.running = false;
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
    if (shown) this.#keep(key, reviewed);
    this.#change(key, {
      ...(await this.#held(file, reviewed)),
      state: 'done',
      reviewed: shortened(reviewed),
    });
    if (this.selected === key) this.select(key);
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
      samePatents: this.#register.samePatents(seen),
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
    const notCompared = counts.ok
      ? [...counts.value].reduce((sum, [salt, n]) => sum + (salts.has(salt) ? 0 : n), 0)
      : 0;
    for (const salt of salts) {
      const held = await desk.fingerprintsUnder(salt);
      const others = held.ok ? held.value.filter(({ entry }) => this.#otherCase(entry, id)) : [];
      if (others.length === 0) continue;
      const mine = own.filter(({ fingerprint }) => fingerprint.saltId === salt);
      const result = await this.#bench.bridge.call('registration', 'compareDatasets', {
        own: mine.map(({ title, fingerprint }) => ({ title, fingerprint })),
        others,
      });
      if (result.ok) overlaps.push(...result.value);
    }
    return { overlaps, notCompared };
  }

  /** Revisions of one case share their data by nature. */
  #otherCase(entry: string, id: string): boolean {
    const [mine, theirs] = [this.#register.find(id)?.facts.caseId, this.#register.find(entry)?.facts.caseId];
    return entry !== id && (mine === null || mine === undefined || mine !== theirs);
  }

  #keep(key: number, detail: ReviewedPackage): void {
    this.#details.set(key, detail);
    for (const old of [...this.#details.keys()].slice(0, -KEPT_DETAILS)) this.#details.delete(old);
  }

  /** All findings of a row; the list holds the worst of them only. Not asked for when the list holds all. */
  async #whole({ key, file, reviewed, seenBefore }: BatchRow): Promise<void> {
    if (reviewed === null) return;
    if (Object.values(reviewed.counts).every((count) => count <= IN_LIST)) {
      this.detail = reviewed;
      return;
    }
    const result = await this.#bench.bridge.call('registration', 'reviewPackage', {
      ...(await this.#reception(seenBefore === null ? reviewed.report.id : null)),
      file,
      fileName: file.name,
      most: IN_DETAIL,
    });
    if (this.selected !== key) return;
    if (!result.ok) this.detailFailure = result.failure;
    else if (result.value.report.id !== reviewed.report.id) this.detailFailure = lost(file.name);
    else {
      this.#keep(key, result.value);
      this.detail = result.value;
    }
  }
}

const WEIGHT = { fail: 0, unknown: 1, pass: 2 } as const;

/** What a list row keeps: the worst findings, and no fingerprints, which the register holds. */
const shortened = (reviewed: ReviewedPackage): ReviewedPackage => {
  const { answers } = reviewed.report;
  const cut = ({ verdict, findings }: typeof answers.safety): typeof answers.safety => ({
    verdict,
    findings: [...findings].sort((a, b) => WEIGHT[a.verdict] - WEIGHT[b.verdict]).slice(0, IN_LIST),
  });
  return {
    ...reviewed,
    datasets: [],
    report: {
      ...reviewed.report,
      answers: {
        safety: cut(answers.safety),
        integrity: cut(answers.integrity),
        authenticity: cut(answers.authenticity),
        usability: cut(answers.usability),
        recalculation: cut(answers.recalculation),
      },
    },
  };
};
