import { type Result, ok } from '../../kernel/result';
import { CHUNK_BYTES } from '../bundle/merkle';
import { packed } from '../kernel/moved';
import { WorkRoom } from '../kernel/work-room';
import { type SourceFile, type TableSource, openSource, readPieces, reordered } from '../source/table-source';
import { SCAN_PIECE, scanBlock } from './scan-block';
import { StreamScan } from './scan-stream';
import {
  type ChunkHash,
  type Hashing,
  NOTHING,
  type RunningSha256,
  type ScanLane,
  type ScanSetup,
  type ScanUnit,
  type Tell,
  type UnitResult,
} from './scan-unit';

/** SHA-256 of chunks `[chunk, chunk + count)` of a file. */
export const hashChunks = async (
  file: SourceFile,
  chunk: number,
  count: number,
  sha256: RunningSha256,
): Promise<Result<readonly ChunkHash[]>> => {
  const hashes: ChunkHash[] = [];
  for (let index = chunk; index < chunk + count; index += 1) {
    const to = Math.min(file.size, (index + 1) * CHUNK_BYTES);
    const hash = await hashRange(file, index * CHUNK_BYTES, to, sha256);
    if (!hash.ok) return hash;
    hashes.push({ index, sha256: hash.value });
  }
  return ok(hashes);
};

const hashRange = async (
  file: SourceFile,
  from: number,
  to: number,
  sha256: RunningSha256,
): Promise<Result<string>> => {
  for await (const piece of readPieces(file, from, to, SCAN_PIECE)) {
    if (!piece.ok) return piece;
    sha256.update(piece.value);
  }
  return ok(await sha256.digest());
};

/** Does units in the thread it lives in; opens a file when its first unit comes. */
export class LocalLane implements ScanLane {
  readonly #setup: ScanSetup;
  readonly #hashing: Hashing;
  #sha256: RunningSha256 | null = null;
  readonly #sources = new Map<number, TableSource>();
  readonly #room = new WorkRoom();
  readonly #spares: ArrayBuffer[] = [];
  #stream: { readonly file: number; readonly scan: StreamScan } | null = null;

  constructor(setup: ScanSetup, hashing: Hashing) {
    this.#setup = setup;
    this.#hashing = hashing;
  }

  /** The sketch of a result lies in one piece of memory, which `release` gives back for the next. */
  async run(unit: ScanUnit, tell: Tell): Promise<Result<UnitResult>> {
    const result = await this.#do(unit, tell);
    if (!result.ok || result.value.sketch === null) return result;
    const { value, buffer } = packed(result.value.sketch, this.#spares.pop() ?? null);
    const release = (): void => {
      this.reuse(buffer);
    };
    return ok({ ...result.value, sketch: value, release });
  }

  /** Takes memory that a result lay in. */
  reuse(buffer: ArrayBuffer): void {
    this.#spares.push(buffer);
  }

  async #do(unit: ScanUnit, tell: Tell): Promise<Result<UnitResult>> {
    const file = this.#setup.files[unit.file];
    if (file === undefined) throw new Error(`no file ${unit.file}`);
    if (unit.kind === 'hash') {
      const chunks = await hashChunks(file, unit.chunk, unit.count, await this.#hash());
      return chunks.ok ? ok({ ...NOTHING, chunks: chunks.value }) : chunks;
    }
    if (unit.kind === 'whole') {
      const hash = await hashRange(file, 0, file.size, await this.#hash());
      return hash.ok ? ok({ ...NOTHING, sha256: hash.value }) : hash;
    }
    const source = await this.#open(unit.file, file);
    if (!source.ok) return source;
    if (unit.kind === 'block')
      return scanBlock(source.value, this.#setup.header, unit, await this.#hash(), tell, this.#room);
    const scan = await this.#streamOf(unit.file, source.value);
    const result = await scan.next(unit.from, unit.until, tell);
    if (!result.ok || result.value.end) this.#stream = null;
    return result;
  }

  /** One for all that this lane hashes. */
  async #hash(): Promise<RunningSha256> {
    this.#sha256 ??= await this.#hashing();
    return this.#sha256;
  }

  async #open(index: number, file: SourceFile): Promise<Result<TableSource>> {
    const known = this.#sources.get(index);
    if (known !== undefined) return ok(known);
    const { choice, header } = this.#setup;
    const opened = await openSource(file, { ...choice, columns: header.columns });
    if (!opened.ok) return opened;
    const { value } = opened;
    const same = value.header.every((name, i) => name === header.columns[i]);
    const source = same ? value : reordered(value, header.columns);
    this.#sources.set(index, source);
    return ok(source);
  }

  async #streamOf(file: number, source: TableSource): Promise<StreamScan> {
    if (this.#stream?.file === file) return this.#stream.scan;
    await this.#stream?.scan.close();
    const scan = new StreamScan(source, this.#setup.header, file, this.#room);
    this.#stream = { file, scan };
    return scan;
  }
}
