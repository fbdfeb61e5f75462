import { type Failure, type Result, fail, ok } from '../../kernel/result';
import type { BundleFile } from '../bundle/bundle-model';
import { CHUNK_BYTES, chunkCount, merkleRoot } from '../bundle/merkle';
import { mergeSketches } from '../kernel/merge-sketch';
import { movedInto } from '../kernel/moved';
import type { ProfileSketch } from '../kernel/sketch';
import { WorkRoom } from '../kernel/work-room';
import { FaultTally, type TableSource } from '../source/table-source';
import type { ScanUnit, UnitResult } from './scan-unit';

/** Files up to here are hashed as a whole too, so that anybody can compare them by SHA-256. */
export const WHOLE_BYTES = 64 * 1024 * 1024;

/** Records of a sketch, those with another number of cells among them; they went to no column. */
export const recordsOf = ({ rows, faults }: ProfileSketch): number =>
  rows + (faults.get('E_RAGGED')?.count ?? 0);

/**
 * One file of a run: hands out its units, takes their results in any order and merges them in order. Each block must begin
 * where the one before it ended, which proves every guess; one that does not is handed out again with its true beginning.
 */
export class FileRun {
  readonly #index: number;
  readonly #source: TableSource;
  readonly #blockBytes: number;
  readonly #blocks: number;
  readonly #chunks: (string | null)[];
  readonly #pending = new Map<number, UnitResult>();
  readonly #faults = new FaultTally();
  #sketch: ProfileSketch | null = null;
  /** The sketch lies in the first; the next merge goes to the second, and they change places. */
  #rooms: readonly [WorkRoom, WorkRoom] = [new WorkRoom(), new WorkRoom()];
  #rows = 0;
  /** Where the next record begins; everything before was merged. */
  #expected: number;
  /** Blocks merged and handed out. */
  #merged = 0;
  #given = 0;
  #redo = -1;
  #streaming = false;
  #ended = false;
  #hashedTo = 0;
  #whole: 'open' | 'given' | 'done' = 'open';
  #sha256: string | null = null;
  #broken: Failure | null = null;
  #root: string | null = null;

  constructor(index: number, source: TableSource, blockBytes: number, known: BundleFile | null) {
    const { size } = source.file;
    this.#index = index;
    this.#source = source;
    this.#blockBytes = blockBytes;
    this.#blocks = source.seekable ? Math.max(1, Math.ceil(size / blockBytes)) : 0;
    this.#chunks = known === null ? Array.from({ length: chunkCount(size) }, () => null) : [...known.chunks];
    this.#expected = known?.readTo ?? source.from;
    this.#rows = known?.rows ?? 0;
    this.#sha256 = known?.sha256 ?? null;
    this.#faults.addAll(known?.faults ?? []);
    if (known === null) return;
    this.#merged = known.ended
      ? this.#blocks
      : Math.min(this.#blocks, Math.floor(this.#expected / blockBytes));
    this.#given = this.#merged;
    this.#ended = known.ended;
    this.#root = known.merkleRoot;
    this.#broken = known.broken === null ? null : { ...known.broken, path: known.name, remedy: '' };
  }

  /** Sketch so far; `null` before the first block and after `take`. */
  get sketch(): ProfileSketch | null {
    return this.#sketch;
  }

  /** All records were merged and all bytes hashed. */
  get complete(): boolean {
    return this.#root !== null && this.#recordsDone() && (!this.#wantsWhole() || this.#whole === 'done');
  }

  /** Goes on from a stored part. */
  resume(sketch: ProfileSketch): void {
    this.#sketch = sketch;
  }

  /** Hands the sketch over. */
  take(): ProfileSketch | null {
    const sketch = this.#sketch;
    this.#sketch = null;
    this.#rooms = [new WorkRoom(), new WorkRoom()];
    return sketch;
  }

  /** The next piece of work, `null` when there is none now. @param ahead blocks that may be handed out before the merged one */
  next(ahead: number): ScanUnit | null {
    return (this.#source.seekable ? this.#nextBlock(ahead) : this.#nextOfStream()) ?? this.#nextHash();
  }

  /** Takes a result. Errors: those of `mergeSketches`, which are faults of the program. */
  async settle(unit: ScanUnit, result: UnitResult): Promise<Result<null>> {
    for (const { index, sha256 } of result.chunks) this.#chunks[index] = sha256;
    if (unit.kind === 'whole') {
      this.#sha256 = result.sha256;
      this.#whole = 'done';
    }
    if (unit.kind === 'block') this.#pending.set(unit.block, result);
    const merged = unit.kind === 'stream' ? this.#settleStream(result) : this.#mergeBlocks();
    if (!merged.ok) return merged;
    if (this.#root === null && !this.#chunks.includes(null)) {
      this.#root = await merkleRoot(this.#chunks.filter((chunk) => chunk !== null));
      if (this.#chunks.length === 1) this.#sha256 = this.#chunks[0] ?? null;
    }
    return merged;
  }

  state(): BundleFile {
    const { file, format, gzip, encoding, delimiter, sheet, notes } = this.#source;
    return {
      name: file.name,
      bytes: file.size,
      lastModified: file.lastModified,
      format,
      gzip,
      encoding,
      delimiter,
      sheet,
      chunkBytes: CHUNK_BYTES,
      chunks: [...this.#chunks],
      merkleRoot: this.#root,
      sha256: this.#sha256,
      rows: this.#rows,
      ended: this.#recordsDone(),
      complete: this.complete,
      readTo: this.#expected,
      faults: this.#faults.list(),
      broken: this.#broken === null ? null : { code: this.#broken.code, message: this.#broken.message },
      notes,
    };
  }

  #recordsDone(): boolean {
    return this.#source.seekable ? this.#merged === this.#blocks : this.#ended;
  }

  #wantsWhole(): boolean {
    return this.#sha256 === null && this.#source.file.size <= WHOLE_BYTES;
  }

  #untilOf(block: number): number {
    return Math.min(this.#source.file.size, (block + 1) * this.#blockBytes);
  }

  #blockUnit(block: number, from: number | null, hash: boolean): ScanUnit {
    const start = block * this.#blockBytes;
    return { kind: 'block', file: this.#index, block, start, until: this.#untilOf(block), from, hash };
  }

  #hasAllChunks(block: number): boolean {
    const from = (block * this.#blockBytes) / CHUNK_BYTES;
    return !this.#chunks.slice(from, Math.ceil(this.#untilOf(block) / CHUNK_BYTES)).includes(null);
  }

  #nextBlock(ahead: number): ScanUnit | null {
    if (this.#redo >= 0) {
      const block = this.#redo;
      this.#redo = -1;
      return this.#blockUnit(block, this.#expected, false);
    }
    if (this.#given === this.#blocks || this.#given - this.#merged > ahead) return null;
    const block = this.#given;
    this.#given += 1;
    const sure = block === this.#merged ? this.#expected : null;
    return this.#blockUnit(block, sure, !this.#hasAllChunks(block));
  }

  #nextOfStream(): ScanUnit | null {
    if (this.#ended || this.#streaming) return null;
    this.#streaming = true;
    const until = (Math.floor(this.#expected / this.#blockBytes) + 1) * this.#blockBytes;
    return { kind: 'stream', file: this.#index, from: this.#expected, until };
  }

  /** What no block has hashed: files that are streamed, and chunks left over when a scan was broken off. */
  #nextHash(): ScanUnit | null {
    if (this.#source.seekable && !this.#recordsDone()) return null;
    const chunk = this.#chunks.indexOf(null, this.#hashedTo);
    if (chunk < 0) return this.#nextWhole();
    const count = Math.min(this.#chunks.length - chunk, this.#blockBytes / CHUNK_BYTES);
    this.#hashedTo = chunk + count;
    return { kind: 'hash', file: this.#index, chunk, count };
  }

  #nextWhole(): ScanUnit | null {
    if (!this.#wantsWhole() || this.#whole !== 'open' || this.#root === null) return null;
    this.#whole = 'given';
    return { kind: 'whole', file: this.#index };
  }

  #settleStream(result: UnitResult): Result<null> {
    this.#streaming = false;
    this.#ended = result.end;
    this.#broken = result.broken;
    return this.#merge(result);
  }

  #mergeBlocks(): Result<null> {
    for (;;) {
      const block = this.#merged;
      const result = this.#pending.get(block);
      if (result === undefined) return ok(null);
      this.#pending.delete(block);
      // A record that began earlier may reach over the whole block; what was read of it there is not one.
      // (A table without records has one empty block, whose sketch is that of nothing.)
      const empty = this.#sketch === null && result.from === this.#expected;
      const covered = this.#expected >= this.#untilOf(block) && !empty;
      if (!covered && result.from !== this.#expected) {
        this.#redo = block;
        result.release?.();
        return ok(null);
      }
      if (covered) result.release?.();
      const merged = covered ? ok(null) : this.#merge(result);
      if (!merged.ok) return merged;
      this.#merged += 1;
    }
  }

  #merge({ sketch, to, faults, release }: UnitResult): Result<null> {
    this.#faults.addAll(faults);
    this.#expected = to;
    if (sketch === null) return ok(null);
    this.#rows += recordsOf(sketch);
    const [held, free] = this.#rooms;
    free.begin();
    const merged = this.#sketch === null ? ok(sketch) : mergeSketches(this.#sketch, sketch, free);
    if (!merged.ok) return fail(merged.failure);
    this.#sketch = movedInto(free, merged.value);
    this.#rooms = [free, held];
    release?.();
    return ok(null);
  }
}
