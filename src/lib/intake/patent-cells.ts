import { excerpt, markUnseen, unseenCharacters } from '../kernel/characters';
import { readCount } from '../kernel/number-grammar';
import { readDate } from '../kernel/date-grammar';
import { isMissing } from '../kernel/missing';
import { type PlainDate, parsePlainDate } from '../kernel/plain-date';
import type { Failure, Result } from '../kernel/result';
import type { PatentColumns } from './patent-columns';
import type { ValueVocabulary } from './patent-vocabulary';
import { type CellNote, type RecordFailure, type Table, type TableRow, recordFailure } from './table';
import { serialToDate } from './xlsx-numbers';

/** Longest text of a field in the case. */
const SHORT_TEXT = 500;

/** What is the same for every record of one import. */
export interface ImportContext {
  readonly fileName: string;
  readonly date1904: boolean;
  /** Whether plain numbers in date columns are serials of the sheet; decided by a person. */
  readonly excelSerialDates: boolean;
  readonly columnOf: ReadonlyMap<string, { readonly index: number; readonly header: string }>;
  readonly scoreColumns: readonly { readonly index: number; readonly header: string }[];
  readonly separators: readonly string[];
  readonly words: ValueVocabulary;
  readonly notes: ReadonlyMap<string, readonly CellNote[]>;
}

const noteKey = (record: number, column: number): string => `${record}:${column}`;

export const importContext = (
  table: Table,
  columns: PatentColumns,
  words: ValueVocabulary,
  excelSerialDates: boolean,
): ImportContext => {
  const notes = new Map<string, CellNote[]>();
  for (const note of table.cellNotes) {
    const key = noteKey(note.record, note.column);
    const list = notes.get(key);
    if (list === undefined) notes.set(key, [note]);
    else list.push(note);
  }
  const mapped = columns.columns.flatMap((c) => (c.field === null ? [] : [{ ...c, field: c.field }]));
  return {
    fileName: table.fileName,
    date1904: table.dateSystem === '1904',
    excelSerialDates,
    columnOf: new Map(mapped.map(({ field, index, header }) => [field, { index, header }])),
    scoreColumns: mapped.filter((c) => c.field === 'vendorValueScore'),
    separators: columns.separators,
    words,
    notes,
  };
};

/** Reads the cells of one record; what cannot be read becomes a failure with its column. */
export class RecordCells {
  readonly failures: RecordFailure[] = [];
  readonly warnings: RecordFailure[] = [];
  readonly #row: TableRow;
  readonly #context: ImportContext;

  constructor(row: TableRow, context: ImportContext) {
    this.#row = row;
    this.#context = context;
  }

  /** Cell as printed, trimmed; `null` when there is no such column or the cell says that there is no value. */
  text(field: string): string | null {
    const column = this.#context.columnOf.get(field);
    return column === undefined ? null : this.#cell(field, column.index);
  }

  /** Text that goes into the case as it stands. */
  shortText(field: string): string | null {
    const text = this.#seen(field, this.text(field));
    if (text === null || text.length <= SHORT_TEXT) return text;
    this.#failLong(field, text.length);
    return null;
  }

  count(field: string): number | null {
    return this.read(field, readCount);
  }

  date(field: string): PlainDate | null {
    const { excelSerialDates, date1904 } = this.#context;
    return this.read(field, (text) => {
      const serial =
        excelSerialDates && /^\d{5,6}(\.\d+)?$/.test(text) ? serialToDate(Number(text), date1904) : null;
      return serial === null ? readDate(text) : parsePlainDate(serial.slice(0, 10));
    });
  }

  /** Entries of a cell that holds several, by line and by the separators of the source. */
  list(field: string, extraSeparators: readonly string[] = []): string[] {
    let parts = [this.#seen(field, this.text(field)) ?? ''];
    for (const separator of ['\n', ...this.#context.separators, ...extraSeparators])
      parts = parts.flatMap((part) => part.split(separator));
    return parts.map((part) => part.trim()).filter((part) => !isMissing(part));
  }

  /** Names in a cell that holds several. */
  names(field: string): string[] {
    const names = this.list(field);
    const long = names.find((name) => name.length > SHORT_TEXT);
    if (long !== undefined) this.#failLong(field, long.length);
    return names;
  }

  /** Applies a kernel reader to a cell that is not missing. */
  read<T>(field: string, reader: (text: string) => Result<T | null>): T | null {
    const text = this.text(field);
    if (text === null) return null;
    const result = reader(text);
    if (result.ok) return result.value;
    this.fail(field, result.failure);
    return null;
  }

  /** Vendor scores, header → text as printed. */
  vendorScores(): Record<string, string> {
    const scores = this.#context.scoreColumns.flatMap(({ index, header }): [string, string][] => {
      const text = this.#cell('vendorValueScore', index);
      const seen = this.#seen('vendorValueScore', text);
      return seen === null ? [] : [[markUnseen(header), seen.slice(0, SHORT_TEXT)]];
    });
    return Object.fromEntries(scores);
  }

  fail(field: string | null, failure: Failure): void {
    this.failures.push(this.#located(field, failure));
  }

  warn(field: string | null, failure: Omit<Failure, 'path'>): void {
    this.warnings.push(this.#located(field, { ...failure, path: '' }));
  }

  /**
   * Text as it goes into the case: a character that cannot be seen or that turns the text round stands there with its
   * code point, on every page and in every document, and is named here.
   */
  #seen(field: string, text: string | null): string | null {
    const found = text === null ? [] : unseenCharacters(text);
    if (text === null || found.length === 0) return text;
    const column = this.#header(field);
    if (!this.warnings.some((w) => w.code === 'W_UNSEEN' && w.column === column))
      this.warn(field, {
        code: 'W_UNSEEN',
        message: `“${excerpt(text)}”含有看不见或改变书写方向的字符 ${found.join('、')}，已在原处标出`,
        remedy: '请对照证书在来源中删去该字符后重新导入',
      });
    return markUnseen(text);
  }

  #failLong(field: string, length: number): void {
    this.fail(field, {
      code: 'E_TEXT_LONG',
      message: `内容有 ${length} 个字，超过 ${SHORT_TEXT} 个字`,
      path: '',
      remedy: '请确认该列对应是否正确，或缩短内容',
    });
  }

  #located(field: string | null, { code, message, remedy }: Failure): RecordFailure {
    const header = field === null ? null : (this.#context.columnOf.get(field)?.header ?? null);
    return recordFailure(this.#context.fileName, this.#row.record, header, { code, message, remedy });
  }

  #cell(field: string, index: number): string | null {
    for (const note of this.#context.notes.get(noteKey(this.#row.record, index)) ?? []) {
      const fatal = FATAL_NOTES[note.kind];
      if (fatal !== undefined) {
        if (!this.failures.some((f) => f.code === fatal.code && f.column === this.#header(field)))
          this.fail(field, { ...fatal, message: `“${note.raw}”${fatal.message}`, path: '' });
        return null;
      }
      const remark = REMARKS[note.kind];
      if (
        remark !== undefined &&
        !this.warnings.some((w) => w.code === remark.code && w.column === this.#header(field))
      )
        this.warn(field, remark);
    }
    const text = (this.#row.cells[index] ?? '').trim();
    return isMissing(text) ? null : text;
  }

  #header(field: string): string | null {
    return this.#context.columnOf.get(field)?.header ?? null;
  }
}

type Remark = Omit<Failure, 'path'>;

/** Notes that make the cell unusable. */
const FATAL_NOTES: Partial<Record<CellNote['kind'], Remark>> = {
  error: { code: 'E_CELL_ERROR', message: '是错误值，不是数据', remedy: '请在表格中修正公式后重新保存' },
  precision: {
    code: 'E_PRECISION',
    message: '超过 15 位，表格软件保存时已丢失末位数字',
    remedy: '请从来源重新导出，并把该列设为文本',
  },
  'date-refused': {
    code: 'E_DATE',
    message: '是日期格式，但不是日历上的日期',
    remedy: '请按 2026-11-20 的形式填写日历上存在的日期',
  },
};

const REMARKS: Partial<Record<CellNote['kind'], Remark>> = {
  formula: {
    code: 'W_FORMULA',
    message: '该值是公式的缓存结果，未重新计算',
    remedy: '请在表格软件中重新计算并粘贴为数值后再导入',
  },
  'formula-empty': {
    code: 'W_FORMULA_EMPTY',
    message: '公式没有缓存结果，按空处理',
    remedy: '请在表格软件中打开并保存一次后再导入',
  },
  percent: {
    code: 'W_PERCENT',
    message: '单元格以百分比显示，读到的是原值（5% 为 0.05）',
    remedy: '请核对该列的单位',
  },
};
