import { type CellValue, type ColumnDef, writeXlsx } from 'hucre/xlsx';
import type { CaseRecord } from '../case/case-record';
import { rezip } from '../container/rezip';
import type { Result } from '../kernel/result';
import { TO_BE_FILLED, printable, shorten } from './display';
import { fixCoreProperties } from './ooxml-dates';
import { patentNumberDigits, pledgedPatents } from './patent-values';

/** `@`: every cell is text, so that a number of 13 digits stays what it is and a title never becomes a formula. */
const TEXT_STYLE = { numFmt: '@', font: { name: '宋体', size: 11 } };

const COLUMNS: readonly (readonly [header: string, width: number])[] = [
  ['序号', 8],
  ['专利号', 18],
  ['发明名称', 60],
  ['申请日', 14],
  ['授权公告日', 14],
];

/** Longest statement of fiction that fits the page header. */
const HEADER_LIMIT = 60;

const dataRows = (caseRecord: CaseRecord): CellValue[][] =>
  pledgedPatents(caseRecord).map((patent, index) => [
    String(index + 1),
    patentNumberDigits(patent),
    patent.title.trim() === '' ? TO_BE_FILLED : printable(patent.title),
    patent.filingDate ?? TO_BE_FILLED,
    patent.grantDate ?? TO_BE_FILLED,
  ]);

const fictionHeader = (fiction: string): string =>
  `&C【虚构】${printable(shorten(fiction.replace(/\s+/g, ' '), HEADER_LIMIT)).replaceAll('&', '&&')}`;

/**
 * 质押专利清单 as the guide asks for it above ten patents: EXCEL, numbers without the dot before the check digit.
 * A fictitious case says so in the first row and in the page header; a real list has no such row.
 */
export const writePatentList = async (caseRecord: CaseRecord): Promise<Result<Uint8Array>> => {
  const { fiction, valuationDate } = caseRecord;
  const statement: CellValue[][] = fiction === '' ? [] : [[`虚构：${printable(fiction)}`]];
  const head: CellValue[] = COLUMNS.map(([header]) => header);
  const columns: ColumnDef[] = COLUMNS.map(([, width]) => ({ width, style: TEXT_STYLE }));
  const bytes = await writeXlsx({
    sheets: [
      {
        name: '质押专利清单',
        columns,
        rows: [...statement, head, ...dataRows(caseRecord)],
        freezePane: { rows: statement.length + 1 },
        headerFooter: {
          ...(fiction === '' ? {} : { oddHeader: fictionHeader(fiction) }),
          oddFooter: '&C第 &P 页 共 &N 页',
        },
      },
    ],
    properties: { title: '质押专利清单', creator: '知押 Zhiya' },
  });
  return rezip(bytes, fixCoreProperties(valuationDate));
};
