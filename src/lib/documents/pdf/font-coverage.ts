/** Which characters a TrueType or OpenType font can draw, read from its table `cmap`. */

const CMAP = 0x636d6170;
const HEADER = 12;
const TABLE_RECORD = 16;
const GROUP = 12;

/** Platform 3 (Windows) with 32-bit code points, then platform 0 (Unicode) with the same: both hold the whole of Unicode. */
const FULL_UNICODE: readonly (readonly [platform: number, encoding: number])[] = [
  [3, 10],
  [0, 6],
  [0, 4],
];

type Group = readonly [first: number, last: number];

const tableAt = (view: DataView): number => {
  const tables = view.getUint16(4);
  for (let i = 0; i < tables; i += 1) {
    const at = HEADER + i * TABLE_RECORD;
    if (view.getUint32(at) === CMAP) return view.getUint32(at + 8);
  }
  throw new Error('the font has no table of characters');
};

const subtableAt = (view: DataView, cmap: number): number => {
  const count = view.getUint16(cmap + 2);
  const found = new Map<string, number>();
  for (let i = 0; i < count; i += 1) {
    const at = cmap + 4 + i * 8;
    found.set(`${view.getUint16(at)},${view.getUint16(at + 2)}`, cmap + view.getUint32(at + 4));
  }
  for (const [platform, encoding] of FULL_UNICODE) {
    const at = found.get(`${platform},${encoding}`);
    if (at !== undefined && view.getUint16(at) === 12) return at;
  }
  throw new Error('the font has no table for the whole of Unicode');
};

/** Groups of format 12 as the file has them: in order of code points, glyph 0 stands for none. */
const groupsOf = (view: DataView): readonly Group[] => {
  const at = subtableAt(view, tableAt(view));
  const groups: Group[] = [];
  const count = view.getUint32(at + 12);
  for (let i = 0; i < count; i += 1) {
    const group = at + 16 + i * GROUP;
    const first = view.getUint32(group) + (view.getUint32(group + 8) === 0 ? 1 : 0);
    groups.push([first, view.getUint32(group + 4)]);
  }
  return groups;
};

/** Tells of a code point whether the font has a glyph for it. Throws for bytes that are no such font. */
export const fontCoverage = (font: Uint8Array): ((codePoint: number) => boolean) => {
  const groups = groupsOf(new DataView(font.buffer, font.byteOffset, font.byteLength));
  return (codePoint) => {
    let low = 0;
    let high = groups.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const [first, last] = groups[middle] ?? [0, -1];
      if (codePoint < first) high = middle - 1;
      else if (codePoint > last) low = middle + 1;
      else return true;
    }
    return false;
  };
};
