import { excerpt, firstStranger, foldFullWidth, nameCharacter, removeSpaces } from './characters';
import { type Result, ok, refuse } from './result';

export type PatentType = 'invention' | 'utility-model' | 'design';

/** A Chinese patent application number (ZC 0006-2003). The granted patent bears the same number with ZL. */
export interface ApplicationNumber {
  /** `201710601862.3` */
  readonly canonical: string;
  /** Without the dot: 13 or 9 characters. */
  readonly digits: string;
  /** Year inside the number. Not the filing date: a divisional bears the year of its own entry. */
  readonly year: number;
  readonly type: PatentType;
  /** Entered China through the PCT (kind digit 8 or 9). */
  readonly pct: boolean;
  readonly checkDigit: 'given' | 'inferred';
  /** Written with ZL, that is, as the number of a granted patent. */
  readonly granted: boolean;
}

const WEIGHTS = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
const TYPES: Readonly<Record<string, PatentType>> = {
  '1': 'invention',
  '2': 'utility-model',
  '3': 'design',
  '8': 'invention',
  '9': 'utility-model',
};
const REMEDY = '请对照专利证书或受理通知书填写，例如 201710601862.3';
const PUBLICATION = /^CN(\d{7,9})([ABCUSY]\d?)$/;

/** Check digit of the 12-digit body (since 2003-10-01) or the 8-digit body (before): Σ digit × weight mod 11, 10 → `X`. */
export const checkDigitOf = (body: string): string => {
  if (!/^(\d{12}|\d{8})$/.test(body)) throw new Error('body of 12 or 8 digits expected');
  let sum = 0;
  for (let i = 0; i < body.length; i += 1) sum += Number(body[i]) * (WEIGHTS[i] ?? 0);
  const rest = sum % 11;
  return rest === 10 ? 'X' : String(rest);
};

const normalise = (text: string): string => removeSpaces(foldFullWidth(text)).toUpperCase();

/** Year inside a body, or `null` where no such number was issued. */
const yearOf = (body: string): number | null => {
  if (body.length === 12) {
    const year = Number(body.slice(0, 4));
    return year >= 2003 && year <= 2199 ? year : null;
  }
  const short = Number(body.slice(0, 2));
  return short >= 85 ? 1900 + short : short <= 3 ? 2000 + short : null;
};

const refuseNumber = (code: string, text: string, why: string, remedy = REMEDY): Result<never> =>
  refuse(code, `“${excerpt(text)}”${why}`, '', remedy);

const build = (text: string, body: string, check: string, granted: boolean): Result<ApplicationNumber> => {
  const year = yearOf(body);
  const kind = body[body.length === 12 ? 4 : 2] ?? '';
  const type = TYPES[kind];
  if (year === null) return refuseNumber('E_PATENT_YEAR', text, '中的年份不是申请号的年份');
  if (type === undefined)
    return refuseNumber('E_PATENT_KIND', text, `中的种类号 ${kind} 不存在（应为 1、2、3、8、9）`);
  const expected = checkDigitOf(body);
  if (check !== '' && check !== expected)
    return refuseNumber('E_CHECK_DIGIT', text, `的校验位应为 ${expected}，写的是 ${check}`);
  return ok({
    canonical: `${body}.${expected}`,
    digits: body + expected,
    year,
    type,
    pct: kind === '8' || kind === '9',
    checkDigit: check === '' ? 'inferred' : 'given',
    granted,
  });
};

/**
 * Reads a patent application number or a patent number with ZL, with or without dot and check digit, spaces, full-width
 * characters and lower case allowed. Fails with `E_PATENT_NUMBER` (form), `E_PATENT_YEAR`, `E_PATENT_KIND`,
 * `E_CHECK_DIGIT`, `E_CHARACTER` (names the look-alike), `E_PRECISION` (scientific notation),
 * `E_PUBLICATION_NUMBER` (a publication number stands in its place).
 */
export const parseApplicationNumber = (text: string): Result<ApplicationNumber> => {
  if (text.length > 60) return refuseNumber('E_PATENT_NUMBER', text, '过长，不是申请号');
  const plain = normalise(text);
  if (/^[\d.]+E[+-]?\d+$/.test(plain))
    return refuseNumber(
      'E_PRECISION',
      text,
      '是科学计数法，末位数字已丢失',
      '请从来源重新导出，并把该列设为文本',
    );
  if (PUBLICATION.test(plain.replaceAll('-', '')))
    return refuseNumber(
      'E_PUBLICATION_NUMBER',
      text,
      '是公开（公告）号，不是申请号',
      '请填写申请号，或把该列指定为公开（公告）号',
    );
  const granted = /^(CN)?ZL/.test(plain);
  const bare = plain.replace(/^(CN)?(ZL)?[:：]?/, '');
  const stranger = firstStranger(bare, /^[\dX.]$/);
  if (stranger !== null)
    return refuseNumber('E_CHARACTER', text, `含有不能用于申请号的字符${nameCharacter(stranger)}`);
  const m = /^(\d{12}|\d{8})(?:\.?([\dX]))?$/.exec(bare);
  if (m === null)
    return refuseNumber('E_PATENT_NUMBER', text, '的位数不对，申请号应为 12 位或 8 位数字加校验位');
  return build(text, m[1] ?? '', m[2] ?? '', granted);
};

/**
 * Reads a Chinese publication or announcement number: `CN104008308A`, also `CN-104008308-A`, spaces and lower case.
 * `kind` is the letter with its digit if any (`A`, `B`, `U`, `S`, `B2`). Fails with `E_PUBLICATION_NUMBER`.
 */
export const parsePublicationNumber = (
  text: string,
): Result<{ readonly canonical: string; readonly kind: string }> => {
  const plain = text.length > 60 ? '' : normalise(text).replaceAll('-', '');
  const m = PUBLICATION.exec(plain);
  return m === null
    ? refuseNumber(
        'E_PUBLICATION_NUMBER',
        text,
        '不是中国专利公开（公告）号',
        '请填写 CN104008308A 这样的号码',
      )
    : ok({ canonical: plain, kind: m[2] ?? '' });
};
