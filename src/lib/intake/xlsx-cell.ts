import type { CellFormat } from './xlsx-formats';
import { serialToDate, storedNumber } from './xlsx-numbers';
import type { CellNoteKind } from './table';

/** A cell as its XML says it, before it means anything. */
export interface StoredCell {
  /** `t`: `n` (default), `s`, `str`, `inlineStr`, `b`, `e`, `d`. */
  readonly type: string;
  readonly value: string | null;
  readonly inline: string | null;
  readonly formula: boolean;
  readonly format: CellFormat;
}

export interface CellContext {
  readonly strings: readonly string[];
  readonly date1904: boolean;
}

export interface CellText {
  readonly text: string;
  readonly notes: readonly CellNoteKind[];
}

const plain = (text: string): CellText => ({ text, notes: [] });

const NOTE_OF_FORMAT: Partial<Record<CellFormat['kind'], CellNoteKind>> = {
  percent: 'percent',
  padded: 'padded',
};

const numberText = (raw: string, format: CellFormat, date1904: boolean): CellText | null => {
  const number = storedNumber(raw);
  if (number === null) return null;
  if (format.kind === 'date') {
    const date = serialToDate(Number(raw), date1904);
    if (date === null) return { text: number.text, notes: ['date-refused'] };
    return { text: date, notes: date.length > 10 ? ['date-time'] : [] };
  }
  const shown = NOTE_OF_FORMAT[format.kind];
  const notes: CellNoteKind[] = number.lost ? ['precision'] : [];
  if (shown !== undefined) notes.push(shown);
  return { text: number.text, notes };
};

const withoutFormula = (cell: StoredCell, { strings, date1904 }: CellContext): CellText | null => {
  const value = cell.value ?? '';
  switch (cell.type) {
    case 's': {
      const text = /^\d{1,9}$/.test(value.trim()) ? strings[Number(value)] : undefined;
      return text === undefined ? null : plain(text);
    }
    case 'inlineStr':
      return plain(cell.inline ?? '');
    case 'str':
      return plain(value);
    case 'b':
      return plain(value.trim() === '1' || value.trim() === 'true' ? 'TRUE' : 'FALSE');
    case 'e':
      return { text: value, notes: ['error'] };
    case 'd':
      return plain(value.trim().replace(/T00:00:00(\.0+)?Z?$/, ''));
    case 'n':
      return value.trim() === '' ? plain('') : numberText(value, cell.format, date1904);
    default:
      return null;
  }
};

/**
 * Text of a cell and what must be known beside it. Values of formulas are taken from the cache and marked.
 * `null` = contradicts the format: a string index out of range, a number that is none, an unknown type.
 */
export const cellText = (cell: StoredCell, context: CellContext): CellText | null => {
  if (cell.formula && (cell.value === null || cell.value === '') && cell.type !== 'str')
    return { text: '', notes: ['formula-empty'] };
  const read = withoutFormula(cell, context);
  return read === null || !cell.formula ? read : { text: read.text, notes: [...read.notes, 'formula'] };
};
