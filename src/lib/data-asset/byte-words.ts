/** Words that are compared as bytes in both encodings a table may be in, so that the scan needs no decoding. */

const gb2312Table = (): ReadonlyMap<string, readonly number[]> => {
  const decoder = new TextDecoder('gb18030');
  const table = new Map<string, readonly number[]>();
  for (let lead = 0xb0; lead <= 0xf7; lead += 1)
    for (let trail = 0xa1; trail <= 0xfe; trail += 1)
      table.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  return table;
};

let table: ReadonlyMap<string, readonly number[]> | null = null;

/** GB 18030 bytes of ASCII and GB 2312 Han text; `null` for anything else. */
const gbBytes = (text: string): readonly number[] | null => {
  table ??= gb2312Table();
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.charCodeAt(0);
    const found = code < 0x80 ? [code] : table.get(character);
    if (found === undefined) return null;
    bytes.push(...found);
  }
  return bytes;
};

interface Entry {
  readonly bytes: readonly number[];
  readonly word: string;
}

/** Exact look-up of short words in byte ranges. */
export class ByteWords {
  readonly #byFirst: Entry[][] = Array.from({ length: 256 }, () => []);
  #longest = 0;

  constructor(words: readonly string[]) {
    for (const word of words) {
      const forms = [[...new TextEncoder().encode(word)], gbBytes(word)];
      for (const bytes of forms) {
        const first = bytes?.[0];
        if (bytes === null || first === undefined) continue;
        this.#byFirst[first]?.push({ bytes, word });
        this.#longest = Math.max(this.#longest, bytes.length);
      }
    }
  }

  /** The word that fills `bytes[start, end)` exactly, or `null`. */
  find(bytes: Uint8Array, start: number, end: number): string | null {
    if (end - start > this.#longest) return null;
    const entries = this.#byFirst[bytes[start] ?? 0];
    if (entries === undefined) return null;
    for (const entry of entries)
      if (entry.bytes.length === end - start && isAt(entry.bytes, bytes, start)) return entry.word;
    return null;
  }
}

/** In a loop of its own: a function for every value of a table would be made anew each time. */
const isAt = (word: readonly number[], bytes: Uint8Array, start: number): boolean => {
  for (let i = 0; i < word.length; i += 1) if (bytes[start + i] !== word[i]) return false;
  return true;
};
