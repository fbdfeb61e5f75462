import { type Result, refuse } from '../../kernel/result';
import { type FingerprintSalt, fingerprintSalt } from './salt';

const HEX = /^(?:[0-9a-f]{2})+$/i;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

const bytesOf = (text: string): Uint8Array | null => {
  if (HEX.test(text)) return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  if (!BASE64.test(text) || text.length % 4 !== 0) return null;
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
};

/**
 * The salt as an institution hands it out: hexadecimal or Base64 of at least 16 random bytes. A text of hexadecimal digits is
 * never taken for Base64.
 *
 * Errors: `E_SALT` neither of both, too short, or all bytes equal.
 */
export const saltFromText = async (text: string): Promise<Result<FingerprintSalt>> => {
  const bytes = bytesOf(text.trim());
  return bytes === null
    ? refuse(
        'E_SALT',
        '盐值应为机构给出的十六进制或 Base64 文字',
        '',
        '请使用机构登记簿统一生成的随机盐值（至少 16 字节），原样粘贴；不要用口令代替',
      )
    : fingerprintSalt(bytes);
};
