import { parseCreditCode } from '../kernel/credit-code';
import { readCount, readDecimal } from '../kernel/decimal-grammar';
import { readDate } from '../kernel/date-grammar';
import { fenText, fenToDecimalText, parseFenText } from '../kernel/fen';
import { readMoney } from '../kernel/money-grammar';
import { readRate } from '../kernel/rate-grammar';
import { type Result, ok, refuse } from '../kernel/result';

/** Readers for form fields: what a person may type, and how the stored value is shown again. */

/** Most characters of a line and of a note, as the case allows them. */
const LINE = 500;
const NOTE = 20_000;

const within = (text: string, most: number): Result<string | null> => {
  const trimmed = text.trim();
  if (trimmed.length > most)
    return refuse('E_TOO_LONG', `有 ${trimmed.length} 个字，最多 ${most} 个`, '', '请删短');
  return ok(trimmed === '' ? null : trimmed);
};

export const readText = (text: string): Result<string | null> => within(text, LINE);

export const readNote = (text: string): Result<string | null> => within(text, NOTE);

export const readRequiredText = (text: string): Result<string | null> =>
  text.trim() === '' ? refuse('E_EMPTY', '这一项不能为空', '', '请填写') : readText(text);

/** Money typed in 万元 (or with its own 万, 亿, 元) → 分 as text. Negative is refused. */
export const readWan = (text: string): Result<string | null> => {
  const own = /[万亿元圆￥¥]/.test(text) ? readMoney(text) : readMoney(text, 'wan');
  if (!own.ok) return own;
  if (own.value === null) return ok(null);
  if (own.value < 0n) return refuse('E_NEGATIVE', '金额不能为负', '', '请核对后填写');
  return ok(fenText(own.value));
};

/** Stored 分 → text in 万元, exact. */
export const wanText = (fen: string | null): string => {
  if (fen === null) return '';
  const parsed = parseFenText(fen);
  return parsed.ok ? fenToDecimalText(parsed.value, 6) : fen;
};

export const readDay = (text: string): Result<string | null> => readDate(text);

export const readCode = (text: string): Result<string | null> =>
  text.trim() === '' ? ok(null) : parseCreditCode(text);

/** A percentage typed as `2.5` or `2.5%` → ratio text. */
export const readPercent = (text: string): Result<string | null> =>
  text.trim() === '' ? ok(null) : readRate(text.trim().replace(/%|％$/, ''), 'percent');

/** A percentage that is a share of something: 0 to 100 %. */
export const readShare = (text: string): Result<string | null> => {
  const ratio = readPercent(text);
  if (!ratio.ok || ratio.value === null || (Number(ratio.value) >= 0 && Number(ratio.value) <= 1))
    return ratio;
  return refuse('E_RANGE', '应在 0 到 100 之间', '', '请按百分数填写，例如 2.5 表示 2.5%');
};

/** A number of years, not negative. */
export const readYears = (text: string): Result<string | null> => {
  const years = readDecimal(text.trim().replace(/年$/, ''));
  if (years.ok && years.value !== null && Number(years.value) < 0)
    return refuse('E_NEGATIVE', '年数不能为负', '', '请核对后填写');
  return years;
};

/** Ratio text → percentage for a field, exact: moves the decimal point two places. */
export const percentText = (ratio: string | null): string => {
  if (ratio === null) return '';
  const negative = ratio.startsWith('-');
  const [whole = '0', fraction = ''] = ratio.replace('-', '').split('.');
  const digits = `${whole}${fraction.padEnd(2, '0')}`;
  const point = whole.length + 2;
  const body = `${digits.slice(0, point).replace(/^0+(?=\d)/, '')}${digits.length > point ? `.${digits.slice(point)}` : ''}`;
  return `${negative ? '-' : ''}${body.includes('.') ? body.replace(/\.?0+$/, '') : body}`;
};

/** A region written as `cn-330825`, `330825` or `全国`. */
export const readRegion = (text: string): Result<string | null> => {
  const plain = text.trim().toLowerCase().replace(/^cn-?/, '');
  if (plain === '' || plain === '全国') return ok('cn');
  return /^\d{2}(\d{2}(\d{2})?)?$/.test(plain)
    ? ok(`cn-${plain}`)
    : refuse('E_REGION', `“${text}”不是行政区划代码`, '', '请填写 2、4 或 6 位行政区划代码，例如 330825');
};

export const requireDay = (text: string): Result<string | null> =>
  text.trim() === '' ? refuse('E_EMPTY', '日期不能为空', '', '请按 2026-11-20 的形式填写') : readDay(text);

/** A number of people: a whole number from 0 to 1,000. */
export const readPeople = (text: string): Result<number | null> => {
  const plain = text.trim().replace(/[人位名]$/, '');
  if (plain === '') return ok(null);
  return /^\d{1,4}$/.test(plain) && Number(plain) <= 1_000
    ? ok(Number(plain))
    : refuse('E_COUNT', `“${text}”不是人数`, '', '请填写 0 到 1000 的整数，例如 2');
};

/** A whole number of days, not negative. */
export const readWholeDays = (text: string): Result<number | null> =>
  readCount(text.trim().replace(/[日天]$/, ''));

/** Rows typed with or without their measure word. */
export const readRowCount = (text: string): Result<number | null> =>
  readCount(text.trim().replace(/[行条]$/, ''));
