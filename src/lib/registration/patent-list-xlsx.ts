import { type Cell, type CellStyle, type CellValue, type ColumnDef, writeXlsx } from 'hucre/xlsx';
import type { CaseRecord } from '../case/case-record';
import { rezip } from '../container/rezip';
import type { Result } from '../kernel/result';
import { TO_BE_FILLED, printable } from './display';
import { FICTION_MARK } from './docx-file';
import { fixCoreProperties } from './ooxml-dates';
import { patentNumberDigits, pledgedPatents } from './patent-values';

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

const COLUMNS: readonly (readonly [header: string, width: number])[] = [
  ['序号', 6],
  ['专利号', 18],
  ['发明名称', 60],
  ['申请日', 14],
  ['授权公告日', 14],
];

/** Han characters on one line across all columns, and the height of a line in points. */
const STATEMENT_LINE = 48;
const LINE_HEIGHT = 16;

const dataRows = (caseRecord: CaseRecord): CellValue[][] =>
  pledgedPatents(caseRecord).map((patent, index) => [
    String(index + 1),
    patentNumberDigits(patent),
    patent.title.trim() === '' ? TO_BE_FILLED : printable(patent.title),
    patent.filingDate ?? TO_BE_FILLED,
    patent.grantDate ?? TO_BE_FILLED,
  ]);

type Cells = Map<string, Partial<Cell>>;

/** Styles of the cells that differ from their column: the head row, and the statement over it. */
const specialCells = (headRow: number): Cells => {
  const cells: Cells = new Map();
  for (const at of COLUMNS.keys()) {
    cells.set(`${headRow},${at}`, { style: HEAD_STYLE });
    for (let row = 0; row < headRow; row += 1) cells.set(`${row},${at}`, { style: STATEMENT_STYLE });
  }
  return cells;
};

const statementHeight = (statement: string): number =>
  LINE_HEIGHT * Math.ceil(([...statement].length + 1) / STATEMENT_LINE);

/**
 * 质押专利清单 as the guide asks for it above ten patents: EXCEL, numbers without the dot before the check digit. Prints
 * one page wide with the head on every page. A fictitious case says so in the first row and in the page header; a real
 * list has no such row.
 */
export const writePatentList = async (caseRecord: CaseRecord): Promise<Result<Uint8Array>> => {
  const { fiction, valuationDate } = caseRecord;
  const statement = fiction === '' ? [] : [`虚构：${printable(fiction)}`];
  const headRow = statement.length;
  const head: CellValue[] = COLUMNS.map(([header]) => header);
  const columns: ColumnDef[] = COLUMNS.map(([, width]) => ({ width, style: TEXT_STYLE }));
  const bytes = await writeXlsx({
    sheets: [
      {
        name: '质押专利清单',
        columns,
        rows: [...statement.map((text) => [text]), head, ...dataRows(caseRecord)],
        cells: specialCells(headRow),
        merges: statement.map((_, row) => ({
          startRow: row,
          startCol: 0,
          endRow: row,
          endCol: COLUMNS.length - 1,
        })),
        rowDefs: new Map(statement.map((text, row) => [row, { height: statementHeight(text) }])),
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
    properties: { title: '质押专利清单', creator: '知押 Zhiya' },
  });
  return rezip(bytes, fixCoreProperties(valuationDate), 'deflate');
};
