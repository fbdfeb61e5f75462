import { firstBad, gb18030Length, utf8Length } from '../../intake/byte-sequences';
import { DetectorTally } from '../detectors/tally';
import { ByteWords } from '../byte-words';
import { UNREADABLE } from '../unreadable';
import { REGISTERS, addToRegisters } from './distinct-registers';
import { WorkRoom } from './work-room';
import { NumberField } from './number-field';
import { NumberFigures } from './number-figures';
import { ShapeCounter, type ShapeSketch, limitShapes, numberShape } from './shapes';
import { type ColumnSketch, ODD_KINDS, type OddPlaces } from './sketch';
import { TIME_SHAPES, TimeField } from './time-field';
import { TimeGaps } from './time-gaps';
import { TimeHistogram } from './time-histogram';

/** Words with a meaning in every column. The empty cell is missing without being listed. */
export interface WordLists {
  readonly missing: ByteWords;
  readonly booleans: ByteWords;
  /** 1 for every byte that one of the words may begin with, in either encoding. */
  readonly begins: Uint8Array;
}

export const wordLists = (missing: readonly string[], booleans: readonly string[]): WordLists => {
  const begins = new Uint8Array(256);
  const none = [...missing, UNREADABLE];
  for (const word of [...none, ...booleans]) {
    const [first] = new TextEncoder().encode(word);
    if (first === undefined) continue;
    if (first < 0x80) begins[first] = 1;
    else begins.fill(1, 0x80);
  }
  return { missing: new ByteWords(none), booleans: new ByteWords(booleans), begins };
};

/** Bits of `ColumnFigures.odd`, in the order of `ODD_KINDS`. */
const UTF8_ONLY = 1;
const GB18030_ONLY = 2;
const NEITHER = 4;
const CONTROL = 8;

/** Digits before and after the point that a shape tells apart: 0 to 4, more. */
const WIDTHS = 6;

/** What can follow a year: `-`, `/`, `.`, or the first byte of 年. */
const isDateMark = (byte: number): boolean => (byte >= 45 && byte <= 47) || byte >= 0x80;

/** Figures of one column from one value at a time. The value is trimmed, not empty, and weighs as often as it occurs. */
export class ColumnFigures {
  readonly #words: WordLists;
  readonly #registers: Uint8Array;
  readonly #number = new NumberField();
  readonly #time = new TimeField();
  readonly #numbers: NumberFigures;
  readonly #times: TimeHistogram;
  readonly #gaps: TimeGaps;
  readonly #tally: DetectorTally | null;
  readonly #shapes: ShapeCounter;
  readonly #numberShapes = new Float64Array(2 * WIDTHS * WIDTHS);
  readonly #timeShapes = new Float64Array(TIME_SHAPES.length);
  readonly #missing = new Map<string, number>();
  #integers = 0;
  #decimals = 0;
  #booleans = 0;
  #dates = 0;
  #datetimes = 0;
  #texts = 0;
  #utf8Only = 0;
  #gb18030Only = 0;
  #either = 0;
  #neither = 0;
  #control = 0;
  readonly #places = new Float64Array(ODD_KINDS.length).fill(Infinity);
  /** Odd kinds of the value that was added last; `notePlace` keeps where it stood. */
  odd = 0;
  #shortest = Infinity;
  #longest = 0;

  constructor(words: WordLists, detect: boolean, room = new WorkRoom()) {
    this.#words = words;
    this.#registers = room.bytes(REGISTERS);
    this.#numbers = new NumberFigures(room);
    this.#times = new TimeHistogram(room);
    this.#gaps = new TimeGaps(room);
    this.#shapes = new ShapeCounter(room);
    this.#tally = detect ? new DetectorTally() : null;
  }

  addEmpty(count: number): void {
    if (count > 0) this.#missing.set('', (this.#missing.get('') ?? 0) + count);
  }

  /** Whether the range is a word for “no value”. */
  isMissing(bytes: Uint8Array, start: number, end: number): boolean {
    return (
      this.#words.begins[bytes[start] ?? 0] === 1 && this.#words.missing.find(bytes, start, end) !== null
    );
  }

  /** @param hash of the value: high, low */
  add(bytes: Uint8Array, view: DataView, start: number, end: number, hash: Int32Array, weight: number): void {
    const first = bytes[start] ?? 0;
    const listed = this.#words.begins[first] === 1;
    this.odd = 0;
    if (listed && this.#addMissing(bytes, start, end, weight)) return;
    addToRegisters(this.#registers, hash);
    const length = end - start;
    if (length < this.#shortest) this.#shortest = length;
    if (length > this.#longest) this.#longest = length;
    if (first <= 57 && first >= 43) {
      const dated = length >= 8 && isDateMark(bytes[start + 4] ?? 0);
      if (dated && this.#time.read(bytes, view, start, end)) {
        this.#addTime(bytes, start, end, weight);
        return;
      }
      if (this.#number.read(bytes, start, end)) {
        this.#addNumber(bytes, start, end, weight);
        return;
      }
    }
    if (listed && this.#words.booleans.find(bytes, start, end) !== null) this.#booleans += weight;
    else this.#texts += weight;
    this.#addShape(bytes, start, end, weight);
    this.#tally?.addText(bytes, start, end, this.#shapes.atSign, this.#shapes.aboveAscii, weight);
  }

  /** @param offset of the record in the file with the value that was added last */
  notePlace(offset: number): void {
    for (let kind = 0; kind < ODD_KINDS.length; kind += 1)
      if ((this.odd & (1 << kind)) !== 0 && offset < (this.#places[kind] ?? 0)) this.#places[kind] = offset;
  }

  sketch(): Omit<ColumnSketch, 'top'> {
    const types = {
      integer: this.#integers,
      decimal: this.#decimals,
      boolean: this.#booleans,
      date: this.#dates,
      datetime: this.#datetimes,
      text: this.#texts,
    };
    const values = Object.values(types).reduce((sum, count) => sum + count, 0);
    return {
      values,
      missing: new Map([...this.#missing].sort(([a], [b]) => (a < b ? -1 : 1))),
      types,
      encodings: {
        utf8Only: this.#utf8Only,
        gb18030Only: this.#gb18030Only,
        either: this.#either,
        neither: this.#neither,
      },
      control: this.#control,
      places: this.#placesFound(),
      shortest: values === 0 ? null : this.#shortest,
      longest: values === 0 ? null : this.#longest,
      registers: this.#registers,
      numbers: this.#numbers.sketch(),
      times: this.#times.sketch(),
      gaps: this.#gaps.sketch(),
      shapes: this.#allShapes(),
      detected: this.#tally?.sketch() ?? null,
    };
  }

  #addMissing(bytes: Uint8Array, start: number, end: number, weight: number): boolean {
    const token = this.#words.missing.find(bytes, start, end);
    if (token !== null) this.#missing.set(token, (this.#missing.get(token) ?? 0) + weight);
    return token !== null;
  }

  #addNumber(bytes: Uint8Array, start: number, end: number, weight: number): void {
    const number = this.#number;
    if (number.integer) {
      this.#integers += weight;
      this.#tally?.addInteger(bytes, start, end, number.whole, weight);
    } else this.#decimals += weight;
    this.#numbers.add(number, bytes, start, end, weight);
    if (!number.plain) {
      this.#shapes.add(bytes, start, end, weight);
      return;
    }
    const whole = number.whole < WIDTHS ? number.whole : WIDTHS - 1;
    const fraction = number.fraction < WIDTHS ? number.fraction : WIDTHS - 1;
    const at = ((number.negative ? WIDTHS : 0) + whole) * WIDTHS + fraction;
    this.#numberShapes[at] = (this.#numberShapes[at] ?? 0) + weight;
  }

  #addTime(bytes: Uint8Array, start: number, end: number, weight: number): void {
    const time = this.#time;
    if (time.timed) this.#datetimes += weight;
    else this.#dates += weight;
    this.#times.add(time.seconds, weight);
    this.#gaps.add(time.seconds, weight);
    if (time.form < 0) this.#addShape(bytes, start, end, weight);
    else this.#timeShapes[time.form] = (this.#timeShapes[time.form] ?? 0) + weight;
  }

  #addShape(bytes: Uint8Array, start: number, end: number, weight: number): void {
    this.#shapes.add(bytes, start, end, weight);
    if (this.#shapes.control) {
      this.#control += weight;
      this.odd |= CONTROL;
    }
    if (!this.#shapes.aboveAscii) return;
    const utf8 = firstBad(bytes, start, utf8Length, end) < 0;
    const gb18030 = firstBad(bytes, start, gb18030Length, end) < 0;
    if (utf8 && gb18030) this.#either += weight;
    else if (utf8) {
      this.#utf8Only += weight;
      this.odd |= UTF8_ONLY;
    } else if (gb18030) {
      this.#gb18030Only += weight;
      this.odd |= GB18030_ONLY;
    } else {
      this.#neither += weight;
      this.odd |= NEITHER;
    }
  }

  #placesFound(): OddPlaces {
    const [utf8Only, gb18030Only, neither, control] = Array.from(this.#places, (offset) =>
      offset === Infinity ? null : offset,
    );
    return {
      utf8Only: utf8Only ?? null,
      gb18030Only: gb18030Only ?? null,
      neither: neither ?? null,
      control: control ?? null,
    };
  }

  #allShapes(): ShapeSketch {
    const { counts, other } = this.#shapes.sketch();
    const all = new Map(counts);
    const put = (text: string, count: number): void => {
      if (count > 0) all.set(text, (all.get(text) ?? 0) + count);
    };
    this.#timeShapes.forEach((count, form) => {
      put(TIME_SHAPES[form] ?? '', count);
    });
    this.#numberShapes.forEach((count, at) => {
      const rows = Math.floor(at / WIDTHS);
      put(numberShape(rows >= WIDTHS, rows % WIDTHS, at % WIDTHS), count);
    });
    return limitShapes(all, other);
  }
}
