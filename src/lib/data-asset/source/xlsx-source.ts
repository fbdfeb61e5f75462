import { XLSX_LIMITS } from '../../intake/limits';
import type { CellNoteKind } from '../../intake/table';
import { shapeTable } from '../../intake/table-shape';
import { type XlsxSheet, readXlsx } from '../../intake/xlsx-reader';
import { type Result, fail, ok, refuse } from '../../kernel/result';
import { FaultTally } from './fault-tally';
import { headerRowOf, noHeaderRow } from './csv-head';
import { numberedNames, settleNames } from './header-names';
import { changeOf, readRange } from './read-file';
import { RecordWriter, WRITTEN_DELIMITER } from './record-writer';
import type { SourceChoice, SourceChunk, SourceFault, SourceFile, TableSource } from './source-model';

const CHUNK_BYTES = 256 * 1024;

const NOTES: Readonly<Record<CellNoteKind, readonly [code: string, message: string]>> = {
  formula: ['E_FORMULA', '公式单元格，取文件中缓存的结果，未重新计算'],
  'formula-empty': ['E_FORMULA_EMPTY', '公式单元格没有缓存结果，按空单元格计'],
  error: ['E_CELL_ERROR', '单元格是错误值（如 #REF!），按文字计'],
  precision: ['E_PRECISION', '数字超过 15 位，表格软件已丢失精度（长编号须存为文本）'],
  'date-refused': ['E_DATE', '日期格式的单元格，其数值不是日历上的日期，按数字计'],
  'date-time': ['N_DATE_TIME', '日期带有时刻'],
  percent: ['N_PERCENT', '以百分比显示，按原值计（5% 为 0.05）'],
  padded: ['N_PADDED', '以前导零显示，按不带零的原值计'],
};

/** Remarks of cells that are part of the table, counted by kind. */
const faultsOf = (book: XlsxSheet, firstRecord: number): readonly SourceFault[] => {
  const tally = new FaultTally();
  for (const { kind, record } of book.cellNotes)
    if (record >= firstRecord) tally.add(...NOTES[kind], null, record);
  return tally.list();
};

const sheetNotes = (book: XlsxSheet): string[] => {
  const others = book.sheets.filter(({ name }) => name !== book.sheet);
  const notes: string[] = [];
  if (others.length > 0)
    notes.push(
      `读取的是工作表“${book.sheet}”，另有 ${others.length} 个：${others
        .slice(0, 20)
        .map(({ name, hidden }) => (hidden ? `${name}（隐藏）` : name))
        .join('、')}`,
    );
  if (book.sheets.find(({ name }) => name === book.sheet)?.hidden === true)
    notes.push(`工作表“${book.sheet}”是隐藏的`);
  if (book.date1904) notes.push('工作簿采用 1904 日期系统，日期已按该系统换算');
  if (book.hiddenRows.length > 0)
    notes.push(`有 ${book.hiddenRows.length} 行被隐藏${book.filtered ? '或筛选' : ''}，已一并计入`);
  if (book.hiddenColumns) notes.push('有隐藏的列，已一并计入');
  if (book.merged.length > 0) notes.push(`有 ${book.merged.length} 处合并单元格，只有左上角有值，其余按空计`);
  return notes;
};

interface Sheet {
  readonly header: readonly string[];
  /** Row of the header, 0 without one. */
  readonly headerRow: number;
  readonly rows: readonly { readonly record: number; readonly cells: readonly string[] }[];
  readonly notes: readonly string[];
  readonly faults: readonly SourceFault[];
  readonly book: XlsxSheet;
}

const readSheet = async (file: SourceFile, choice: SourceChoice): Promise<Result<Sheet>> => {
  const read = await readRange(file, 0, file.size);
  if (!read.ok) return read;
  const changed = await changeOf(file, file.size);
  if (changed !== null) return fail(changed);
  const book = await readXlsx(read.value, file.name, choice.sheet);
  if (!book.ok) return book;
  const width = book.value.rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const wanted = headerRowOf(choice, file.name);
  if (!wanted.ok) return wanted;
  const row = wanted.value;
  if (row !== null && !book.value.rows.some((r) => r.record === row && r.cells.some((c) => c.trim() !== '')))
    return noHeaderRow(row, '是空行，或不在工作表中', `${file.name} › ${book.value.sheet}`);
  const bare = choice.header === false;
  const all = bare ? [{ record: 0, cells: numberedNames(width) }, ...book.value.rows] : book.value.rows;
  const where = `${file.name} › ${book.value.sheet}`;
  const headerRow = bare ? 0 : row;
  const shaped = shapeTable(all, where, { addressed: true, ...(headerRow === null ? {} : { headerRow }) });
  if (!shaped.ok) return shaped;
  const settled = settleNames(shaped.value.header, where, choice.header !== undefined || row !== null);
  if (!settled.ok) return settled;
  return ok({
    header: settled.value.header,
    headerRow: shaped.value.headerRow,
    rows: shaped.value.rows,
    notes: [...sheetNotes(book.value), ...shaped.value.notes, ...settled.value.notes],
    faults: faultsOf(book.value, shaped.value.headerRow + 1),
    book: book.value,
  });
};

function* written({ header, rows, faults }: Sheet, size: number): Generator<SourceChunk> {
  const writer = new RecordWriter(header.length);
  for (const { cells } of rows) {
    for (const cell of cells) writer.text(cell);
    writer.endRecord();
    if (writer.length >= CHUNK_BYTES) yield { bytes: writer.take(), consumed: size };
  }
  yield { bytes: writer.take(), consumed: size, faults };
}

/**
 * One sheet of a workbook as delimited records, read as a whole within the limits of `intake` (50 MB, 300,000 rows,
 * 256 columns, 2,000,000 cells). Formulas are not calculated; numbers beyond 15 digits are counted as damaged.
 *
 * Errors: those of `readXlsx` (`E_SHEET` names the sheets), `shapeTable`, `settleNames`; `E_FILE_SIZE`.
 */
export const openXlsx = async (file: SourceFile, choice: SourceChoice): Promise<Result<TableSource>> => {
  if (file.size > XLSX_LIMITS.bytes)
    return refuse(
      'E_FILE_SIZE',
      `工作簿有 ${file.size} 字节，超过 ${XLSX_LIMITS.bytes} 字节的上限`,
      file.name,
      '请把数据所在的工作表另存为 CSV 后再画像',
    );
  const opened = await readSheet(file, choice);
  if (!opened.ok) return opened;
  const sheet = opened.value;
  return ok({
    file,
    format: 'xlsx',
    gzip: false,
    encoding: null,
    delimiter: WRITTEN_DELIMITER,
    pairs: false,
    header: sheet.header,
    seekable: false,
    from: 0,
    sheet: sheet.book.sheet,
    sheets: sheet.book.sheets,
    place: { header: sheet.headerRow, first: sheet.rows.slice(0, 100).map(({ record }) => record) },
    notes: sheet.notes,
    claimedRows: sheet.rows.length,
    stream: async function* () {
      await Promise.resolve();
      yield* written(sheet, file.size);
    },
  });
};
