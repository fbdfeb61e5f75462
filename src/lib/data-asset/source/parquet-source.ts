import type { FileMetaData } from 'hyparquet';
import { type Failure, type Result, fail, ok, refuse } from '../../kernel/result';
import { UNREADABLE } from '../unreadable';
import { FaultTally } from './fault-tally';
import { settleNames } from './header-names';
import { type Loss, LostCells } from './lost-cells';
import { type ParquetColumn, columnsOf } from './parquet-columns';
import { damagedParquet, readFooter } from './parquet-footer';
import { readNested } from './parquet-nested';
import { PageReader, type PageValues, chunkRange } from './parquet-pages';
import { changeOf } from './read-file';
import { RecordWriter, WRITTEN_DELIMITER } from './record-writer';
import type { SourceChunk, SourceFault, SourceFile, TableSource } from './source-model';

const CHUNK_BYTES = 256 * 1024;
/** Rows written between two looks at the buffer. */
const BATCH_ROWS = 1024;
/** Unpacked pages and dictionaries of all columns together. */
const HELD_BYTES = 512 * 1024 * 1024;

/** One column within a row group. */
interface Cursor {
  readonly column: ParquetColumn;
  /** Header. */
  readonly name: string;
  readonly next: () => Promise<Result<PageValues>>;
  readonly held: () => number;
  /** Offset in the file of what is read next. */
  readonly offset: () => number | null;
  values: PageValues;
  at: number;
  nulls: number;
  /** The rest of the column in this row group cannot be read. */
  lost: boolean;
}

/** The disk refused or the file moved: nothing that was read can be trusted to belong together. */
const ABORTS: readonly string[] = ['E_READ', 'E_FILE_CHANGED'];

const UNREADABLE_BYTES = new TextEncoder().encode(UNREADABLE);

class ParquetReading {
  readonly #file: SourceFile;
  readonly #metadata: FileMetaData;
  readonly #columns: readonly ParquetColumn[];
  readonly #names: readonly string[];
  readonly #writer: RecordWriter;
  readonly #faults = new FaultTally();
  readonly #lost = new LostCells();
  /** Rows of the file that are behind, those left out among them. */
  #rows = 0;
  #consumed = 0;

  constructor(
    file: SourceFile,
    metadata: FileMetaData,
    columns: readonly ParquetColumn[],
    names: readonly string[],
  ) {
    this.#file = file;
    this.#metadata = metadata;
    this.#columns = columns;
    this.#names = names;
    this.#writer = new RecordWriter(columns.length);
  }

  async *chunks(): AsyncGenerator<SourceChunk> {
    let before = 0;
    let bytesBefore = 0;
    for (const [group, { num_rows: rows, columns }] of this.#metadata.row_groups.entries()) {
      const aborted = yield* this.#group(group);
      if (aborted !== null) {
        yield { ...this.#chunk(), failure: aborted, faults: this.#allFaults() };
        return;
      }
      before += Number(rows);
      this.#rows = before;
      bytesBefore += columns.reduce((n, { meta_data: m }) => n + Number(m?.total_compressed_size ?? 0n), 0);
      this.#consumed = bytesBefore;
    }
    const claimed = this.#metadata.num_rows;
    if (claimed !== BigInt(this.#rows))
      this.#faults.add(
        'E_PARQUET_ROWS',
        `文件说明有 ${claimed} 条记录，各行组实有 ${this.#rows} 条`,
        null,
        null,
      );
    yield { bytes: this.#writer.take(), consumed: this.#file.size, faults: this.#allFaults() };
  }

  #allFaults(): readonly SourceFault[] {
    return [...this.#faults.list(), ...this.#lost.list()];
  }

  #chunk(): SourceChunk {
    return { bytes: this.#writer.take(), consumed: Math.min(this.#file.size, this.#consumed) };
  }

  /** Writes the rows of a row group; answers why reading must stop, `null` to go on. */
  async *#group(group: number): AsyncGenerator<SourceChunk, Failure | null> {
    const rowGroup = this.#metadata.row_groups[group];
    if (rowGroup === undefined) return null;
    const changed = await changeOf(this.#file, this.#consumed);
    if (changed !== null) return changed;
    const rows = Number(rowGroup.num_rows);
    const cursors = this.#columns.map((column, at) =>
      this.#cursor(column, this.#names[at] ?? '', group, rows),
    );
    const before = this.#consumed;
    const bytes = rowGroup.columns.reduce(
      (n, { meta_data: m }) => n + Number(m?.total_compressed_size ?? 0n),
      0,
    );
    for (let done = 0; done < rows;) {
      const loss = await this.#fill(cursors, group);
      if (loss !== null && ABORTS.includes(loss.failure.code)) return loss.failure;
      if (loss !== null) {
        this.#lost.records(loss, rows - done);
        return null;
      }
      const ready = Math.min(
        rows - done,
        ...cursors.flatMap(({ values, at, lost }) => (lost ? [] : [values.length - at])),
      );
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

  #cursor(column: ParquetColumn, name: string, group: number, rows: number): Cursor {
    const { node, path, leaves } = column;
    const where = `行组 ${group + 1} › 列 ${node.element.name}`;
    const meta = this.#metadata.row_groups[group]?.columns[leaves.first]?.meta_data;
    const file = this.#file;
    const blank = { column, name, values: [], at: 0, nulls: 0, lost: false, held: () => 0 };
    const broken = (what: string, offset: number | null): Cursor => ({
      ...blank,
      next: () => Promise.resolve(fail(damagedParquet(file, where, what))),
      offset: () => offset,
    });
    if (meta === undefined) return broken('没有列说明（可能已加密）', null);
    const { from, to } = chunkRange(meta);
    if (!(from >= 4) || !(to >= from) || to > file.size)
      return broken(`列数据的位置 ${from}–${to} 不在文件之内`, null);
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
      return { ...blank, next: () => readNested(place), offset: () => from };
    }
    const pages = new PageReader({ file, meta, path, rows, where });
    return { ...blank, next: () => pages.next(), held: () => pages.held, offset: () => pages.at };
  }

  /** Gives every readable column values; answers what stops the file (`ABORTS`) or the rest of the row group. */
  async #fill(cursors: readonly Cursor[], group: number): Promise<Loss | null> {
    let last: Loss | null = null;
    for (const cursor of cursors) {
      if (cursor.lost || cursor.at < cursor.values.length) continue;
      const page = await cursor.next();
      cursor.values = page.ok ? page.value : [];
      cursor.at = 0;
      if (page.ok && page.value.length > 0) continue;
      const where = `行组 ${group + 1} › 列 ${cursor.name}`;
      const failure = page.ok ? damagedParquet(this.#file, where, '行数不足') : page.failure;
      last = { failure, offset: cursor.offset(), row: this.#rows + 1 };
      if (ABORTS.includes(failure.code)) return last;
      cursor.lost = true;
      this.#lost.begin(cursor.name, last);
    }
    if (last !== null && cursors.every(({ lost }) => lost)) return last;
    const held = cursors.reduce((n, cursor) => n + cursor.held(), 0);
    if (held <= HELD_BYTES) return null;
    const failure = {
      code: 'E_PARQUET_LIMIT',
      message: `行组 ${group + 1} 各列当前的页合计 ${held} 字节，超过 ${HELD_BYTES} 字节的上限`,
      path: `${this.#file.name} › 行组 ${group + 1}`,
      remedy: '请用较小的页或行组重新导出后再画像',
    };
    return { failure, offset: null, row: this.#rows + 1 };
  }

  #write(cursors: readonly Cursor[], rows: number): void {
    const writer = this.#writer;
    for (let row = 0; row < rows; row += 1) {
      this.#rows += 1;
      for (const cursor of cursors) {
        if (cursor.lost) {
          writer.bytes(UNREADABLE_BYTES);
          continue;
        }
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
    for (const { lost, name } of cursors) if (lost) this.#lost.cells(name, rows);
  }

  /** The file may say how many values are missing: a cheap proof that what was read is what was written. */
  #compareNulls(cursors: readonly Cursor[], group: number): void {
    for (const { column, nulls, lost } of cursors) {
      const stated =
        this.#metadata.row_groups[group]?.columns[column.leaves.first]?.meta_data?.statistics?.null_count;
      if (!lost && column.path !== null && stated !== undefined && stated !== BigInt(nulls))
        this.#faults.add('E_PARQUET_NULLS', '读到的空值个数与文件说明不符', null, this.#rows);
    }
  }
}

/**
 * A Parquet file as delimited records, page by page: memory is a page per column, not a row group. Nested columns become
 * compact JSON; columns of types without a text are left out and named in `notes`. From a damaged page on the cells of its
 * column in the row group are `UNREADABLE`; records without a readable cell are left out; both are counted with their place.
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
  const { header } = settled.value;
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
    header,
    seekable: false,
    from: 0,
    sheet: null,
    sheets: [],
    notes,
    claimedRows: Number(metadata.num_rows),
    stream: () => new ParquetReading(file, metadata, columns, header).chunks(),
  });
};
