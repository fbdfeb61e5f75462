import { sha256Hex } from '../kernel/hashing';
import { type Result, ok, refuse } from '../kernel/result';
import { type CsvOptions, readCsvRows, tooManyRows } from './csv-reader';
import { containerKind } from './file-kind';
import { CSV_LIMITS } from './limits';
import type { CellNote, CellNoteKind, Table } from './table';
import { shapeTable } from './table-shape';
import { type XlsxSheet, readXlsx } from './xlsx-reader';

export interface ReadOptions extends CsvOptions {
  /** Record number of the header, when the program's choice is wrong. */
  readonly headerRow?: number;
  /** Sheet of a workbook; otherwise the first visible one. */
  readonly sheet?: string;
  /** Rows hidden or filtered away in a workbook; included unless a person says otherwise. */
  readonly hiddenRows?: 'include' | 'exclude';
}

const shapeOptions = (options: ReadOptions, addressed: boolean) =>
  options.headerRow === undefined ? { addressed } : { addressed, headerRow: options.headerRow };

const readCsv = async (bytes: Uint8Array, fileName: string, options: ReadOptions): Promise<Result<Table>> => {
  const read = await readCsvRows(bytes, fileName, options);
  if (!read.ok) return read;
  const { rows, encoding, delimiter, notes } = read.value;
  const shaped = shapeTable(rows, fileName, shapeOptions(options, false));
  if (!shaped.ok) return shaped;
  if (shaped.value.rows.length + shaped.value.leftOut > CSV_LIMITS.rows)
    return { ok: false, failure: tooManyRows(fileName) };
  return ok({
    fileName,
    sha256: await sha256Hex(bytes),
    kind: 'csv',
    sheet: null,
    sheets: [],
    dateSystem: null,
    encoding,
    delimiter,
    cellNotes: [],
    ...shaped.value,
    notes: [...notes, ...shaped.value.notes],
  });
};

const NOTE_TEXT: Readonly<Record<CellNoteKind, string>> = {
  formula: '个单元格是公式，取文件中缓存的结果，未重新计算',
  'formula-empty': '个公式单元格没有缓存结果，按空处理',
  error: '个单元格是错误值（如 #REF!）',
  precision: '个数字超过 15 位，表格软件已丢失精度',
  'date-refused': '个单元格是日期格式，但数值不是日历上的日期',
  'date-time': '个日期带有时刻',
  percent: '个单元格以百分比显示，读到的是原值（5% 为 0.05）',
  padded: '个数字以前导零显示，读到的是不带零的原值',
};

const countNotes = (cellNotes: readonly CellNote[]): string[] => {
  const counts = new Map<CellNoteKind, number>();
  for (const { kind } of cellNotes) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, n]) => `${n} ${NOTE_TEXT[kind]}`);
};

const listed = (items: readonly (string | number)[]): string =>
  items.length <= 20 ? items.join('、') : `${items.slice(0, 20).join('、')} 等 ${items.length} 个`;

const workbookNotes = (book: XlsxSheet, hiddenRows: 'include' | 'exclude'): string[] => {
  const notes: string[] = [];
  const others = book.sheets.filter((s) => s.name !== book.sheet);
  if (others.length > 0)
    notes.push(
      `读取的是工作表“${book.sheet}”，另有：${listed(others.map((s) => (s.hidden ? `${s.name}（隐藏）` : s.name)))}`,
    );
  if (book.date1904) notes.push('工作簿采用 1904 日期系统，日期已按该系统换算');
  if (book.hiddenRows.length > 0)
    notes.push(
      `第 ${listed(book.hiddenRows)} 行被隐藏${book.filtered ? '或筛选' : ''}，${hiddenRows === 'include' ? '已一并读取' : '已按选择略过'}`,
    );
  if (book.hiddenColumns) notes.push('有隐藏的列，已一并读取');
  if (book.merged.length > 0) notes.push(`合并单元格 ${listed(book.merged)}，只有左上角有值，其余按空处理`);
  return notes;
};

const readWorkbookTable = async (
  bytes: Uint8Array,
  fileName: string,
  options: ReadOptions,
): Promise<Result<Table>> => {
  const book = await readXlsx(bytes, fileName, options.sheet);
  if (!book.ok) return book;
  const hiddenRows = options.hiddenRows ?? 'include';
  const hidden = new Set(hiddenRows === 'exclude' ? book.value.hiddenRows : []);
  const rows = book.value.rows.filter((r) => !hidden.has(r.record));
  const where = `${fileName} › ${book.value.sheet}`;
  if (rows.length === 0)
    return refuse('E_EMPTY', `工作表“${book.value.sheet}”没有内容`, where, '请选择清单所在的工作表');
  const shaped = shapeTable(rows, fileName, shapeOptions(options, true));
  if (!shaped.ok) return shaped;
  const cellNotes = book.value.cellNotes.filter((n) => !hidden.has(n.record));
  return ok({
    fileName,
    sha256: await sha256Hex(bytes),
    kind: 'xlsx',
    sheet: book.value.sheet,
    sheets: book.value.sheets,
    dateSystem: book.value.date1904 ? '1904' : '1900',
    encoding: null,
    delimiter: null,
    cellNotes,
    ...shaped.value,
    notes: [...workbookNotes(book.value, hiddenRows), ...countNotes(cellNotes), ...shaped.value.notes],
  });
};

/**
 * Reads a list from a CSV or XLSX file, told apart by content. Cells stay text; nothing is typed, repaired or
 * dropped without a line in `faults` or `notes`.
 * @returns refusals of the whole file: see `readCsvRows`, `readXlsx`, `containerKind`
 */
export const readTable = async (
  bytes: Uint8Array,
  fileName: string,
  options: ReadOptions = {},
): Promise<Result<Table>> => {
  const kind = containerKind(bytes, fileName);
  if (!kind.ok) return kind;
  return kind.value === 'zip'
    ? readWorkbookTable(bytes, fileName, options)
    : readCsv(bytes, fileName, options);
};
