import { type Cell, type Column, TEXT_WIDTH, type TableContent, type TextStyle } from '../model';
import { staysWhole } from '../table';
import { SMALL } from '../text';
import { cellParagraph } from './docx-text';

/** Whether a row stays with the next: always in a short table, else only the last two rows together. */
const staysWithNext = (index: number, count: number, short: boolean): boolean =>
  index < count - 1 && (short || index === count - 2);

const paragraphs = (cell: Cell, style: TextStyle): string => {
  if (typeof cell === 'string') return cellParagraph(cell, style);
  const below = cell.below === '' ? '' : cellParagraph(cell.below, { ...style, size: SMALL, strong: false });
  return cellParagraph(cell.text, style) + below;
};

interface RowStyle {
  readonly head: boolean;
  readonly keep: boolean;
}

const widthOf = ({ share }: Column, { width = TEXT_WIDTH }: TableContent): number =>
  Math.floor((width * share) / 100);

/** Space above and below the text of a cell, in twentieths of a point. */
const PADDING = 40;
const SHADE = '<w:shd w:fill="EFEBE2" w:color="auto" w:val="clear"/>';

/** Of every cell of a table, said once. */
const margins = (gap: number): string =>
  `<w:tblCellMar><w:top w:type="dxa" w:w="${PADDING}"/><w:left w:type="dxa" w:w="${gap}"/>` +
  `<w:bottom w:type="dxa" w:w="${PADDING}"/><w:right w:type="dxa" w:w="${gap}"/></w:tblCellMar>`;

const tableCell = (cell: Cell, column: Column, content: TableContent, row: RowStyle): string => {
  const { size } = content;
  const strong = row.head || column.label === true;
  const style: TextStyle = {
    keep: row.keep,
    ...(size === undefined ? {} : { size }),
    ...(strong ? { strong } : {}),
    ...(column.align === undefined ? {} : { align: row.head ? 'center' : column.align }),
  };
  return (
    `<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="${widthOf(column, content)}"/>${strong ? SHADE : ''}` +
    `<w:vAlign w:val="center"/></w:tcPr>${paragraphs(cell, style)}</w:tc>`
  );
};

const tableRow = (cells: readonly Cell[], content: TableContent, row: RowStyle): string => {
  const height =
    content.height === undefined || row.head
      ? ''
      : `<w:trHeight w:val="${content.height}" w:hRule="atLeast"/>`;
  const head = row.head ? '<w:tblHeader/>' : '';
  const inside = content.columns.map((column, i) => tableCell(cells[i] ?? '', column, content, row)).join('');
  return `<w:tr><w:trPr><w:cantSplit/>${head}${height}</w:trPr>${inside}</w:tr>`;
};

const BORDERS = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
  .map((side) => `<w:${side} w:val="single" w:color="auto" w:sz="4"/>`)
  .join('');

/** A ruled table. The head repeats on every page; a row is never parted; few rows stay together. */
export const tableXml = (content: TableContent): string => {
  const { columns, rows, headless = false, width = TEXT_WIDTH, gap = 80 } = content;
  const short = staysWhole(content);
  const grid = columns.map((column) => `<w:gridCol w:w="${widthOf(column, content)}"/>`).join('');
  const head = headless
    ? ''
    : tableRow(
        columns.map(({ title }) => title),
        content,
        { head: true, keep: true },
      );
  const body = rows.map((cells, i) =>
    tableRow(cells, content, { head: false, keep: staysWithNext(i, rows.length, short) }),
  );
  return (
    `<w:tbl><w:tblPr><w:tblW w:type="dxa" w:w="${width}"/><w:tblBorders>${BORDERS}</w:tblBorders>` +
    `<w:tblLayout w:type="fixed"/>${margins(gap)}</w:tblPr><w:tblGrid>${grid}</w:tblGrid>${head}${body.join('')}</w:tbl>`
  );
};
