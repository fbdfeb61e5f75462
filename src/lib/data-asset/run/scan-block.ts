import { type Result, ok } from '../../kernel/result';
import { type BundleHeader, FILE_SPAN } from '../bundle/bundle-model';
import { CHUNK_BYTES } from '../bundle/merkle';
import { ProfileKernel } from '../kernel/profile-kernel';
import { WINDOW, recordStart } from '../kernel/split-ranges';
import { FaultTally, type TableSource, countNuls, readRange } from '../source/table-source';
import { kernelForm } from './kernel-form';
import { type ChunkHash, NOTHING, type ScanUnit, type Sha256, type Tell, type UnitResult } from './scan-unit';

/** Read at a time behind the end of the block, for the record that crosses it. */
const OVERRUN_BYTES = 1024 * 1024;

type Block = Extract<ScanUnit, { kind: 'block' }>;

/** The cut itself may begin a record: the byte before it is looked at too. */
const beginning = async (
  source: TableSource,
  columns: number,
  block: Block,
): Promise<Result<number | null>> => {
  if (block.from !== null) return ok(block.from);
  const at = Math.max(0, block.start - 1);
  const window = await readRange(source.file, at, Math.min(source.file.size, at + WINDOW));
  if (!window.ok) return window;
  const found = recordStart(window.value, { delimiter: source.delimiter, columns });
  return ok(found < 0 ? null : at + found);
};

/** The last record of the block may end behind it. */
const overrun = async (source: TableSource, kernel: ProfileKernel, until: number): Promise<Result<null>> => {
  for (let at = until; !kernel.done && at < source.file.size; at += OVERRUN_BYTES) {
    const read = await readRange(source.file, at, Math.min(source.file.size, at + OVERRUN_BYTES));
    if (!read.ok) return read;
    kernel.push(read.value);
  }
  return ok(null);
};

/**
 * One block of a seekable file: its chunks are read once, hashed beside the scan, and scanned from the first record on. The
 * next chunk is being read while one is scanned.
 *
 * Errors: those of `readRange`.
 */
export const scanBlock = async (
  source: TableSource,
  header: BundleHeader,
  block: Block,
  sha256: Sha256,
  tell: Tell,
): Promise<Result<UnitResult>> => {
  const { file, until } = block;
  const { size } = source.file;
  const begin = await beginning(source, header.columns.length, block);
  if (!begin.ok) return begin;
  const from = begin.value;
  const kernel =
    from === null || (from >= until && until < size)
      ? null
      : new ProfileKernel(kernelForm(header, source, file, from, until === size ? Infinity : until));
  const hashes: Promise<ChunkHash>[] = [];
  const faults = new FaultTally();
  const first = block.hash || from === null ? block.start : Math.floor(from / CHUNK_BYTES) * CHUNK_BYTES;
  const readAt = (at: number): Promise<Result<Uint8Array>> =>
    readRange(source.file, at, Math.min(until, at + CHUNK_BYTES));
  let rows = 0;
  let next = first < until ? readAt(first) : null;
  for (let at = first; at < until && next !== null; at += CHUNK_BYTES) {
    const read: Result<Uint8Array> = await next;
    if (!read.ok) return read;
    next = at + CHUNK_BYTES < until ? readAt(at + CHUNK_BYTES) : null;
    const bytes = read.value;
    if (block.hash) hashes.push(sha256(bytes).then((hash) => ({ index: at / CHUNK_BYTES, sha256: hash })));
    if (kernel !== null && from !== null && from < at + bytes.length) {
      const part = from > at ? bytes.subarray(from - at) : bytes;
      countNuls(part, Math.max(from, at), faults);
      kernel.push(part);
    }
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
  return ok({ ...NOTHING, from, to, sketch, chunks: await Promise.all(hashes), faults: faults.list() });
};
