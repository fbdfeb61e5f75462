import { excerpt, firstStranger, foldFullWidth, nameCharacter, removeSpaces } from './characters';
import { type Result, ok, refuse } from './result';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const REMEDY = '请对照营业执照填写 18 位统一社会信用代码';

const checkCharacter = (body: string): string => {
  let sum = 0;
  for (let i = 0; i < 17; i += 1) sum += ALPHABET.indexOf(body[i] ?? '') * (WEIGHTS[i] ?? 0);
  return ALPHABET[(31 - (sum % 31)) % 31] ?? '';
};

const refuseCode = (code: string, text: string, why: string): Result<never> =>
  refuse(code, `“${excerpt(text)}”${why}`, '', REMEDY);

/**
 * Reads a unified social credit code (GB 32100-2015): 18 characters without I O S V Z, check character mod 31.
 * Spaces, full-width characters and lower case are normalised. Fails with `E_CREDIT_CODE`, `E_CHARACTER`, `E_CHECK_DIGIT`;
 * older numbers are recognised and refused by name: `E_OLD_LICENCE_NUMBER` (15 digits), `E_ORGANISATION_CODE` (`60003734-1`).
 */
export const parseCreditCode = (text: string): Result<string> => {
  const code = text.length > 60 ? '' : removeSpaces(foldFullWidth(text)).toUpperCase();
  if (/^\d{15}$/.test(code)) return refuseCode('E_OLD_LICENCE_NUMBER', text, '是 15 位旧工商注册号');
  if (/^[\dA-Z]{8}-[\dX]$/.test(code)) return refuseCode('E_ORGANISATION_CODE', text, '是旧组织机构代码');
  const stranger = firstStranger(code, /^[0-9A-HJ-NP-RTUWXY]$/);
  if (stranger !== null)
    return refuseCode('E_CHARACTER', text, `含有代码中不使用的字符${nameCharacter(stranger)}`);
  if (code.length !== 18) return refuseCode('E_CREDIT_CODE', text, '不是 18 位');
  if (!/^..\d{6}/.test(code)) return refuseCode('E_CREDIT_CODE', text, '的第 3–8 位应为行政区划数字');
  const expected = checkCharacter(code);
  return code[17] === expected ? ok(code) : refuseCode('E_CHECK_DIGIT', text, `的校验位应为 ${expected}`);
};

const valueOf = (character: string): number =>
  /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 55;

/**
 * Whether characters 9–17 of a valid credit code are a well-formed GB 11714 organisation code. For a warning only:
 * codes issued under GB 32100 alone need not satisfy it.
 */
export const hasOrganisationCode = (creditCode: string): boolean => {
  const body = creditCode.slice(8, 17);
  let sum = 0;
  for (let i = 0; i < 8; i += 1) sum += valueOf(body[i] ?? '') * (ORGANISATION_WEIGHTS[i] ?? 0);
  const check = 11 - (sum % 11);
  return body[8] === (check === 10 ? 'X' : check === 11 ? '0' : String(check));
};
