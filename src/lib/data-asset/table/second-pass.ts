import type { Failure, Result } from '../../kernel/result';
import { fail, ok } from '../../kernel/result';
import type { RecordBlock } from '../kernel/record-block';
import { RecordScanner, type ScanForm } from '../kernel/record-scanner';
import { hashRow } from '../kernel/row-hash';
import { CellSetHash } from './cell-set-hash';
import type { MissingRule } from './coded-sample';
import { HashPartition } from './hash-partition';
import type { SpillPort } from './spill';

/** What is counted exactly: whole rows (byte-equal cells), or cells of some columns (outer white space removed). */
export type PassTask =
  | { readonly kind: 'rows' }
  | { readonly kind: 'cells'; readonly columns: readonly number[]; readonly missing: MissingRule };

export interface SecondPassForm extends ScanForm {
  readonly tasks: readonly PassTask[];
  readonly missingTokens: readonly string[];
  readonly spill: SpillPort;
  /** A power of two, the same in all parts; from `bucketsFor`. */
  readonly buckets: number;
}

/** One range after its second pass: hashes of all tasks in `spill`, task t from bucket t × `buckets` on. */
export interface PassPart {
  readonly spill: SpillPort;
  readonly buckets: number;
  readonly tasks: readonly PassTask[];
  /** Records that were read, and what the pass ended before. */
  readonly rows: number;
  readonly to: number;
  /** Rows without one of the cells, by task; 0 where they count as a value. */
  readonly missing: readonly number[];
}

/** Hashes of one bucket in memory: 32 MiB. */
const BUCKET_HASHES = 4 * 1024 * 1024;
const MOST_BUCKETS = 1024;

/** Buckets so that one of them fits in memory. @param rows of the whole table, from the first pass */
export const bucketsFor = (rows: number): number => {
  let buckets = 1;
  while (buckets < MOST_BUCKETS && buckets * BUCKET_HASHES < rows * 2) buckets *= 2;
  return buckets;
};

interface Counter {
  readonly hash: CellSetHash | null;
  readonly drops: boolean;
  readonly partition: HashPartition;
  missing: number;
}

/**
 * Reads a range of the file once more, for what the first pass can only estimate. Push bytes as into `ProfileKernel`. Memory:
 * buckets × 16 KiB per task; 8 bytes per row and task go to the spill port. Parts of one file are counted together by
 * `taskCounts`, so ranges may be read by different workers.
 */
export class SecondPass {
  readonly #form: SecondPassForm;
  readonly #scanner: RecordScanner;
  readonly #counters: readonly Counter[];
  readonly #hash = new Int32Array(2);
  #rows = 0;
  #failure: Failure | null = null;

  constructor(form: SecondPassForm) {
    this.#form = form;
    const { tasks, buckets, spill, missingTokens } = form;
    this.#counters = tasks.map((task, i) => ({
      hash: task.kind === 'rows' ? null : new CellSetHash(task.columns, missingTokens),
      drops: task.kind === 'cells' && task.missing === 'drop',
      partition: new HashPartition(spill, buckets, i * buckets),
      missing: 0,
    }));
    // Faults and blank lines were counted by the first pass.
    const ignore = (): void => undefined;
    this.#scanner = new RecordScanner(form, {
      block: (block) => {
        this.#addBlock(block);
      },
      fault: ignore,
      blank: ignore,
    });
  }

  /** More bytes are not needed: the range is read, or the spill failed. */
  get done(): boolean {
    return this.#scanner.done || this.#failure !== null;
  }

  get rows(): number {
    return this.#rows;
  }

  push(chunk: Uint8Array): void {
    if (this.#failure === null) this.#scanner.push(chunk);
  }

  /** Ends the pass. Errors: `E_SPILL` when hashes could not be stored. */
  finish(): Result<PassPart> {
    if (this.#failure === null) this.#scanner.finish();
    for (const { partition } of this.#counters) this.#failure ??= partition.finish();
    if (this.#failure !== null) return fail(this.#failure);
    const { spill, buckets, tasks } = this.#form;
    return ok({
      spill,
      buckets,
      tasks,
      rows: this.#rows,
      to: this.#scanner.offset,
      missing: this.#counters.map(({ missing }) => missing),
    });
  }

  #addBlock(block: RecordBlock): void {
    if (this.#failure !== null) return;
    this.#rows += block.rows;
    for (const counter of this.#counters) this.#addTask(block, counter);
  }

  #addTask(block: RecordBlock, counter: Counter): void {
    const { columns } = this.#form;
    const out = this.#hash;
    for (let row = 0; row < block.rows; row += 1) {
      if (counter.hash === null) hashRow(block, row, columns, out);
      else if (!counter.hash.of(block, row, columns, out) && counter.drops) {
        counter.missing += 1;
        continue;
      }
      const failure = counter.partition.add(out[0] ?? 0, out[1] ?? 0);
      if (failure !== null) {
        this.#failure = failure;
        return;
      }
    }
  }
}
