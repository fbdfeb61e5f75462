import { type Result, ok } from '../../kernel/result';
import { type BundleHeader, FILE_SPAN } from '../bundle/bundle-model';
import { CHUNK_BYTES } from '../bundle/merkle';
import { WorkRoom } from '../kernel/work-room';
import { ProfileKernel } from '../kernel/profile-kernel';
import { WINDOW, recordStart } from '../kernel/split-ranges';
import { FaultTally, type TableSource, countNuls, readPieces } from '../source/table-source';
import { kernelForm } from './kernel-form';
import {
  type ChunkHash,
  NOTHING,
  type RunningSha256,
  type ScanUnit,
  type Tell,
  type UnitResult,
} from './scan-unit';

/** Read at a time behind the end of the block, for the record that crosses it. */
const OVERRUN_BYTES = 64 * 1024;

/** Read and scanned at a time; a fraction of a chunk. */
export const SCAN_PIECE = 256 * 1024;

type Block = Extract<ScanUnit, { kind: 'block' }>;

/** The cut itself may begin a record: the byte before it is looked at too. */
const beginning = async (
  source: TableSource,
  columns: number,
  block: Block,
): Promise<Result<number | null>> => {
  if (block.from !== null) return ok(block.from);
  const at = Math.max(0, block.start - 1);
  const end = Math.min(source.file.size, at + WINDOW);
  for await (const window of readPieces(source.file, at, end, WINDOW)) {
    if (!window.ok) return window;
    const found = recordStart(window.value, { delimiter: source.delimiter, columns });
    if (found >= 0) return ok(at + found);
  }
  return ok(null);
};

/** The last record of the block may end behind it. */
const overrun = async (source: TableSource, kernel: ProfileKernel, until: number): Promise<Result<null>> => {
  const end = kernel.done ? until : source.file.size;
  for await (const read of readPieces(source.file, until, end, OVERRUN_BYTES)) {
    if (!read.ok) return read;
    kernel.push(read.value);
    if (kernel.done) break;
  }
  return ok(null);
};

/** Pieces of a chunk go to its hash as they come; behind its last byte the hash is told. */
class ChunkHashes {
  readonly #sha256: RunningSha256;
  readonly #hashes: Promise<ChunkHash>[] = [];

  constructor(sha256: RunningSha256) {
    this.#sha256 = sha256;
  }

  /** @param at offset in the file; `until` the end of the block */
  add(bytes: Uint8Array, at: number, until: number): void {
    let done = 0;
    while (done < bytes.length) {
      const index = Math.floor((at + done) / CHUNK_BYTES);
      const end = Math.min(until, (index + 1) * CHUNK_BYTES);
      const part = bytes.subarray(done, end - at);
      this.#sha256.update(part);
      done += part.length;
      if (at + done === end) this.#hashes.push(this.#sha256.digest().then((sha256) => ({ index, sha256 })));
    }
  }

  all(): Promise<readonly ChunkHash[]> {
    return Promise.all(this.#hashes);
  }
}

/**
 * One block of a seekable file: read once in pieces, each hashed and scanned from the first record on.
 *
 * Errors: those of `readRange`.
 */
export const scanBlock = async (
  source: TableSource,
  header: BundleHeader,
  block: Block,
  sha256: RunningSha256,
  tell: Tell,
  room = new WorkRoom(),
): Promise<Result<UnitResult>> => {
  const { file, until } = block;
  const { size } = source.file;
  const begin = await beginning(source, header.columns.length, block);
  if (!begin.ok) return begin;
  const from = begin.value;
  const kernel =
    from === null || (from >= until && until < size)
      ? null
      : new ProfileKernel(kernelForm(header, source, file, from, until === size ? Infinity : until), room);
  const hashes = new ChunkHashes(sha256);
  const faults = new FaultTally();
  let rows = 0;
  let at = block.hash || from === null ? block.start : from;
  for await (const read of readPieces(source.file, at, until, SCAN_PIECE)) {
    if (!read.ok) return read;
    const bytes = read.value;
    if (block.hash) hashes.add(bytes, at, until);
    if (kernel !== null && from !== null && from < at + bytes.length) {
      const part = from > at ? bytes.subarray(from - at) : bytes;
      countNuls(part, Math.max(from, at), faults);
      kernel.push(part);
    }
    at += bytes.length;
    const now = kernel?.rows ?? 0;
    tell(bytes.length, now - rows);
    rows = now;
  }
  if (kernel !== null) {
    const over = await overrun(source, kernel, until);
    if (!over.ok) return over;
  }
  const sketch = kernel?.finish() ?? null;
  const base = file * FILE_SPAN;
  const to = (sketch?.ranges[0]?.to ?? base + (from ?? 0)) - base;
  tell(0, (sketch?.rows ?? 0) - rows);
  return ok({ ...NOTHING, from, to, sketch, chunks: await hashes.all(), faults: faults.list() });
};
