import type { Fen } from '../../../kernel/fen';
import { readNonNegativeMoney } from '../../../kernel/number-grammar';
import type { Result } from '../../../kernel/result';
import { type RecordFailure, type Table, recordFailure } from '../../../intake/table';
import type { FileColumn, TableChoice, TableMapping, TableQuestion } from './import-model';
import { MONEY_UNITS, moneyUnitIn } from './table-words';

type Column = FileColumn | undefined;

/** One row of a table whose rows are things: its cells, and what is wrong with them. */
export interface TableRecord {
  /** Number of the record, the header being 1. */
  readonly row: number;
  /** Trimmed text; empty where the table has no such column. */
  readonly cell: (column: Column) => string;
  readonly refuse: (column: Column, code: string, message: string, remedy: string) => void;
  /** The value; a failure is noted and is `null`. */
  readonly taken: <T>(column: Column, read: Result<T>) => T | null;
  /** An amount in its own unit, that of the table, or the one answered; `asked` when its unit is not known yet. */
  readonly money: (column: Column) => Result<Fen | null> | 'asked';
}

/** A table whose rows are things, read record by record; failures and questions gather beside what is read. */
export interface TableRecords {
  readonly records: readonly TableRecord[];
  readonly failures: RecordFailure[];
  /** By key, each once. */
  readonly questions: Map<string, TableQuestion>;
  readonly column: (role: string) => Column;
}

const UNIT_QUESTION: TableQuestion = {
  kind: 'unit',
  key: 'money',
  label: '金额的单位',
  options: ['元', '万元', '亿元'],
};

export const tableRecords = (table: Table, mapping: TableMapping, choice: TableChoice): TableRecords => {
  const failures: RecordFailure[] = [];
  const questions = new Map<string, TableQuestion>();
  const records = table.rows.map(({ record: row, cells }): TableRecord => {
    const cell = (column: Column): string => (column === undefined ? '' : (cells[column.index] ?? '').trim());
    const refuse: TableRecord['refuse'] = (column, code, message, remedy) => {
      failures.push(recordFailure(table.fileName, row, column?.header ?? null, { code, message, remedy }));
    };
    return {
      row,
      cell,
      refuse,
      taken: (column, read) => {
        if (read.ok) return read.value;
        const { code, message, remedy } = read.failure;
        refuse(column, code, `${message}，该条未导入`, remedy);
        return null;
      },
      money: (column) => {
        const stated = moneyUnitIn(column?.header ?? '') ?? mapping.unit;
        const unit = MONEY_UNITS.get(stated ?? choice.units['money'] ?? '');
        const own = readNonNegativeMoney(cell(column));
        if (!own.ok && own.failure.code === 'E_UNIT' && unit === undefined) {
          questions.set('unit', UNIT_QUESTION);
          return 'asked';
        }
        return stated === null && own.ok ? own : readNonNegativeMoney(cell(column), unit);
      },
    };
  });
  return {
    records,
    failures,
    questions,
    column: (role) => mapping.columns.find(({ meaning }) => meaning === role),
  };
};
