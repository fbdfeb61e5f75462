import type { Failure } from '../../kernel/result';
import type { ReviewedPackage } from '../../review/desk/review-package';
import type { Workbench } from '../workbench.svelte';
import { broken, lost } from './batch-failures';
import { Lanes } from './batch-lanes.svelte';
import { BatchList, reviewedBy } from './batch-list.svelte';
import type { BatchRow } from './batch-rows';
import { packagesAmong } from './chosen-files';
import { type Ground, readGround, sameGround } from './ground';
import { PackageDetails } from './package-details';
import { PackageReview, type ReviewBasis } from './package-review';
import type { DeskRegister } from './register.svelte';
import { IN_LIST, isWhole } from './shortened';

/** Findings per question shown of one package. */
const IN_DETAIL = 5_000;

/** Packages dropped at the desk, several at a time through workers of their own; one that fails is named and the rest goes on. */
export class ReviewBatch {
  selected = $state<number | null>(null);
  /** All findings of the selected row; `null` while they are asked for. */
  detail = $state.raw<ReviewedPackage | null>(null);
  detailFailure = $state.raw<Failure | null>(null);
  /** Files of the folder chosen last that are no packages. */
  leftOut = $state.raw<readonly string[]>([]);
  /** What packages are reviewed by now; `null` before it was read. */
  ground = $state.raw<Ground | null>(null);
  readonly lanes = new Lanes();
  readonly #bench: Workbench;
  readonly #register: DeskRegister;
  readonly #list: BatchList;
  readonly #review: PackageReview;
  readonly #details = new PackageDetails();
  #stop = new AbortController();

  constructor(bench: Workbench, register: DeskRegister) {
    this.#bench = bench;
    this.#register = register;
    this.#list = new BatchList(register);
    this.#review = new PackageReview(bench, register);
  }

  get rows(): readonly BatchRow[] {
    return this.#list.rows;
  }

  /** The rows with what the register and this batch say of them now. */
  get live(): readonly BatchRow[] {
    return this.#list.live;
  }

  get current(): BatchRow | null {
    const row = this.#list.find(this.selected);
    return row === null ? null : this.#list.asOfNow(row);
  }

  get running(): boolean {
    return this.lanes.running;
  }

  count(state: BatchRow['state']): number {
    return this.#list.count(state);
  }

  /** Whether a row was reviewed by other settings, on another day, or before another revision of its case came in. */
  isStale(row: BatchRow): boolean {
    // Of what is no package at all, nothing hangs on either.
    if ((row.reviewed?.report.id ?? null) === null) return false;
    return row.ground !== this.ground || !this.#list.stands(row);
  }

  async add(files: readonly File[]): Promise<void> {
    const { packages, leftOut } = packagesAmong(files);
    this.leftOut = leftOut;
    const [first] = this.#list.add(packages);
    if (first === undefined) return;
    // The first of a batch is shown; later ones must not pull the page away from whoever reads it.
    this.select(first.key);
    await this.#work();
  }

  /** Stops at once; what waits can be gone on with. */
  cancel(): void {
    this.#list.changeAll(
      ({ state }) => state === 'waiting',
      ({ reviewed }) => (reviewed === null ? 'cancelled' : 'done'),
    );
    this.#stop.abort();
  }

  async goOn(): Promise<void> {
    this.#list.changeAll(
      ({ state }) => state === 'cancelled',
      () => 'waiting',
    );
    await this.#work();
  }

  /** Reviews anew what does not stand as it was reviewed. */
  async reviewAgain(): Promise<void> {
    this.#wake((row) => this.isStale(row));
    await this.#work();
  }

  /** Reads what packages are reviewed by; what is open is reviewed anew at once where that has changed. */
  async refresh(): Promise<void> {
    const before = this.ground;
    await this.#readGround();
    if (before !== null && before !== this.ground) this.#show(this.selected);
  }

  clear(): void {
    this.cancel();
    this.#list.clear();
    this.leftOut = [];
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
    const row = this.#list.find(key);
    if (row === null || row.reviewed === null) return;
    if (!this.isStale(row))
      this.detail = this.#details.get(row.key) ?? (isWhole(row.reviewed) ? row.reviewed : null);
    if (this.detail === null && row.state !== 'checking') void this.#whole(row);
  }

  async #readGround(): Promise<Ground> {
    const read = await readGround(this.#bench);
    if (this.ground === null || !sameGround(this.ground, read)) this.ground = read;
    return this.ground;
  }

  async #work(): Promise<void> {
    if (this.#stop.signal.aborted) this.#stop = new AbortController();
    await this.#register.load();
    const one = async (lane: number): Promise<boolean> => {
      const row = this.#list.take();
      if (row !== null) await this.#safely(row, lane);
      return row !== null;
    };
    const waiting = (): number => this.count('waiting');
    await this.lanes.run(one, waiting);
    if (this.running || this.#stop.signal.aborted) return;
    // Packages of one batch that bear on each other were under way at the same time.
    if (this.#wake((row) => row.ground === this.ground && !this.#list.stands(row)))
      await this.lanes.run(one, waiting);
  }

  #wake(which: (row: BatchRow) => boolean): boolean {
    this.#list.changeAll(
      (row) => row.state === 'done' && which(row),
      () => 'waiting',
    );
    return this.count('waiting') > 0;
  }

  /** A package that cannot be looked at at all is named; the others go on. */
  async #safely(row: BatchRow, lane: number): Promise<void> {
    try {
      await this.#run(row, lane);
    } catch {
      this.#list.change(row.key, { state: 'failed', failure: broken(row.file.name) });
    }
  }

  async #run(row: BatchRow, lane: number): Promise<void> {
    const { key, file } = row;
    const { signal } = this.#stop;
    const by = this.#list.basis(row, await this.#readGround());
    const whole = this.selected === key;
    const again = row.reviewed !== null;
    const result = await this.#review.run(file, by, whole ? IN_DETAIL : IN_LIST, { lane, signal });
    if (!result.ok) {
      const cancelled = result.failure.code === 'E_CANCELLED';
      const state = again ? 'done' : cancelled ? 'cancelled' : 'failed';
      this.#list.change(key, { state, failure: cancelled ? null : result.failure });
      return;
    }
    if (whole) this.#details.keep(key, result.value);
    if (again) await this.#putAgain(row, result.value, by);
    else await this.#putFirst(row, result.value, by);
    if (this.selected === key) this.#show(key);
  }

  async #putFirst({ key, file }: BatchRow, reviewed: ReviewedPackage, by: ReviewBasis): Promise<void> {
    const { id } = reviewed.report;
    const taken = await this.#review.takeIn(file, reviewed);
    this.#list.change(key, {
      ...reviewedBy(reviewed, by),
      ...(id === null || taken === null
        ? {}
        : {
            salts: taken.salts,
            overlaps: taken.overlaps,
            notCompared: taken.notCompared,
            seenBefore: taken.kept.ok ? this.#list.knownBefore(id, taken.kept.value.before) : null,
            failure: taken.kept.ok ? null : taken.kept.failure,
          }),
    });
    // Packages of this batch that share data with it say so too.
    const touched = new Set(taken?.overlaps.map(({ entry }) => entry));
    for (const other of this.rows)
      if (other.state === 'done' && touched.has(other.reviewed?.report.id ?? ''))
        await this.#compareAgain(other);
  }

  /** `false` = the file is not the one that was reviewed before. */
  async #putAgain(
    { key, file, reviewed: before }: BatchRow,
    reviewed: ReviewedPackage,
    by: ReviewBasis,
  ): Promise<boolean> {
    if (reviewed.report.id !== before?.report.id) {
      this.#details.forget(key);
      this.#list.change(key, { state: 'done', failure: lost(file.name) });
      return false;
    }
    this.#list.change(key, { ...reviewedBy(reviewed, by), failure: null });
    await this.#review.putAnswers(reviewed);
    return true;
  }

  async #compareAgain({ key, reviewed, salts }: BatchRow): Promise<void> {
    const id = reviewed?.report.id ?? null;
    if (id === null || salts.length === 0) return;
    const compared = await this.#review.overlaps.again(id, salts);
    if (compared !== null) this.#list.change(key, compared);
  }

  /** All findings of a row, by the settings of now. */
  async #whole(row: BatchRow): Promise<void> {
    const { key, file } = row;
    const by = this.#list.basis(row, await this.#readGround());
    const result = await this.#review.run(file, by, IN_DETAIL);
    if (result.ok) this.#details.keep(key, result.value);
    if (result.ok && !(await this.#putAgain(row, result.value, by))) {
      if (this.selected === key) this.detailFailure = lost(file.name);
      return;
    }
    if (this.selected !== key) return;
    if (result.ok) this.detail = result.value;
    else this.detailFailure = result.failure;
  }
}
