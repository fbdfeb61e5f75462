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
import {
  type Cell,
  type Column,
  TEXT_WIDTH,
  type TableContent,
  type TextStyle,
} from '../../../../src/lib/documents/model';
import { staysWhole } from '../../../../src/lib/documents/table';
import { SMALL } from '../../../../src/lib/documents/text';
import { placing, runs } from './docx-text';

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
  const { size, width = TEXT_WIDTH } = content;
  const strong = row.head || column.label === true;
  const style: TextStyle = {
    keep: row.keep,
    ...(size === undefined ? {} : { size }),
    ...(strong ? { strong } : {}),
    ...(column.align === undefined ? {} : { align: row.head ? 'center' : column.align }),
  };
  return new TableCell({
    width: { size: Math.floor((width * column.share) / 100), type: WidthType.DXA },
    verticalAlign: VerticalAlignTable.CENTER,
    ...(strong ? { shading: { type: ShadingType.CLEAR, fill: 'EFEBE2', color: 'auto' } } : {}),
    children: paragraphs(cell, style),
  });
};

const tableRow = (cells: readonly Cell[], content: TableContent, row: RowStyle): TableRow =>
  new TableRow({
    cantSplit: true,
    ...(row.head ? { tableHeader: true } : {}),
    ...(content.height === undefined || row.head
      ? {}
      : { height: { value: content.height, rule: HeightRule.ATLEAST } }),
    children: content.columns.map((column, i) => tableCell(cells[i] ?? '', column, content, row)),
  });

/** A ruled table. The head repeats on every page; a row is never parted; few rows stay together. */
export const tableOf = (content: TableContent): Table => {
  const { columns, rows, headless = false, width = TEXT_WIDTH, gap = 80 } = content;
  const titles = columns.map(({ title }) => title);
  const short = staysWhole(content);
  return new Table({
    layout: TableLayoutType.FIXED,
    margins: { top: 40, bottom: 40, left: gap, right: gap },
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
