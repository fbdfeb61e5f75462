import type { ByteTable } from './byte-table';
import { RowScanner } from './row-scanner';

const LF = 10;
/** Records that must fit before a place is taken for the beginning of one. */
const PROOF_RECORDS = 6;
const MOST_TRIES = 200;

const looksLikeStart = ({ bytes, end, delimiter, header }: ByteTable, at: number): boolean => {
  const scanner = new RowScanner(bytes, at, end, delimiter);
  for (let n = 0; n < PROOF_RECORDS && scanner.next(); n++)
    if (scanner.stray || (scanner.fields !== header.length && scanner.fields !== header.length + 1))
      return false;
  return !scanner.broken;
};

/**
 * Places at which the body can be cut into up to `parts` ranges of whole records, as byte offsets `[from, to)`. A line end may
 * stand inside quotes, so a place is a guess: whoever reads the range before it must end exactly there, or the guess was
 * wrong.
 */
export const splitRanges = (table: ByteTable, parts: number): readonly (readonly [number, number])[] => {
  const { bytes, body, end } = table;
  const cuts = [body];
  for (let part = 1; part < parts; part++) {
    let at = bytes.indexOf(
      LF,
      Math.max(body + Math.floor(((end - body) * part) / parts), cuts.at(-1) ?? body),
    );
    for (let tries = 0; tries < MOST_TRIES && at >= 0 && at + 1 < end; tries++) {
      if (looksLikeStart(table, at + 1)) {
        if (at + 1 > (cuts.at(-1) ?? body)) cuts.push(at + 1);
        break;
      }
      at = bytes.indexOf(LF, at + 1);
    }
  }
  return cuts.map((from, i) => [from, cuts[i + 1] ?? end] as const);
};

const SAMPLE_BYTES = 256 * 1024;

/** Records to expect in a range, a little too many, from the first ones of the body. */
export const expectedRows = (table: ByteTable, from: number, to: number): number => {
  const scanner = new RowScanner(table.bytes, table.body, table.end, table.delimiter);
  let rows = 0;
  while (scanner.position < table.body + SAMPLE_BYTES && scanner.next()) rows += 1;
  const bytes = Math.max(1, Math.min(table.end, scanner.position) - table.body);
  return Math.ceil(((to - from) / bytes) * rows * 1.05) + 64;
};
