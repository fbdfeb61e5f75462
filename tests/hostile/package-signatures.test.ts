import { afterEach, describe, expect, it } from 'vitest';
import { readBag, writeBag } from '../../src/lib/container/bagit';
import { readZip, writeZip } from '../../src/lib/container/zip';
import { naturalOf, parseDer } from '../../src/lib/container/signature/der';
import { envelopeBytes, parseEnvelope } from '../../src/lib/container/signature/dsse-envelope';
import { type SigningKey, newSigningKey } from '../../src/lib/container/signature/web-key';
import { toBase64 } from '../../src/lib/container/signature/base64';
import { sm2Holds } from '../../src/lib/container/signature/sm2-signature';
import { mustBeOk } from '../../src/lib/kernel/result';
import { encodeUtf8 } from '../../src/lib/kernel/utf8';
import { addOutsideFile, bytesToSign, signPackage } from '../../src/lib/review/sign-package';
import { type TrustList, NOBODY, parseTrustList } from '../../src/lib/review/trust-list';
import { verifyPackage } from '../../src/lib/review/verify-package';
import type { Answer } from '../../src/lib/review/verify-report';
import { smallCase } from '../fixtures/small-case';
import { build, completePackage, edit, repacked } from '../fixtures/small-package';
import {
  type CertificateOf,
  type MadeCertificate,
  base64,
  certificate,
  der,
  newSm2Key,
  p7s,
  sm2Sign,
} from '../fixtures/sm2-files';

/** Rows of the catalogue §5.2 about signatures. Keys, certificates and parties are made here (虚构). */

const PROTOTYPE = Object.getOwnPropertyNames(Object.prototype).sort().join();
afterEach(() => {
  expect(Object.getOwnPropertyNames(Object.prototype).sort().join()).toBe(PROTOTYPE);
});

const TODAY = '2026-11-22';
const original = completePackage();
const bankKey = newSigningKey(['Ed25519']);
const otherKey = newSigningKey(['ECDSA-P256-SHA256']);

const trusting = (
  ...keys: readonly (readonly [SigningKey, Partial<TrustList['keys'][number]>])[]
): TrustList => ({
  ...NOBODY,
  keys: keys.map(([{ publicKey }, about]) => ({
    name: '虚构银行',
    creditCode: null,
    publicKey,
    from: null,
    until: null,
    revokedOn: null,
    ...about,
  })),
});

const authenticity = async (
  bytes: Uint8Array,
  trust: TrustList = NOBODY,
  date: string | null = TODAY,
): Promise<Answer> => {
  const reception = date === null ? {} : { date };
  return (await verifyPackage(bytes, { methods: new Map(), trust, reception })).answers.authenticity;
};

const codes = ({ findings }: Answer): readonly string[] => findings.map(({ code }) => code);
const words = ({ findings }: Answer): string => findings.map(({ message }) => message).join('；');

const signed = async (key = bankKey): Promise<Uint8Array> =>
  mustBeOk(await signPackage((await original).bytes, await key)).bytes;

/** The package with its payload changed and every manifest redone; signatures kept as they were. */
const changedKeepingSignatures = async (bytes: Uint8Array): Promise<Uint8Array> => {
  const { signatures } = mustBeOk(await readBag(bytes));
  const changed = await repacked(bytes, (payload) => {
    edit(payload, 'results/form.json', '"fiction":"', '"fiction":"改');
  });
  const { payload, bagInfo } = mustBeOk(await readBag(changed));
  return (await writeBag({ payload, bagInfo, signatures })).bytes;
};

const withFiles = async (
  bytes: Uint8Array,
  files: Readonly<Record<string, Uint8Array>>,
): Promise<Uint8Array> => {
  const { payload, bagInfo } = mustBeOk(await readBag(bytes));
  return (await writeBag({ payload, bagInfo, signatures: new Map(Object.entries(files)) })).bytes;
};

describe('signatures of a package', () => {
  it('a known key signs: the answer passes and names whose it is; payload and id stay as they were', async () => {
    const bytes = await signed();
    const { id } = await original;
    const bag = mustBeOk(await readBag(bytes));
    expect([bag.id, bag.canonical, [...bag.signatures.keys()]]).toEqual([id, true, ['0001.dsse.json']]);
    expect(bag.payload).toEqual(mustBeOk(await readBag((await original).bytes)).payload);
    const answer = await authenticity(bytes, trusting([await bankKey, {}]));
    expect([answer.verdict, codes(answer)]).toEqual(['pass', ['N_SIGNED']]);
    expect(words(answer)).toContain('虚构银行');
  });

  it('PKG-02 document and hashes changed, signature kept: invalid', async () => {
    const answer = await authenticity(
      await changedKeepingSignatures(await signed()),
      trusting([await bankKey, {}]),
    );
    expect([answer.verdict, codes(answer)]).toEqual(['fail', ['E_SIGNED_OTHER']]);
    expect(words(answer)).toContain('签名无效');
  });

  it('PKG-02 only the content changed, hashes and signature kept: the signature is no pass either', async () => {
    const entries = new Map(mustBeOk(await readZip(await signed())));
    const name = [...entries.keys()].find((one) => one.endsWith('03_材料清单.docx')) ?? '';
    const content = Uint8Array.from(entries.get(name) ?? []);
    content[2000] = (content[2000] ?? 0) ^ 1;
    entries.set(name, content);
    const answer = await authenticity(writeZip(entries), trusting([await bankKey, {}]));
    expect([answer.verdict, codes(answer)]).toEqual(['fail', ['E_SIGNED_OTHER']]);
    expect(words(answer)).toContain('签名覆盖的清单与现在的内容不符');
  });

  it('more signature files than anybody needs, or one that is too large, are refused', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 100 }, (_, i) => [`${String(i + 1).padStart(4, '0')}.tsr`, encodeUtf8('{}')]),
    );
    const { payload, bagInfo } = mustBeOk(await readBag((await original).bytes));
    for (const [files, code] of [
      [many, 'E_COUNT'],
      [{ '0001.p7s': new Uint8Array(1024 * 1024 + 1) }, 'E_SIZE'],
    ] as const) {
      const bag = await writeBag({ payload, bagInfo, signatures: new Map(Object.entries(files)) });
      const read = await readBag(bag.bytes);
      expect(read.ok ? null : read.failure.code).toBe(code);
    }
  });

  it('PKG-03 signed anew with another key: valid, key unknown, never shown as the expected party', async () => {
    const changed = await repacked((await original).bytes, (payload) => {
      edit(payload, 'results/form.json', '"fiction":"', '"fiction":"改');
    });
    const forged = mustBeOk(await signPackage(changed, await otherKey)).bytes;
    const answer = await authenticity(forged, trusting([await bankKey, {}]));
    expect([answer.verdict, codes(answer)]).toEqual(['unknown', ['E_KEY_UNKNOWN']]);
    expect(words(answer)).toContain('签名有效，但密钥');
    expect(words(answer)).not.toContain('虚构银行');
  });

  it('PKG-03 the hint of a known key on the signature of another one changes nothing', async () => {
    const bag = mustBeOk(await readBag(await signed(otherKey)));
    const envelope = mustBeOk(parseEnvelope(bag.signatures.get('0001.dsse.json') ?? new Uint8Array()));
    const { publicKey } = await bankKey;
    for (const lie of [
      { publicKey, keyId: '' },
      { publicKey: null, keyId: '' },
    ]) {
      const file = envelopeBytes({
        ...envelope,
        signatures: envelope.signatures.map((one) => ({ ...one, ...lie })),
      });
      const answer = await authenticity(
        await withFiles((await original).bytes, { '0001.dsse.json': file }),
        trusting([await bankKey, {}]),
      );
      expect([answer.verdict, codes(answer)]).toEqual(['fail', ['E_SIGNATURE']]);
    }
  });

  it('PKG-04 the signature taken out: unsigned, in words, and the same bytes as before', async () => {
    const stripped = await withFiles(await signed(), {});
    expect(stripped).toEqual((await original).bytes);
    const answer = await authenticity(stripped, trusting([await bankKey, {}]));
    expect([answer.verdict, codes(answer)]).toEqual(['unknown', ['E_UNSIGNED']]);
  });

  it('a key revoked, not yet in use, or past its time proves nothing; without a day nothing is said', async () => {
    const bytes = await signed();
    const key = await bankKey;
    for (const [about, date, code] of [
      [{ revokedOn: '2026-11-22' }, TODAY, 'E_KEY_REVOKED'],
      [{ revokedOn: '2026-11-23' }, TODAY, 'N_SIGNED'],
      [{ from: '2026-11-23' }, TODAY, 'E_KEY_PERIOD'],
      [{ until: '2026-11-21' }, TODAY, 'E_KEY_PERIOD'],
      [{ until: '2026-11-22' }, TODAY, 'N_SIGNED'],
      [{ until: '2026-11-22' }, null, 'E_KEY_DATE'],
    ] as const) {
      const answer = await authenticity(bytes, trusting([key, about]), date);
      expect([answer.verdict, codes(answer)]).toEqual([code === 'N_SIGNED' ? 'pass' : 'unknown', [code]]);
    }
  });

  it('PKG-26 a valid signature over another package: invalid here', async () => {
    const other = mustBeOk(await build(smallCase()));
    const foreign = mustBeOk(await readBag(mustBeOk(await signPackage(other.bytes, await bankKey)).bytes));
    const file = foreign.signatures.get('0001.dsse.json') ?? new Uint8Array();
    const answer = await authenticity(
      await withFiles((await original).bytes, { '0001.dsse.json': file }),
      trusting([await bankKey, {}]),
    );
    expect([answer.verdict, codes(answer)]).toEqual(['fail', ['E_SIGNED_OTHER']]);
  });

  it('PKG-26 the same manifests for another purpose are other bytes', async () => {
    const here = mustBeOk(await bytesToSign((await original).bytes));
    const text = new TextDecoder().decode(here);
    expect(text).toContain((await original).id);
    expect(text).toContain('"purpose":"');
  });

  it('PKG-28 one valid and one broken: both listed, not signed', async () => {
    const bytes = await signed();
    const good = mustBeOk(await readBag(bytes)).signatures.get('0001.dsse.json') ?? new Uint8Array();
    const envelope = mustBeOk(parseEnvelope(good));
    const broken = envelopeBytes({
      ...envelope,
      signatures: envelope.signatures.map((one) => ({ ...one, signature: one.signature.toReversed() })),
    });
    const trust = trusting([await bankKey, {}]);
    const two = await authenticity(
      await withFiles(bytes, { '0001.dsse.json': good, '0002.dsse.json': broken }),
      trust,
    );
    expect([two.verdict, codes(two)]).toEqual(['fail', ['N_SIGNED', 'E_SIGNATURE']]);
    const inOne = envelopeBytes({
      ...envelope,
      signatures: [...envelope.signatures, ...mustBeOk(parseEnvelope(broken)).signatures],
    });
    const both = await authenticity(await withFiles(bytes, { '0001.dsse.json': inOne }), trust);
    expect([both.verdict, codes(both)]).toEqual(['fail', ['N_SIGNED', 'E_SIGNATURE']]);
  });

  it('PKG-29 signed by the enterprise only where the bank must sign too: the bank is missing', async () => {
    const { enterprise, pledgee } = smallCase().sections.enterprise;
    const trust = (required: TrustList['required']): Promise<TrustList> =>
      bankKey.then((key) => ({
        ...trusting([key, { name: enterprise.name, creditCode: enterprise.creditCode }]),
        required,
      }));
    const bytes = await signed();
    const missing = await authenticity(bytes, await trust(['pledgor', 'pledgee']));
    expect([missing.verdict, codes(missing)]).toEqual(['fail', ['N_SIGNED', 'E_SIGNER']]);
    expect(words(missing)).toContain(`缺质权人${pledgee?.name ?? ''}的签名`);
    expect((await authenticity(bytes, await trust(['pledgor']))).verdict).toBe('pass');
    const unsigned = await authenticity((await original).bytes, await trust(['pledgee']));
    expect(codes(unsigned)).toEqual(['E_UNSIGNED', 'E_SIGNER']);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['no JSON', encodeUtf8('签名')],
    ['no envelope', encodeUtf8('{}')],
    ['no signature in it', encodeUtf8('{"payload":"","payloadType":"","signatures":[]}')],
    [
      'a key that is none',
      encodeUtf8('{"payload":"","payloadType":"","signatures":[{"sig":"","publicKey":"?"}]}'),
    ],
  ])('an envelope of %s is invalid', async (_, file) => {
    const bytes = await withFiles((await original).bytes, { '0001.dsse.json': file });
    expect(await authenticity(bytes)).toMatchObject({ verdict: 'fail', findings: [{ code: 'E_SIGNATURE' }] });
  });
});

const authority = certificate({ organisation: '虚构根机构', authority: true, serial: 1 }, null);
const bankOf = (of: Partial<CertificateOf> = {}, by: MadeCertificate | null = authority): MadeCertificate =>
  certificate({ organisation: '虚构银行', ...of }, by);

/** Trusts these certificates, read as an operator hands them in. */
const trustingCertificates = (...certificates: readonly MadeCertificate[]): TrustList =>
  mustBeOk(
    parseTrustList(
      JSON.stringify({
        schema: 'zhiya.trust/1',
        keys: [],
        certificates: certificates.map(({ bytes }) => base64(bytes)),
        required: [],
      }),
    ),
  );

const withP7s = async (
  signer: MadeCertificate,
  options: Parameters<typeof p7s>[2] = {},
): Promise<Uint8Array> => {
  const { bytes } = await original;
  const file = await p7s(mustBeOk(await bytesToSign(bytes)), signer, options);
  return mustBeOk(await addOutsideFile(bytes, file)).bytes;
};

/** Order of the curve of GB/T 32918.5. */
const N = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;

const integer = (n: bigint): readonly number[] => {
  const hex = n.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  const bytes = Array.from({ length: even.length / 2 }, (_, i) =>
    Number.parseInt(even.slice(2 * i, 2 * i + 2), 16),
  );
  return der(0x02, (bytes[0] ?? 0) >= 0x80 ? [0, ...bytes] : bytes);
};

/** r and s of a DER signature. */
const numbers = (signature: readonly number[]): readonly [bigint, bigint] => {
  const read = (at: number): bigint =>
    BigInt(
      `0x${signature
        .slice(at + 2, at + 2 + (signature[at + 1] ?? 0))
        .map((b) => b.toString(16).padStart(2, '0'))
        .join('')}`,
    );
  return [read(2), read(4 + (signature[3] ?? 0))];
};

describe('SM2 signatures made outside', () => {
  it('by a certificate of a trusted authority: passes and names the holder', async () => {
    const answer = await authenticity(await withP7s(bankOf()), trustingCertificates(authority));
    expect([answer.verdict, codes(answer)]).toEqual(['pass', ['N_SIGNED']]);
    expect(words(answer)).toContain('虚构银行');
  });

  const message = [...encodeUtf8('虚构')];
  const key = newSm2Key();
  const good = sm2Sign(key, message);
  const [r, s] = numbers(good);
  const point = Uint8Array.from({ length: 65 }, (_, i) =>
    Number.parseInt(key.publicKey.slice(2 * i, 2 * i + 2), 16),
  );
  const offCurve = Uint8Array.from(point);
  offCurve[64] = (offCurve[64] ?? 0) ^ 1;

  it.each([
    ['as made', good, point, true],
    ['s + n', der(0x30, integer(r), integer(s + N)), point, false],
    ['r + n', der(0x30, integer(r + N), integer(s)), point, false],
    ['r = 0', der(0x30, integer(0n), integer(s)), point, false],
    ['s = 0', der(0x30, integer(r), integer(0n)), point, false],
    ['r + s = n', der(0x30, integer(r), integer(N - r)), point, false],
    ['all zero', Array.from({ length: 70 }, () => 0), point, false],
    ['short', good.slice(0, -1), point, false],
    ['an extra byte', [...good, 0], point, false],
    ['a third number', der(0x30, integer(r), integer(s), integer(1n)), point, false],
    ['nothing', [], point, false],
    ['a key off the curve', good, offCurve, false],
    ['a key of zeros', good, new Uint8Array(65), false],
    ['a short key', good, point.subarray(0, 64), false],
  ] as const)('PKG-24 %s: no exception escapes', (_, signature, publicKey, holds) => {
    expect(sm2Holds(publicKey, Uint8Array.from(signature), Uint8Array.from(message))).toBe(holds);
  });

  it('PKG-24 in a package: invalid', async () => {
    const signer = bankOf();
    for (const value of [der(0x30, integer(r), integer(s + N)), Array.from({ length: 64 }, () => 0), []]) {
      const answer = await authenticity(await withP7s(signer, { value }), trustingCertificates(authority));
      expect([answer.verdict, codes(answer)]).toEqual(['fail', ['E_SIGNATURE']]);
    }
  });

  it.each([
    ['another user id', { userId: 'ALICE123@YAHOO.COM' }],
    ['an empty user id', { userId: '' }],
    ['no hash with the user id', { hash: false }],
  ])('PKG-25 signed with %s: invalid', async (_, options) => {
    const answer = await authenticity(await withP7s(bankOf(), options), trustingCertificates(authority));
    expect([answer.verdict, codes(answer)]).toEqual(['fail', ['E_SIGNATURE']]);
  });

  it('PKG-26 a .p7s of another package, or with other content inside: invalid here', async () => {
    const other = mustBeOk(await build(smallCase()));
    const content = mustBeOk(await bytesToSign(other.bytes));
    for (const [attached, code] of [
      [false, 'E_SIGNATURE'],
      [true, 'E_SIGNED_OTHER'],
    ] as const) {
      const file = await p7s(content, bankOf(), { attached });
      const { bytes } = mustBeOk(await addOutsideFile((await original).bytes, file));
      const answer = await authenticity(bytes, trustingCertificates(authority));
      expect([answer.verdict, codes(answer)]).toEqual(['fail', [code]]);
    }
  });

  const outsider = certificate({ organisation: '虚构外机构', authority: true, serial: 2 }, null);
  const stranger = certificate({ organisation: '虚构根机构', authority: true, serial: 1 }, null);
  const member = certificate({ organisation: '虚构会员', serial: 3 }, authority);
  it.each([
    ['expired', bankOf({ until: '2026-11-21' }), [authority], '已过有效期'],
    ['not yet valid', bankOf({ from: '2026-11-23' }), [authority], '尚未生效'],
    ['of the wrong usage', bankOf({ usage: 0x04 }), [authority], '密钥用途不含签名'],
    ['self-signed', bankOf({}, null), [authority], '自签'],
    ['by an unknown authority', bankOf({}, outsider), [authority], '不在信任名单中'],
    ['whose chain is broken', bankOf({}, stranger), [authority], '证书链断裂'],
    ['by a holder who is no authority', bankOf({}, member), [member], '无权签发'],
    [
      'with a critical extension nobody knows',
      bankOf({ criticalExtension: '1.2.3.4' }),
      [authority],
      '关键扩展',
    ],
  ] as const)(
    'PKG-27 a certificate %s has its own words and never passes',
    async (name, signer, trusted, said) => {
      const trust =
        name === 'by a holder who is no authority'
          ? trustingCertificates(authority)
          : trustingCertificates(...trusted);
      const certificates = name === 'by a holder who is no authority' ? [signer, member] : [signer];
      const answer = await authenticity(await withP7s(signer, { certificates }), trust);
      expect([answer.verdict, codes(answer)]).toEqual(['unknown', ['E_CERTIFICATE']]);
      expect(words(answer)).toContain(said);
    },
  );

  it('PKG-27 a certificate that says CA:FALSE is no authority, however it says so', async () => {
    for (const stated of [[0x00], [0x01], [0xff, 0xff], []]) {
      const holder = certificate({ organisation: '虚构会员', serial: 3, authority: true, stated }, authority);
      const signer = bankOf({}, holder);
      const bytes = await withP7s(signer, { certificates: [signer, holder] });
      const answer = await authenticity(bytes, trustingCertificates(authority));
      expect([answer.verdict, words(answer).includes('无权签发')]).toEqual(['unknown', true]);
    }
  });

  it.each([
    ['past its time', { until: '2026-11-21' }, '签发者的证书不在有效期内'],
    ['not for signing certificates', { usage: 0xc0 }, '无权签发'],
    ['with a critical extension nobody knows', { criticalExtension: '1.2.3.4' }, '关键扩展'],
  ] as const)('PKG-27 an authority in between that is %s certifies nobody', async (_, of, said) => {
    const between = certificate({ organisation: '虚构子机构', serial: 4, authority: true, ...of }, authority);
    const signer = bankOf({}, between);
    const bytes = await withP7s(signer, { certificates: [signer, between] });
    const answer = await authenticity(bytes, trustingCertificates(authority));
    expect([answer.verdict, codes(answer)]).toEqual(['unknown', ['E_CERTIFICATE']]);
    expect(words(answer)).toContain(said);
  });

  it('PKG-24 a number of more than 256 bits is none', () => {
    const of = (length: number) =>
      naturalOf(
        parseDer(
          Uint8Array.from(
            der(
              0x02,
              Array.from({ length }, () => 1),
            ),
          ),
        ) ?? undefined,
      );
    expect([typeof of(32), of(34), of(60_000)]).toEqual(['bigint', null, null]);
  });

  it('PKG-27 without a day the period of a certificate stays open', async () => {
    const answer = await authenticity(await withP7s(bankOf()), trustingCertificates(authority), null);
    expect([answer.verdict, codes(answer)]).toEqual(['unknown', ['E_KEY_DATE']]);
  });

  it('two forms beside each other: a machine key and an SM2 certificate', async () => {
    const once = await signed();
    const file = await p7s(mustBeOk(await bytesToSign(once)), bankOf());
    const twice = mustBeOk(await addOutsideFile(once, file)).bytes;
    expect([...mustBeOk(await readBag(twice)).signatures.keys()]).toEqual(['0001.dsse.json', '0002.p7s']);
    const trust = {
      ...trusting([await bankKey, {}]),
      certificates: trustingCertificates(authority).certificates,
    };
    expect((await authenticity(twice, trust)).verdict).toBe('pass');
  });
});

describe('the list of signers', () => {
  it('names the place that is wrong', async () => {
    const list = (change: object): string =>
      JSON.stringify({ schema: 'zhiya.trust/1', keys: [], certificates: [], required: [], ...change });
    const key = {
      name: '虚构银行',
      creditCode: null,
      publicKey: toBase64((await bankKey).publicKey),
      from: null,
      until: null,
      revokedOn: null,
    };
    expect(mustBeOk(parseTrustList(list({ keys: [key] }))).keys).toHaveLength(1);
    for (const [change, path] of [
      [{ keys: [{ ...key, publicKey: 'AAAA' }] }, 'keys[0].publicKey'],
      [{ keys: [{ ...key, until: '2026-02-30' }] }, 'keys.0.until'],
      [{ certificates: ['AAAA'] }, 'certificates[0]'],
      [{ required: ['bank'] }, 'required.0'],
      [{ schema: 'zhiya.trust/2' }, 'schema'],
    ] as const) {
      const read = parseTrustList(list(change));
      expect(read.ok ? null : [read.failure.code, read.failure.path]).toEqual(['E_TRUST', path]);
    }
  });

  it('a file that is no .p7s is not taken in', async () => {
    const taken = await addOutsideFile((await original).bytes, encodeUtf8('签名'));
    expect(taken.ok ? null : taken.failure.code).toBe('E_P7S');
  });

  it('a damaged package is not signed', async () => {
    const bytes = Uint8Array.from((await original).bytes);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    expect((await signPackage(bytes, await bankKey)).ok).toBe(false);
  });
});
