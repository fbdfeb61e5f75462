import { sm3Hex } from '../../kernel/hashing';
import { type Der, TAG, bytesOfBits, inside, naturalOf, oidOf, parseDer } from './der';
import { type Effort, UNLIMITED } from './effort';
import { sm2Holds } from './sm2-signature';

/** Digests that count. SHA-1 and MD5 are left out: a signature over one is not judged. */
export type DigestName = 'SM3' | 'SHA-256' | 'SHA-384' | 'SHA-512';

const DIGESTS: ReadonlyMap<string, DigestName> = new Map([
  ['1.2.156.10197.1.401', 'SM3'],
  ['1.2.156.10197.1.401.1', 'SM3'],
  ['2.16.840.1.101.3.4.2.1', 'SHA-256'],
  ['2.16.840.1.101.3.4.2.2', 'SHA-384'],
  ['2.16.840.1.101.3.4.2.3', 'SHA-512'],
]);

/** The digest of this id; `null` for one that does not count. */
export const digestNamed = (oid: string): DigestName | null => DIGESTS.get(oid) ?? null;

const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** WebCrypto takes bytes over plain memory only. */
const plain = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

const subtleOrNull = (): SubtleCrypto | null => (globalThis.crypto as Crypto | undefined)?.subtle ?? null;

/** Hex digest; `null` where the environment has none. `SHA-1` only to find a certificate by its hash (RFC 2634 §5.4). */
export const digestHex = async (name: DigestName | 'SHA-1', bytes: Uint8Array): Promise<string | null> => {
  if (name === 'SM3') return sm3Hex(bytes);
  const subtle = subtleOrNull();
  return subtle === null ? null : hexOf(new Uint8Array(await subtle.digest(name, plain(bytes))));
};

/** A public key that certificates may carry here. */
export type PublicKey =
  /** `point`: uncompressed, 65 bytes. */
  | { readonly kind: 'sm2'; readonly point: Uint8Array }
  | { readonly kind: 'ecdsa'; readonly curve: 'P-256' | 'P-384'; readonly spki: Uint8Array }
  | { readonly kind: 'rsa'; readonly spki: Uint8Array };

export const KEY_WORD: Readonly<Record<PublicKey['kind'], string>> = {
  sm2: 'SM2',
  ecdsa: 'ECDSA',
  rsa: 'RSA',
};

const EC = '1.2.840.10045.2.1';
const RSA = '1.2.840.113549.1.1.1';
const SM2_CURVE = '1.2.156.10197.1.301';
const CURVES: ReadonlyMap<string, 'P-256' | 'P-384'> = new Map([
  ['1.2.840.10045.3.1.7', 'P-256'],
  ['1.3.132.0.34', 'P-384'],
]);

/** Bytes of an RSA modulus: from 2,048 bits on it protects, beyond 8,192 it only costs time. */
const MODULUS = { least: 256, most: 1024 };
const MOST_EXPONENT = 0xffff_ffffn;

const soundRsa = (bits: Uint8Array | null): boolean => {
  const [modulus, exponent, ...more] = inside(parseDer(bits ?? new Uint8Array()), TAG.sequence) ?? [];
  const length = (modulus?.content.length ?? 0) - (modulus?.content[0] === 0 ? 1 : 0);
  const e = naturalOf(exponent);
  return (
    modulus?.tag === TAG.integer &&
    (modulus.content[0] ?? 0x80) < 0x80 &&
    length >= MODULUS.least &&
    length <= MODULUS.most &&
    e !== null &&
    e >= 3n &&
    e <= MOST_EXPONENT &&
    more.length === 0
  );
};

/** The key of a SubjectPublicKeyInfo: SM2, ECDSA over P-256 or P-384, RSA of 2,048 bits and more; `null` for any other. */
export const publicKeyOf = (spki: Der | undefined): PublicKey | null => {
  const [algorithm, key] = inside(spki, TAG.sequence) ?? [];
  const [type, parameter] = inside(algorithm, TAG.sequence) ?? [];
  const bits = bytesOfBits(key);
  if (spki === undefined || bits === null) return null;
  if (oidOf(type) === RSA) return soundRsa(bits) ? { kind: 'rsa', spki: spki.whole } : null;
  if (oidOf(type) !== EC) return null;
  if (oidOf(parameter) === SM2_CURVE) return bits.length === 65 ? { kind: 'sm2', point: bits } : null;
  const curve = CURVES.get(oidOf(parameter));
  return curve === undefined ? null : { kind: 'ecdsa', curve, spki: spki.whole };
};

/** Kind of key that a way of signing needs, and its digest where it names one. */
const METHODS: ReadonlyMap<string, readonly [PublicKey['kind'], DigestName | null]> = new Map([
  ['1.2.156.10197.1.501', ['sm2', 'SM3']],
  ['1.2.156.10197.1.301.1', ['sm2', null]],
  [RSA, ['rsa', null]],
  ['1.2.840.113549.1.1.11', ['rsa', 'SHA-256']],
  ['1.2.840.113549.1.1.12', ['rsa', 'SHA-384']],
  ['1.2.840.113549.1.1.13', ['rsa', 'SHA-512']],
  [EC, ['ecdsa', null]],
  ['1.2.840.10045.4.3.2', ['ecdsa', 'SHA-256']],
  ['1.2.840.10045.4.3.3', ['ecdsa', 'SHA-384']],
  ['1.2.840.10045.4.3.4', ['ecdsa', 'SHA-512']],
]);

/** Largest share of an ECDSA signature, with its leading zero: P-384. */
const MOST_SHARE = 49;

/** `r ‖ s` as WebCrypto wants it, out of the DER of certificates (RFC 3279 §2.2.3). */
const rawEcdsa = (signature: Uint8Array, size: number): Uint8Array | null => {
  const [r, s, ...more] = inside(parseDer(signature), TAG.sequence) ?? [];
  const [a, b] = [naturalOf(r, MOST_SHARE), naturalOf(s, MOST_SHARE)];
  if (a === null || b === null || more.length > 0) return null;
  const hex = [a, b].map((n) => n.toString(16).padStart(2 * size, '0')).join('');
  return hex.length > 4 * size
    ? null
    : Uint8Array.from({ length: 2 * size }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
};

const webHolds = async (
  key: Exclude<PublicKey, { kind: 'sm2' }>,
  digest: DigestName,
  signature: Uint8Array,
  signed: Uint8Array,
): Promise<boolean | null> => {
  const subtle = subtleOrNull();
  if (subtle === null) return null;
  const ecdsa = key.kind === 'ecdsa' ? rawEcdsa(signature, key.curve === 'P-256' ? 32 : 48) : null;
  if (key.kind === 'ecdsa' && ecdsa === null) return false;
  const of =
    key.kind === 'ecdsa'
      ? { name: 'ECDSA', namedCurve: key.curve, hash: digest }
      : { name: 'RSASSA-PKCS1-v1_5', hash: digest };
  try {
    const imported = await subtle.importKey('spki', plain(key.spki), of, false, ['verify']);
    return await subtle.verify(of, imported, plain(ecdsa ?? signature), plain(signed));
  } catch (error) {
    return error instanceof Error && error.name === 'NotSupportedError' ? null : false;
  }
};

/**
 * Whether this key made this signature over these bytes, in the way that `method` names (an id of X.509 or CMS). `null` =
 * not judged here: another way of signing, a digest that does not count, an environment without it, too much work. Malformed is `false`.
 *
 * @param digest named beside the method; `null` = the method must name it
 */
export const keyHolds = async (
  key: PublicKey,
  method: string,
  digest: DigestName | null,
  signature: Uint8Array,
  signed: Uint8Array,
  effort: Effort = UNLIMITED,
): Promise<boolean | null> => {
  const [kind, own] = METHODS.get(method) ?? [null, null];
  const name = own ?? digest;
  if (kind === null || name === null || (digest !== null && digest !== name)) return null;
  if (kind !== key.kind) return false;
  if (!effort.spend()) return null;
  if (key.kind === 'sm2') return name === 'SM3' ? sm2Holds(key.point, signature, signed) : null;
  return name === 'SM3' ? null : webHolds(key, name, signature, signed);
};
