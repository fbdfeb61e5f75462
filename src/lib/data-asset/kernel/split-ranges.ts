import type { ByteRange } from './sketch';

/** Reads `[from, to)` of the file. */
export type Probe = (from: number, to: number) => Uint8Array | Promise<Uint8Array>;

export interface RecordForm {
  readonly delimiter: number;
  readonly columns: number;
}

export interface SplitForm extends RecordForm {
  /** Beginning of the first record. */
  readonly from: number;
  readonly size: number;
  readonly parts: number;
}

/** Bytes looked at behind each cut. */
export const WINDOW = 64 * 1024;
const QUOTE = 34;
const LF = 10;
const CR = 13;

interface Guess {
  /** Index of the first record that begins in the window, −1 without one. */
  readonly at: number;
  readonly good: number;
  readonly bad: number;
}

/** Reads the window as if it began inside a quoted field or outside, and counts how many records come out whole. */
const guess = (bytes: Uint8Array, quoted: boolean, { delimiter, columns }: RecordForm): Guess => {
  let inside = quoted;
  let at = -1;
  let fields = 1;
  let good = 0;
  let bad = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i];
    if (byte === QUOTE) inside = !inside;
    else if (inside) continue;
    else if (byte === delimiter) fields += 1;
    else if (byte === LF || (byte === CR && bytes[i + 1] !== LF)) {
      if (at < 0) at = i + 1;
      else if (fields === columns) good += 1;
      else bad += 1;
      fields = 1;
    }
  }
  return { at, good, bad };
};

/** Index of the first record that probably begins after the first line end of the window, −1 without one. */
export const recordStart = (bytes: Uint8Array, form: RecordForm): number => {
  const outside = guess(bytes, false, form);
  const inside = guess(bytes, true, form);
  return (inside.good - inside.bad > outside.good - outside.bad ? inside : outside).at;
};

/**
 * Cuts a file into ranges that probably begin at a record: behind each even cut the bytes are read under both assumptions,
 * inside quotes and outside, and the one that yields more whole records is taken. A wrong guess is harmless: see
 * `firstBroken`. Parts that find no record within the window are left out.
 */
export const splitRanges = async (form: SplitForm, probe: Probe): Promise<readonly ByteRange[]> => {
  const starts = [form.from];
  for (let part = 1; part < form.parts; part += 1) {
    const cut = Math.floor(form.from + ((form.size - form.from) * part) / form.parts);
    if (cut <= (starts.at(-1) ?? 0)) continue;
    const bytes = await probe(cut, Math.min(form.size, cut + WINDOW));
    const at = recordStart(bytes, form);
    if (at > 0 && cut + at < form.size) starts.push(cut + at);
  }
  return starts.map((from, i) => ({ from, to: starts[i + 1] ?? form.size }));
};

/**
 * Which part has to be read again, or −1. The first range begins at a record; a range is read to the end of its last record.
 * When that end is where the next range began, the next one began at a record too, and so on to the last: the chain proves
 * every guess, whatever the file holds. The first part that does not begin where the one before ended was guessed wrong.
 * @param read ranges as read, in the order of `splitRanges`
 */
export const firstBroken = (read: readonly ByteRange[]): number =>
  read.findIndex((range, i) => i > 0 && range.from !== read[i - 1]?.to);
