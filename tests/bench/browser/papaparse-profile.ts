import { addToRegisters, REGISTERS } from '../../../src/lib/data-asset/kernel/distinct-registers';
import { MagnitudeHistogram } from '../../../src/lib/data-asset/kernel/magnitude-histogram';

/**
 * The profile that one writes on PapaParse: strings in, the same kinds of figures out, in plain code that is not slow on purpose.
 * It leaves out what would cost it most: shapes, encodings, duplicate rows, exact sums.
 */

const MISSING = new Set(['', 'NA', '--', '-', 'NULL', 'null', 'N/A', '无', '未知', '空']);
const NUMBER = /^[+-]?(\d+(\.\d+)?|\.\d+)(e[+-]?\d{1,3})?$/i;
const DATE = /^(\d{4})[-/](\d\d)[-/](\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?$/;
const KEPT = 2048;

const isNumberStart = (code: number): boolean =>
  (code >= 48 && code <= 57) || code === 45 || code === 43 || code === 46;

export class TextColumn {
  readonly #registers = new Uint8Array(REGISTERS);
  readonly #hash = new Int32Array(2);
  readonly #histogram = new MagnitudeHistogram();
  readonly #days = new Map<number, number>();
  #top = new Map<string, number>();
  missing = new Map<string, number>();
  values = 0;
  numbers = 0;
  dates = 0;
  texts = 0;
  shortest = Infinity;
  longest = 0;
  min = Infinity;
  max = -Infinity;
  #shift = 0;
  #first = 0;
  #second = 0;

  add(raw: string): void {
    const text = raw.trim();
    if (MISSING.has(text)) {
      this.missing.set(text, (this.missing.get(text) ?? 0) + 1);
      return;
    }
    this.values += 1;
    if (text.length < this.shortest) this.shortest = text.length;
    if (text.length > this.longest) this.longest = text.length;
    this.#count(text);
    const code = text.charCodeAt(0);
    if (isNumberStart(code)) {
      if (text.charCodeAt(4) === 45 && this.#date(text)) return;
      if (NUMBER.test(text)) {
        this.#number(Number(text));
        return;
      }
    }
    this.texts += 1;
  }

  #count(text: string): void {
    let a = 0x811c9dc5;
    let b = 0x2545f491;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      a = Math.imul(a ^ code, 0x01000193);
      b = Math.imul(b ^ code, 0x85ebca6b);
    }
    this.#hash[0] = a ^ (a >>> 15);
    this.#hash[1] = b ^ (b >>> 13);
    addToRegisters(this.#registers, this.#hash);
    const known = this.#top.get(text);
    if (known !== undefined) this.#top.set(text, known + 1);
    else {
      if (this.#top.size === 2 * KEPT)
        this.#top = new Map([...this.#top].sort(([, x], [, y]) => y - x).slice(0, KEPT));
      this.#top.set(text, 1);
    }
  }

  #date(text: string): boolean {
    const m = DATE.exec(text);
    if (m === null) return false;
    const seconds =
      Date.UTC(
        Number(m[1]),
        Number(m[2]) - 1,
        Number(m[3]),
        Number(m[4] ?? 0),
        Number(m[5] ?? 0),
        Number(m[6] ?? 0),
      ) / 1000;
    this.dates += 1;
    if (seconds < this.min) this.min = seconds;
    if (seconds > this.max) this.max = seconds;
    const hour = Math.floor(seconds / 3600);
    this.#days.set(hour, (this.#days.get(hour) ?? 0) + 1);
    return true;
  }

  #number(value: number): void {
    if (this.numbers === 0) this.#shift = value;
    this.numbers += 1;
    const offset = value - this.#shift;
    this.#first += offset;
    this.#second += offset * offset;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    this.#histogram.add(value, 1);
  }

  /** What a report would show of the numbers. */
  get moments(): { readonly mean: number; readonly deviation: number } {
    const n = this.numbers;
    return {
      mean: this.#shift + this.#first / n,
      deviation: Math.sqrt((this.#second - (this.#first * this.#first) / n) / (n - 1)),
    };
  }
}
