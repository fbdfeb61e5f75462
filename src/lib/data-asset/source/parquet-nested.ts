import { type FileMetaData, type SchemaTree, parquetRead } from 'hyparquet';
import { type Result, fail, ok } from '../../kernel/result';
import { dayOfEpoch } from '../kernel/time-field';
import { damagedParquet } from './parquet-footer';
import { PageReader, type PageValues, boundedCompressors } from './parquet-pages';
import { timestampText, unsupportedKind } from './parquet-text';
import { readRange } from './read-file';
import type { SourceFile } from './source-model';

/** Nested columns are read a row group at a time; larger ones are left out. */
const NESTED_BYTES = 64 * 1024 * 1024;
const NESTED_VALUES = 4 * 1024 * 1024;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

const PARSERS = {
  timestampFromMilliseconds: (millis: bigint) => timestampText(millis * 1_000_000n, true),
  timestampFromMicroseconds: (micros: bigint) => timestampText(micros * 1000n, true),
  timestampFromNanoseconds: (nanos: bigint) => timestampText(nanos, true),
  dateFromDays: (days: number) => dayOfEpoch(days),
  stringFromBytes: (bytes: Uint8Array | undefined) =>
    bytes === undefined ? undefined : decoder.decode(bytes),
  jsonFromBytes: (bytes: Uint8Array | undefined) => (bytes === undefined ? undefined : decoder.decode(bytes)),
};

/** Compact JSON with all digits of integers; bytes as text. */
export const nestedText = (value: unknown): string => {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'bigint' || typeof value === 'boolean') return value.toString();
  if (typeof value === 'number')
    return Number.isFinite(value) ? String(value) : JSON.stringify(String(value));
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Uint8Array) return JSON.stringify(decoder.decode(value));
  if (Array.isArray(value)) return `[${value.map(nestedText).join(',')}]`;
  if (typeof value === 'object')
    return `{${Object.entries(value)
      .map(([key, item]) => `${JSON.stringify(key)}:${nestedText(item)}`)
      .join(',')}}`;
  return 'null';
};

const leavesOf = (node: SchemaTree): readonly SchemaTree[] =>
  node.children.length === 0 ? [node] : node.children.flatMap(leavesOf);

/** Numbers of the leaves of top-level columns: `first` and how many. */
export interface LeafRange {
  readonly first: number;
  readonly count: number;
}

/** Why a nested column is left out, in Chinese; `null` = it can be read. */
export const nestedRefusal = (metadata: FileMetaData, node: SchemaTree, leaves: LeafRange): string | null => {
  for (const { element } of leavesOf(node)) {
    const kind = unsupportedKind(element);
    if (kind !== null) return kind;
    if (element.converted_type === 'DECIMAL' || element.logical_type?.type === 'DECIMAL')
      return '嵌套结构中的十进制数';
  }
  if (unsupportedKind(node.element) !== null) return unsupportedKind(node.element);
  for (const group of metadata.row_groups) {
    const chunks = group.columns.slice(leaves.first, leaves.first + leaves.count);
    const sum = (of: (meta: NonNullable<(typeof chunks)[number]['meta_data']>) => bigint): bigint =>
      chunks.reduce((n, { meta_data: meta }) => n + (meta === undefined ? 0n : of(meta)), 0n);
    if (
      sum((meta) => meta.total_uncompressed_size) > BigInt(NESTED_BYTES) ||
      sum((meta) => meta.num_values) > BigInt(NESTED_VALUES)
    )
      return `嵌套结构且行组超过 ${NESTED_BYTES} 字节`;
  }
  return null;
};

export interface NestedPlace {
  readonly file: SourceFile;
  readonly metadata: FileMetaData;
  readonly node: SchemaTree;
  readonly leaves: LeafRange;
  readonly group: number;
  readonly rowStart: number;
  readonly rows: number;
  readonly where: string;
}

/** Values of a nested column in one row group; its pages are looked at before they are unpacked. */
export const readNested = async (place: NestedPlace): Promise<Result<PageValues>> => {
  const { file, metadata, node, leaves, rowStart, rows, where } = place;
  const chunks =
    metadata.row_groups[place.group]?.columns.slice(leaves.first, leaves.first + leaves.count) ?? [];
  for (const { meta_data: meta } of chunks) {
    if (meta === undefined) return fail(damagedParquet(file, where, '没有列说明'));
    const fault = await new PageReader({ file, meta, path: [], rows: Infinity, where }).check();
    if (fault !== null) return fail(fault);
  }
  const found: unknown[] = [];
  try {
    await parquetRead({
      file: {
        byteLength: file.size,
        slice: async (from, to) => {
          const read = await readRange(file, from, to ?? file.size);
          if (!read.ok) throw new RangeError(read.failure.code);
          const own = read.value.slice();
          return own.buffer;
        },
      },
      metadata,
      columns: [node.element.name],
      rowStart,
      rowEnd: rowStart + rows,
      compressors: boundedCompressors,
      parsers: PARSERS,
      utf8: false,
      geoparquet: false,
      onComplete: (all: unknown[][]) => {
        for (const row of all) found.push(row[0]);
      },
    });
  } catch {
    return fail(damagedParquet(file, where, '嵌套结构不能还原'));
  }
  return found.length === rows
    ? ok(found)
    : fail(damagedParquet(file, where, `应有 ${rows} 行，还原出 ${found.length} 行`));
};
