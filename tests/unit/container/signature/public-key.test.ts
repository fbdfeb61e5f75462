import { type KeyObject, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseDer } from '../../../../src/lib/container/signature/der';
import {
  type DigestName,
  type PublicKey,
  keyHolds,
  publicKeyOf,
} from '../../../../src/lib/container/signature/public-key';
import { encodeUtf8 } from '../../../../src/lib/kernel/utf8';

const keyOf = (key: KeyObject): PublicKey | null =>
  publicKeyOf(parseDer(new Uint8Array(key.export({ type: 'spki', format: 'der' }))) ?? undefined);
const must = (key: PublicKey | null): PublicKey => {
  if (key === null) throw new Error('a key is read');
  return key;
};

const RSA = '1.2.840.113549.1.1.1';
const ECDSA_SHA256 = '1.2.840.10045.4.3.2';
const ECDSA_SHA384 = '1.2.840.10045.4.3.3';
const CONTENT = encodeUtf8('虚构');

describe('public keys of certificates', () => {
  it('are SM2, RSA from 2,048 bits, ECDSA over P-256 and P-384; any other is none', () => {
    const kinds = [
      generateKeyPairSync('rsa', { modulusLength: 2048 }),
      generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 }),
      generateKeyPairSync('ec', { namedCurve: 'P-256' }),
      generateKeyPairSync('ec', { namedCurve: 'P-384' }),
      generateKeyPairSync('rsa', { modulusLength: 1024 }),
      generateKeyPairSync('ec', { namedCurve: 'P-521' }),
      generateKeyPairSync('ed25519'),
    ].map(({ publicKey }) => keyOf(publicKey)?.kind ?? null);
    expect(kinds).toEqual(['rsa', 'rsa', 'ecdsa', 'ecdsa', null, null, null]);
  });

  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const byRsa = (hash: string): Uint8Array => new Uint8Array(sign(hash, CONTENT, rsa.privateKey));
  const byEc = new Uint8Array(sign('sha256', CONTENT, ec.privateKey));

  it('hold what they signed, with the digest that was named', async () => {
    const key = must(keyOf(rsa.publicKey));
    for (const [digest, hash] of [
      ['SHA-256', 'sha256'],
      ['SHA-384', 'sha384'],
      ['SHA-512', 'sha512'],
    ] as const satisfies readonly (readonly [DigestName, string])[]) {
      expect(await keyHolds(key, RSA, digest, byRsa(hash), CONTENT)).toBe(true);
      expect(await keyHolds(key, RSA, digest, byRsa(hash), encodeUtf8('虛构'))).toBe(false);
    }
    expect(await keyHolds(key, RSA, 'SHA-384', byRsa('sha256'), CONTENT)).toBe(false);
    expect(await keyHolds(must(keyOf(ec.publicKey)), ECDSA_SHA256, null, byEc, CONTENT)).toBe(true);
  });

  it('another kind of key is wrong; a way of signing that is not judged is open', async () => {
    const key = must(keyOf(ec.publicKey));
    expect(await keyHolds(key, RSA, 'SHA-256', byEc, CONTENT)).toBe(false);
    for (const [method, digest] of [
      [ECDSA_SHA384, 'SHA-256'],
      ['1.2.840.113549.1.1.10', 'SHA-256'],
      ['1.2.840.113549.1.1.5', null],
      ['1.2.840.10045.2.1', null],
      ['1.2.840.10045.2.1', 'SM3'],
    ] as const)
      expect(await keyHolds(key, method, digest, byEc, CONTENT)).toBeNull();
  });

  it('a malformed signature is wrong, and nothing is thrown', async () => {
    const key = must(keyOf(ec.publicKey));
    for (const wrong of [
      new Uint8Array(),
      byEc.subarray(1),
      Uint8Array.from([...byEc, 0]),
      new Uint8Array(64),
    ])
      expect(await keyHolds(key, ECDSA_SHA256, null, wrong, CONTENT)).toBe(false);
    // Shares of P-384 on a key over P-256.
    const wide = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
    const long = new Uint8Array(sign('sha256', CONTENT, wide));
    expect(await keyHolds(key, ECDSA_SHA256, null, long, CONTENT)).toBe(false);
  });
});
