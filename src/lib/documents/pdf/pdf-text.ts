import type { PdfNode, PdfText } from 'pdfmake/build/pdfmake.min.js';
import type { ParagraphBlock, TextStyle } from '../model';
import { namedCharacter, piecesOf } from '../printable';
import { ALARM } from '../text';
import { BODY, HEADING, TITLE } from './pdf-height';

/** Text as the font can draw it. */
export type Drawable = (text: string) => string;

const LINE_FEED = 10;

/** What the font lacks is named by its code point: never drawn as nothing, never as a box. */
export const drawableWith =
  (has: (codePoint: number) => boolean): Drawable =>
  (text) =>
    [...text.replaceAll('\t', '    ')]
      .map((c) => {
        const code = c.codePointAt(0) ?? 0;
        return code === LINE_FEED || has(code) ? c : namedCharacter(code);
      })
      .join('');

const points = (halfPoints: number): number => halfPoints / 2;

/** The text of one paragraph or cell: `（待填）` stands out, line feeds are line breaks. */
export const textNode = (text: string, style: TextStyle, drawable: Drawable): PdfNode => {
  const lines = piecesOf(text);
  const pieces = lines.flatMap((line, row) =>
    line.map((piece, at): PdfText => {
      const last = at === line.length - 1 && row < lines.length - 1;
      const words = `${drawable(piece.text)}${last ? '\n' : ''}`;
      return piece.alarm ? { text: words, bold: true, color: `#${ALARM}` } : { text: words };
    }),
  );
  const [only] = pieces;
  return {
    text: pieces.length === 1 && only !== undefined && only.bold !== true ? only.text : pieces,
    fontSize: points(style.size ?? BODY),
    preserveLeadingSpaces: true,
    ...(style.strong === true ? { bold: true } : {}),
    ...(style.color === undefined ? {} : { color: `#${style.color}` }),
    ...(style.align === undefined ? {} : { alignment: style.align }),
  };
};

const EDGE = 1.5;
const INSET = 7;

/** @param room width between the margins */
const boxed = (node: PdfNode, room: number): PdfNode => ({
  margin: [0, 6, 0, 8],
  unbreakable: true,
  table: { headerRows: 0, dontBreakRows: true, widths: [room - 2 * (INSET + EDGE)], body: [[node]] },
  layout: {
    hLineWidth: () => EDGE,
    vLineWidth: () => EDGE,
    hLineColor: () => `#${ALARM}`,
    vLineColor: () => `#${ALARM}`,
    paddingLeft: () => INSET,
    paddingRight: () => INSET,
    paddingTop: () => 5,
    paddingBottom: () => 5,
  },
});

/** @param room width between the margins, in points */
export const paragraphNode = (
  { role, text, style }: ParagraphBlock,
  room: number,
  drawable: Drawable,
): PdfNode => {
  const set = (its: TextStyle): PdfNode => textNode(text, its, drawable);
  switch (role) {
    case 'title':
      return { ...set({ strong: true, size: TITLE, align: 'center' }), margin: [0, 2, 0, 8] };
    case 'heading':
      return { ...set({ strong: true, size: HEADING }), margin: [0, 12, 0, 5] };
    case 'notice':
      return boxed(set({ strong: true, color: ALARM }), room);
    case 'body':
      return { ...set(style), margin: [0, 3, 0, 3] };
  }
};
