import { markUnseen } from '../../kernel/characters';
import { isMissing } from '../../kernel/missing';
import { type MoneyUnit, plainWords, readBounds, readMonths } from './bounds';
import type { ProductAnswers, ProductColumn } from './product-columns';
import type { Condition, CreditProduct, Origin, PlainCondition, ProductField } from './product-model';
import { type ProductWords, fold } from './product-rules';
import {
  readAge,
  readAmount,
  readCollateral,
  readCredit,
  readEnterpriseTypes,
  readFreeWords,
  readIndustry,
  readPatents,
  readRegion,
  readSecurity,
  readTaxGrade,
} from './read-condition';
import { readLimit, readRate } from './read-offer';

/** One row by field, and the column each stands in. */
export interface ProductRow {
  readonly record: number;
  cell(field: ProductField): { readonly text: string; readonly column: ProductColumn } | null;
}

/** Unit of time that a heading states: `期限（月）`, `成立年限（年）`. */
export const timeUnitOf = (column: ProductColumn, answers: ProductAnswers): 'year' | 'month' | null => {
  const answer = answers.timeUnits?.[column.index];
  if (answer !== undefined) return answer;
  const m = /[(/_]\s*(?:单位:?)?\s*(个?月|年)/.exec(column.header.normalize('NFKC'));
  return m === null ? null : m[1] === '年' ? 'year' : 'month';
};

const readers = (
  words: ProductWords,
  answers: ProductAnswers,
): readonly (readonly [ProductField, (text: string, column: ProductColumn) => PlainCondition | null])[] => [
  ['适用地区', (text) => readRegion(words, text)],
  ['适用对象', (text) => readEnterpriseTypes(words, text)],
  ['成立年限', (text, column) => readAge(text, timeUnitOf(column, answers))],
  ['行业', (text) => readIndustry(text)],
  ['担保方式', (text) => readSecurity(words, text)],
  ['押品', (text) => readCollateral(words, text)],
  ['专利要求', (text) => readPatents(text, true)],
  ['纳税信用', (text) => readTaxGrade(text, true)],
  ['信用要求', (text) => readCredit(text)],
  ['营业收入', (text, { unit }) => readAmount('revenue', text, unit, true)],
  ['纳税额', (text, { unit }) => readAmount('tax-paid', text, unit, true)],
];

const conditionsOf = (
  row: ProductRow,
  words: ProductWords,
  answers: ProductAnswers,
  origin: (field: ProductField) => Origin | null,
): readonly Condition[] => {
  const typed = readers(words, answers).flatMap(([field, read]): readonly Condition[] => {
    const cell = row.cell(field);
    const at = origin(field);
    if (cell === null || at === null || words.any.has(fold(cell.text))) return [];
    const found = read(cell.text, cell.column);
    return [found === null ? { kind: 'text', origin: at } : { ...found, origin: at }];
  });
  const free = origin('申请条件');
  return free === null || words.any.has(fold(free.text)) ? typed : [...typed, ...readFreeWords(words, free)];
};

/** Term in whole months. A plain `3年` is the longest. Not understood: no bounds, but the origin stays. */
const termOf = (
  row: ProductRow,
  answers: ProductAnswers,
): { readonly min: bigint | null; readonly max: bigint | null; readonly read: boolean } => {
  const cell = row.cell('期限');
  if (cell === null) return { min: null, max: null, read: true };
  const text = plainWords(cell.text).replace(/^(贷款期限|期限|单笔)(为|:)?/, '');
  const bounds = readBounds(text, readMonths(timeUnitOf(cell.column, answers)));
  if (bounds === null) return { min: null, max: null, read: false };
  return { min: bounds.plain ? null : bounds.min, max: bounds.max, read: true };
};

/**
 * One product of a catalogue. Everything that is not understood stays as `text` conditions or `unread` words. `null` when the row names no
 * bank or no product.
 */
export const readProduct = (
  row: ProductRow,
  words: ProductWords,
  answers: ProductAnswers,
): CreditProduct | null => {
  const text = (field: ProductField): string | null => {
    const cell = row.cell(field);
    return cell === null ? null : markUnseen(cell.text);
  };
  const origin = (field: ProductField): Origin | null => {
    const cell = row.cell(field);
    return cell === null
      ? null
      : { column: cell.column.header, record: row.record, text: markUnseen(cell.text) };
  };
  const [bank, name] = [text('机构'), text('产品名称')];
  if (bank === null || name === null) return null;
  const money = (
    field: ProductField,
  ): { readonly origin: Origin; readonly unit: MoneyUnit | null } | null => {
    const at = origin(field);
    return at === null ? null : { origin: at, unit: row.cell(field)?.column.unit ?? null };
  };
  const rate = origin('利率');
  const rateColumn = row.cell('利率')?.column;
  const bare =
    rateColumn === undefined
      ? null
      : rateColumn.percent
        ? 'percent'
        : (answers.rateUnits?.[rateColumn.index] ?? null);
  const term = termOf(row, answers);
  const termOrigin = origin('期限');
  const unreadTerm: readonly Condition[] =
    term.read || termOrigin === null ? [] : [{ kind: 'text', origin: termOrigin }];
  const minimum = money('最低额度');
  const limit = readLimit({ min: minimum, max: money('最高额度'), formula: origin('额度测算') });
  // A least amount that nobody could read is a condition all the same.
  const unreadMinimum: readonly Condition[] =
    minimum === null || limit.minFen !== null ? [] : [{ kind: 'text', origin: minimum.origin }];
  return {
    id: text('产品编号') ?? `${bank}/${name}`,
    record: row.record,
    bank,
    name,
    conditions: [...conditionsOf(row, words, answers, origin), ...unreadTerm, ...unreadMinimum],
    limit,
    rate: rate === null ? null : readRate(rate, bare),
    termMin: term.min,
    termMax: term.max,
    termOrigin,
    subsidy: text('贴息'),
  };
};

/** A row of cells by field; missing words (`无`, `-`, `/`) are no cell. */
export const productRow = (
  record: number,
  cells: readonly string[],
  byField: ReadonlyMap<ProductField, ProductColumn>,
): ProductRow => ({
  record,
  cell: (field) => {
    const column = byField.get(field);
    const text = column === undefined ? undefined : cells[column.index]?.trim();
    return column === undefined || text === undefined || isMissing(text) ? null : { text, column };
  },
});
