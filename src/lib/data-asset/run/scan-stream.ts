import { type Failure, type Result, fail, ok } from '../../kernel/result';
import { type BundleHeader, FILE_SPAN } from '../bundle/bundle-model';
import { WorkRoom } from '../kernel/work-room';
import { ProfileKernel } from '../kernel/profile-kernel';
import type { SourceChunk, SourceFault, TableSource } from '../source/table-source';
import { kernelForm } from './kernel-form';
import { NOTHING, type Tell, type UnitResult } from './scan-unit';

/** The disk refused or the file moved: nothing that was read can be trusted to belong together. */
const ABORTS: readonly string[] = ['E_READ', 'E_FILE_CHANGED'];

/** Reads a stream block by block; the blocks do not depend on how the source cuts its chunks. */
export class StreamScan {
  readonly #source: TableSource;
  readonly #header: BundleHeader;
  readonly #file: number;
  readonly #chunks: AsyncIterator<SourceChunk>;
  #rest: Uint8Array = new Uint8Array(0);
  /** Offset of `#rest` in the delivered records. */
  #at = 0;
  #consumed = 0;
  #end = false;
  #broken: Failure | null = null;
  #faults: readonly SourceFault[] = [];

  readonly #room: WorkRoom;

  constructor(source: TableSource, header: BundleHeader, file: number, room = new WorkRoom()) {
    this.#room = room;
    this.#source = source;
    this.#header = header;
    this.#file = file;
    this.#chunks = source.stream()[Symbol.asyncIterator]();
  }

  /**
   * Records that begin in `[from, until)`; what lies before `from` is passed over.
   *
   * Errors: `E_READ`, `E_FILE_CHANGED`. A source that breaks off otherwise is `broken`, and what came before counts.
   */
  async next(from: number, until: number, tell: Tell): Promise<Result<UnitResult>> {
    while (this.#at + this.#rest.length < from && (await this.#more(tell)));
    if (this.#at < from) this.#drop(Math.min(this.#rest.length, from - this.#at));
    const kernel = new ProfileKernel(
      kernelForm(this.#header, this.#source, this.#file, from, until),
      this.#room,
    );
    let rows = 0;
    for (;;) {
      kernel.push(this.#rest);
      tell(0, kernel.rows - rows);
      ({ rows } = kernel);
      if (kernel.done) break;
      this.#drop(this.#rest.length);
      if (!(await this.#more(tell))) break;
    }
    const aborted = this.#broken !== null && ABORTS.includes(this.#broken.code) ? this.#broken : null;
    if (aborted !== null) return fail(aborted);
    const sketch = kernel.finish();
    const base = this.#file * FILE_SPAN;
    const to = (sketch.ranges[0]?.to ?? base + from) - base;
    tell(0, sketch.rows - rows);
    if (!this.#end || this.#rest.length > 0) this.#drop(Math.max(0, to - this.#at));
    const end = this.#end && this.#rest.length === 0;
    return ok({
      ...NOTHING,
      from,
      to,
      sketch,
      end,
      broken: end ? this.#broken : null,
      faults: end ? this.#faults : [],
    });
  }

  /** Lets go of the source. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  #drop(bytes: number): void {
    this.#rest = this.#rest.subarray(bytes);
    this.#at += bytes;
  }

  /** Takes the next chunk behind an empty rest, or behind one that is passed over. */
  async #more(tell: Tell): Promise<boolean> {
    if (this.#end) return false;
    const next = await this.#chunks.next();
    if (next.done === true) {
      this.#end = true;
      return false;
    }
    const { value } = next;
    this.#at += this.#rest.length;
    this.#rest = value.bytes;
    tell(value.consumed - this.#consumed, 0);
    this.#consumed = value.consumed;
    this.#faults = value.faults ?? this.#faults;
    if (value.failure !== undefined) {
      this.#broken = value.failure;
      this.#end = true;
    }
    return true;
  }
}
