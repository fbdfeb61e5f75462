import { type Result, ok } from '../../kernel/result';
import { CHUNK_BYTES } from '../bundle/merkle';
import { type SourceFile, type TableSource, openSource, readRange, reordered } from '../source/table-source';
import { scanBlock } from './scan-block';
import { StreamScan } from './scan-stream';
import {
  type ChunkHash,
  NOTHING,
  type ScanLane,
  type ScanSetup,
  type ScanUnit,
  type Sha256,
  type Tell,
  type UnitResult,
} from './scan-unit';

/** SHA-256 of chunks `[chunk, chunk + count)` of a file. */
export const hashChunks = async (
  file: SourceFile,
  chunk: number,
  count: number,
  sha256: Sha256,
): Promise<Result<readonly ChunkHash[]>> => {
  const hashes: ChunkHash[] = [];
  for (let index = chunk; index < chunk + count; index += 1) {
    const read = await readRange(file, index * CHUNK_BYTES, Math.min(file.size, (index + 1) * CHUNK_BYTES));
    if (!read.ok) return read;
    hashes.push({ index, sha256: await sha256(read.value) });
  }
  return ok(hashes);
};

/** Does units in the thread it lives in; opens a file when its first unit comes. */
export class LocalLane implements ScanLane {
  readonly #setup: ScanSetup;
  readonly #sha256: Sha256;
  readonly #sources = new Map<number, TableSource>();
  #stream: { readonly file: number; readonly scan: StreamScan } | null = null;

  constructor(setup: ScanSetup, sha256: Sha256) {
    this.#setup = setup;
    this.#sha256 = sha256;
  }

  async run(unit: ScanUnit, tell: Tell): Promise<Result<UnitResult>> {
    const file = this.#setup.files[unit.file];
    if (file === undefined) throw new Error(`no file ${unit.file}`);
    if (unit.kind === 'hash') {
      const chunks = await hashChunks(file, unit.chunk, unit.count, this.#sha256);
      return chunks.ok ? ok({ ...NOTHING, chunks: chunks.value }) : chunks;
    }
    if (unit.kind === 'whole') {
      const bytes = await readRange(file, 0, file.size);
      return bytes.ok ? ok({ ...NOTHING, sha256: await this.#sha256(bytes.value) }) : bytes;
    }
    const source = await this.#open(unit.file, file);
    if (!source.ok) return source;
    if (unit.kind === 'block') return scanBlock(source.value, this.#setup.header, unit, this.#sha256, tell);
    const scan = await this.#streamOf(unit.file, source.value);
    const result = await scan.next(unit.from, unit.until, tell);
    if (!result.ok || result.value.end) this.#stream = null;
    return result;
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
    const scan = new StreamScan(source, this.#setup.header, file);
    this.#stream = { file, scan };
    return scan;
  }
}
