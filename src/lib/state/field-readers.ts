import { parseCreditCode } from '../kernel/credit-code';
import { readDate } from '../kernel/date-grammar';
import { fenText, fenToDecimalText, parseFenText } from '../kernel/fen';
import { readMoney } from '../kernel/money-grammar';
import { readRate } from '../kernel/rate-grammar';
import { type Result, ok, refuse } from '../kernel/result';

/** Readers for form fields: what a person may type, and how the stored value is shown again. */

export const readText = (text: string): Result<string | null> => ok(text.trim() === '' ? null : text.trim());

export const readRequiredText = (text: string): Result<string | null> =>
  text.trim() === '' ? refuse('E_EMPTY', '这一项不能为空', '', '请填写') : ok(text.trim());

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
