import { type CellNote, type RecordFailure, type Table, recordFailure } from '../../../intake/table';
import type { FileCatalogue, FileField } from '../catalogue';
import { readCell } from './cell-values';
import type {
  DraftFact,
  FileColumn,
  FileItem,
  TableChoice,
  TableMapping,
  TableQuestion,
} from './import-model';
import { type WrittenPeriod, periodFor, writtenPeriod } from './period-words';
import { unitIn, moneyUnitIn } from './table-words';

interface Cell {
  readonly record: number;
  readonly column: FileColumn;
  readonly field: FileField;
  /** How the period is written; `null` = the table states none. */
  readonly written: WrittenPeriod | null;
  readonly text: string;
  /** What its own row, header or the table state. */
  readonly unit: string | null;
}

interface Reading {
  readonly facts: DraftFact[];
  readonly failures: RecordFailure[];
  readonly questions: Map<string, TableQuestion>;
}

const MONEY_OPTIONS = ['元', '万元', '亿元'];

const unitKey = (field: FileField): string => (field.kind === 'money' ? 'money' : field.code);

const needsUnit = (field: FileField): boolean =>
  field.kind === 'money' || Object.keys(field.units).length > 1;

const askUnit = (field: FileField, reading: Reading): void => {
  const key = unitKey(field);
  reading.questions.set(`unit ${key}`, {
    kind: 'unit',
    key,
    label: field.kind === 'money' ? '金额的单位' : `${field.label}的单位`,
    options: field.kind === 'money' ? MONEY_OPTIONS : Object.keys(field.units),
  });
};

/** Notes that make a cell unreadable: there is no value that anybody could have meant. */
const BROKEN: ReadonlySet<CellNote['kind']> = new Set([
  'formula-empty',
  'error',
  'precision',
  'date-refused',
]);

const BROKEN_WORDS: Readonly<Partial<Record<CellNote['kind'], string>>> = {
  'formula-empty': '是公式，文件里没有它的结果',
  error: '是错误值',
  precision: '超过 15 位，表格软件已丢失精度',
  'date-refused': '是日期格式，但不是日历上的日期',
};

const noteIndex = (notes: readonly CellNote[]): ReadonlyMap<string, readonly CellNote[]> => {
  const index = new Map<string, CellNote[]>();
  for (const note of notes) {
    const key = `${note.record} ${note.column}`;
    const list = index.get(key);
    if (list === undefined) index.set(key, [note]);
    else list.push(note);
  }
  return index;
};

const periodOf = (
  { field, written }: Cell,
  choice: TableChoice,
  reading: Reading,
):
  | { readonly ok: true; readonly period: string | null }
  | { readonly ok: false; readonly why: string | null } => {
  if (field.period === 'none') return { ok: true, period: null };
  if (written === null || written.kind === 'bare-month') {
    if (choice.year === null) {
      reading.questions.set('year', { kind: 'year', label: '表中没有写明年度，这些数是哪一年的' });
      return { ok: false, why: null };
    }
    if (written === null) return { ok: true, period: choice.year };
  }
  const period = periodFor(written, field.period, choice.year);
  return period === null
    ? { ok: false, why: `${field.label}按年填报，不能用月份的数` }
    : { ok: true, period };
};

const readOne = (
  cell: Cell,
  table: Table,
  choice: TableChoice,
  notes: ReadonlyMap<string, readonly CellNote[]>,
  reading: Reading,
): void => {
  const { record, column, field, text } = cell;
  const refuse = (code: string, message: string, remedy: string): void => {
    reading.failures.push(recordFailure(table.fileName, record, column.header, { code, message, remedy }));
  };
  const own = notes.get(`${record} ${column.index}`) ?? [];
  const broken = own.find(({ kind }) => BROKEN.has(kind));
  if (broken !== undefined) {
    refuse(
      'E_CELL',
      `${field.label}的单元格${BROKEN_WORDS[broken.kind] ?? '不能读取'}`,
      '请在表格中改成数值后重新导入',
    );
    return;
  }
  if (text.trim() === '') return;
  const period = periodOf(cell, choice, reading);
  if (!period.ok) {
    if (period.why !== null) refuse('E_PERIOD', period.why, '请改用全年的数，或把这一列留空');
    return;
  }
  const answered =
    choice.units[unitKey(field)] ?? (needsUnit(field) ? null : (Object.keys(field.units)[0] ?? null));
  const stated = field.kind === 'ratio' && own.some(({ kind }) => kind === 'percent') ? 'ratio' : cell.unit;
  const value = readCell(field, text, { stated, answered });
  if (
    !value.ok &&
    value.failure.code === 'E_UNIT' &&
    stated === null &&
    answered === null &&
    needsUnit(field)
  ) {
    askUnit(field, reading);
    return;
  }
  if (!value.ok) {
    refuse(value.failure.code, `${field.label}：${value.failure.message}`, value.failure.remedy);
    return;
  }
  if (value.value === null) return;
  reading.facts.push({
    field: field.code,
    period: period.period,
    value: value.value,
    row: record,
    column: column.header,
    group: field.group,
  });
};

const roleColumn = (columns: readonly FileColumn[], role: string): FileColumn | undefined =>
  columns.find(({ meaning }) => meaning === role);

/** A row per period; a table without a period column has one row per enterprise. */
function* wideCells(
  table: Table,
  mapping: TableMapping,
  catalogue: FileCatalogue,
  reading: Reading,
): Generator<Cell> {
  const { columns, unit } = mapping;
  const periods = roleColumn(columns, '@period');
  const fields = columns.flatMap((column) => {
    const field = column.meaning === null ? undefined : catalogue.fields.get(column.meaning);
    return field === undefined ? [] : [{ column, field }];
  });
  for (const { record, cells } of table.rows) {
    const said = periods === undefined ? '' : (cells[periods.index] ?? '');
    const written = said.trim() === '' ? null : writtenPeriod(said);
    if (periods !== undefined && written === null) {
      reading.failures.push(
        recordFailure(table.fileName, record, periods.header, {
          code: 'E_PERIOD',
          message:
            said.trim() === '' ? '没有写明期间，该行未导入' : `“${said.slice(0, 40)}”不是期间，该行未导入`,
          remedy: '请写成 2024 或 2024-06；合计行请删去',
        }),
      );
      continue;
    }
    for (const { column, field } of fields)
      yield {
        record,
        column,
        field,
        written,
        text: cells[column.index] ?? '',
        unit: column.unit ?? (field.kind === 'money' ? unit : null),
      };
  }
}

/** What a column of a long table says about the period. */
const columnPeriod = (meaning: string, year: string | null): WrittenPeriod | null | 'ask' => {
  if (meaning === '@value') return null;
  if (meaning === '@this' || meaning === '@before') {
    if (year === null) return 'ask';
    return { kind: 'year', period: meaning === '@this' ? year : String(Number(year) - 1) };
  }
  if (meaning.startsWith('@month-')) return { kind: 'bare-month', month: meaning.slice('@month-'.length) };
  return writtenPeriod(meaning.slice(1));
};

const rowUnit = (field: FileField, text: string): string | null =>
  field.kind === 'money' ? moneyUnitIn(`(${text})`) : unitIn(`(${text})`, Object.keys(field.units));

/** A row per item, a column per period. */
function* longCells(
  table: Table,
  mapping: TableMapping,
  catalogue: FileCatalogue,
  choice: TableChoice,
  reading: Reading,
): Generator<Cell> {
  const { columns, unit } = mapping;
  const items = new Map<number, FileItem>(mapping.items.map((item) => [item.record, item]));
  const units = roleColumn(columns, '@unit');
  const values = columns.filter(
    ({ meaning }) =>
      meaning !== null &&
      meaning !== '@item' &&
      meaning !== '@unit' &&
      meaning !== '@period' &&
      meaning.startsWith('@'),
  );
  for (const { record, cells } of table.rows) {
    const item = items.get(record);
    const field = catalogue.fields.get(item?.field ?? '');
    if (item === undefined || field === undefined) continue;
    const own = units === undefined ? null : rowUnit(field, cells[units.index] ?? '');
    for (const column of values) {
      const text = cells[column.index] ?? '';
      const written = columnPeriod(column.meaning ?? '', choice.year);
      if (written === 'ask' && field.period !== 'none') {
        if (text.trim() === '') continue;
        reading.questions.set('year', { kind: 'year', label: `“${column.header}”是哪一年的` });
        continue;
      }
      yield {
        record,
        column,
        field,
        written: written === 'ask' ? null : written,
        text,
        unit: own ?? item.unit ?? column.unit ?? (field.kind === 'money' ? unit : null),
      };
    }
  }
}

/** Reads the facts of a wide or long table. Good cells survive bad ones; what is not said is asked. */
export const readFacts = (
  table: Table,
  mapping: TableMapping,
  catalogue: FileCatalogue,
  choice: TableChoice,
): {
  readonly facts: readonly DraftFact[];
  readonly failures: readonly RecordFailure[];
  readonly questions: readonly TableQuestion[];
} => {
  const reading: Reading = { facts: [], failures: [], questions: new Map() };
  const notes = noteIndex(table.cellNotes);
  const cells =
    mapping.layout === 'long'
      ? longCells(table, mapping, catalogue, choice, reading)
      : wideCells(table, mapping, catalogue, reading);
  for (const cell of cells) readOne(cell, table, choice, notes, reading);
  return { facts: reading.facts, failures: reading.failures, questions: [...reading.questions.values()] };
};
