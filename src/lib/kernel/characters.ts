/** Full-width ASCII (U+FF01–U+FF5E) to ASCII and U+3000 to a space. Nothing else: `①`, `²`, `٣` stay as they are. */
export const foldFullWidth = (text: string): string =>
  text
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ');

/** Removes every white-space character, also inside the text. */
export const removeSpaces = (text: string): string => text.replace(/\s+/g, '');

/** Names one character so that look-alikes can be told apart: `“А”（U+0410）`. */
export const nameCharacter = (character: string): string => {
  const point = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `“${markUnseen(character)}”（U+${point}）`;
};

/**
 * Characters that cannot be seen or that turn the direction of text: soft hyphen, zero-width characters, bidirectional
 * marks, embeddings, overrides and isolates, line and paragraph separators, byte order mark inside a text. Variation
 * selectors are not among them: they choose the glyph of a rare Han character.
 */
const UNSEEN = /[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Code points of the unseen characters of a text, each once: `U+202E`. */
export const unseenCharacters = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(UNSEEN)].map(([character]) => codePoint(character))),
];

/** Text with every unseen character named in its place: `甲‹U+202E›乙`. */
export const markUnseen = (text: string): string => text.replace(UNSEEN, (c) => `‹${codePoint(c)}›`);

/** First character (code point) of `text` that `allowed` does not match; `null` if all match. */
export const firstStranger = (text: string, allowed: RegExp): string | null => {
  for (const character of text) if (!allowed.test(character)) return character;
  return null;
};

/** Cut for use inside a message: at most 40 characters, unseen ones named. */
export const excerpt = (text: string): string => {
  const points = [...text.slice(0, 82)];
  return markUnseen(points.length > 40 ? `${points.slice(0, 40).join('')}…` : text);
};
