import type { PatentRecord, PatentType } from '../case/patents-section';
import {
  type ApplicationNumber,
  parseApplicationNumber,
  parsePublicationNumber,
} from '../kernel/patent-number';
import { markUnseen } from '../kernel/characters';
import { partsOf } from '../kernel/plain-date';
import type { Failure } from '../kernel/result';
import type { ImportContext, RecordCells } from './patent-cells';
import type { TableRow } from './table';

/** Stable id of a patent inside a case: `p-2017106018623`, check digit X in lower case. */
export const patentIdOf = (digits: string): string => `p-${digits.toLowerCase()}`;

const TYPE_NAMES: Record<PatentType, string> = {
  invention: '发明',
  'utility-model': '实用新型',
  design: '外观设计',
};

/** Lines under or inside a list that are no records. */
const NOT_A_RECORD = /^(合计|总计|共计|小计|总数|注[:：]|备注[:：]|说明[:：]|制表|填表|填报)/;

const NUMBER_MISSING: Failure = {
  code: 'E_NUMBER_MISSING',
  message: '没有申请号，未导入',
  path: '',
  remedy: '请对照专利证书或受理通知书补上申请号',
};

/** Fails a row without a readable number; totals and footnotes are called what they are. */
const failNumber = (row: TableRow, cells: RecordCells, failure: Failure): void => {
  const first = row.cells.find((c) => c.trim() !== '')?.replace(/\s+/g, '') ?? '';
  if (NOT_A_RECORD.test(first))
    cells.fail(null, {
      code: 'E_NOT_A_RECORD',
      message: `“${first.slice(0, 20)}”像是合计行或表尾说明，不是专利记录，未导入`,
      path: '',
      remedy: '如确是专利，请补上申请号；否则无需处理',
    });
  else cells.fail('applicationNumber', failure);
};

interface NumberRead {
  readonly number: ApplicationNumber | null;
  readonly printed: string;
  readonly publicationInstead: string | null;
}

/** Application number of a row; failures name what stands there instead. */
export const readNumber = (row: TableRow, cells: RecordCells): NumberRead => {
  const before = cells.failures.length;
  const printed = cells.text('applicationNumber');
  if (printed === null) {
    if (cells.failures.length === before) failNumber(row, cells, NUMBER_MISSING);
    return { number: null, printed: '', publicationInstead: null };
  }
  const parsed = parseApplicationNumber(printed);
  if (parsed.ok) {
    if (parsed.value.checkDigit === 'inferred')
      cells.warn('applicationNumber', {
        code: 'W_CHECK_DIGIT_INFERRED',
        message: `“${printed}”没有校验位，已按规则补算为 ${parsed.value.canonical}`,
        remedy: '请对照专利证书核对',
      });
    return { number: parsed.value, printed: markUnseen(printed), publicationInstead: null };
  }
  failNumber(row, cells, parsed.failure);
  const publication = parsePublicationNumber(printed);
  return { number: null, printed, publicationInstead: publication.ok ? publication.value.canonical : null };
};

/** The kind digit of the number decides; a type column that says otherwise means that one of the two is damaged. */
export const checkType = (number: ApplicationNumber, cells: RecordCells, { words }: ImportContext): void => {
  const text = cells.text('patentType');
  if (text === null) return;
  const said = words.types(text) ?? words.kinds(text.replace(/\d$/, ''));
  if (said === null)
    cells.warn('patentType', {
      code: 'W_TYPE_UNKNOWN',
      message: `“${text}”无法归类，专利类型按申请号认定为${TYPE_NAMES[number.type]}`,
      remedy: '请核对专利类型',
    });
  else if (said !== number.type)
    cells.fail('patentType', {
      code: 'E_TYPE_MISMATCH',
      message: `写的是“${text}”，而申请号 ${number.canonical} 是${TYPE_NAMES[number.type]}`,
      path: '',
      remedy: '请核对申请号和专利类型，两者必有一处有误',
    });
};

/** Filing and grant date; a filing date after the grant fails the record. */
export const dateFacts = (
  number: ApplicationNumber,
  cells: RecordCells,
): Pick<PatentRecord, 'filingDate' | 'grantDate'> => {
  const filingDate = cells.date('filingDate');
  const grantDate = cells.date('grantDate');
  if (filingDate !== null && grantDate !== null && filingDate > grantDate)
    cells.fail('filingDate', {
      code: 'E_DATE_ORDER',
      message: `申请日 ${filingDate} 晚于授权公告日 ${grantDate}`,
      path: '',
      remedy: '请核对两个日期，两列可能对调',
    });
  if (filingDate !== null && partsOf(filingDate).year > number.year)
    cells.warn('filingDate', {
      code: 'W_DATE_NUMBER',
      message: `申请日 ${filingDate} 晚于申请号所示的 ${number.year} 年`,
      remedy: '请核对申请日和申请号',
    });
  return { filingDate, grantDate };
};
