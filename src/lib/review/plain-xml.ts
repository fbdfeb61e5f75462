/** The declaration after a byte order mark, if there is one; a longer one than 120 bytes is left to a parser. */
const DECLARATION =
  /^<\?xml version="1\.0"(?: encoding="(?:UTF|utf)-8")?(?: standalone="(?:yes|no)")?[ \t\r\n]*\?>/;

/** Where a step of the scanner would have ended, had it been certain. */
const REFUSED = -1;

const QUOTE = 0x22;
const AMPERSAND = 0x26;
const SLASH = 0x2f;
const COLON = 0x3a;
const LESS = 0x3c;
const EQUALS = 0x3d;
const GREATER = 0x3e;
const BRACKET = 0x5d;

/** What a byte may be, one bit each. */
const TEXT = 1;
const VALUE = 2;
const NAME_START = 4;
const NAME = 8;
const SPACE = 16;
const KINDS = [
  [TEXT, /[\t\n\r\x20-\x25\x27-\x3b\x3d-\x5c\x5e-\x7f]/],
  [VALUE, /[\t\n\r\x20\x21\x23-\x25\x27-\x3b\x3d-\x5c\x5e-\x7f]/],
  [NAME_START, /[A-Za-z_]/],
  [NAME, /[\w.:-]/],
  [SPACE, /[ \t\r\n]/],
] as const;
const CLASSES = Uint8Array.from({ length: 256 }, (_, byte) =>
  KINDS.reduce((all, [kind, its]) => (its.test(String.fromCharCode(byte)) ? all | kind : all), 0),
);
const ENCODER = new TextEncoder();
const ENTITIES = ['&amp;', '&lt;', '&gt;', '&quot;', '&apos;'].map((text) => ENCODER.encode(text));

/** Whether `length` bytes at two places are the same; most names differ in their last letters. */
const isSame = (one: Uint8Array, from: number, other: Uint8Array, at: number, length: number): boolean => {
  let i = length - 1;
  while (i >= 0 && one[from + i] === other[at + i]) i -= 1;
  return i < 0;
};

/** End of the bytes of one class. */
const endOf = (bytes: Uint8Array, from: number, kind: number): number => {
  const { length } = bytes;
  let at = from;
  while (at < length && ((CLASSES[bytes[at] ?? 0] ?? 0) & kind) !== 0) at += 1;
  return at;
};

/** End of a name, `REFUSED` when none begins here. */
const nameEnd = (bytes: Uint8Array, from: number): number => {
  const first = endOf(bytes, from, NAME_START);
  return first === from ? REFUSED : endOf(bytes, first, NAME);
};

const entityEnd = (bytes: Uint8Array, from: number): number => {
  for (const entity of ENTITIES)
    if (isSame(bytes, from, entity, 0, entity.length)) return from + entity.length;
  return REFUSED;
};

/** End of a character beyond ASCII: neither in overlong form, a surrogate, U+FFFE or U+FFFF, nor beyond U+10FFFF. */
const wideEnd = (bytes: Uint8Array, at: number): number => {
  const first = bytes[at] ?? 0;
  const second = bytes[at + 1] ?? 0;
  if (first < 0xc2 || first > 0xf4 || second >> 6 !== 2) return REFUSED;
  if (first < 0xe0) return at + 2;
  const third = bytes[at + 2] ?? 0;
  if (third >> 6 !== 2 || (first === 0xe0 && second < 0xa0)) return REFUSED;
  if ((first === 0xed && second > 0x9f) || (first === 0xef && second === 0xbf && third > 0xbd))
    return REFUSED;
  if (first < 0xf0) return at + 3;
  if ((first === 0xf0 && second < 0x90) || (first === 0xf4 && second > 0x8f)) return REFUSED;
  return (bytes[at + 3] ?? 0) >> 6 === 2 ? at + 4 : REFUSED;
};

/** End of the characters of text or of an attribute value: the first byte that is neither, or the end of all. */
const charactersEnd = (bytes: Uint8Array, from: number, kind: number): number => {
  const { length } = bytes;
  let at = endOf(bytes, from, kind);
  while (at < length) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x80) at = wideEnd(bytes, at);
    else if (byte === AMPERSAND) at = entityEnd(bytes, at);
    else if (byte !== BRACKET) return at;
    else if (bytes[at + 1] === BRACKET && bytes[at + 2] === GREATER) return REFUSED;
    else at += 1;
    if (at === REFUSED) return REFUSED;
    at = endOf(bytes, at, kind);
  }
  return at;
};

/** The names as bytes, and for every byte whether one of them ends in it. */
const wordsOf = (names: ReadonlySet<string>) => {
  const words = { all: [...names].map((name) => ENCODER.encode(name)), last: new Uint8Array(256) };
  for (const word of words.all) words.last[word.at(-1) ?? COLON] = 1;
  return words;
};
type Words = ReturnType<typeof wordsOf>;
const prepared = new WeakMap<ReadonlySet<string>, Words>();

/** Whether the local name, what stands behind the first colon, is one of the words. */
const isOneOf = ({ all, last }: Words, bytes: Uint8Array, from: number, end: number): boolean => {
  if (last[bytes[end - 1] ?? 0] === 0) return false;
  let colon = from;
  while (colon < end && bytes[colon] !== COLON) colon += 1;
  const start = colon === end ? from : colon + 1;
  for (const word of all)
    if (word.length === end - start && isSame(bytes, start, word, 0, word.length)) return true;
  return false;
};

/** Each attribute is compared with those before it; a tag with more of them is left to a parser. */
const MOST_ATTRIBUTES = 64;

/** One reading of one part. Every step takes where it begins and returns where it ends, or `REFUSED`. */
class Scan {
  private depth = 0;
  private roots = 0;
  /** Where the names of the open elements begin and end, in turn. */
  private names = new Int32Array(128);
  /** Where the names of the attributes of one tag begin. */
  private readonly keys = new Int32Array(MOST_ATTRIBUTES);

  constructor(
    private readonly bytes: Uint8Array,
    private readonly forbidden: Words,
  ) {}

  isPlain(from: number): boolean {
    for (let at = from, last = from; at < this.bytes.length; last = at) {
      at = this.step(at);
      if (at <= last) return false;
    }
    return this.depth === 0 && this.roots === 1;
  }

  private step(at: number): number {
    const { bytes } = this;
    if (bytes[at] === LESS) return bytes[at + 1] === SLASH ? this.close(at + 2) : this.open(at + 1);
    return this.depth === 0 ? endOf(bytes, at, SPACE) : charactersEnd(bytes, at, TEXT);
  }

  private close(from: number): number {
    const { bytes, names } = this;
    if (this.depth === 0) return REFUSED;
    this.depth -= 1;
    const start = names[this.depth * 2] ?? 0;
    const end = from + (names[this.depth * 2 + 1] ?? 0) - start;
    if (!isSame(bytes, start, bytes, from, end - from)) return REFUSED;
    const last = bytes[end] === GREATER ? end : endOf(bytes, end, SPACE);
    return bytes[last] === GREATER ? last + 1 : REFUSED;
  }

  private open(from: number): number {
    const { bytes } = this;
    const end = nameEnd(bytes, from);
    if (end === REFUSED || isOneOf(this.forbidden, bytes, from, end)) return REFUSED;
    if (this.depth === 0) this.roots += 1;
    const last = bytes[end] === GREATER ? end : this.attributesEnd(end);
    if (bytes[last] === SLASH && bytes[last + 1] === GREATER) return last + 2;
    if (last === REFUSED || bytes[last] !== GREATER) return REFUSED;
    this.push(from, end);
    return last + 1;
  }

  private push(from: number, end: number): void {
    const { names } = this;
    const at = this.depth * 2;
    if (at === names.length) (this.names = new Int32Array(at * 2)).set(names);
    this.names[at] = from;
    this.names[at + 1] = end;
    this.depth += 1;
  }

  private attributesEnd(from: number): number {
    const { bytes } = this;
    let at = from;
    for (let count = 0; ; count += 1) {
      const key = endOf(bytes, at, SPACE);
      if (key === at || bytes[key] === GREATER || bytes[key] === SLASH) return key;
      const end = nameEnd(bytes, key);
      if (end === REFUSED || bytes[end] !== EQUALS || bytes[end + 1] !== QUOTE) return REFUSED;
      const last = charactersEnd(bytes, end + 2, VALUE);
      if (last === REFUSED || bytes[last] !== QUOTE || !this.isNewKey(count, key, end)) return REFUSED;
      at = last + 1;
    }
  }

  /** A name is compared with the equals sign behind it, and so to its end. */
  private isNewKey(count: number, from: number, equals: number): boolean {
    const { bytes, keys } = this;
    for (let i = 0; i < count; i += 1)
      if (isSame(bytes, keys[i] ?? 0, bytes, from, equals - from + 1)) return false;
    keys[count] = from;
    return count < MOST_ATTRIBUTES;
  }
}

const USUAL = ENCODER.encode('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>');

const bodyStart = (bytes: Uint8Array): number => {
  const from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  if (isSame(bytes, from, USUAL, 0, USUAL.length)) return from + USUAL.length;
  const head = String.fromCharCode(...bytes.subarray(from, from + 120));
  return from + (DECLARATION.exec(head)?.[0].length ?? 0);
};

/**
 * Whether this is well-formed XML of tags and text only in which no element has one of these local names. `false` also means:
 * not certain, ask a real parser. One pass over the bytes without a string or an object for a tag: many times faster than
 * parsing, on which opening many packages would spend most of its time.
 */
export const isPlainXmlWithout = (bytes: Uint8Array, names: ReadonlySet<string>): boolean => {
  const words = prepared.get(names) ?? wordsOf(names);
  prepared.set(names, words);
  return new Scan(bytes, words).isPlain(bodyStart(bytes));
};
