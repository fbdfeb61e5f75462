import * as v from 'valibot';
import {
  type RecordFailure,
  type RecordFault,
  type Table,
  type TableRow,
  recordFailure,
} from '../../intake/table';
import { excerpt, foldFullWidth, removeSpaces } from '../../kernel/characters';
import { readDate } from '../../kernel/date-grammar';
import { isMissing } from '../../kernel/missing';
import { parseApplicationNumber } from '../../kernel/patent-number';
import { type Result, fail, ok, refuse } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';
import type { GazetteColumns, GazetteField } from './gazette-columns';
import type { GazetteEvent } from './gazette-events';
import type { LegalEventRules } from './legal-event-codes';

/** One row of an event list, read. */
export interface GazetteEntry {
  /** Record number as a spreadsheet shows it; the header is 1. */
  readonly record: number;
  readonly applicationNumber: string;
  /** Digits of the number, as the ids of patents are made from them. */
  readonly digits: string;
  readonly event: GazetteEvent;
  /** As printed; empty = none. */
  readonly source: string;
}

export interface GazetteReading {
  readonly entries: readonly GazetteEntry[];
  readonly failures: readonly RecordFailure[];
  /** Rows whose words change nothing on the register. */
  readonly neutral: number;
  /** Digits of patents of which a row could not be read: their list is not complete. */
  readonly faulty: ReadonlySet<string>;
  /** Rows that could belong to any patent: then no list is complete. */
  readonly unattributed: number;
}

const FOOTER = /^(合计|总计|共计|小计|总数|注[:：]|备注[:：]|说明[:：]|制表|填表|填报)/;

interface Reader {
  readonly table: Table;
  readonly columns: GazetteColumns;
  readonly codes: LegalEventRules;
  readonly byTitle: ReadonlyMap<string, string>;
  readonly neutral: ReadonlySet<string>;
}

const cellOf = ({ columns }: Reader, row: TableRow, field: GazetteField): string => {
  const index = columns[field];
  const text = index === null ? '' : (row.cells[index] ?? '').trim();
  return isMissing(text) ? '' : text;
};

const failureAt = (
  { table, columns }: Reader,
  row: TableRow,
  field: GazetteField,
  fault: RecordFault,
): RecordFailure => {
  const index = columns[field];
  return recordFailure(
    table.fileName,
    row.record,
    index === null ? null : (table.header[index] ?? null),
    fault,
  );
};

const plain = (text: string): string => removeSpaces(foldFullWidth(text)).toUpperCase();

/** Code of an event cell: the code itself, alone or before its title, or the title of the table. `null` = changes nothing. */
const codeOf = (reader: Reader, text: string): Result<string | null> => {
  const word = plain(text);
  const code = /^[(（[]?([A-Z]{2}\d{2})(?![A-Z0-9])/.exec(word)?.[1];
  if (code !== undefined) return ok(code);
  const titled = reader.byTitle.get(word);
  if (titled !== undefined) return ok(titled);
  if (reader.neutral.has(word)) return ok(null);
  return refuse(
    'E_EVENT_CODE',
    text === '' ? '没有事务代码或事件名称' : `“${excerpt(text)}”不是公报事务代码，也不是代码表中的事件名称`,
    '',
    '请填写 PE01 这样的代码，或“专利权质押合同登记的生效”这样的全称',
  );
};

type RowResult =
  | { readonly kind: 'entry'; readonly entry: GazetteEntry }
  | { readonly kind: 'neutral' | 'footer' }
  | { readonly kind: 'fault'; readonly failure: RecordFailure; readonly digits: string | null };

const readRow = (reader: Reader, row: TableRow): RowResult => {
  const printed = cellOf(reader, row, 'applicationNumber');
  const number = parseApplicationNumber(printed);
  if (!number.ok) {
    const first = row.cells.find((cell) => cell.trim() !== '')?.replace(/\s+/g, '') ?? '';
    if (FOOTER.test(first)) return { kind: 'footer' };
    const { code, message, remedy } = number.failure;
    const fault =
      printed === ''
        ? { code: 'E_NUMBER_MISSING', message: '没有申请号', remedy: '请补上申请号' }
        : { code, message, remedy };
    return { kind: 'fault', failure: failureAt(reader, row, 'applicationNumber', fault), digits: null };
  }
  const { digits, canonical } = number.value;
  const event = codeOf(reader, cellOf(reader, row, 'event'));
  if (!event.ok) return { kind: 'fault', failure: failureAt(reader, row, 'event', event.failure), digits };
  if (event.value === null) return { kind: 'neutral' };
  const date = readDate(cellOf(reader, row, 'date'));
  if (!date.ok) return { kind: 'fault', failure: failureAt(reader, row, 'date', date.failure), digits };
  if (date.value === null) {
    const fault = { code: 'E_MISSING', message: '缺公告日', remedy: '请补上公告日' };
    return { kind: 'fault', failure: failureAt(reader, row, 'date', fault), digits };
  }
  const ref = cellOf(reader, row, 'ref').slice(0, 500);
  return {
    kind: 'entry',
    entry: {
      record: row.record,
      applicationNumber: canonical,
      digits,
      event: { code: event.value, date: date.value, ...(ref === '' ? {} : { ref }) },
      source: cellOf(reader, row, 'source').slice(0, 500),
    },
  };
};

/**
 * Reads an event list (申请号, 事务代码或事件名称, 公告日, 登记号, 来源). Good rows survive bad ones; every bad row is named by record and
 * column. `E_COLUMN_MISSING` when a needed column is not given.
 */
export const readGazetteTable = (
  table: Table,
  columns: GazetteColumns,
  codes: LegalEventRules,
  rules: RulesAt,
): Result<GazetteReading> => {
  const words = readTyped(rules, 'patent.gazette-neutral-words', v.array(v.string()));
  if (!words.ok) return words;
  if (columns.applicationNumber === null || columns.event === null || columns.date === null)
    return fail({
      code: 'E_COLUMN_MISSING',
      message: '事件清单要有申请号、事务代码（或事件名称）和公告日三列',
      path: table.fileName,
      remedy: '请指定由哪一列充当',
    });
  const byTitle = new Map(codes.codes.value.map(({ code, title }) => [plain(title), code]));
  const reader = { table, columns, codes, byTitle, neutral: new Set(words.value.value.map(plain)) };
  const results = table.rows.map((row) => readRow(reader, row));
  const faults = results.flatMap((result) => (result.kind === 'fault' ? [result] : []));
  return ok({
    entries: results.flatMap((result) => (result.kind === 'entry' ? [result.entry] : [])),
    failures: [...table.faults, ...faults.map(({ failure }) => failure)],
    neutral: results.filter(({ kind }) => kind === 'neutral').length,
    faulty: new Set(faults.flatMap(({ digits }) => (digits === null ? [] : [digits]))),
    unattributed: faults.filter(({ digits }) => digits === null).length + table.leftOut,
  });
};
