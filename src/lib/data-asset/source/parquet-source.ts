import { type FileMetaData, type SchemaTree, parquetSchema } from 'hyparquet';
import { type Failure, type Result, ok, refuse } from '../../kernel/result';
import { FaultTally } from './fault-tally';
import { settleNames } from './header-names';
import { damagedParquet, readFooter } from './parquet-footer';
import { type LeafRange, nestedRefusal, nestedText, readNested } from './parquet-nested';
import { PageReader, type PageValues, chunkRange, physicalTree } from './parquet-pages';
import { type ValueWriter, unsupportedKind, valueWriter } from './parquet-text';
import { changeOf } from './read-file';
import { RecordWriter, WRITTEN_DELIMITER } from './record-writer';
import type { SourceChunk, SourceFile, TableSource } from './source-model';

const CHUNK_BYTES = 256 * 1024;
/** Rows written between two looks at the buffer. */
const BATCH_ROWS = 1024;
/** Unpacked pages and dictionaries of all columns together. */
const HELD_BYTES = 512 * 1024 * 1024;

interface Column {
  readonly node: SchemaTree;
  /** Root and leaf of the physical tree; `null` for nested columns. */
  readonly path: readonly SchemaTree[] | null;
  readonly leaves: LeafRange;
  readonly write: ValueWriter;
}

const writeNested: ValueWriter = (value, writer) => {
  writer.text(nestedText(value));
  return true;
};

const leafCount = (node: SchemaTree): number =>
  node.children.length === 0 ? 1 : node.children.reduce((n, child) => n + leafCount(child), 0);

/** Columns that can be read, and those that cannot with the reason. */
const columnsOf = (metadata: FileMetaData): { readonly columns: Column[]; readonly left: string[] } => {
  const root = parquetSchema(metadata);
  const physical = physicalTree(metadata);
  const columns: Column[] = [];
  const left: string[] = [];
  let first = 0;
  for (const [i, node] of root.children.entries()) {
    const leaves = { first, count: leafCount(node) };
    first += leaves.count;
    const leaf = physical.children[i];
    const flat = node.children.length === 0 && node.element.repetition_type !== 'REPEATED';
    const twice = root.children.filter((other) => other.element.name === node.element.name).length > 1;
    const reason = flat
      ? unsupportedKind(node.element)
      : twice
        ? '嵌套结构且列名重复'
        : nestedRefusal(metadata, node, leaves);
    if (reason !== null || leaf === undefined) left.push(`“${node.element.name}”（${reason ?? ''}）`);
    else if (flat) columns.push({ node, path: [physical, leaf], leaves, write: valueWriter(node.element) });
    else columns.push({ node, path: null, leaves, write: writeNested });
  }
  return { columns, left };
};

/** One column within a row group. */
interface Cursor {
  readonly column: Column;
  readonly next: () => Promise<Result<PageValues>>;
  readonly held: () => number;
  values: PageValues;
  at: number;
  nulls: number;
}

class ParquetReading {
  readonly #file: SourceFile;
  readonly #metadata: FileMetaData;
  readonly #columns: readonly Column[];
  readonly #writer: RecordWriter;
  readonly #faults = new FaultTally();
  #rows = 0;
  #consumed = 0;

  constructor(file: SourceFile, metadata: FileMetaData, columns: readonly Column[]) {
    this.#file = file;
    this.#metadata = metadata;
    this.#columns = columns;
    this.#writer = new RecordWriter(columns.length);
  }

  async *chunks(): AsyncGenerator<SourceChunk> {
    for (const group of this.#metadata.row_groups.keys()) {
      const failure = yield* this.#group(group);
      if (failure !== null) {
        const counted = { ...failure, message: `${failure.message}（共 ${this.#rows} 条）` };
        yield { ...this.#chunk(), failure: counted, faults: this.#faults.list() };
        return;
      }
    }
    const claimed = this.#metadata.num_rows;
    if (claimed !== BigInt(this.#rows))
      this.#faults.add(
        'E_PARQUET_ROWS',
        `文件说明有 ${claimed} 条记录，各行组实有 ${this.#rows} 条`,
        null,
        null,
      );
    yield { bytes: this.#writer.take(), consumed: this.#file.size, faults: this.#faults.list() };
  }

  #chunk(): SourceChunk {
    return { bytes: this.#writer.take(), consumed: Math.min(this.#file.size, this.#consumed) };
  }

  async *#group(group: number): AsyncGenerator<SourceChunk, Failure | null> {
    const rowGroup = this.#metadata.row_groups[group];
    if (rowGroup === undefined) return null;
    const changed = await changeOf(this.#file, this.#consumed);
    if (changed !== null) return changed;
    const rows = Number(rowGroup.num_rows);
    const cursors: Cursor[] = [];
    for (const column of this.#columns) {
      const cursor = this.#cursor(column, group, rows);
      if ('code' in cursor) return cursor;
      cursors.push(cursor);
    }
    const before = this.#consumed;
    const bytes = rowGroup.columns.reduce(
      (n, { meta_data: m }) => n + Number(m?.total_compressed_size ?? 0n),
      0,
    );
    for (let done = 0; done < rows;) {
      const failure = await this.#fill(cursors, group);
      if (failure !== null) return failure;
      const ready = Math.min(...cursors.map(({ values, at }) => values.length - at));
      for (let left = ready; left > 0; left -= BATCH_ROWS) {
        const batch = Math.min(left, BATCH_ROWS);
        this.#write(cursors, batch);
        done += batch;
        this.#consumed = before + Math.floor((bytes * done) / rows);
        if (this.#writer.length >= CHUNK_BYTES) yield this.#chunk();
      }
    }
    this.#compareNulls(cursors, group);
    return null;
  }

  #cursor(column: Column, group: number, rows: number): Cursor | Failure {
    const { node, path, leaves } = column;
    const where = `行组 ${group + 1} › 列 ${node.element.name}`;
    const meta = this.#metadata.row_groups[group]?.columns[leaves.first]?.meta_data;
    const file = this.#file;
    if (meta === undefined) return damagedParquet(file, where, '没有列说明（可能已加密）');
    const { from, to } = chunkRange(meta);
    if (!(from >= 4) || !(to >= from) || to > file.size)
      return damagedParquet(file, where, `列数据的位置 ${from}–${to} 不在文件之内`);
    const blank = { column, values: [], at: 0, nulls: 0 };
    if (path === null) {
      const place = {
        file,
        metadata: this.#metadata,
        node,
        leaves,
        group,
        rowStart: this.#rows,
        rows,
        where,
      };
      return { ...blank, next: () => readNested(place), held: () => 0 };
    }
    const pages = new PageReader({ file, meta, path, rows, where });
    return { ...blank, next: () => pages.next(), held: () => pages.held };
  }

  async #fill(cursors: readonly Cursor[], group: number): Promise<Failure | null> {
    for (const cursor of cursors) {
      if (cursor.at < cursor.values.length) continue;
      const page = await cursor.next();
      if (!page.ok) return page.failure;
      cursor.values = page.value;
      cursor.at = 0;
      if (page.value.length === 0)
        return damagedParquet(
          this.#file,
          `行组 ${group + 1} › 列 ${cursor.column.node.element.name}`,
          '行数不足',
        );
    }
    const held = cursors.reduce((n, cursor) => n + cursor.held(), 0);
    return held <= HELD_BYTES
      ? null
      : {
          code: 'E_PARQUET_LIMIT',
          message: `行组 ${group + 1} 各列当前的页合计 ${held} 字节，超过 ${HELD_BYTES} 字节的上限；此前的记录已计入`,
          path: `${this.#file.name} › 行组 ${group + 1}`,
          remedy: '请用较小的页或行组重新导出后再画像',
        };
  }

  #write(cursors: readonly Cursor[], rows: number): void {
    const writer = this.#writer;
    for (let row = 0; row < rows; row += 1) {
      this.#rows += 1;
      for (const cursor of cursors) {
        const value = cursor.values[cursor.at];
        cursor.at += 1;
        if (value === null || value === undefined) {
          cursor.nulls += 1;
          writer.empty();
        } else if (!cursor.column.write(value, writer))
          this.#faults.add('E_BINARY', '二进制值按十六进制文本（0x…）计', null, this.#rows);
      }
      writer.endRecord();
    }
  }

  /** The file may say how many values are missing: a cheap proof that what was read is what was written. */
  #compareNulls(cursors: readonly Cursor[], group: number): void {
    for (const { column, nulls } of cursors) {
      const stated =
        this.#metadata.row_groups[group]?.columns[column.leaves.first]?.meta_data?.statistics?.null_count;
      if (column.path !== null && stated !== undefined && stated !== BigInt(nulls))
        this.#faults.add('E_PARQUET_NULLS', '读到的空值个数与文件说明不符', null, this.#rows);
    }
  }
}

/**
 * A Parquet file as delimited records, page by page: memory is a page per column, not a row group. Nested columns become
 * compact JSON; columns of types without a text are left out and named in `notes`.
 *
 * Errors: those of `readFooter` and `settleNames`; `E_PARQUET_TYPES` when no column can be read.
 */
export const openParquet = async (file: SourceFile): Promise<Result<TableSource>> => {
  const footer = await readFooter(file);
  if (!footer.ok) return footer;
  const metadata = footer.value;
  const { columns, left } = columnsOf(metadata);
  if (columns.length === 0)
    return refuse(
      'E_PARQUET_TYPES',
      `没有可以读取的列：${left.slice(0, 20).join('、')}`,
      file.name,
      '请导出为常见的列类型后再画像',
    );
  const settled = settleNames(
    columns.map(({ node }) => node.element.name),
    file.name,
    true,
  );
  if (!settled.ok) return settled;
  const notes = [...settled.value.notes];
  if (left.length > 0)
    notes.push(`有 ${left.length} 列的类型不能画像，未列入：${left.slice(0, 20).join('、')}`);
  if (columns.some(({ path }) => path === null)) notes.push('嵌套的列按紧凑 JSON 文本计');
  return ok({
    file,
    format: 'parquet',
    gzip: false,
    encoding: null,
    delimiter: WRITTEN_DELIMITER,
    pairs: false,
    header: settled.value.header,
    seekable: false,
    from: 0,
    sheet: null,
    sheets: [],
    notes,
    claimedRows: Number(metadata.num_rows),
    stream: () => new ParquetReading(file, metadata, columns).chunks(),
  });
};
