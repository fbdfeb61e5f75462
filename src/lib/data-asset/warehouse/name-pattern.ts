import type { NameScreenRule } from '../detectors/personal-name';

/**
 * `Script=Han` of Unicode 15.1 as ranges, because the engines have no common word for it that needs no backslash. A test holds them
 * against the `\p{Script=Han}` of the detector.
 */
export const HAN_RANGES: readonly (readonly [number, number])[] = [
  [0x2e80, 0x2e99],
  [0x2e9b, 0x2ef3],
  [0x2f00, 0x2fd5],
  [0x3005, 0x3005],
  [0x3007, 0x3007],
  [0x3021, 0x3029],
  [0x3038, 0x303b],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xf900, 0xfa6d],
  [0xfa70, 0xfad9],
  [0x16fe2, 0x16fe3],
  [0x16ff0, 0x16ff1],
  [0x20000, 0x2a6df],
  [0x2a700, 0x2b739],
  [0x2b740, 0x2b81d],
  [0x2b820, 0x2cea1],
  [0x2ceb0, 0x2ebe0],
  [0x2ebf0, 0x2ee5d],
  [0x2f800, 0x2fa1d],
  [0x30000, 0x3134a],
  [0x31350, 0x323af],
];

const HAN = `[${HAN_RANGES.map(([from, to]) => (from === to ? String.fromCodePoint(from) : `${String.fromCodePoint(from)}-${String.fromCodePoint(to)}`)).join('')}]`;

const isHan = (character: string): boolean => {
  const code = character.codePointAt(0) ?? 0;
  return HAN_RANGES.some(([from, to]) => code >= from && code <= to);
};

/** Characters of a list that can stand in a name; others would never match and could mean something in a pattern. */
const hanOf = (text: string): string => [...new Set(text)].filter(isHan).join('');

export interface NamePattern {
  /** Surname and one or two characters; `null` when the rulebook names no surname. */
  readonly like: string | null;
  /** Ends as no name does; `null` without endings. */
  readonly ending: string | null;
  /** Values that are none although they look like one. */
  readonly words: readonly string[];
}

/** The detector's `isLike` as regular expressions for RE2 and Java, over trimmed values. */
export const namePattern = ({ surnames, doubleSurnames, words, endings }: NameScreenRule): NamePattern => {
  const single = hanOf(surnames);
  const double = doubleSurnames.filter((one) => [...one].every(isHan));
  const heads = [
    ...(double.length === 0 ? [] : [`(?:${double.join('|')})`]),
    ...(single === '' ? [] : [`[${single}]`]),
  ];
  const last = hanOf(endings);
  return {
    like: heads.length === 0 ? null : `^(?:${heads.map((head) => `${head}${HAN}{1,2}`).join('|')})$`,
    ending: last === '' ? null : `[${last}]$`,
    // A double surname by itself is no name, even where its first character is a surname too.
    words: [...new Set([...words, ...double])],
  };
};
