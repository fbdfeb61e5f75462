import type { PdfLayout, PdfNode } from 'pdfmake/build/pdfmake.min.js';
import type { Cell, Column, TableContent, TextStyle } from '../model';
import { SMALL } from '../text';
import { PADDING, TALLEST, isWhole, pt, rowHeights, textWidths } from './pdf-height';
import { type Drawable, textNode } from './pdf-text';

const LINE = 0.5;
const INK = '#000000';
const SHADE = '#EFEBE2';

const layoutOf = (gap: number): PdfLayout => ({
  hLineWidth: () => LINE,
  vLineWidth: () => LINE,
  hLineColor: () => INK,
  vLineColor: () => INK,
  paddingLeft: () => pt(gap),
  paddingRight: () => pt(gap),
  paddingTop: () => PADDING,
  paddingBottom: () => PADDING,
});

interface Place {
  readonly column: Column;
  readonly size: number | undefined;
  readonly head: boolean;
  /** Whether no row of the table is parted: only then may text stand in the middle of its cell. */
  readonly rowsKept: boolean;
}

const cellNode = (cell: Cell, { column, size, head, rowsKept }: Place, drawable: Drawable): PdfNode => {
  const strong = head || column.label === true;
  const align = head && column.align !== undefined ? 'center' : column.align;
  const style: TextStyle = {
    ...(size === undefined ? {} : { size }),
    ...(strong ? { strong } : {}),
    ...(align === undefined ? {} : { align }),
  };
  const { text, below } = typeof cell === 'string' ? { text: cell, below: '' } : cell;
  const first = textNode(text, style, drawable);
  const node: PdfNode =
    below === ''
      ? first
      : { stack: [first, textNode(below, { ...style, size: SMALL, strong: false }, drawable)] };
  return {
    ...node,
    ...(rowsKept ? { verticalAlignment: 'middle' } : {}),
    ...(strong ? { fillColor: SHADE } : {}),
  };
};

/** A ruled table. The head repeats on every page; rows that fit a page are never parted; few rows stay together. */
export const tableNode = (content: TableContent, drawable: Drawable): PdfNode => {
  const { columns, rows, headless = false, gap = 80, height, size } = content;
  const heights = rowHeights(content);
  const rowsKept = heights.rows.every((one) => one <= TALLEST);
  const rowOf = (cells: readonly Cell[], head: boolean): readonly PdfNode[] =>
    columns.map((column, i) => cellNode(cells[i] ?? '', { column, size, head, rowsKept }, drawable));
  const titles = columns.map(({ title }) => title);
  const keepsFirst = !headless && rows.length > 0 && (heights.rows[0] ?? 0) <= TALLEST;
  return {
    ...(isWhole(content) ? { unbreakable: true } : {}),
    margin: [0, 0, 0, 4],
    table: {
      headerRows: headless ? 0 : 1,
      ...(keepsFirst ? { keepWithHeaderRows: 1 } : {}),
      dontBreakRows: rowsKept,
      widths: textWidths(content),
      ...(height === undefined
        ? {}
        : { heights: (row: number) => (row === 0 && !headless ? 'auto' : pt(height) - 2 * PADDING) }),
      body: [...(headless ? [] : [rowOf(titles, true)]), ...rows.map((cells) => rowOf(cells, false))],
    },
    layout: layoutOf(gap),
  };
};
