import { describe, expect, it } from 'vitest';
import { fromBase64 } from '../../../../src/lib/container/signature/base64';
import {
  type Certificate,
  isIssuedBy,
  parseCertificate,
} from '../../../../src/lib/container/signature/certificate';
import { certificateChain } from '../../../../src/lib/container/signature/certificate-chain';
import { inside, naturalOf, oidOf, parseDer } from '../../../../src/lib/container/signature/der';
import { readOutsideFile } from '../../../../src/lib/container/signature/signature-file';
import { readSignedData } from '../../../../src/lib/container/signature/signed-data';
import { sm2Holds } from '../../../../src/lib/container/signature/sm2-signature';
import { encodeUtf8 } from '../../../../src/lib/kernel/utf8';
import { base64, certificate, der, oid, p7s } from '../../../fixtures/sm2-files';

/**
 * Made with OpenSSL 3.0.19: a root and a signer (both 虚构), and the signature of the signer over the five bytes `zhiya`:
 * `openssl dgst -sm3 -sign s.key -sigopt distid:1234567812345678`.
 */
const SIGNER =
  'MIIB9TCCAZugAwIBAgICEAEwCgYIKoEcz1UBg3UwWDELMAkGA1UEBhMCQ04xHjAcBgNVBAoMFeiZmuaehOa1i+ivleagueivgeS5pjEpMCcGA1UEAwwgWmhpeWEgVGVzdCBTTTIgUm9vdCAoZmljdGl0aW91cykwHhcNMjYxMTIyMjM1MzUyWhcNMzYxMTE5MjM1MzUyWjBNMQswCQYDVQQGEwJDTjEbMBkGA1UECgwS6Jma5p6E5rWL6K+V6ZO26KGMMSEwHwYDVQQDDBjomZrmnoTmtYvor5Xpk7booYznrb7lkI0wWTATBgcqhkjOPQIBBggqgRzPVQGCLQNCAATdllwtPBXb02P3dcLjplA/TkzQLRV5VAujAa82G9vm6fIrhwtEbW0+cjo3AAMfb7Bju+Dz5wobM2i8qJ3y1KvKo2AwXjAOBgNVHQ8BAf8EBAMCBsAwDAYDVR0TAQH/BAIwADAdBgNVHQ4EFgQUX6InaL5gPPufXcZcQj+Lm/rnIJIwHwYDVR0jBBgwFoAU6NnRSZf9oju4fCxlSrYp/XB2fTswCgYIKoEcz1UBg3UDSAAwRQIgd7hOphQXvis7lJ5PEvPnTuEgfndT92na51r6LH9kROgCIQDcavnjpCMua0FcqY45BiFhSpUeMtAiWIqdE+BAd822cA==';
const ROOT =
  'MIICFDCCAbugAwIBAgIUOUudh6HcqU0unOjQp0Wem1Fg+ecwCgYIKoEcz1UBg3UwWDELMAkGA1UEBhMCQ04xHjAcBgNVBAoMFeiZmuaehOa1i+ivleagueivgeS5pjEpMCcGA1UEAwwgWmhpeWEgVGVzdCBTTTIgUm9vdCAoZmljdGl0aW91cykwHhcNMjYxMTIyMjM1MzUxWhcNMzYxMTE5MjM1MzUxWjBYMQswCQYDVQQGEwJDTjEeMBwGA1UECgwV6Jma5p6E5rWL6K+V5qC56K+B5LmmMSkwJwYDVQQDDCBaaGl5YSBUZXN0IFNNMiBSb290IChmaWN0aXRpb3VzKTBZMBMGByqGSM49AgEGCCqBHM9VAYItA0IABEvpf7sppd/zhCDb6LPklpkgVw+tTMdhXR1M6qU6+rRWmorVAVBhmSi+B5zoXivQzhws6OF7L8P3WcONuHvVrhmjYzBhMB0GA1UdDgQWBBTo2dFJl/2iO7h8LGVKtin9cHZ9OzAfBgNVHSMEGDAWgBTo2dFJl/2iO7h8LGVKtin9cHZ9OzAPBgNVHRMBAf8EBTADAQH/MA4GA1UdDwEB/wQEAwIBBjAKBggqgRzPVQGDdQNHADBEAiAaRCsx0FxwIAqwp4/vaIglg+YahPKGESPw6EVx+4dm7gIgDbCb7dL7Oni0HJ+CReCxDkLCZxZVdfjfmLZs24XgKiE=';
const SIGNATURE =
  'MEUCIQCf7tNSccOIBFANnynzOoPRtfvx0ASZNHxa059+6KWv+AIgGYeBmH178QTcWCBHTOF9sGI8lFAxLeqXW7aPEV63aSU=';

const bytes = (text: string): Uint8Array => fromBase64(text) ?? new Uint8Array();
const must = <T>(value: T | null): T => {
  if (value === null) throw new Error('nothing read');
  return value;
};

const pointOf = ({ key }: Certificate): Uint8Array => {
  if (key.kind !== 'sm2') throw new Error('an SM2 key is expected');
  return key.point;
};
const problemsOf = async (...of: Parameters<typeof certificateChain>) =>
  (await certificateChain(...of)).problems;

describe('SM2 as OpenSSL makes it', () => {
  const signer = must(parseCertificate(bytes(SIGNER)));
  const root = must(parseCertificate(bytes(ROOT)));

  it('verifies a signature, and no other message or key', () => {
    expect(sm2Holds(pointOf(signer), bytes(SIGNATURE), encodeUtf8('zhiya'))).toBe(true);
    expect(sm2Holds(pointOf(signer), bytes(SIGNATURE), encodeUtf8('zhiyb'))).toBe(false);
    expect(sm2Holds(pointOf(root), bytes(SIGNATURE), encodeUtf8('zhiya'))).toBe(false);
  });

  it('reads certificates and their chain', async () => {
    expect(signer).toMatchObject({
      serial: 0x1001n,
      subjectText: '虚构测试银行 · 虚构测试银行签名',
      issuerText: '虚构测试根证书 · Zhiya Test SM2 Root (fictitious)',
      notBefore: '20261122235352',
      notAfter: '20361119235352',
      signs: true,
      isAuthority: false,
      unread: [],
    });
    expect(root).toMatchObject({ signs: false, isAuthority: true });
    expect([
      await isIssuedBy(signer, root),
      await isIssuedBy(root, root),
      await isIssuedBy(root, signer),
    ]).toEqual([true, true, false]);
    expect(await problemsOf(signer, [], [root], '2027-01-01')).toEqual([]);
    expect(await problemsOf(signer, [root], [], '2027-01-01')).toEqual(['unknown-issuer']);
  });

  it('a byte of a certificate changed is never a certificate of the root', async () => {
    const whole = bytes(SIGNER);
    for (let at = 0; at < whole.length; at += 7) {
      const changed = Uint8Array.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      const read = parseCertificate(changed);
      expect(read !== null && (await isIssuedBy(read, root))).toBe(false);
    }
  });
});

describe('DER', () => {
  it('takes the one form only', () => {
    for (const wrong of [
      [0x30, 0x80, 0, 0], // indefinite length
      [0x30, 0x81, 0x01, 0], // long form of a short length
      [0x30, 0x82, 0x00, 0x80],
      [0x1f, 0x01, 0], // tag of many bytes
      [0x30, 0x02, 0x02], // cut short
      [0x02, 0x01, 0x01, 0x00], // something after it
      [],
    ])
      expect(parseDer(Uint8Array.from(wrong))).toBeNull();
    expect(inside(parseDer(Uint8Array.from([0x30, 0x03, 0x02, 0x02, 0x01])))).toBeNull();
  });

  it('reads natural numbers in their shortest form', () => {
    const natural = (...content: number[]): bigint | null =>
      naturalOf(must(parseDer(Uint8Array.from([0x02, content.length, ...content]))));
    expect([natural(0), natural(0x7f), natural(0, 0x80), natural(1, 0)]).toEqual([0n, 127n, 128n, 256n]);
    expect([natural(), natural(0x80), natural(0, 1), natural(0, 0)]).toEqual([null, null, null, null]);
  });

  it('reads object identifiers', () => {
    for (const text of ['1.2.156.10197.1.501', '2.5.29.15', '1.2.840.113549.1.9.4', '0.9.2342'])
      expect(oidOf(must(parseDer(Uint8Array.from(oid(text)))))).toBe(text);
  });
});

describe('SignedData', () => {
  const content = encodeUtf8('虚构内容');
  const authority = certificate({ organisation: '虚构机构', authority: true }, null);
  const bank = certificate({ organisation: '虚构银行', serial: 7 }, authority);

  it.each([
    ['GM/T 0010 with attributes', {}],
    ['without attributes', { attributes: false }],
    ['with the content inside', { attached: true }],
    ['under the ids of CMS', { cmsIds: true }],
  ])('%s holds over its content only', async (_, options) => {
    const file = await p7s(content, bank, options);
    const read = must(await readSignedData(file, content));
    expect(read.signers.map(({ holds }) => holds)).toEqual([true]);
    expect(read.signers[0]?.certificate?.subjectText).toBe('虚构银行 · 签名');
    const other = must(await readSignedData(file, encodeUtf8('别的内容')));
    expect(other.signers.map(({ holds }) => holds)).toEqual([false]);
  });

  it('attributes about other content do not hold, though signed well', async () => {
    const file = await p7s(content, bank, { digest: '0'.repeat(64) });
    expect(must(await readSignedData(file, content)).signers[0]?.holds).toBe(false);
  });

  it('a signer whose certificate did not come along is not judged', async () => {
    const file = await p7s(content, bank, { certificates: [authority] });
    expect(must(await readSignedData(file, content)).signers).toMatchObject([
      { holds: null, certificate: null },
    ]);
  });

  it('cut short anywhere it is no SignedData', async () => {
    const file = await p7s(content, bank);
    for (let end = 0; end < file.length; end += 5)
      expect(await readSignedData(file.subarray(0, end), content)).toBeNull();
  });

  it('comes as DER, base64 or PEM', async () => {
    const file = await p7s(content, bank);
    const plain = base64(file);
    for (const form of [
      plain,
      `-----BEGIN PKCS7-----\n${plain}\n-----END PKCS7-----\n`,
      `${plain.slice(0, 64)}\r\n${plain.slice(64)}`,
    ])
      expect(readOutsideFile(encodeUtf8(form))).toEqual({ kind: '.p7s', der: file });
    expect(readOutsideFile(file)?.der).toBe(file);
    expect(readOutsideFile(encodeUtf8('没有签名'))).toBeNull();
    expect(readOutsideFile(Uint8Array.from(der(0x30, [0x02, 0x01])))).toBeNull();
  });
});
