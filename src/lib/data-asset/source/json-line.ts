import { MAX_COLUMNS } from './header-names';
import { JsonScanner, type LineFault, LineStop } from './json-scanner';

export type { LineFault } from './json-scanner';

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;

/**
 * Reads one line of JSON Lines, strictly after RFC 8259, from its bytes. The cells of the record lie in `cells` at
 * `[starts[c], ends[c])`: text without escapes, numbers with the digits that were written, nested values as compact JSON,
 * `null` empty. Escapes of half a surrogate pair become U+FFFD and are counted.
 */
export class JsonLine {
  readonly columns: string[] = [];
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Names of the last line that are no column. */
  unknown = 0;
  readonly #scan = new JsonScanner();
  readonly #grows: boolean;
  readonly #at = new Map<string, number>();
  readonly #names: Uint8Array[] = [];
  readonly #seen: Int32Array;
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  readonly #extra = new Set<string>();
  #line = 0;

  /** @param columns names in order; `null` takes every name that comes */
  constructor(columns: readonly string[] | null) {
    this.#grows = columns === null;
    const room = columns?.length ?? MAX_COLUMNS;
    this.starts = new Int32Array(room);
    this.ends = new Int32Array(room);
    this.#seen = new Int32Array(room);
    for (const name of columns ?? []) this.#addColumn(name);
  }

  get cells(): Uint8Array {
    return this.#scan.cells;
  }

  /** Half surrogate pairs of the last line. */
  get lone(): number {
    return this.#scan.lone;
  }

  /** Reads `bytes[start, end)`; `null` when the line is a record, `'blank'` when nothing stands in it. */
  read(bytes: Uint8Array, start: number, end: number): LineFault | 'blank' | null {
    this.#scan.load(bytes, start, end);
    this.#line += 1;
    this.unknown = 0;
    this.#extra.clear();
    const known = this.columns.length;
    const outcome = this.#whole(bytes, end);
    if (outcome !== null) this.#forget(known);
    return outcome;
  }

  #whole(bytes: Uint8Array, end: number): LineFault | 'blank' | null {
    try {
      this.#scan.space();
      if (this.#scan.i === end) return 'blank';
      if (bytes[this.#scan.i] !== 123) {
        this.#scan.value(false, 0);
        this.#scan.space();
        return this.#scan.i === end ? 'E_JSON_KIND' : 'E_JSON';
      }
      this.#record();
      this.#scan.space();
      return this.#scan.i === end ? null : 'E_JSON';
    } catch (error) {
      if (error instanceof LineStop) return error.code;
      throw error;
    }
  }

  /** Whether the last line has this column. */
  has(column: number): boolean {
    return this.#seen[column] === this.#line;
  }

  /** A line that is no record adds no names. */
  #forget(known: number): void {
    for (const name of this.columns.splice(known)) this.#at.delete(name);
    this.#names.length = known;
  }

  #addColumn(name: string): number {
    const at = this.columns.length;
    if (at === this.starts.length) throw new LineStop('E_COLUMNS');
    this.columns.push(name);
    this.#at.set(name, at);
    this.#names.push(new TextEncoder().encode(JSON.stringify(name).slice(1, -1)));
    return at;
  }

  #record(): void {
    const scan = this.#scan;
    scan.i += 1;
    scan.space();
    if (scan.peek() === 125) {
      scan.i += 1;
      return;
    }
    let expected = 0;
    for (;;) {
      scan.space();
      const column = this.#key(expected);
      scan.space();
      scan.take(COLON);
      scan.space();
      const from = scan.length;
      scan.value(true, 1);
      if (column < 0) {
        this.unknown += 1;
        scan.length = from;
      } else {
        this.starts[column] = from;
        this.ends[column] = scan.length;
        expected = column + 1;
      }
      scan.space();
      if (scan.peek() !== COMMA) break;
      scan.i += 1;
    }
    scan.take(125);
  }

  /** Column of the name that stands here; the next one of the order is tried first, byte by byte. */
  #key(expected: number): number {
    const scan = this.#scan;
    if (scan.peek() !== QUOTE) throw new LineStop('E_JSON');
    const name = this.#names[expected];
    let column: number;
    if (name !== undefined && this.#isHere(name)) {
      column = expected;
      scan.i += name.length + 2;
    } else {
      const from = scan.length;
      scan.string(false);
      const text = this.#decoder.decode(scan.cells.subarray(from, scan.length));
      scan.length = from;
      column = this.#at.get(text) ?? (this.#grows ? this.#addColumn(text) : -1);
      if (column < 0) {
        if (this.#extra.has(text)) throw new LineStop('E_JSON_KEY');
        this.#extra.add(text);
      }
    }
    if (column >= 0) {
      if (this.#seen[column] === this.#line) throw new LineStop('E_JSON_KEY');
      this.#seen[column] = this.#line;
    }
    return column;
  }

  #isHere(name: Uint8Array): boolean {
    const scan = this.#scan;
    const from = scan.i + 1;
    if (from + name.length >= scan.end || scan.bytes[from + name.length] !== QUOTE) return false;
    for (let i = 0; i < name.length; i += 1) if (scan.bytes[from + i] !== name[i]) return false;
    return true;
  }
}
