import { excerpt } from './characters';
import { readSigned } from './decimal-grammar';
import { isMissing } from './missing';
import { type Result, ok, refuse } from './result';

/** How a bare number in a rate column is to be read; `explicit` = every cell carries its own sign. */
export type RateUnit = 'ratio' | 'percent' | 'permille' | 'bp' | 'explicit';

type SignedRateUnit = Exclude<RateUnit, 'ratio' | 'explicit'>;

const RATE_SIGN = /\s*(%|％|‰|bps?|个?基点)$/i;
const POWER: Record<SignedRateUnit, number> = { percent: 2, permille: 3, bp: 4 };

const unitOfSign = (sign: string): SignedRateUnit =>
  sign === '%' || sign === '％' ? 'percent' : sign === '‰' ? 'permille' : 'bp';

/** Moves the decimal point of canonical text `places` to the left, exactly. */
const shiftLeft = (text: string, places: number): string => {
  const negative = text.startsWith('-');
  const [whole = '0', fraction = ''] = (negative ? text.slice(1) : text).split('.');
  const digits = whole.padStart(places + 1, '0');
  const cut = digits.length - places;
  const moved = (digits.slice(cut) + fraction).replace(/0+$/, '');
  const body = digits.slice(0, cut) + (moved === '' ? '' : `.${moved}`);
  return negative ? `-${body}` : body;
};

/**
 * Reads a rate as ratio text (`5%` → `0.05`). `unit` is the column's unit, asked once per column.
 * A cell may repeat the column's unit; in a `ratio` column any sign is read as written. A sign that
 * contradicts the column, or a bare number where `explicit` was asked, fails with `E_UNIT`.
 * The ratio is not limited to 0–1: growth and discounts have wider domains. `null` = missing.
 */
export const readRate = (text: string, unit: RateUnit): Result<string | null> => {
  if (isMissing(text)) return ok(null);
  const trimmed = text.trim();
  const sign = RATE_SIGN.exec(trimmed);
  const own = sign === null ? null : unitOfSign((sign[1] ?? '').toLowerCase());
  if (own === null && unit === 'explicit')
    return refuse('E_UNIT', `“${excerpt(text)}”没有写明单位`, '', '请写成 5%、5‰ 或 500bp，或为整列选定单位');
  if (own !== null && unit !== 'ratio' && unit !== 'explicit' && own !== unit)
    return refuse(
      'E_UNIT',
      `“${excerpt(text)}”自带的单位与该列单位不一致`,
      '',
      '请核对该列单位，或改写这一格',
    );
  const number = readSigned(sign === null ? trimmed : trimmed.slice(0, sign.index));
  if (!number.ok) return number;
  const scale = own ?? (unit === 'ratio' || unit === 'explicit' ? null : unit);
  const ratio = scale === null ? number.value : shiftLeft(number.value, POWER[scale]);
  return /\.\d{31}/.test(ratio)
    ? refuse('E_RANGE', '比率的小数位数过多', '', '小数部分不超过 30 位')
    : ok(ratio);
};
