import { sm2 } from 'sm-crypto-v2';
import { TAG, inside, naturalOf, parseDer } from './der';

/** Order of the curve of GB/T 32918.5. */
const ORDER = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;

/** The user id every signature of the profile is made with (GM/T 0009 §10). */
export const USER_ID = '1234567812345678';

const hex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const pair = (signature: Uint8Array): readonly [bigint, bigint] | null => {
  const [r, s, ...more] = inside(parseDer(signature), TAG.sequence) ?? [];
  const [a, b] = [naturalOf(r), naturalOf(s)];
  if (a === null || b === null || more.length > 0) return null;
  return [a, b].every((n) => n > 0n && n < ORDER) ? [a, b] : null;
};

/**
 * Whether an SM2 signature holds (GB/T 32918.2) with the options of the profile: user id 1234567812345678, SM3, DER, both
 * numbers within 1 … n − 1. Anything malformed, a key off the curve included, is `false`; nothing is thrown.
 *
 * @param publicKey uncompressed point, 65 bytes
 */
export const sm2Holds = (publicKey: Uint8Array, signature: Uint8Array, signed: Uint8Array): boolean => {
  const numbers = pair(signature);
  if (numbers === null || publicKey.length !== 65 || publicKey[0] !== 4) return false;
  const point = hex(publicKey);
  try {
    return (
      sm2.verifyPublicKey(point) &&
      sm2.doVerifySignature(signed, numbers.map((n) => n.toString(16).padStart(64, '0')).join(''), point, {
        der: false,
        hash: true,
        userId: USER_ID,
      })
    );
  } catch {
    return false;
  }
};
