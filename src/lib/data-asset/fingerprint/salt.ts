import { sha256Hex } from '../../kernel/hashing';
import { type Result, ok, refuse } from '../../kernel/result';
import { encodeUtf8 } from '../../kernel/utf8';
import type { SipKey } from './siphash';

/** Random bytes below which a salt could be guessed. */
export const LEAST_SALT_BYTES = 16;

/** What becomes of a salt: a key for hashing and a name by which two fingerprints know that they share it. */
export interface FingerprintSalt {
  readonly id: string;
  readonly key: SipKey;
}

const derive = async (purpose: string, salt: Uint8Array): Promise<string> => {
  const prefix = encodeUtf8(`${purpose}\n`);
  const bytes = new Uint8Array(prefix.length + salt.length);
  bytes.set(prefix);
  bytes.set(salt, prefix.length);
  return sha256Hex(bytes);
};

const word = (hex: string, at: number): number => Number.parseInt(hex.slice(at * 8, at * 8 + 8), 16) | 0;

/**
 * Key and id of a salt. The salt is random, given by the institution for its whole register, and kept from everybody who must
 * not test guesses against fingerprints. Errors: `E_SALT` below 16 bytes or all bytes equal.
 */
export const fingerprintSalt = async (salt: Uint8Array): Promise<Result<FingerprintSalt>> => {
  if (salt.length < LEAST_SALT_BYTES || salt.every((byte) => byte === salt[0]))
    return refuse(
      'E_SALT',
      `盐值过短或不随机（至少 ${String(LEAST_SALT_BYTES)} 个随机字节）`,
      '',
      '请使用机构登记簿统一生成的随机盐值，不要用口令或编号代替',
    );
  const key = await derive('zhiya.fingerprint.key/1', salt);
  const id = await derive('zhiya.fingerprint.id/1', salt);
  return ok({ id: id.slice(0, 16), key: [word(key, 0), word(key, 1), word(key, 2), word(key, 3)] });
};
