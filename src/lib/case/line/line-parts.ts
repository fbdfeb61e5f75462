import { encodeUtf8 } from '../../kernel/utf8';
import type { Test } from './schema-tests';
import { type ScannedLine, type ValueAt, recordView } from './record-view';
import { type Scan, numberAt } from './scan';
import { TextPool, type Utf8Line } from './text-pool';

/** How a value of one schema is scanned, noting its place at a slot, and how it is read from there. */
export interface Part {
  scan(scan: Scan, slot: number): boolean;
  readonly value: ValueAt;
}

const NULL = encodeUtf8('null');
const OPENING_N = 110;
const [COMMA, CLOSING_LIST, OPENING_LIST, CLOSING, OPENING, COLON] = [44, 93, 91, 125, 123, 58];

const pool = new TextPool();

/** Whether a text with escapes may hold half a character, which only the strict reader tells. */
const mayHoldHalf = (raw: string): boolean => /\\u[dD]/.test(raw);

/** The text that was noted; `null` when its escapes are none, or may hold half a character. */
const checkedText = (line: Utf8Line, from: number, to: number): string | null => {
  if (to >= 0) return pool.textAt(line, from, to);
  const raw = line.text(from - 1, ~to + 1);
  if (mayHoldHalf(raw)) return null;
  try {
    return JSON.parse(raw) as string;
  } catch {
    return null;
  }
};

/** A text that was found good when it was scanned. */
const textAt = ({ line, tape }: ScannedLine, slot: number): string => {
  const from = tape[slot] ?? 0;
  const to = tape[slot + 1] ?? 0;
  return to >= 0 ? pool.textAt(line, from, to) : (JSON.parse(line.text(from - 1, ~to + 1)) as string);
};

/** A test of texts; what repeats from case to case is not tested again. */
const kept = (test: Test): Test => {
  const good = pool.newMark();
  if (good === 0) return test;
  return (value) => {
    if (pool.isMarked(value, good)) return true;
    if (!test(value)) return false;
    pool.mark(value, good);
    return true;
  };
};

/** A text of at most so many UTF-16 units that a test, if there is one, finds good. */
export const textPart = (most: number, test: Test | null): Part => {
  const isGood = test === null ? null : kept(test);
  return {
    scan: (scan, slot) => {
      if (!scan.string(slot)) return false;
      const { tape } = scan;
      const from = tape[slot] ?? 0;
      const to = tape[slot + 1] ?? 0;
      // Never more units than bytes.
      if (isGood === null && to >= 0 && to - from <= most) return true;
      const text = checkedText(scan.line, from, to);
      return text !== null && text.length <= most && (isGood === null || isGood(text));
    },
    value: textAt,
  };
};

export const numberPart = (test: Test): Part => ({
  scan: (scan, slot) =>
    scan.number(slot) && test(numberAt(scan.line, scan.tape[slot] ?? 0, scan.tape[slot + 1] ?? 0)),
  value: ({ line, tape }, slot) => numberAt(line, tape[slot] ?? 0, tape[slot + 1] ?? 0),
});

/** One of a few values as they are written. */
export const choicePart = (options: readonly (string | number | boolean | null)[]): Part => {
  const written = options.map((option) => encodeUtf8(JSON.stringify(option)));
  return {
    scan: (scan, slot) => {
      for (let i = 0; i < written.length; i++) {
        const { at } = scan;
        if (!scan.goesAll(written[i] as Uint8Array)) continue;
        const next = scan.peek();
        if (next === COMMA || next === CLOSING || next === CLOSING_LIST) {
          scan.tape[slot] = i;
          return true;
        }
        scan.at = at;
      }
      return false;
    },
    value: ({ tape }, slot) => options[tape[slot] ?? 0],
  };
};

const NOTHING = -1;

export const nullablePart = (part: Part): Part => ({
  scan: (scan, slot) => {
    if (scan.peek() !== OPENING_N) return part.scan(scan, slot);
    scan.tape[slot] = NOTHING;
    return scan.goesAll(NULL);
  },
  value: (scanned, slot) => (scanned.tape[slot] === NOTHING ? null : part.value(scanned, slot)),
});

/** Items follow each other as slots of three: their two places and the slot of the next. */
export const listPart = (item: Part): Part => ({
  scan: (scan, slot) => {
    const { tape } = scan;
    if (!scan.goes(OPENING_LIST)) return false;
    tape[slot] = scan.top;
    tape[slot + 1] = 0;
    if (scan.goes(CLOSING_LIST)) return true;
    let before = -1;
    for (let count = 1; ; count++) {
      const own = scan.take(3);
      if (before >= 0) tape[before + 2] = own;
      before = own;
      if (!item.scan(scan, own)) return false;
      const goesOn = scan.more(CLOSING_LIST);
      if (goesOn === true) continue;
      tape[slot + 1] = count;
      return goesOn === false;
    }
  },
  value: (scanned, slot) => {
    const { tape } = scanned;
    const items: unknown[] = [];
    let own = tape[slot] ?? 0;
    for (let left = tape[slot + 1] ?? 0; left > 0; left--) {
      items.push(item.value(scanned, own));
      own = tape[own + 2] ?? 0;
    }
    return items;
  },
});

/** The first of several that the value is. */
export const unionPart = (options: readonly Part[]): Part => ({
  scan: (scan, slot) => {
    const { at } = scan;
    const own = scan.take(3);
    const { top } = scan;
    for (let i = 0; i < options.length; i++) {
      if (options[i]?.scan(scan, own + 1) === true) {
        scan.tape[own] = i;
        scan.tape[slot] = own;
        return true;
      }
      scan.at = at;
      scan.top = top;
    }
    return false;
  },
  value: (scanned, slot) => {
    const own = scanned.tape[slot] ?? 0;
    return options[scanned.tape[own] ?? 0]?.value(scanned, own + 1);
  },
});

const nameOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Exactly these fields, in the order of their names. */
const fieldsScan = (
  names: readonly string[],
  parts: readonly Part[],
): ((scan: Scan, first: number) => boolean) => {
  const written = names.map((name, i) => encodeUtf8(`${i === 0 ? '{' : ','}${JSON.stringify(name)}:`));
  const count = names.length;
  return (scan, first) => {
    if (count === 0 && !scan.goes(OPENING)) return false;
    for (let i = 0; i < count; i++) {
      if (!scan.goesAll(written[i] as Uint8Array)) return false;
      if (!(parts[i] as Part).scan(scan, first + 2 * i)) return false;
    }
    return scan.goes(CLOSING);
  };
};

export type Fields = readonly (readonly [string, Part])[];

const ordered = (fields: Fields): Fields => [...fields].sort(([a], [b]) => nameOrder(a, b));

/** A record whose fields are read when somebody looks at them. */
export const viewPart = (fields: Fields): Part => {
  const own = ordered(fields);
  const View = recordView(own.map(([name, { value }]) => [name, value]));
  const scanFields = fieldsScan(
    own.map(([name]) => name),
    own.map(([, part]) => part),
  );
  const places = 2 * own.length;
  return {
    scan: (scan, slot) => {
      const first = scan.take(places);
      scan.tape[slot] = first;
      return scanFields(scan, first);
    },
    value: (scanned, slot) => new View(scanned, scanned.tape[slot] ?? 0),
  };
};

/** Something that is read whole, by the built-in parser; a test, if there is one, sees it so. */
const wholePart = (scanInside: (scan: Scan) => boolean, test: Test | null): Part => ({
  scan: (scan, slot) => {
    const { at: from, top } = scan;
    if (!scanInside(scan)) return false;
    scan.top = top;
    scan.tape[slot] = from;
    scan.tape[slot + 1] = scan.at;
    return test === null || test(JSON.parse(scan.line.text(from, scan.at)));
  },
  value: ({ line, tape }, slot) => JSON.parse(line.text(tape[slot] ?? 0, tape[slot + 1] ?? 0)) as unknown,
});

/** Whatever a part takes, read whole. */
export const plainPart = (part: Part, test: Test | null): Part =>
  wholePart((scan) => part.scan(scan, scan.take(2)), test);

/** An object of free names, each once: written in the order of the names. */
export const freePart = (isName: Test, item: Part): Part =>
  wholePart((scan) => {
    if (!scan.goes(OPENING)) return false;
    if (scan.goes(CLOSING)) return true;
    const slot = scan.take(2);
    let before: string | null = null;
    for (;;) {
      if (!scan.string(slot)) return false;
      const name = checkedText(scan.line, scan.tape[slot] ?? 0, scan.tape[slot + 1] ?? 0);
      if (name === null || !isName(name) || (before !== null && name <= before)) return false;
      before = name;
      if (!scan.goes(COLON) || !item.scan(scan, slot)) return false;
      const goesOn = scan.more(CLOSING);
      if (goesOn !== true) return goesOn === false;
    }
  }, null);

/** Nothing is taken: another reader decides. */
export const NO_PART: Part = { scan: () => false, value: () => undefined };
