import { type Failure, type Result, fail, ok, refuse } from '../../kernel/result';
import type { BundleHeader, OpenSketch, ProfileBundle } from '../bundle/bundle-model';
import { mergeSketches } from '../kernel/merge-sketch';
import type { ProfileSketch } from '../kernel/sketch';
import { type TableSource, changeOf } from '../source/table-source';
import { FileRun } from './file-run';
import type { ScanLane, ScanUnit } from './scan-unit';

/** How far a run has come. */
export interface RunProgress {
  /** Of all files. */
  readonly bytes: number;
  readonly totalBytes: number;
  /** Records so far, those of an earlier sitting among them. */
  readonly rows: number;
  /** Of this sitting; `null` before anything was measured. */
  readonly rowsPerSecond: number | null;
  readonly secondsLeft: number | null;
}

export interface RunInput {
  readonly sources: readonly TableSource[];
  readonly header: BundleHeader;
  /** What an earlier sitting left, already recognised as that of these files. */
  readonly resume: ProfileBundle | null;
  readonly lanes: readonly ScanLane[];
  /** Milliseconds of any clock. */
  readonly now: () => number;
  /** Settles when the run is to stop. */
  readonly cancelled: Promise<void>;
  readonly progress: (progress: RunProgress) => void;
  /** Called after each merged block, and once more on a cancel. */
  readonly checkpoint: (bundle: () => ProfileBundle) => void;
}

/** Blocks ahead of the merged one, for each lane. */
const AHEAD = 2;

class ProfileRun {
  readonly #input: RunInput;
  readonly #files: FileRun[];
  readonly #begun: number;
  readonly #bytesBefore: number;
  readonly #rowsBefore: number;
  readonly #totalBytes: number;
  #sketch: ProfileSketch | null;
  /** Files whose sketches are in `#sketch`. */
  #folded = 0;
  #bytes = 0;
  #rows = 0;
  #failure: Failure | null = null;
  #stopped = false;
  #wake: (() => void)[] = [];

  constructor(input: RunInput) {
    const { sources, header, resume, now } = input;
    this.#input = input;
    this.#begun = now();
    this.#files = sources.map(
      (source, i) => new FileRun(i, source, header.blockBytes, resume?.files[i] ?? null),
    );
    for (const { file, sketch } of resume?.open ?? []) this.#files[file]?.resume(sketch);
    this.#sketch = resume?.sketch ?? null;
    const open = new Set(resume?.open.map(({ file }) => file));
    while (resume?.files[this.#folded]?.complete === true && !open.has(this.#folded)) this.#folded += 1;
    this.#totalBytes = sources.reduce((sum, { file }) => sum + file.size, 0);
    this.#rowsBefore = resume?.files.reduce((sum, { rows }) => sum + rows, 0) ?? 0;
    this.#bytesBefore =
      resume?.files.reduce((sum, file, i) => {
        const seekable = sources[i]?.seekable === true;
        return sum + (file.complete ? file.bytes : seekable ? file.readTo : 0);
      }, 0) ?? 0;
  }

  bundle(): ProfileBundle {
    const open: OpenSketch[] = this.#files.flatMap((file, i) =>
      file.sketch === null ? [] : [{ file: i, sketch: file.sketch }],
    );
    return {
      header: this.#input.header,
      files: this.#files.map((file) => file.state()),
      sketch: this.#sketch,
      open,
    };
  }

  async run(): Promise<Result<ProfileBundle>> {
    const { lanes, cancelled, checkpoint } = this.#input;
    const stop = cancelled.then(() => {
      this.#stopped = true;
      this.#wakeAll();
      return true;
    });
    const folded = await this.#fold();
    if (!folded.ok) return folded;
    const work = Promise.all(lanes.map((lane) => this.#work(lane))).then(() => false);
    if (await Promise.race([work, stop])) {
      checkpoint(() => this.bundle());
      return refuse('E_CANCELLED', '已取消', '', '需要时可以续扫：已扫完的部分留在本机');
    }
    return this.#failure === null ? ok(this.bundle()) : fail(this.#failure);
  }

  async #work(lane: ScanLane): Promise<void> {
    while (!this.#stopped && this.#failure === null && this.#folded < this.#files.length) {
      const unit = this.#nextUnit();
      if (unit === null) {
        await new Promise<void>((resolve) => this.#wake.push(resolve));
        continue;
      }
      const settled = await this.#do(lane, unit);
      if (!settled.ok) this.#failure ??= settled.failure;
      this.#wakeAll();
    }
  }

  #nextUnit(): ScanUnit | null {
    const ahead = AHEAD * this.#input.lanes.length;
    for (const file of this.#files.slice(this.#folded, this.#folded + ahead)) {
      const unit = file.next(ahead);
      if (unit !== null) return unit;
    }
    return null;
  }

  async #do(lane: ScanLane, unit: ScanUnit): Promise<Result<null>> {
    const result = await lane.run(unit, (bytes, rows) => {
      this.#tell(bytes, rows);
    });
    if (this.#stopped) return ok(null);
    if (!result.ok) return result;
    const file = this.#files[unit.file];
    const settled = file === undefined ? ok(null) : await file.settle(unit, result.value);
    if (!settled.ok) return settled;
    const folded = await this.#fold();
    const { kind } = unit;
    if (folded.ok && (kind === 'block' || kind === 'stream')) this.#input.checkpoint(() => this.bundle());
    return folded;
  }

  /** Sketches of finished files join in the order of the files, so that the sum does not depend on who was faster. */
  async #fold(): Promise<Result<null>> {
    for (;;) {
      const at = this.#folded;
      const file = this.#files[at];
      if (file?.complete !== true) return ok(null);
      const sketch = file.take();
      this.#folded += 1;
      if (sketch === null) continue;
      const merged = this.#sketch === null ? ok(sketch) : mergeSketches(this.#sketch, sketch);
      if (!merged.ok) return merged;
      this.#sketch = merged.value;
      const source = this.#input.sources[at];
      const changed = source === undefined ? null : await changeOf(source.file, source.file.size);
      if (changed !== null) return fail(changed);
    }
  }

  #tell(bytes: number, rows: number): void {
    if (this.#stopped) return;
    this.#bytes += bytes;
    this.#rows += rows;
    const seconds = (this.#input.now() - this.#begun) / 1000;
    const done = Math.min(this.#totalBytes, this.#bytesBefore + this.#bytes);
    const measured = seconds > 0 && this.#bytes > 0;
    this.#input.progress({
      bytes: done,
      totalBytes: this.#totalBytes,
      rows: this.#rowsBefore + this.#rows,
      rowsPerSecond: measured ? Math.round(this.#rows / seconds) : null,
      secondsLeft: measured ? Math.ceil(((this.#totalBytes - done) / this.#bytes) * seconds) : null,
    });
  }

  #wakeAll(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}

/**
 * Profiles a data set with as many lanes as are given: blocks of seekable files in any order, streams block after block,
 * merged in order. The result does not depend on the number of lanes or on how often the work was broken off.
 *
 * Errors: `E_CANCELLED`; `E_READ` and `E_FILE_CHANGED` with the offset; those of opening a file.
 */
export const runProfile = (input: RunInput): Promise<Result<ProfileBundle>> => new ProfileRun(input).run();
