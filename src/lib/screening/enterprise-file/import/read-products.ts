import type { PatentRecord } from '../../../case/patents-section';
import { markUnseen } from '../../../kernel/characters';
import { fenText } from '../../../kernel/fen';
import { isMissing } from '../../../kernel/missing';
import { readNonNegativeMoney } from '../../../kernel/number-grammar';
import { parseApplicationNumber } from '../../../kernel/patent-number';
import { type RecordFailure, type Table, recordFailure } from '../../../intake/table';
import type { DraftProduct, FileColumn, TableChoice, TableMapping, TableQuestion } from './import-model';
import { periodFor, writtenPeriod } from './period-words';
import { MONEY_UNITS, type TableColumns, folded, moneyUnitIn } from './table-words';

interface Used {
  readonly patents: readonly string[] | null;
  /** Numbers that are no patents of the case. */
  readonly strangers: readonly string[];
}

const SEPARATOR = /[;；,，、|\n]+/;

/** Application number as a case has it → the patent's id. */
const patentIndex = (records: readonly PatentRecord[]): ReadonlyMap<string, string> =>
  new Map(records.map(({ applicationNumber, id }) => [applicationNumber, id]));

const usedPatents = (text: string, index: ReadonlyMap<string, string>, words: TableColumns): Used => {
  if (words.none.some((word) => folded(word) === folded(text))) return { patents: [], strangers: [] };
  if (isMissing(text)) return { patents: null, strangers: [] };
  const ids: string[] = [];
  const strangers: string[] = [];
  for (const part of text
    .split(SEPARATOR)
    .map((p) => p.trim())
    .filter((p) => p !== '')) {
    const number = parseApplicationNumber(part);
    const found = number.ok
      ? (index.get(number.value.canonical) ?? index.get(number.value.digits))
      : undefined;
    if (found === undefined) strangers.push(part);
    else if (!ids.includes(found)) ids.push(found);
  }
  return { patents: strangers.length > 0 ? null : ids, strangers };
};

/** Reads a table of products. A product whose patents are not in the case is kept, without its patents. */
export const readProducts = (
  table: Table,
  mapping: TableMapping,
  records: readonly PatentRecord[],
  words: TableColumns,
  choice: TableChoice,
): {
  readonly products: readonly DraftProduct[];
  readonly failures: readonly RecordFailure[];
  readonly questions: readonly TableQuestion[];
} => {
  const index = patentIndex(records);
  const column = (role: string): FileColumn | undefined =>
    mapping.columns.find(({ meaning }) => meaning === role);
  const named = column('@product');
  const yearly = column('@year');
  const revenue = column('@revenue');
  const used = column('@patents');
  const products: DraftProduct[] = [];
  const failures: RecordFailure[] = [];
  const questions = new Map<string, TableQuestion>();
  for (const { record, cells } of table.rows) {
    const cell = (c: FileColumn | undefined): string =>
      c === undefined ? '' : (cells[c.index] ?? '').trim();
    const refuse = (c: FileColumn | undefined, code: string, message: string, remedy: string): void => {
      failures.push(recordFailure(table.fileName, record, c?.header ?? null, { code, message, remedy }));
    };
    if (cell(named) === '') {
      refuse(named, 'E_PRODUCT', '没有产品名称，该条未导入', '请补上产品名称；合计行请删去');
      continue;
    }
    const written = yearly === undefined ? null : writtenPeriod(cell(yearly));
    const year = written === null ? choice.year : periodFor(written, 'year', choice.year);
    if (year === null && yearly === undefined) {
      questions.set('year', { kind: 'year', label: '这些产品收入是哪一年的' });
      continue;
    }
    if (year === null) {
      refuse(yearly, 'E_PERIOD', `“${cell(yearly).slice(0, 40)}”不是年度，该条未导入`, '请写成 2024');
      continue;
    }
    const stated = moneyUnitIn(revenue?.header ?? '') ?? mapping.unit;
    const unit = MONEY_UNITS.get(stated ?? choice.units['money'] ?? '');
    const own = readNonNegativeMoney(cell(revenue));
    if (!own.ok && own.failure.code === 'E_UNIT' && unit === undefined) {
      questions.set('unit', {
        kind: 'unit',
        key: 'money',
        label: '金额的单位',
        options: ['元', '万元', '亿元'],
      });
      continue;
    }
    const fen = stated === null && own.ok ? own : readNonNegativeMoney(cell(revenue), unit);
    if (!fen.ok) {
      refuse(revenue, fen.failure.code, `${fen.failure.message}，该条未导入`, fen.failure.remedy);
      continue;
    }
    const { patents, strangers } = usedPatents(cell(used), index, words);
    if (strangers.length > 0)
      refuse(
        used,
        'E_PATENT_UNKNOWN',
        `${strangers.slice(0, 5).join('、')} 不是案卷中的专利，所用专利留待说明`,
        '先在专利页导入这些专利，或改正专利号',
      );
    products.push({
      name: markUnseen(cell(named)).slice(0, 500),
      year,
      revenueFen: fen.value === null ? null : fenText(fen.value),
      patents: patents === null ? null : [...patents],
      row: record,
    });
  }
  return { products, failures, questions: [...questions.values()] };
};
