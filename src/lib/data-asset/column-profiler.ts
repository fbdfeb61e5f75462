import type { ColumnProfile } from '../case/data-assets-section';
import { Decimal } from '../kernel/decimal';
import type { ByteWords } from './byte-words';
import { CompensatedMean } from './exact-mean';
import { DistinctCounter } from './distinct-counter';
import { type NumberRead, dayText, numberText, readDay, readNumber } from './field-grammar';

/** What all columns of one table share. */
export interface ColumnContext {
  readonly missing: ByteWords;
  readonly booleans: ByteWords;
  readonly typeShare: number;
  readonly distinctBound: number;
  /** Called for fields with bytes above ASCII or with control characters. */
  readonly onUnusual: (bytes: Uint8Array, start: number, end: number, control: boolean) => void;
}

/** Smallest or largest number seen, with its own text when a double cannot hold it. */
class Extreme {
  readonly #sign: 1 | -1;
  #value: number | null = null;
  #long: string | null = null;

  constructor(sign: 1 | -1) {
    this.#sign = sign;
  }

  add(read: NumberRead, bytes: Uint8Array, start: number, end: number): void {
    if (this.#value !== null) {
      const difference = (read.value - this.#value) * this.#sign;
      if (difference < 0 || (difference === 0 && !read.long && this.#long === null)) return;
      if (difference === 0 && !this.#beyond(bytes, start, end)) return;
    }
    this.#value = read.value;
    this.#long = read.long ? numberText(bytes, start, end) : null;
  }

  text(): string | null {
    if (this.#value === null) return null;
    return new Decimal(this.#long ?? String(this.#value)).toString();
  }

  /** Equal as doubles: compared digit by digit. */
  #beyond(bytes: Uint8Array, start: number, end: number): boolean {
    const challenger = new Decimal(numberText(bytes, start, end));
    return challenger.cmp(new Decimal(this.text() ?? '0')) * this.#sign > 0;
  }
}

const isSpace = (byte: number | undefined): boolean =>
  byte === 32 || byte === 9 || byte === 10 || byte === 13;

/** U+3000 in UTF-8; these bytes cannot stand at either end of GB 18030 text. */
const isWideSpace = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0xe3 && bytes[at + 1] === 0x80 && bytes[at + 2] === 0x80;

/** One-pass profile of one column in bounded memory. */
export class ColumnProfiler {
  readonly #context: ColumnContext;
  readonly #distinct: DistinctCounter;
  readonly #mean = new CompensatedMean();
  readonly #min = new Extreme(-1);
  readonly #max = new Extreme(1);
  readonly #number: NumberRead = { kind: 'none', value: 0, long: false };
  readonly #tokens = new Map<string, number>();
  #missing = 0;
  #values = 0;
  #integers = 0;
  #numbers = 0;
  #booleans = 0;
  #days = 0;
  #firstDay = 0;
  #lastDay = 0;

  constructor(context: ColumnContext) {
    this.#context = context;
    this.#distinct = new DistinctCounter(context.distinctBound);
  }

  /** Takes the field `bytes[from, to)`, quotes already removed. */
  accept(bytes: Uint8Array, from: number, to: number): void {
    let start = from;
    let end = to;
    while (start < end && isSpace(bytes[start])) start += 1;
    while (end > start && isSpace(bytes[end - 1])) end -= 1;
    while (end - start >= 3 && isWideSpace(bytes, start)) start += 3;
    while (end - start >= 3 && isWideSpace(bytes, end - 3)) end -= 3;
    const token = start === end ? '' : this.#context.missing.find(bytes, start, end);
    if (token !== null) {
      this.#missing += 1;
      this.#tokens.set(token, (this.#tokens.get(token) ?? 0) + 1);
      return;
    }
    this.#values += 1;
    this.#hash(bytes, start, end);
    this.#classify(bytes, start, end);
  }

  /** @param name header as printed */
  profile(name: string): ColumnProfile {
    const { type, fitting } = this.#type();
    const numeric = type === 'integer' || type === 'decimal';
    const dated = type === 'date';
    return {
      name,
      type,
      bad: this.#values - fitting,
      missing: this.#missing,
      missingTokens: Object.fromEntries([...this.#tokens].sort(([a], [b]) => (a < b ? -1 : 1))),
      distinct: Math.min(this.#distinct.value, this.#values),
      distinctExact: this.#distinct.exact,
      min: numeric ? this.#min.text() : dated ? dayText(this.#firstDay) : null,
      max: numeric ? this.#max.text() : dated ? dayText(this.#lastDay) : null,
      mean: numeric ? this.#mean.text() : null,
      sd: null,
      quantiles: null,
      top: [],
      topComplete: false,
      shapes: [],
      shortest: null,
      longest: null,
      detected: [],
      gaps: null,
    };
  }

  /** The most specific type that enough of the values fit. */
  #type(): { readonly type: ColumnProfile['type']; readonly fitting: number } {
    if (this.#values === 0) return { type: 'empty', fitting: 0 };
    const candidates: readonly (readonly [ColumnProfile['type'], number])[] = [
      ['boolean', this.#booleans],
      ['integer', this.#integers],
      ['decimal', this.#numbers],
      ['date', this.#days],
    ];
    const needed = Math.round(this.#context.typeShare * 1e6) * this.#values;
    for (const [type, fitting] of candidates) if (fitting * 1e6 >= needed) return { type, fitting };
    return { type: 'text', fitting: this.#values };
  }

  #classify(bytes: Uint8Array, start: number, end: number): void {
    const number = this.#number;
    readNumber(bytes, start, end, number);
    if (number.kind !== 'none') {
      if (number.kind === 'integer') this.#integers += 1;
      this.#numbers += 1;
      this.#mean.add(number.value);
      this.#min.add(number, bytes, start, end);
      this.#max.add(number, bytes, start, end);
      return;
    }
    const day = readDay(bytes, start, end);
    if (day !== 0) {
      this.#days += 1;
      if (this.#firstDay === 0 || day < this.#firstDay) this.#firstDay = day;
      if (day > this.#lastDay) this.#lastDay = day;
    } else if (this.#context.booleans.find(bytes, start, end) !== null) this.#booleans += 1;
  }

  /** 64-bit hash in two lanes, mixed after MurmurHash3; also notices bytes that need a closer look. */
  #hash(bytes: Uint8Array, start: number, end: number): void {
    let high = 0x9747b28c ^ (end - start);
    let low = 0x3c6ef372;
    let seen = 0;
    let control = false;
    for (let i = start; i < end; i += 1) {
      const byte = bytes[i] ?? 0;
      seen |= byte;
      if (byte < 32 && byte !== 10 && byte !== 13 && byte !== 9) control = true;
      high = Math.imul(high ^ byte, 0x9e3779b1);
      high ^= high >>> 15;
      low = Math.imul(low ^ byte, 0x85ebca6b);
      low ^= low >>> 13;
    }
    high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
    low = Math.imul(low ^ (low >>> 16), 0x27d4eb2f) ^ Math.imul(high ^ (high >>> 13), 0x165667b1);
    this.#distinct.add((high ^ (high >>> 15)) >>> 0, (low ^ (low >>> 16)) >>> 0);
    if (seen >= 0x80 || control) this.#context.onUnusual(bytes, start, end, control);
  }
}
