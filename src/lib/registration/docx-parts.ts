import {
  AlignmentType,
  BorderStyle,
  HeadingLevel,
  type IRunOptions,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { printable } from './display';

/** Width between the margins of an A4 page, in twentieths of a point. */
export const TEXT_WIDTH = 9638;

export type Block = Paragraph | Table;

interface TextStyle {
  readonly strong?: boolean;
  readonly size?: number;
  readonly color?: string;
  readonly align?: (typeof AlignmentType)[keyof typeof AlignmentType];
}

const runOptions = (text: string, index: number, { strong, size, color }: TextStyle): IRunOptions => ({
  text,
  ...(index === 0 ? {} : { break: 1 }),
  ...(strong === undefined ? {} : { bold: strong }),
  ...(size === undefined ? {} : { size }),
  ...(color === undefined ? {} : { color }),
});

const runs = (text: string, style: TextStyle): TextRun[] =>
  printable(text)
    .split('\n')
    .map((line, index) => new TextRun(runOptions(line, index, style)));

/** One paragraph of plain text. Whatever the text holds, it stays text. */
export const paragraph = (text: string, style: TextStyle = {}): Paragraph =>
  new Paragraph({
    children: runs(text, style),
    spacing: { after: 80 },
    ...(style.align === undefined ? {} : { alignment: style.align }),
  });

export const title = (text: string): Paragraph =>
  new Paragraph({ heading: HeadingLevel.TITLE, alignment: AlignmentType.CENTER, children: runs(text, {}) });

export const heading = (text: string): Paragraph =>
  new Paragraph({ heading: HeadingLevel.HEADING_1, children: runs(text, {}), keepNext: true });

const EDGE = { style: BorderStyle.SINGLE, size: 12, color: '9B1C1C', space: 6 };

/** A boxed statement that cannot be overlooked: fiction, an unverified layout. */
export const notice = (text: string): Paragraph =>
  new Paragraph({
    children: runs(text, { strong: true, color: '9B1C1C' }),
    border: { top: EDGE, bottom: EDGE, left: EDGE, right: EDGE },
    spacing: { before: 120, after: 160 },
  });

const cell = (text: string, width: number, head: boolean): TableCell =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: { top: 40, bottom: 40, left: 80, right: 80 },
    verticalAlign: VerticalAlignTable.CENTER,
    ...(head ? { shading: { type: ShadingType.CLEAR, fill: 'EFEBE2', color: 'auto' } } : {}),
    children: [new Paragraph({ children: runs(text, head ? { strong: true } : {}) })],
  });

/** Widths of the columns as shares of the text width, in percent; they should add up to 100. */
export type Shares = readonly number[];

/** A ruled table. `head` repeats on every page; with `labelled`, the first column is a label too. */
export const table = (
  head: readonly string[] | null,
  rows: readonly (readonly string[])[],
  shares: Shares,
  labelled = false,
): Table => {
  const widths = shares.map((share) => Math.floor((TEXT_WIDTH * share) / 100));
  const row = (texts: readonly string[], isHead: boolean): TableRow =>
    new TableRow({
      cantSplit: true,
      tableHeader: isHead,
      children: texts.map((text, i) => cell(text, widths[i] ?? 0, isHead || (labelled && i === 0))),
    });
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    rows: [...(head === null ? [] : [row(head, true)]), ...rows.map((texts) => row(texts, false))],
  });
};
