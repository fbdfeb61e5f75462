/** Why a Deflate stream is not the content it should be. */
export type InflateFault = 'broken' | 'longer' | 'shorter' | 'trailing';

const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
  227, 258,
];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
  6145, 8193, 12289, 16385, 24577,
];
const DISTANCE_BITS = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const MAX_BITS = 15;

/** A prefix code as a table over the next `bits` bits: symbol × 16 + length of its code, 0 = no code. */
interface Code {
  readonly table: Uint16Array;
  readonly bits: number;
}

class Stop extends Error {
  constructor(readonly fault: InflateFault) {
    super(fault);
  }
}

const reversed = (code: number, length: number): number => {
  let out = 0;
  for (let i = 0; i < length; i += 1) out |= ((code >> i) & 1) << (length - 1 - i);
  return out;
};

/** The canonical code of these lengths (RFC 1951 §3.2.2). Over-full sets are broken; so are gaps, a lone code excepted. */
const codeOf = (lengths: Uint8Array): Code => {
  const counts = new Uint16Array(MAX_BITS + 1);
  let used = 0;
  let bits = 0;
  for (const length of lengths)
    if (length > 0) {
      counts[length] = (counts[length] ?? 0) + 1;
      used += 1;
      bits = Math.max(bits, length);
    }
  let left = 1;
  const next = new Uint16Array(MAX_BITS + 2);
  for (let length = 1; length <= MAX_BITS; length += 1) {
    const count = counts[length] ?? 0;
    left = left * 2 - count;
    if (left < 0) throw new Stop('broken');
    next[length + 1] = ((next[length] ?? 0) + count) << 1;
  }
  if (left > 0 && !(used <= 1 && bits <= 1)) throw new Stop('broken');
  const table = new Uint16Array(1 << bits);
  for (const [symbol, length] of lengths.entries()) {
    if (length === 0) continue;
    const code = next[length] ?? 0;
    next[length] = code + 1;
    for (let at = reversed(code, length); at < table.length; at += 1 << length)
      table[at] = symbol * 16 + length;
  }
  return { table, bits };
};

const FIXED_LITERALS = codeOf(
  Uint8Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8)),
);
const FIXED_DISTANCES = codeOf(new Uint8Array(32).fill(5));

class Inflation {
  readonly #input: Uint8Array;
  readonly #output: Uint8Array;
  #in = 0;
  #out = 0;
  #held = 0;
  #bits = 0;

  constructor(input: Uint8Array, size: number) {
    this.#input = input;
    this.#output = new Uint8Array(size);
  }

  /** Fills up to 24 bits and more; past the end zeros, which `take` then refuses. */
  #fill(): void {
    while (this.#bits <= 16 && this.#in < this.#input.length) {
      this.#held |= (this.#input[this.#in] ?? 0) << this.#bits;
      this.#in += 1;
      this.#bits += 8;
    }
  }

  #take(count: number): number {
    if (count === 0) return 0;
    if (this.#bits < count) this.#fill();
    if (this.#bits < count) throw new Stop('broken');
    const value = this.#held & ((1 << count) - 1);
    this.#held >>>= count;
    this.#bits -= count;
    return value;
  }

  #symbol({ table, bits }: Code): number {
    if (this.#bits < bits) this.#fill();
    const entry = table[this.#held & ((1 << bits) - 1)] ?? 0;
    const length = entry & 15;
    if (length === 0 || length > this.#bits) throw new Stop('broken');
    this.#held >>>= length;
    this.#bits -= length;
    return entry >> 4;
  }

  #stored(): void {
    const spare = this.#bits & 7;
    this.#held >>>= spare;
    this.#bits -= spare;
    const length = this.#take(8) | (this.#take(8) << 8);
    const complement = this.#take(8) | (this.#take(8) << 8);
    if ((length ^ complement) !== 0xffff) throw new Stop('broken');
    this.#in -= this.#bits >> 3;
    this.#held = 0;
    this.#bits = 0;
    if (this.#in + length > this.#input.length) throw new Stop('broken');
    if (this.#out + length > this.#output.length) throw new Stop('longer');
    this.#output.set(this.#input.subarray(this.#in, this.#in + length), this.#out);
    this.#in += length;
    this.#out += length;
  }

  #codes(): readonly [Code, Code] {
    const [literals, distances, count] = [this.#take(5) + 257, this.#take(5) + 1, this.#take(4) + 4];
    if (literals > 286 || distances > 30) throw new Stop('broken');
    const orders = new Uint8Array(19);
    for (let i = 0; i < count; i += 1) orders[CODE_ORDER[i] ?? 0] = this.#take(3);
    const code = codeOf(orders);
    const lengths = new Uint8Array(literals + distances);
    for (let at = 0; at < lengths.length;) {
      const symbol = this.#symbol(code);
      if (symbol < 16) {
        lengths[at] = symbol;
        at += 1;
        continue;
      }
      if (symbol === 16 && at === 0) throw new Stop('broken');
      const value = symbol === 16 ? (lengths[at - 1] ?? 0) : 0;
      const repeat =
        symbol === 16 ? 3 + this.#take(2) : symbol === 17 ? 3 + this.#take(3) : 11 + this.#take(7);
      if (at + repeat > lengths.length) throw new Stop('broken');
      lengths.fill(value, at, at + repeat);
      at += repeat;
    }
    if (lengths[256] === 0) throw new Stop('broken');
    return [codeOf(lengths.subarray(0, literals)), codeOf(lengths.subarray(literals))];
  }

  #compressed(literals: Code, distances: Code): void {
    const output = this.#output;
    for (;;) {
      const symbol = this.#symbol(literals);
      if (symbol === 256) return;
      if (symbol < 256) {
        if (this.#out >= output.length) throw new Stop('longer');
        output[this.#out] = symbol;
        this.#out += 1;
        continue;
      }
      const base = LENGTH_BASE[symbol - 257];
      if (base === undefined) throw new Stop('broken');
      const length = base + this.#take(LENGTH_BITS[symbol - 257] ?? 0);
      const place = this.#symbol(distances);
      const far = DISTANCE_BASE[place];
      if (far === undefined) throw new Stop('broken');
      const distance = far + this.#take(DISTANCE_BITS[place] ?? 0);
      if (distance > this.#out) throw new Stop('broken');
      if (this.#out + length > output.length) throw new Stop('longer');
      for (let i = 0; i < length; i += 1, this.#out += 1)
        output[this.#out] = output[this.#out - distance] ?? 0;
    }
  }

  run(): Uint8Array {
    for (let last = 0; last === 0;) {
      last = this.#take(1);
      const kind = this.#take(2);
      if (kind === 3) throw new Stop('broken');
      if (kind === 0) this.#stored();
      else if (kind === 1) this.#compressed(FIXED_LITERALS, FIXED_DISTANCES);
      else this.#compressed(...this.#codes());
    }
    if (this.#in - (this.#bits >> 3) < this.#input.length) throw new Stop('trailing');
    if (this.#out < this.#output.length) throw new Stop('shorter');
    return this.#output;
  }
}

/**
 * Inflates a whole Deflate stream (RFC 1951) whose size is known: it must end where the input ends, within its last byte, and
 * give exactly so many bytes. Never makes more than that.
 */
export const inflateRaw = (input: Uint8Array, size: number): Uint8Array | InflateFault => {
  try {
    return new Inflation(input, size).run();
  } catch (error) {
    if (error instanceof Stop) return error.fault;
    throw error;
  }
};
