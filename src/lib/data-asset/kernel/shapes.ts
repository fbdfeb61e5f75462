import { WorkRoom } from './work-room';

/**
 * Shapes of values: a digit is `9`, capitals are `A`, small letters `a`, anything above ASCII `汉` (one for a whole run),
 * line ends and tabs `↵`, other control characters `␀`; any other character stands for itself. Runs over four are cut to four
 * and `+`.
 */

/** Bits above the class of a byte: what a value holds is the union of them. */
const HAN = 0x180;
const CONTROL = 0x201;
/** LF, CR and tab: text of several lines is no damage. */
const LINE = 0x02;
const AT_SIGN = 0x440;
const CLASS = Uint16Array.from({ length: 256 }, (_, byte) => {
  if (byte >= 0x80) return HAN;
  if (byte === 9 || byte === 10 || byte === 13) return LINE;
  if (byte < 32 || byte === 127) return CONTROL;
  if (byte >= 48 && byte <= 57) return 57;
  if (byte >= 65 && byte <= 90) return 65;
  if (byte === 64) return AT_SIGN;
  return byte >= 97 && byte <= 122 ? 97 : byte;
});
const RUN = 4;
/** Bytes of a value that its shape is taken from; more are one `…`. */
const MAX_BYTES = 64;
const MAX_SHAPES = 128;
const SLOTS = 512;

/** Counts by shape; `other` counts the values whose shape found no room. */
export interface ShapeSketch {
  readonly counts: ReadonlyMap<string, number>;
  readonly other: number;
}

/** Text of the shape of `bytes[start, end)`. */
export const shapeText = (bytes: Uint8Array, start: number, end: number): string => {
  let text = '';
  let before = 0;
  let run = 0;
  const stop = Math.min(end, start + MAX_BYTES);
  for (let i = start; i < stop; i += 1) {
    const kind = CLASS[bytes[i] ?? 0] ?? 0;
    run = kind === before ? run + 1 : 1;
    before = kind;
    if (kind === HAN) text += run === 1 ? '汉' : '';
    else if (run <= RUN)
      text += kind === CONTROL ? '␀' : kind === LINE ? '↵' : String.fromCharCode(kind & 0xff);
    else if (run === RUN + 1) text += '+';
  }
  return stop < end ? `${text}…` : text;
};

const run = (digits: number): string => (digits > RUN ? '9999+' : '9'.repeat(digits));

/** Shape of a plainly written number. */
export const numberShape = (negative: boolean, whole: number, fraction: number): string =>
  `${negative ? '-' : ''}${run(whole)}${fraction === 0 ? '' : `.${run(fraction)}`}`;

export class ShapeCounter {
  readonly #keys: Int32Array;
  readonly #counts: Float64Array;
  readonly #texts: string[] = new Array<string>(SLOTS).fill('');
  /** Classes of the last value: a column tends to keep to one shape. */
  readonly #last = new Uint16Array(MAX_BYTES);
  #lastLength = -1;
  #lastSlot = -1;
  #shapes = 0;
  #other = 0;
  /** What the last value held besides printable ASCII. */
  aboveAscii = false;
  control = false;
  atSign = false;

  constructor(room = new WorkRoom()) {
    this.#keys = room.integers(SLOTS * 2);
    this.#counts = room.floats(SLOTS);
  }

  add(bytes: Uint8Array, start: number, end: number, weight: number): void {
    if (end - start === this.#lastLength && this.#isLike(bytes, start, end)) {
      this.#counts[this.#lastSlot] = (this.#counts[this.#lastSlot] ?? 0) + weight;
      return;
    }
    this.#lastLength = -1;
    let a = 0x811c9dc5 | 0;
    let b = 0x2545f491;
    let before = 0;
    let run = 0;
    let seen = 0;
    const stop = end - start > MAX_BYTES ? start + MAX_BYTES : end;
    for (let i = start; i < stop; i += 1) {
      const kind = CLASS[bytes[i] ?? 0] ?? 0;
      run = kind === before ? run + 1 : 1;
      before = kind;
      seen |= kind;
      this.#last[i - start] = kind;
      if (run > RUN || (kind === HAN && run > 1)) {
        if (run !== RUN + 1 || kind === HAN) continue;
      }
      a = Math.imul(a ^ (run > RUN ? 2 : kind), 0x01000193);
      b = Math.imul((b << 7) ^ (b >>> 9) ^ kind ^ (run > RUN ? 256 : 0), 0x85ebca6b);
    }
    if (stop < end) {
      a = ~a;
      for (let i = stop; i < end; i += 1) seen |= CLASS[bytes[i] ?? 0] ?? 0;
    }
    this.aboveAscii = (seen & 0x100) !== 0;
    this.control = (seen & 0x200) !== 0;
    this.atSign = (seen & 0x400) !== 0;
    this.#count(bytes, start, end, weight, a, b | 1);
    if (stop === end) this.#lastLength = this.#lastSlot < 0 ? -1 : end - start;
  }

  sketch(): ShapeSketch {
    const counts = new Map<string, number>();
    this.#texts.forEach((text, slot) => {
      if (text !== '') counts.set(text, (counts.get(text) ?? 0) + (this.#counts[slot] ?? 0));
    });
    return { counts, other: this.#other };
  }

  #isLike(bytes: Uint8Array, start: number, end: number): boolean {
    for (let i = start; i < end; i += 1)
      if ((CLASS[bytes[i] ?? 0] ?? 0) !== this.#last[i - start]) return false;
    return true;
  }

  #count(bytes: Uint8Array, start: number, end: number, weight: number, a: number, b: number): void {
    let slot = (a ^ (a >>> 15)) & (SLOTS - 1);
    for (;;) {
      const known = this.#keys[slot * 2 + 1] ?? 0;
      if (known === 0) break;
      if (known === b && this.#keys[slot * 2] === a) {
        this.#counts[slot] = (this.#counts[slot] ?? 0) + weight;
        this.#lastSlot = slot;
        return;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    if (this.#shapes === MAX_SHAPES) {
      this.#other += weight;
      this.#lastSlot = -1;
      return;
    }
    this.#shapes += 1;
    this.#keys[slot * 2] = a;
    this.#keys[slot * 2 + 1] = b;
    this.#counts[slot] = weight;
    this.#lastSlot = slot;
    this.#texts[slot] = shapeText(bytes, start, end);
  }
}

/** The most frequent shapes keep their names; a tie is settled by code unit. */
export const limitShapes = (counts: ReadonlyMap<string, number>, other: number): ShapeSketch => {
  const sorted = [...counts]
    .filter(([, count]) => count > 0)
    .sort(([x, a], [y, b]) => b - a || (x < y ? -1 : 1));
  const rest = sorted.slice(MAX_SHAPES).reduce((sum, [, count]) => sum + count, other);
  return { counts: new Map(sorted.slice(0, MAX_SHAPES)), other: rest };
};

export const mergeShapes = (a: ShapeSketch, b: ShapeSketch): ShapeSketch => {
  const counts = new Map(a.counts);
  for (const [text, count] of b.counts) counts.set(text, (counts.get(text) ?? 0) + count);
  return limitShapes(counts, a.other + b.other);
};
