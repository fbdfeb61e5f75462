import {
  type ColumnMetaData,
  type Compressors,
  type DecodedArray,
  type FileMetaData,
  type PageHeader,
  type SchemaTree,
  parquetSchema,
} from 'hyparquet';
import { compressors, decompressZstd } from 'hyparquet-compressors';
import { parquetHeader, readPage } from 'hyparquet/src/column.js';
import { DEFAULT_PARSERS, convert } from 'hyparquet/src/convert.js';
import { crc32 } from '../../container/crc32';
import { type Failure, type Result, fail, ok } from '../../kernel/result';
import { damagedParquet } from './parquet-footer';
import { readRange } from './read-file';
import type { SourceFile } from './source-model';

/** Values of one page in order; `null` where the file says so, `undefined` where it contradicts itself. */
export type PageValues = ArrayLike<unknown>;

/** Largest page, packed or unpacked, and most values in it. */
export const PAGE_BYTES = 128 * 1024 * 1024;
export const PAGE_VALUES = 16 * 1024 * 1024;
const WINDOW_BYTES = 256 * 1024;
const HEADER_BYTES = 16 * 1024 * 1024;

class PageTooLarge extends Error {}

/** Unpackers that stop before they fill the memory. */
export const boundedCompressors: Compressors = Object.fromEntries(
  Object.entries({
    ...compressors,
    ZSTD: (input: Uint8Array, length: number) => decompressZstd(input, new Uint8Array(length)),
  }).map(([codec, unpack]) => [
    codec,
    (input: Uint8Array, length: number): Uint8Array => {
      if (length < 0 || length > PAGE_BYTES) throw new PageTooLarge();
      return unpack(input, length);
    },
  ]),
);

/** Bytes of a column chunk in the file. */
export const chunkRange = (meta: ColumnMetaData): { readonly from: number; readonly to: number } => {
  const dictionary = Number(meta.dictionary_page_offset ?? 0n);
  const data = Number(meta.data_page_offset);
  const from = dictionary > 0 && dictionary < data ? dictionary : data;
  return { from, to: from + Number(meta.total_compressed_size) };
};

/** The schema with its leaves stripped of meaning, so that values come as they lie in the file. */
export const physicalTree = (metadata: FileMetaData): SchemaTree =>
  parquetSchema({
    schema: metadata.schema.map(({ converted_type: converted, logical_type: logical, ...element }) =>
      element.type === undefined
        ? {
            ...element,
            ...(converted === undefined ? {} : { converted_type: converted }),
            ...(logical === undefined ? {} : { logical_type: logical }),
          }
        : element,
    ),
  });

export interface ChunkPlace {
  readonly file: SourceFile;
  readonly meta: ColumnMetaData;
  /** From the root to the leaf, of the physical tree. */
  readonly path: readonly SchemaTree[];
  /** Rows of the row group. */
  readonly rows: number;
  /** `行组 3 › 列 金额`. */
  readonly where: string;
}

/**
 * Pages of one flat column chunk, one after another, each looked at before it is unpacked: size, number of values and, where
 * the file gives it, its CRC. Memory is one page and the dictionary, whatever the size of the row group.
 */
export class PageReader {
  readonly #place: ChunkPlace;
  readonly #to: number;
  #at: number;
  #window: Uint8Array = new Uint8Array(0);
  #windowAt = 0;
  #dictionary: DecodedArray | undefined;
  #left: number;
  #pageBytes = 0;
  #dictionaryBytes = 0;

  constructor(place: ChunkPlace) {
    this.#place = place;
    const { from, to } = chunkRange(place.meta);
    this.#at = from;
    this.#to = to;
    this.#left = place.rows;
  }

  /** Offset in the file of what is read next. */
  get at(): number {
    return this.#at;
  }

  /** Unpacked bytes held at present. */
  get held(): number {
    return this.#pageBytes + this.#dictionaryBytes + this.#window.length;
  }

  /** Values of the next data page; with an empty answer only when all rows have come. */
  async next(): Promise<Result<PageValues>> {
    while (this.#left > 0) {
      const header = await this.#header();
      if (!header.ok) return header;
      const page = await this.#page(header.value);
      if (!page.ok) return page;
      if (page.value === null) continue;
      this.#left -= page.value.length;
      if (page.value.length > 0) return ok(page.value);
    }
    return ok([]);
  }

  /** Walks the pages of any chunk without unpacking them; a failure when they contradict the description. */
  async check(): Promise<Failure | null> {
    let values = 0;
    while (this.#at < this.#to) {
      const header = await this.#header();
      if (!header.ok) return header.failure;
      const fault = this.#sizeFault(header.value);
      if (fault !== null) return fault;
      values += valuesIn(header.value);
      this.#at += header.value.compressed_page_size;
    }
    return values === Number(this.#place.meta.num_values)
      ? null
      : this.#damaged(`各页共有 ${values} 个值，说明中是 ${String(this.#place.meta.num_values)} 个`);
  }

  #damaged(what: string): Failure {
    return damagedParquet(this.#place.file, this.#place.where, `字节偏移 ${this.#at} 处${what}`);
  }

  async #bytes(length: number): Promise<Result<Uint8Array>> {
    const { file } = this.#place;
    const end = this.#at + length;
    if (end > this.#to || end > file.size)
      return fail(
        this.#damaged(`需要 ${length} 字节，但列数据在偏移 ${Math.min(this.#to, file.size)} 处已结束`),
      );
    if (this.#at < this.#windowAt || end > this.#windowAt + this.#window.length) {
      const to = Math.min(this.#to, file.size, this.#at + Math.max(length, WINDOW_BYTES));
      const read = await readRange(file, this.#at, to);
      if (!read.ok) return read;
      this.#window = read.value;
      this.#windowAt = this.#at;
    }
    const from = this.#at - this.#windowAt;
    return ok(this.#window.subarray(from, from + length));
  }

  async #header(): Promise<Result<PageHeader>> {
    for (let room = 4096; ; room *= 8) {
      const length = Math.min(room, this.#to - this.#at);
      if (length <= 0) return fail(this.#damaged(`列数据已结束，还缺 ${this.#left} 行`));
      const bytes = await this.#bytes(length);
      if (!bytes.ok) return bytes;
      const reader = {
        view: new DataView(bytes.value.buffer, bytes.value.byteOffset, bytes.value.byteLength),
        offset: 0,
      };
      try {
        const header = parquetHeader(reader);
        this.#at += reader.offset;
        return ok(header);
      } catch {
        if (length === this.#to - this.#at || room > HEADER_BYTES)
          return fail(this.#damaged('的页头不合格式'));
      }
    }
  }

  #sizeFault(header: PageHeader): Failure | null {
    const { compressed_page_size: packed, uncompressed_page_size: unpacked } = header;
    const values = Math.max(valuesIn(header), header.dictionary_page_header?.num_values ?? 0);
    if (!(packed >= 0) || !(unpacked >= 0) || this.#at + packed > this.#to)
      return this.#damaged('的页头给出了不可能的页长');
    if (packed > PAGE_BYTES || unpacked > PAGE_BYTES || values > PAGE_VALUES)
      return {
        code: 'E_PARQUET_LIMIT',
        message: `${this.#place.where}有一页解压后 ${unpacked} 字节、${values} 个值，超过 ${PAGE_BYTES} 字节、${PAGE_VALUES} 个值的上限`,
        path: `${this.#place.file.name} › ${this.#place.where}`,
        remedy: '请用较小的页或行组重新导出后再画像',
      };
    return valuesIn(header) >= 0 ? null : this.#damaged('的页头给出了负的值数');
  }

  /** Values of a data page, `null` for a page without rows of its own. */
  async #page(header: PageHeader): Promise<Result<PageValues | null>> {
    const fault = this.#sizeFault(header);
    if (fault !== null) return fail(fault);
    if (header.type !== 'DICTIONARY_PAGE' && valuesIn(header) > this.#left)
      return fail(this.#damaged('的页头声明的值数超过行组的行数'));
    const bytes = await this.#bytes(header.compressed_page_size);
    if (!bytes.ok) return bytes;
    if (header.crc !== undefined && crc32(bytes.value) !== header.crc >>> 0)
      return fail(this.#damaged('的页与其校验值（CRC）不符'));
    try {
      const values = header.type === 'INDEX_PAGE' ? null : this.#values(header, bytes.value.slice());
      this.#at += header.compressed_page_size;
      return ok(values);
    } catch (error) {
      return fail(this.#damaged(`的页不能解开${unsupportedText(error)}`));
    }
  }

  #values(header: PageHeader, own: Uint8Array): PageValues | null {
    const { meta, path } = this.#place;
    const leaf = path.at(-1);
    if (leaf === undefined) return null;
    const decoder = {
      pathInSchema: [...leaf.path],
      type: meta.type,
      element: leaf.element,
      schemaPath: [...path],
      codec: meta.codec,
      parsers: { ...DEFAULT_PARSERS, timestampFromNanoseconds: (nanos: bigint) => nanos },
      compressors: boundedCompressors,
      utf8: false,
    };
    const reader = { view: new DataView(own.buffer, own.byteOffset, own.byteLength), offset: 0 };
    const { data } = readPage(reader, header, decoder, this.#dictionary, undefined, 0);
    if (header.type !== 'DICTIONARY_PAGE') {
      // A hole is an index outside the dictionary or a level without a value; `null` is a missing value.
      if (data?.length !== valuesIn(header) || (Array.isArray(data) && data.includes(undefined)))
        throw new RangeError('values');
      this.#pageBytes = header.uncompressed_page_size;
      return data;
    }
    this.#dictionary = data === undefined ? undefined : convert(data, decoder);
    this.#dictionaryBytes = header.uncompressed_page_size;
    return null;
  }
}

const valuesIn = (header: PageHeader): number =>
  header.data_page_header?.num_values ?? header.data_page_header_v2?.num_values ?? 0;

/** What hyparquet says of codecs and encodings it does not know; other texts say nothing to a reader. */
const unsupportedText = (error: unknown): string => {
  if (error instanceof PageTooLarge) return '：解压后过大';
  const found = error instanceof Error ? /unsupported (.*)$/.exec(error.message) : null;
  return found === null ? '' : `：不支持的编码或压缩（${found[1] ?? ''}）`;
};
