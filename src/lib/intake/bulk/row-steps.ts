import { isMissing } from '../../kernel/missing';
import { type PlainDate, dayNumber } from '../../kernel/plain-date';
import type { RecordCells } from '../patent-cells';
import { ownersOf } from '../patent-record';
import { surelyFilled, surelyShort } from './cell-text';
import { ColumnMemo, FAILED, NOTHING } from './column-memo';
import { publicationKeyBytes, publicationKeyOf, readNumberBytes, readNumberText } from './identity-bytes';
import type { RowCells } from './row-cells';
import { type RowFacts, UNKNOWN_FACT_DAY } from './row-facts';

/** Reads one fact of the row at hand; `false` = the record fails. */
export type Step = () => boolean;
/** Value of the row at hand; `NOTHING` or `FAILED` where there is none. */
export type Reader = () => number;

/** Longest text of a field in the case (`patent-cells`). */
const SHORT_TEXT = 500;
/** Moves day numbers from 1900 on above the marks of a memo. */
const DAY_OFFSET = 100_000;

export const numberStep = (row: RowCells, facts: RowFacts): Step => {
  const index = row.column('applicationNumber');
  return () => {
    if (readNumberBytes(row.bytes, row.start(index), row.end(index), facts)) return true;
    const text = row.text(index).trim();
    return !isMissing(text) && readNumberText(text, facts);
  };
};

export const titleStep = (row: RowCells): Step => {
  const index = row.column('title');
  return () => {
    const start = row.start(index);
    const end = row.end(index);
    if (surelyFilled(row.bytes, start, end) && surelyShort(row.bytes, start, end, SHORT_TEXT)) return true;
    return row.only(index).shortText('title') !== null;
  };
};

/** Names that a record keeps: only their length can fail it. */
export const namesStep = (row: RowCells): Step => {
  const indexes = ['currentAssignee', 'applicant', 'inventors']
    .map((f) => row.column(f))
    .filter((i) => i >= 0);
  const short = (): boolean => {
    for (const i of indexes) if (!surelyShort(row.bytes, row.start(i), row.end(i), SHORT_TEXT)) return false;
    return true;
  };
  return () => {
    if (short()) return true;
    const cells = row.only(...indexes);
    ownersOf(cells);
    cells.names('inventors');
    return cells.failures.length === 0;
  };
};

export const publicationStep = (row: RowCells, facts: RowFacts): Step => {
  const index = row.column('publicationNumber');
  return () => {
    const key = publicationKeyBytes(row.bytes, row.start(index), row.end(index));
    if (key >= 0) {
      facts.publication = key;
      return true;
    }
    const text = row.text(index).trim();
    facts.publication = isMissing(text) ? NaN : publicationKeyOf(text);
    return true;
  };
};

/** A column that one reader of the importer reads, each text once; without the column `NOTHING`. */
export const memoReader = (
  row: RowCells,
  field: string,
  read: (cells: RecordCells) => number | null,
): Reader => {
  const index = row.column(field);
  if (index < 0) return () => NOTHING;
  const memo = new ColumnMemo(row.bytes, index);
  const reader = (): number => {
    const cells = row.only(index);
    const value = read(cells);
    return cells.failures.length > 0 ? FAILED : (value ?? NOTHING);
  };
  return () => {
    const start = row.start(index);
    const end = row.end(index);
    return start === end ? NOTHING : memo.read(start, end, reader);
  };
};

const LONGEST_PLAIN = 9;

export const countReader = (row: RowCells, field: string): Reader => {
  const index = row.column(field);
  if (index < 0) return () => NOTHING;
  const other = memoReader(row, field, (cells) => cells.count(field));
  const { bytes } = row;
  return () => {
    const start = row.start(index);
    const end = row.end(index);
    if (start === end) return NOTHING;
    if (end - start > LONGEST_PLAIN) return other();
    let value = 0;
    for (let i = start; i < end; i++) {
      const digit = (bytes[i] ?? 0) - 48;
      if (digit < 0 || digit > 9) return other();
      value = value * 10 + digit;
    }
    return value;
  };
};

const dayValue = (date: PlainDate | null): number | null =>
  date === null ? null : dayNumber(date) + DAY_OFFSET;

/** Digits of `2017-07-21` as one number below 2^17; −1 = another form, or no month and day that could be. */
const plainDay = (bytes: Uint8Array, start: number, end: number): number => {
  const mark = bytes[start + 4] ?? 0;
  if (end - start !== 10 || mark < 0x2d || mark > 0x2f || bytes[start + 7] !== mark) return -1;
  let value = 0;
  for (let i = 0; i < 10; i++) {
    if (i === 4 || i === 7) continue;
    const digit = (bytes[start + i] ?? 0) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  const year = Math.floor(value / 10_000) - FIRST_YEAR;
  const month = Math.floor(value / 100) % 100;
  const day = value % 100;
  return year < 0 || year >= YEARS || month > 12 || day > 31 ? -1 : (year * 13 + month) * 32 + day;
};

const FIRST_YEAR = 1900;
const YEARS = 300;
const UNREAD = -3;

/** A column of dates: usual forms by their digits, everything else by text. Either way each date is read once. */
export const dayReader = (row: RowCells, field: string): Reader => {
  const index = row.column(field);
  if (index < 0) return () => NOTHING;
  const read = (cells: RecordCells): number | null => dayValue(cells.date(field));
  const other = memoReader(row, field, read);
  const known = new Int32Array(YEARS * 13 * 32).fill(UNREAD);
  return () => {
    const start = row.start(index);
    const end = row.end(index);
    const place = plainDay(row.bytes, start, end);
    if (place < 0) return other();
    const value = known[place] ?? UNREAD;
    return value === UNREAD ? (known[place] = other()) : value;
  };
};

/** Day number of a memo value. */
export const dayOf = (value: number): number => (value === NOTHING ? UNKNOWN_FACT_DAY : value - DAY_OFFSET);
/** Count or share of a memo value. */
export const numberOf = (value: number): number => (value === NOTHING ? NaN : value);
