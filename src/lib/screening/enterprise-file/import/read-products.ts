import type { PatentRecord } from '../../../case/patents-section';
import { markUnseen } from '../../../kernel/characters';
import { fenText } from '../../../kernel/fen';
import { isMissing } from '../../../kernel/missing';
import { parseApplicationNumber } from '../../../kernel/patent-number';
import type { RecordFailure, Table } from '../../../intake/table';
import type { DraftProduct, TableChoice, TableMapping, TableQuestion } from './import-model';
import { periodFor, writtenPeriod } from './period-words';
import { tableRecords } from './table-records';
import { type TableColumns, folded } from './table-words';

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
  const { records: rows, failures, questions, column } = tableRecords(table, mapping, choice);
  const named = column('@product');
  const yearly = column('@year');
  const revenue = column('@revenue');
  const used = column('@patents');
  const products: DraftProduct[] = [];
  for (const { row, cell, refuse, taken, money } of rows) {
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
    const read = money(revenue);
    if (read === 'asked') continue;
    const fen = taken(revenue, read);
    if (!read.ok) continue;
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
      revenueFen: fen === null ? null : fenText(fen),
      patents: patents === null ? null : [...patents],
      row,
    });
  }
  return { products, failures, questions: [...questions.values()] };
};
