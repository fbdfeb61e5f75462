import {
  AlignmentType,
  BorderStyle,
  HeadingLevel,
  type IParagraphOptions,
  type IRunOptions,
  Paragraph,
  TextRun,
} from 'docx';
import { TO_BE_FILLED, printable } from './display';

/** Colour of what must not be overlooked: fiction, an unverified layout, a value still to be filled. */
const ALARM = '9B1C1C';

/** Font size of notes and of the second line of a cell, in half-points. */
export const SMALL = 16;

export type Alignment = 'left' | 'center' | 'right';

const ALIGNMENT = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const;

export interface TextStyle {
  readonly strong?: boolean;
  /** Half-points. */
  readonly size?: number;
  readonly color?: string;
  readonly align?: Alignment;
  /** Stay on the page of whatever follows. */
  readonly keep?: boolean;
}

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

/** A line cut so that every `（待填）` stands alone. */
const pieces = (line: string): readonly string[] => {
  const found = line.split(new RegExp(`(${TO_BE_FILLED})`)).filter((piece) => piece !== '');
  return found.length === 0 ? [''] : found;
};

/** Text as runs: line feeds are line breaks, `（待填）` stands out. Whatever the text holds, it stays text. */
export const runs = (text: string, style: TextStyle): TextRun[] =>
  printable(text)
    .split('\n')
    .flatMap((line, row) =>
      pieces(line).map((piece, at) =>
        run(
          piece,
          row > 0 && at === 0,
          piece === TO_BE_FILLED ? { ...style, strong: true, color: ALARM } : style,
        ),
      ),
    );

/** Options that a style puts on its paragraph. */
export const placing = ({ align, keep }: TextStyle): Pick<IParagraphOptions, 'alignment' | 'keepNext'> => ({
  ...(align === undefined ? {} : { alignment: ALIGNMENT[align] }),
  ...(keep === true ? { keepNext: true } : {}),
});

/** One paragraph of plain text. */
export const paragraph = (text: string, style: TextStyle = {}): Paragraph =>
  new Paragraph({ children: runs(text, style), spacing: { before: 60, after: 60 }, ...placing(style) });

export const title = (text: string): Paragraph =>
  new Paragraph({ heading: HeadingLevel.TITLE, alignment: AlignmentType.CENTER, children: runs(text, {}) });

export const heading = (text: string): Paragraph =>
  new Paragraph({ heading: HeadingLevel.HEADING_1, children: runs(text, {}), keepNext: true });

/** Name of one table among several under a heading. */
export const caption = (text: string): Paragraph => paragraph(text, { strong: true, keep: true });

/** A note in small print; with `keep`, it introduces the table that follows. */
export const note = (text: string, keep = false): Paragraph => paragraph(text, { size: SMALL, keep });

const EDGE = { style: BorderStyle.SINGLE, size: 12, color: ALARM, space: 6 };
/** The edges stand outside the text by their `space`; in twentieths of a point. */
const EDGE_INDENT = 140;

/** A boxed statement that cannot be overlooked: fiction, an unverified layout. */
export const notice = (text: string): Paragraph =>
  new Paragraph({
    children: runs(text, { strong: true, color: ALARM }),
    border: { top: EDGE, bottom: EDGE, left: EDGE, right: EDGE },
    indent: { left: EDGE_INDENT, right: EDGE_INDENT },
    spacing: { before: 120, after: 160 },
    keepLines: true,
  });
