import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createDigest, sha256Hex, sm3Hex } from '../../../src/lib/kernel/hashing';
import { encodeUtf8 } from '../../../src/lib/kernel/utf8';

const ABC = encodeUtf8('abc');

describe('SHA-256 (FIPS 180-4 vectors)', () => {
  test.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ])('%#', async (text, hex) => {
    expect(await sha256Hex(encodeUtf8(text))).toBe(hex);
  });
});

describe('SM3 (GB/T 32905-2016 vectors)', () => {
  test.each([
    ['abc', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'],
    ['abcd'.repeat(16), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732'],
  ])('%#', async (text, hex) => {
    expect(await sm3Hex(encodeUtf8(text))).toBe(hex);
  });
});

describe('streaming', () => {
  test('any cut gives the digest of the whole, two streams do not mix', async () => {
    const bytes = Uint8Array.from({ length: 10_000 }, (_, i) => (i * 31) % 251);
    const want = { sha256: createHash('sha256').update(bytes).digest('hex'), sm3: await sm3Hex(bytes) };
    const other = await createDigest();
    for (const size of [1, 63, 64, 65, 9_999, 10_000]) {
      const digest = await createDigest();
      for (let at = 0; at < bytes.length; at += size) {
        digest.update(bytes.subarray(at, at + size));
        if (size === 65) other.update(ABC.subarray(0, 0));
      }
      expect(digest.digest()).toEqual(want);
    }
    other.update(ABC);
    expect(other.digest().sm3).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
  });

  test('SM3 agrees with OpenSSL on every length around the block borders', async () => {
    for (let length = 0; length <= 200; length += 1) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 7 + length) % 256);
      expect(await sm3Hex(bytes)).toBe(createHash('sm3').update(bytes).digest('hex'));
    }
  });

  test('a view hashes its own bytes only, and calls at once do not disturb each other', async () => {
    const padded = Uint8Array.from([1, 2, ...ABC, 3]);
    const hexes = await Promise.all([sha256Hex(padded.subarray(2, 5)), sha256Hex(padded), sha256Hex(ABC)]);
    expect(hexes[0]).toBe(hexes[2]);
    expect(hexes[1]).not.toBe(hexes[2]);
  });

  test('a spent digest throws', async () => {
    const digest = await createDigest();
    digest.digest();
    expect(() => digest.digest()).toThrow();
    expect(() => {
      digest.update(ABC);
    }).toThrow();
  });
});
