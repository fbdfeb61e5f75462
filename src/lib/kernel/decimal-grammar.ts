import { excerpt, firstStranger, nameCharacter } from './characters';
import { isMissing } from './missing';
import { type Result, ok, refuse } from './result';

/**
 * The decimal grammar of files and forms. Library parsers are too kind (`Number('')` is 0, `1_000` is 1000),
 * so nothing typed by a person reaches them before it has passed here.
 *
 * Signs: one rule for every reader. A leading `-`, `−` (U+2212) or `+`, or accounting brackets `(1,234.00)`.
 * A trailing minus is refused.
 */

const MAX_LENGTH = 200;
const MAX_DIGITS = 30;
const REMEDY = '请填写普通数字，例如 1840、1,840.50 或 -3.2';
const UNSIGNED = /^(\d+|[1-9]\d{0,2}(?:,\d{3})+)?(?:\.(\d+))?$/;

/** Splits off the sign. Brackets count as minus; `null` when two signs are given. */
export const splitSign = (text: string): { readonly negative: boolean; readonly rest: string } | null => {
  const bracketed = /^\((.*)\)$/s.exec(text);
  if (bracketed !== null) {
    const rest = (bracketed[1] ?? '').trim();
    return /^[-−+(]/.test(rest) ? null : { negative: true, rest };
  }
  if (!/^[-−+]/.test(text)) return { negative: false, rest: text };
  const rest = text.slice(1).trimStart();
  return /^[-−+(]/.test(rest) ? null : { negative: !text.startsWith('+'), rest };
};

const refuseNumber = (text: string): Result<never> => {
  const stranger = firstStranger(text, /^[\d,.+\-−() ]$/);
  const why = /^[\d.]+e[+-]?\d+$/i.test(text)
    ? '是科学计数法，精度可能已丢失'
    : stranger === null
      ? '不是本系统接受的数字写法'
      : `含有不能用于数字的字符${nameCharacter(stranger)}`;
  return refuse('E_NUMBER', `“${excerpt(text)}”${why}`, '', REMEDY);
};

/**
 * Canonical text of a number with optional sign and thousands commas: no grouping, no superfluous zeros, no `-0`.
 * `E_NUMBER` when it is none; `E_RANGE` beyond 30 digits before or after the point.
 */
export const readSigned = (text: string): Result<string> => {
  if (text.length > MAX_LENGTH) return refuse('E_RANGE', '内容过长，不是数字', '', REMEDY);
  const parts = splitSign(text);
  const m = parts === null || parts.rest === '' ? null : UNSIGNED.exec(parts.rest);
  if (parts === null || m === null) return refuseNumber(text);
  const whole = (m[1] ?? '0').replaceAll(',', '').replace(/^0+(?=\d)/, '');
  const fraction = (m[2] ?? '').replace(/0+$/, '');
  if (whole.length > MAX_DIGITS || fraction.length > MAX_DIGITS)
    return refuse(
      'E_RANGE',
      `“${excerpt(text)}”的位数超出可处理范围`,
      '',
      '整数、小数部分各不超过 30 位，请核对',
    );
  const magnitude = fraction === '' ? whole : `${whole}.${fraction}`;
  return ok(parts.negative && magnitude !== '0' ? `-${magnitude}` : magnitude);
};

/**
 * Reads a plain decimal. Returns canonical decimal text, or `null` when the cell says that the value is missing.
 * Full-width digits, currency marks, units, exponents and other scripts are refused.
 * Fails with `E_NUMBER` or `E_RANGE`.
 */
export const readDecimal = (text: string): Result<string | null> =>
  isMissing(text) ? ok(null) : readSigned(text.trim());

/**
 * Reads a count: a whole number ≥ 0 within the safe integers. `3.0` is 3; `3.5` fails with `E_COUNT`,
 * a negative with `E_NEGATIVE`. `null` = missing.
 */
export const readCount = (text: string): Result<number | null> => {
  const decimal = readDecimal(text);
  if (!decimal.ok || decimal.value === null) return decimal.ok ? ok(null) : decimal;
  if (decimal.value.startsWith('-'))
    return refuse('E_NEGATIVE', `“${excerpt(text)}”是负数，数量不能为负`, '', '请填写 0 或正整数');
  if (decimal.value.includes('.'))
    return refuse('E_COUNT', `“${excerpt(text)}”不是整数`, '', '数量请填写整数');
  const count = Number(decimal.value);
  return Number.isSafeInteger(count) ? ok(count) : refuse('E_RANGE', '数量超出可处理范围', '', '请核对数量');
};
