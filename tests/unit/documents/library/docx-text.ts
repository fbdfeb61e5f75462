import {
  AlignmentType,
  BorderStyle,
  HeadingLevel,
  type IParagraphOptions,
  type IRunOptions,
  Paragraph,
  TextRun,
} from 'docx';
import type { ParagraphBlock, TextStyle } from '../../../../src/lib/documents/model';
import { piecesOf } from '../../../../src/lib/documents/printable';
import { ALARM } from '../../../../src/lib/documents/text';

const ALIGNMENT = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const;

const run = (text: string, lineBreak: boolean, { strong, size, color }: TextStyle): TextRun => {
  const options: IRunOptions = {
    text,
    ...(lineBreak ? { break: 1 } : {}),
    ...(strong === undefined ? {} : { bold: strong }),
    ...(size === undefined ? {} : { size }),
    ...(color === undefined ? {} : { color }),
  };
  return new TextRun(options);
};

/** Text as runs: line feeds are line breaks, `（待填）` stands out. */
export const runs = (text: string, style: TextStyle): TextRun[] =>
  piecesOf(text).flatMap((line, row) =>
    line.map((piece, at) =>
      run(piece.text, row > 0 && at === 0, piece.alarm ? { ...style, strong: true, color: ALARM } : style),
    ),
  );

/** Options that a style puts on its paragraph. */
export const placing = ({ align, keep }: TextStyle): Pick<IParagraphOptions, 'alignment' | 'keepNext'> => ({
  ...(align === undefined ? {} : { alignment: ALIGNMENT[align] }),
  ...(keep === true ? { keepNext: true } : {}),
});

const EDGE = { style: BorderStyle.SINGLE, size: 12, color: ALARM, space: 6 };
/** The edges stand outside the text by their `space`; in twentieths of a point. */
const EDGE_INDENT = 140;

const ROLES: Record<ParagraphBlock['role'], (block: ParagraphBlock) => IParagraphOptions> = {
  title: ({ text }) => ({
    heading: HeadingLevel.TITLE,
    alignment: AlignmentType.CENTER,
    children: runs(text, {}),
  }),
  heading: ({ text }) => ({ heading: HeadingLevel.HEADING_1, children: runs(text, {}), keepNext: true }),
  body: ({ text, style }) => ({
    children: runs(text, style),
    spacing: { before: 60, after: 60 },
    ...placing(style),
  }),
  notice: ({ text }) => ({
    children: runs(text, { strong: true, color: ALARM }),
    border: { top: EDGE, bottom: EDGE, left: EDGE, right: EDGE },
    indent: { left: EDGE_INDENT, right: EDGE_INDENT },
    spacing: { before: 120, after: 160 },
    keepLines: true,
  }),
};

export const paragraphOf = (block: ParagraphBlock): Paragraph => new Paragraph(ROLES[block.role](block));
