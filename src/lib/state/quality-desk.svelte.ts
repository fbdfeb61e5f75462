import type { QualityView } from '../bridge/data-quality-contract';
import type { Progress } from '../bridge/job';
import type { CaseRecord } from '../case/case-record';
import type { DataAsset } from '../case/data-assets-section';
import type { DataRule, RuleCount } from '../case/data-rules';
import type { Failure } from '../kernel/result';
import { keptAssetFiles } from './asset-files.svelte';
import { dataFiles } from './data-files.svelte';
import { Newest } from './newest';
import type { OpenCase } from './open-case.svelte';
import { changeQuality } from './quality-edits';
import { Remote } from './remote.svelte';

/** Records that a preview counts. */
export const PREVIEW_ROWS = 100_000;

/** What a preview counted, with the rules as they were then. */
interface Preview {
  readonly rules: readonly DataRule[];
  readonly counts: readonly RuleCount[];
  readonly rows: number;
  readonly unreadable: readonly { readonly rule: string; readonly records: number }[];
  /** The file has no more records than that. */
  readonly complete: boolean;
}

/** The quality of one data asset on its page: what the engines say, and passes over its files. */
export class QualityDesk {
  readonly view = new Remote<QualityView>();
  progress = $state.raw<Progress | null>(null);
  failure = $state.raw<Failure | null>(null);
  #preview = $state.raw<Preview | null>(null);
  readonly #open: OpenCase;
  readonly #queue = new Newest<QualityView>();
  readonly asset: string;
  #stop: AbortController | null = null;

  constructor(open: OpenCase, asset: string) {
    this.#open = open;
    this.asset = asset;
  }

  /** Asks the engines about a record. */
  refresh(caseRecord: CaseRecord): void {
    void this.view.follow(
      this.#queue.run(() =>
        this.#open.workbench.bridge.call('valuation', 'dataQuality', { caseRecord, asset: this.asset }),
      ),
    );
  }

  get hasFiles(): boolean {
    return dataFiles.of(this.asset) !== null;
  }

  /** The preview of a rule, as long as its condition is the one that was counted. */
  previewOf(
    rule: DataRule,
  ): (RuleCount & { readonly rows: number; readonly complete: boolean; readonly unreadable: number }) | null {
    const seen = this.#preview;
    const known = seen?.rules.find(({ id }) => id === rule.id);
    if (seen === null || known?.condition !== rule.condition) return null;
    const count = seen.counts.find((one) => one.rule === rule.id);
    if (count === undefined) return null;
    // Without a count nothing is said of its records: the problem says what is damaged, here or in the other file.
    const unreadable =
      count.problem === null ? (seen.unreadable.find((one) => one.rule === rule.id)?.records ?? 0) : 0;
    return { ...count, rows: seen.rows, complete: seen.complete, unreadable };
  }

  /** Counts the first records only; says nothing about the rest and is not kept. */
  async preview(asset: DataAsset): Promise<void> {
    const { rules } = asset.quality;
    const done = await this.#pass(rules, PREVIEW_ROWS);
    if (done === null) return;
    const { run, complete, unreadable } = done;
    this.#preview = { rules, counts: run.counts, rows: run.rows, complete, unreadable };
  }

  /** Counts all records and keeps the result with the case. */
  async count(asset: DataAsset): Promise<void> {
    const done = await this.#pass(asset.quality.rules, null);
    if (done === null) return;
    const handles = dataFiles.handlesOf(this.asset);
    changeQuality(this.#open, this.asset, (quality) => ({ ...quality, run: done.run }));
    // They were just proved to be the profiled ones.
    if (handles.length > 0)
      void keptAssetFiles(this.#open).keep(this.asset, handles, dataFiles.of(this.asset)?.choice ?? {});
  }

  cancel(): void {
    this.#stop?.abort();
  }

  async #pass(rules: readonly DataRule[], firstRows: number | null) {
    const atHand = dataFiles.of(this.asset);
    if (atHand === null || this.progress !== null) return null;
    this.#stop = new AbortController();
    this.failure = null;
    this.progress = { phase: '准备计数', done: 0, total: null, unit: '字节' };
    const done = await this.#open.workbench.bridge.call(
      'profile',
      'runDataRules',
      {
        caseRecord: this.#open.record,
        asset: this.asset,
        rules,
        atHand,
        others: dataFiles.others(this.asset),
        firstRows,
      },
      { signal: this.#stop.signal, onProgress: (progress) => (this.progress = progress) },
    );
    this.progress = null;
    if (done.ok) return done.value;
    this.failure = done.failure.code === 'E_CANCELLED' ? null : done.failure;
    return null;
  }
}
