import { sha256Hex } from '../../kernel/hashing';

/** Signature algorithms of WebCrypto that are used: Ed25519 where there is one, ECDSA P-256 with SHA-256 elsewhere. */
export type WebAlgorithm = 'Ed25519' | 'ECDSA-P256-SHA256';

/** Start of a SubjectPublicKeyInfo, up to the key itself (RFC 8410 §4; RFC 5480 §2.1.1 with prime256v1). */
const SPKI_HEAD: Readonly<Record<WebAlgorithm, readonly number[]>> = {
  Ed25519: [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00],
  'ECDSA-P256-SHA256': [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86,
    0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
  ],
};
const SPKI_LENGTH: Readonly<Record<WebAlgorithm, number>> = { Ed25519: 44, 'ECDSA-P256-SHA256': 91 };

/** How WebCrypto names a key of each. */
export const KEY: Readonly<Record<WebAlgorithm, { name: string; namedCurve?: string }>> = {
  Ed25519: { name: 'Ed25519' },
  'ECDSA-P256-SHA256': { name: 'ECDSA', namedCurve: 'P-256' },
};
const SIGNING: Readonly<Record<WebAlgorithm, { name: string; hash?: string }>> = {
  Ed25519: { name: 'Ed25519' },
  'ECDSA-P256-SHA256': { name: 'ECDSA', hash: 'SHA-256' },
};

const ALGORITHMS: readonly WebAlgorithm[] = ['Ed25519', 'ECDSA-P256-SHA256'];

/** What the public key says it is for; `null` for any other kind of key. */
export const algorithmOf = (publicKey: Uint8Array): WebAlgorithm | null =>
  ALGORITHMS.find(
    (name) =>
      publicKey.length === SPKI_LENGTH[name] && SPKI_HEAD[name].every((byte, i) => publicKey[i] === byte),
  ) ?? null;

/** SubjectPublicKeyInfo of a key as WebCrypto exports it raw: 32 bytes, or `x ‖ y`. */
export const spkiOf = (algorithm: WebAlgorithm, raw: Uint8Array): Uint8Array =>
  Uint8Array.from([...SPKI_HEAD[algorithm], ...raw]);

/** Id of a key: SHA-256 of its SubjectPublicKeyInfo. */
export const keyIdOf = (publicKey: Uint8Array): Promise<string> => sha256Hex(publicKey);

/** WebCrypto takes bytes over plain memory only. */
const plain = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

/**
 * Whether this key made this signature over these bytes. `null` = not to be said here: a kind of key that is not one of
 * the two, or an environment without it. A malformed key or signature is `false`.
 */
export const holds = async (
  publicKey: Uint8Array,
  signature: Uint8Array,
  signed: Uint8Array,
): Promise<boolean | null> => {
  const algorithm = algorithmOf(publicKey);
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle;
  if (algorithm === null || subtle === undefined) return null;
  try {
    const key = await subtle.importKey('spki', plain(publicKey), KEY[algorithm], false, ['verify']);
    return await subtle.verify(SIGNING[algorithm], key, plain(signature), plain(signed));
  } catch (error) {
    return error instanceof Error && error.name === 'NotSupportedError' ? null : false;
  }
};

/** A key that signs for a machine, without legal weight. It cannot be exported. */
export interface SigningKey {
  readonly privateKey: CryptoKey;
  /** SubjectPublicKeyInfo (DER): what the other side is told beforehand. */
  readonly publicKey: Uint8Array;
}

/** Makes a key: Ed25519, or ECDSA P-256 where there is none. The only function here that does not follow from its arguments. */
export const newSigningKey = async (algorithms = ALGORITHMS): Promise<SigningKey> => {
  for (const algorithm of algorithms)
    try {
      const made = await crypto.subtle.generateKey(KEY[algorithm], false, ['sign', 'verify']);
      if (!('privateKey' in made)) continue;
      const publicKey = new Uint8Array(await crypto.subtle.exportKey('spki', made.publicKey));
      return { privateKey: made.privateKey, publicKey };
    } catch (error) {
      if (!(error instanceof Error && error.name === 'NotSupportedError')) throw error;
    }
  throw new Error('no signature algorithm in this environment');
};

export const sign = async (key: SigningKey, bytes: Uint8Array): Promise<Uint8Array> => {
  const algorithm = algorithmOf(key.publicKey);
  if (algorithm === null) throw new Error('not a key of newSigningKey');
  return new Uint8Array(await crypto.subtle.sign(SIGNING[algorithm], key.privateKey, plain(bytes)));
};
