import { afterEach, describe, expect, it, vi } from 'vitest';

import { fromBase64, toBase64 } from '../../../../src/lib/container/signature/base64';
import { envelopeBytes, parseEnvelope } from '../../../../src/lib/container/signature/dsse-envelope';
import { preAuthEncoding } from '../../../../src/lib/container/signature/pre-auth-encoding';
import { algorithmOf, holds, newSigningKey, sign } from '../../../../src/lib/container/signature/web-key';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { decodeUtf8, encodeUtf8 } from '../../../../src/lib/kernel/utf8';

/** The test vector of the DSSE protocol 1.0.2: its body, type, key and envelope. */
const TYPE = 'http://example.com/HelloWorld';
const ENVELOPE = `{"payload": "aGVsbG8gd29ybGQ=",
 "payloadType": "http://example.com/HelloWorld",
 "signatures": [{"sig": "A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA=="}]}`;
const X = 46950820868899156662930047687818585632848591499744589407958293238635476079160n;
const Y = 5640078356564379163099075877009565129882514886557779369047442380624545832820n;
const SPKI_HEAD = fromBase64('MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE') ?? new Uint8Array();

const bytes32 = (n: bigint): readonly number[] =>
  Array.from({ length: 32 }, (_, i) => Number((n >> BigInt(8 * (31 - i))) & 0xffn));

const publicKey = Uint8Array.from([...SPKI_HEAD, ...bytes32(X), ...bytes32(Y)]);

afterEach(() => {
  vi.restoreAllMocks();
});

describe('DSSE 1.0.2', () => {
  it('encodes as the specification prints it', () => {
    const text = mustBeOk(decodeUtf8(preAuthEncoding(TYPE, encodeUtf8('hello world'))));
    expect(text).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
  });

  it('counts bytes, not characters', () => {
    const text = mustBeOk(decodeUtf8(preAuthEncoding('型', encodeUtf8('虚构'))));
    expect(text).toBe('DSSEv1 3 型 6 虚构');
  });

  it('verifies the envelope of the specification', async () => {
    const { payload, payloadType, signatures } = mustBeOk(parseEnvelope(encodeUtf8(ENVELOPE)));
    const signature = signatures[0]?.signature ?? new Uint8Array();
    expect(payloadType).toBe(TYPE);
    expect(algorithmOf(publicKey)).toBe('ECDSA-P256-SHA256');
    expect(await holds(publicKey, signature, preAuthEncoding(payloadType, payload))).toBe(true);
    expect(await holds(publicKey, signature, payload)).toBe(false);
  });

  it('reads standard and URL-safe base64 and refuses what is neither', () => {
    expect(fromBase64('-_8=')).toEqual(Uint8Array.from([0xfb, 0xff]));
    expect(fromBase64('+/8')).toEqual(Uint8Array.from([0xfb, 0xff]));
    for (const wrong of ['a', 'ab=', 'a b=', '=', '!!!!', '+/9=']) expect(fromBase64(wrong)).toBeNull();
    expect(toBase64(Uint8Array.from([0xfb, 0xff]))).toBe('+/8=');
  });

  it('ignores fields it does not know, and refuses an envelope that lacks one', () => {
    const known = { payload: '', payloadType: '', signatures: [{ sig: '', extra: 1 }], later: true };
    expect(parseEnvelope(encodeUtf8(JSON.stringify(known))).ok).toBe(true);
    for (const key of ['payload', 'payloadType', 'signatures']) {
      const rest = Object.fromEntries(Object.entries(known).filter(([name]) => name !== key));
      expect(parseEnvelope(encodeUtf8(JSON.stringify(rest))).ok).toBe(false);
    }
    expect(parseEnvelope(encodeUtf8('{"payload":"","payload":""}')).ok).toBe(false);
  });

  it.each([['Ed25519'], ['ECDSA-P256-SHA256']] as const)(
    'signs with %s, and only its own bytes hold',
    async (name) => {
      const key = await newSigningKey([name]);
      expect(algorithmOf(key.publicKey)).toBe(name);
      expect(key.privateKey.extractable).toBe(false);
      const bytes = encodeUtf8('虚构');
      const signature = await sign(key, bytes);
      expect(await holds(key.publicKey, signature, bytes)).toBe(true);
      expect(await holds(key.publicKey, signature, encodeUtf8('虛构'))).toBe(false);
      expect(await holds(key.publicKey, signature.subarray(1), bytes)).toBe(false);
      expect(await holds(key.publicKey.subarray(1), signature, bytes)).toBeNull();
    },
  );

  it('makes a P-256 key where the browser has no Ed25519', async () => {
    const make = crypto.subtle.generateKey.bind(crypto.subtle);
    vi.spyOn(crypto.subtle, 'generateKey').mockImplementation(((...of: Parameters<typeof make>) =>
      JSON.stringify(of[0]).includes('Ed25519')
        ? Promise.reject(new DOMException('Unrecognized name.', 'NotSupportedError'))
        : make(...of)) as typeof make);
    expect(algorithmOf((await newSigningKey()).publicKey)).toBe('ECDSA-P256-SHA256');
    vi.spyOn(crypto.subtle, 'generateKey').mockRejectedValue(new DOMException('', 'OperationError'));
    await expect(newSigningKey()).rejects.toThrow();
  });

  it('writes an envelope that reads back', () => {
    const envelope = {
      payloadType: TYPE,
      payload: encodeUtf8('x'),
      signatures: [
        { keyId: 'k', publicKey, signature: Uint8Array.from([1]) },
        { keyId: '', publicKey: null, signature: Uint8Array.from([2]) },
      ],
    };
    expect(mustBeOk(parseEnvelope(envelopeBytes(envelope)))).toEqual(envelope);
  });
});
