import { type Cell, type CellStyle, type CellValue, type ColumnDef, writeXlsx } from 'hucre/xlsx';
import { rezip } from '../../container/rezip';
import { fixCoreProperties } from '../../documents/ooxml-dates';
import { FICTION_MARK, printable } from '../../documents/printable';
import type { Result } from '../../kernel/result';

const FONT = { name: '宋体', size: 11 };
const LINE = { style: 'thin' } as const;

/** `@`: every cell is text, so that a number of 13 digits stays what it is and a title never becomes a formula. */
const TEXT_STYLE: CellStyle = {
  numFmt: '@',
  font: FONT,
  border: { top: LINE, bottom: LINE, left: LINE, right: LINE },
  alignment: { vertical: 'center', wrapText: true },
};

const HEAD_STYLE: CellStyle = {
  ...TEXT_STYLE,
  font: { ...FONT, bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'EFEBE2' } },
  alignment: { horizontal: 'center', vertical: 'center' },
};

const STATEMENT_STYLE: CellStyle = {
  numFmt: '@',
  font: { ...FONT, bold: true, color: { rgb: '9B1C1C' } },
  alignment: { vertical: 'center', wrapText: true },
};

/** A list of things that are pledged, as a table of text. */
export interface ListContent {
  readonly title: string;
  /** Empty for a real case. */
  readonly fiction: string;
  /** Date of the document, `YYYY-MM-DD`. */
  readonly date: string;
  readonly columns: readonly { readonly title: string; readonly width: number }[];
  readonly rows: readonly (readonly string[])[];
}

/** Width of a character across all columns that a line of the statement takes, and the height of a line in points. */
const HAN_WIDTH = 2.3;
const LINE_HEIGHT = 16;

type Cells = Map<string, Partial<Cell>>;

/** Styles of the cells that differ from their column: the head row, and the statement over it. */
const specialCells = (headRow: number, columns: number): Cells => {
  const cells: Cells = new Map();
  for (let at = 0; at < columns; at += 1) {
    cells.set(`${headRow},${at}`, { style: HEAD_STYLE });
    for (let row = 0; row < headRow; row += 1) cells.set(`${row},${at}`, { style: STATEMENT_STYLE });
  }
  return cells;
};

/**
 * An EXCEL list for a registrar: one page wide, the head on every page. A fictitious case says so in the first row and in the page
 * header; a real list has no such row.
 */
export const writeList = async (content: ListContent): Promise<Result<Uint8Array>> => {
  const { title, fiction, date } = content;
  const all = [{ title: '序号', width: 6 }, ...content.columns];
  const statement = fiction === '' ? [] : [`虚构：${printable(fiction)}`];
  const headRow = statement.length;
  const perLine = all.reduce((sum, { width }) => sum + width, 0) / HAN_WIDTH;
  const height = (text: string): number => LINE_HEIGHT * Math.ceil(([...text].length + 1) / perLine);
  const head: CellValue[] = all.map((column) => column.title);
  const columns: ColumnDef[] = all.map(({ width }) => ({ width, style: TEXT_STYLE }));
  const rows: CellValue[][] = content.rows.map((cells, index) => [
    String(index + 1),
    ...cells.map((cell) => printable(cell)),
  ]);
  const bytes = await writeXlsx({
    sheets: [
      {
        name: title,
        columns,
        rows: [...statement.map((text) => [text]), head, ...rows],
        cells: specialCells(headRow, all.length),
        merges: statement.map((_, row) => ({
          startRow: row,
          startCol: 0,
          endRow: row,
          endCol: all.length - 1,
        })),
        rowDefs: new Map(statement.map((text, row) => [row, { height: height(text) }])),
        freezePane: { rows: headRow + 1 },
        pageSetup: {
          paperSize: 'a4',
          orientation: 'landscape',
          fitToPage: true,
          fitToWidth: 1,
          fitToHeight: 0,
          horizontalCentered: true,
          printTitlesRow: `$${headRow + 1}:$${headRow + 1}`,
        },
        headerFooter: {
          ...(fiction === '' ? {} : { oddHeader: `&C【${FICTION_MARK}】` }),
          oddFooter: '&C第 &P 页 共 &N 页',
        },
      },
    ],
    properties: { title, creator: '知押 Zhiya' },
  });
  return rezip(bytes, fixCoreProperties(date), 'deflate');
};
