import { markUnseen } from '../../../kernel/characters';
import { readDate } from '../../../kernel/date-grammar';
import { Decimal, decimalText } from '../../../kernel/decimal';
import { fenText } from '../../../kernel/fen';
import { isMissing } from '../../../kernel/missing';
import { readCount, readDecimal, readMoney, readRate } from '../../../kernel/number-grammar';
import { type Result, mapResult, ok, refuse } from '../../../kernel/result';
import type { FileField } from '../catalogue';
import { MONEY_UNITS, folded } from './table-words';

/** Unit of a cell: what its header or its table states, and what a person answered where they state none. */
export interface CellUnit {
  readonly stated: string | null;
  readonly answered: string | null;
}

const TRUE = new Set(['是', '有', 'y', 'yes', 'true', '√', '已认定']);
const FALSE = new Set(['否', '无', '没有', '不是', 'n', 'no', 'false', '×', '未认定']);

const readAmount = (text: string, { stated, answered }: CellUnit): Result<string | null> => {
  const own = readMoney(text);
  const unit = stated === null ? null : (MONEY_UNITS.get(stated) ?? null);
  const said = answered === null ? null : (MONEY_UNITS.get(answered) ?? null);
  // A cell with its own unit needs no answer; a header with a unit and a cell with one is a clash that `readMoney` names.
  const read = unit === null && own.ok ? own : readMoney(text, unit ?? said ?? undefined);
  return mapResult(read, (fen) => (fen === null ? null : fenText(fen)));
};

const splitUnit = (
  text: string,
  units: readonly string[],
): { readonly number: string; readonly unit: string | null } => {
  const own = [...units]
    .sort((a, b) => b.length - a.length)
    .find((unit) => folded(text).endsWith(folded(unit)));
  return own === undefined
    ? { number: text, unit: null }
    : { number: folded(text).slice(0, folded(text).length - folded(own).length), unit: own };
};

const readMeasure = (
  field: FileField,
  text: string,
  { stated, answered }: CellUnit,
): Result<string | null> => {
  if (isMissing(text)) return ok(null);
  const { number, unit } = splitUnit(text, Object.keys(field.units));
  if (unit !== null && stated !== null && folded(unit) !== folded(stated))
    return refuse('E_UNIT', `“${text}”自带的单位与该列单位不一致`, '', '请核对该列单位，或改写这一格');
  const word = unit ?? stated ?? answered;
  const factor = word === null ? undefined : field.units[word];
  if (factor === undefined)
    return refuse(
      'E_UNIT',
      `“${text}”没有写明单位`,
      '',
      `请写明单位：${Object.keys(field.units).join('、')}`,
    );
  const read = readDecimal(number);
  if (!read.ok || read.value === null) return read;
  return ok(decimalText(new Decimal(read.value).times(factor)));
};

const readWholeNumber = (field: FileField, text: string): Result<string | null> => {
  const bare = folded(text).replace(/(?:人|名|件|个|项|家)$/, '');
  const count = readCount(field.unit === '' ? text : bare);
  return mapResult(count, (n) => (n === null ? null : String(n)));
};

const readFlag = (text: string): Result<string | null> => {
  const word = folded(text);
  if (TRUE.has(word)) return ok('true');
  if (FALSE.has(word)) return ok('false');
  if (isMissing(text)) return ok(null);
  return refuse('E_FLAG', `“${text}”不是“是”或“否”`, '', '请写“是”或“否”');
};

const readChoice = (field: FileField, text: string): Result<string | null> => {
  if (isMissing(text)) return ok(null);
  const word = folded(text);
  const found = field.choices.find(({ label, words }) => [label, ...words].some((w) => folded(w) === word));
  return found === undefined
    ? refuse(
        'E_CHOICE',
        `“${text}”不是可选的${field.label}`,
        '',
        `请写：${field.choices.map(({ label }) => label).join('、')}`,
      )
    : ok(found.code);
};

const read = (field: FileField, text: string, unit: CellUnit): Result<string | null> => {
  switch (field.kind) {
    case 'money':
      return readAmount(text, unit);
    case 'decimal':
      return readMeasure(field, text, unit);
    case 'ratio':
      return readRate(text, unit.stated === '%' ? 'percent' : unit.stated === 'ratio' ? 'ratio' : 'explicit');
    case 'count':
      return readWholeNumber(field, text);
    case 'date':
      return readDate(text);
    case 'flag':
      return readFlag(text);
    case 'choice':
      return readChoice(field, text);
    case 'text':
      return ok(isMissing(text) ? null : markUnseen(text.trim()).slice(0, 500));
  }
};

/** Reads one cell into the canonical text of its field; `null` = says nothing. Negative where that makes no sense: `E_NEGATIVE`. */
export const readCell = (field: FileField, text: string, unit: CellUnit): Result<string | null> => {
  const value = read(field, text, unit);
  if (!value.ok || value.value === null) return value;
  if (!field.signed && value.value.startsWith('-') && field.kind !== 'text' && field.kind !== 'date')
    return refuse('E_NEGATIVE', `“${text}”是负数，${field.label}不能为负`, '', '请核对原件');
  if (field.kind === 'ratio' && !field.signed && new Decimal(value.value).gt(1))
    return refuse('E_RANGE', `“${text}”超过 100 %`, '', '请核对原件和该列单位');
  return value;
};
