/** Printed where a value is wanted and nobody gave one. */
export const TO_BE_FILLED = '（待填）';

/** Stands in the running header of an invented case; the whole statement stands on the first page. */
export const FICTION_MARK = '虚构示例';

// Controls other than tab and line feed, bidirectional and zero-width marks, unpaired surrogates, non-characters:
// XML refuses some of them, the others would hide or reorder what an official reads.
const INVISIBLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** How a document names a character that it cannot show: `‹U+202E›`. */
export const namedCharacter = (codePoint: number): string =>
  `‹U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}›`;

/** Text as a document may print it: what cannot be seen is named by its code point. */
export const printable = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replace(INVISIBLE, (c) => namedCharacter(c.charCodeAt(0)));

/** The first `limit` characters, with a mark when something was left out. */
export const shorten = (text: string, limit: number): string => {
  const points = [...text];
  return points.length <= limit ? text : `${points.slice(0, limit).join('')}…`;
};

/** A part of a line that is set in one way. */
export interface Piece {
  readonly text: string;
  /** `（待填）` stands out wherever it stands. */
  readonly alarm: boolean;
}

/** Printable text by lines, each cut so that every `（待填）` stands alone. A line has one piece at least. */
export const piecesOf = (text: string): readonly (readonly Piece[])[] =>
  printable(text)
    .split('\n')
    .map((line) => {
      const found = line.split(new RegExp(`(${TO_BE_FILLED})`)).filter((piece) => piece !== '');
      return (found.length === 0 ? [''] : found).map((piece) => ({
        text: piece,
        alarm: piece === TO_BE_FILLED,
      }));
    });
