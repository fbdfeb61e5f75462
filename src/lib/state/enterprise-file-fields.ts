import { readCount, readDecimal } from '../kernel/decimal-grammar';
import { fenText } from '../kernel/fen';
import { readMoney } from '../kernel/money-grammar';
import { type Result, ok, refuse } from '../kernel/result';
import { readDay, readPercent, readText } from './field-readers';

/** Readers of values that are typed into 一企一档, by the kind of the field. Money without a unit is 万元. */

/** `2024`, `2024年`, `2024-06`, `2024年6月` → period of the case. */
export const readPeriod = (text: string): Result<string | null> => {
  const t = text.trim().replace(/年度?$/, '');
  if (t === '') return ok(null);
  const match = /^((?:19|20)\d{2})(?:[-/.年](\d{1,2})月?)?$/.exec(t);
  const month = match?.[2];
  if (match !== null && (month === undefined || (Number(month) >= 1 && Number(month) <= 12)))
    return ok(month === undefined ? (match[1] ?? null) : `${match[1] ?? ''}-${month.padStart(2, '0')}`);
  return refuse('E_PERIOD', `“${text}”不是年度或月份`, '', '请写成 2024 或 2024-06');
};

const readSignedWan = (text: string): Result<string | null> => {
  const own = /[万亿元圆￥¥]/.test(text) ? readMoney(text) : readMoney(text, 'wan');
  return own.ok ? ok(own.value === null ? null : fenText(own.value)) : own;
};

const readNumber = (text: string): Result<string | null> => {
  const read = readDecimal(text);
  if (read.ok && read.value?.startsWith('-') === true)
    return refuse('E_NEGATIVE', '不能为负', '', '请核对后填写');
  return read;
};

const readWhole = (text: string): Result<string | null> => {
  const read = readCount(text.trim().replace(/[人件个项]$/, ''));
  return read.ok ? ok(read.value === null ? null : String(read.value)) : read;
};

/** The reader of one kind; choices and flags are chosen, not typed. */
export const fileReader = (kind: string): ((text: string) => Result<string | null>) => {
  switch (kind) {
    case 'money':
      return readSignedWan;
    case 'decimal':
      return readNumber;
    case 'ratio':
      return readPercent;
    case 'count':
      return readWhole;
    case 'date':
      return readDay;
    default:
      return readText;
  }
};

export const FLAG_OPTIONS = [
  { value: 'true', label: '是' },
  { value: 'false', label: '否' },
] as const;
