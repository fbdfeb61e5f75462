import {
  HeightRule,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { type Alignment, SMALL, type TextStyle, placing, runs } from './docx-text';

/** Width between the margins of an A4 page, in twentieths of a point: upright and turned. */
export const TEXT_WIDTH = 9638;
export const LANDSCAPE_WIDTH = 14570;

/** What stands in one cell; `below` is a second line in small print. */
export type Cell = string | { readonly text: string; readonly below: string };

export interface Column {
  readonly title: string;
  /** Share of the width of the table, in percent; together 100. */
  readonly share: number;
  readonly align?: Alignment;
  /** Its cells name what stands beside them. */
  readonly label?: boolean;
}

export interface TableContent {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Without a head row the titles of the columns are not printed. */
  readonly headless?: boolean;
  readonly width?: number;
  /** Half-points. */
  readonly size?: number;
  /** Space left and right of the text in a cell, in twentieths of a point. */
  readonly gap?: number;
  /** Least height of a row, in twentieths of a point: room for a signature. */
  readonly height?: number;
}

/** A table of so few rows and characters is not parted at the end of a page. */
const WHOLE_ROWS = 8;
const WHOLE_TEXT = 400;

const lengthOf = (cell: Cell): number =>
  typeof cell === 'string' ? cell.length : cell.text.length + cell.below.length;

const isShort = (rows: TableContent['rows']): boolean =>
  rows.length <= WHOLE_ROWS && rows.flat().reduce((sum, cell) => sum + lengthOf(cell), 0) <= WHOLE_TEXT;

/** Whether a row stays with the next: always in a short table, else only the last two rows together. */
const staysWithNext = (index: number, count: number, short: boolean): boolean =>
  index < count - 1 && (short || index === count - 2);

const paragraphs = (cell: Cell, style: TextStyle): Paragraph[] => {
  const { text, below } = typeof cell === 'string' ? { text: cell, below: '' } : cell;
  const one = (line: string, its: TextStyle): Paragraph =>
    new Paragraph({ children: runs(line, its), ...placing(its) });
  return [one(text, style), ...(below === '' ? [] : [one(below, { ...style, size: SMALL, strong: false })])];
};

interface RowStyle {
  readonly head: boolean;
  readonly keep: boolean;
}

const tableCell = (cell: Cell, column: Column, content: TableContent, row: RowStyle): TableCell => {
  const { size, gap = 80, width = TEXT_WIDTH } = content;
  const strong = row.head || column.label === true;
  const style: TextStyle = {
    keep: row.keep,
    ...(size === undefined ? {} : { size }),
    ...(strong ? { strong } : {}),
    ...(column.align === undefined ? {} : { align: row.head ? 'center' : column.align }),
  };
  return new TableCell({
    width: { size: Math.floor((width * column.share) / 100), type: WidthType.DXA },
    margins: { top: 40, bottom: 40, left: gap, right: gap },
    verticalAlign: VerticalAlignTable.CENTER,
    ...(strong ? { shading: { type: ShadingType.CLEAR, fill: 'EFEBE2', color: 'auto' } } : {}),
    children: paragraphs(cell, style),
  });
};

const tableRow = (cells: readonly Cell[], content: TableContent, row: RowStyle): TableRow =>
  new TableRow({
    cantSplit: true,
    tableHeader: row.head,
    ...(content.height === undefined || row.head
      ? {}
      : { height: { value: content.height, rule: HeightRule.ATLEAST } }),
    children: content.columns.map((column, i) => tableCell(cells[i] ?? '', column, content, row)),
  });

/** A ruled table. The head repeats on every page; a row is never parted; few rows stay together. */
export const table = (content: TableContent): Table => {
  const { columns, rows, headless = false, width = TEXT_WIDTH } = content;
  const titles = columns.map(({ title }) => title);
  const short = isShort(rows);
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: width, type: WidthType.DXA },
    columnWidths: columns.map(({ share }) => Math.floor((width * share) / 100)),
    rows: [
      ...(headless ? [] : [tableRow(titles, content, { head: true, keep: true })]),
      ...rows.map((cells, i) =>
        tableRow(cells, content, { head: false, keep: staysWithNext(i, rows.length, short) }),
      ),
    ],
  });
};

/** Label beside value, one pair per row. */
export const pairs = (rows: readonly (readonly [label: string, value: string])[], height?: number): Table =>
  table({
    headless: true,
    columns: [
      { title: '', share: 34, label: true },
      { title: '', share: 66 },
    ],
    rows,
    ...(height === undefined ? {} : { height }),
  });

/** Height of a cell that somebody signs in, in twentieths of a point. */
export const SIGNATURE_HEIGHT = 1000;

/** One row of names with room to sign beside each. */
export const signatures = (names: readonly string[]): Table =>
  table({
    headless: true,
    columns: names.flatMap(() => [
      { title: '', share: 10, label: true, align: 'center' as const },
      { title: '', share: Math.floor(100 / names.length) - 10 },
    ]),
    rows: [names.flatMap((name) => [name, ''])],
    height: SIGNATURE_HEIGHT,
  });
