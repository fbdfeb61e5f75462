import { describe, expect, it } from 'vitest';
import { readBag, writeBag } from '../../src/lib/container/bagit';
import { type SigningKey, newSigningKey } from '../../src/lib/container/signature/web-key';
import { mustBeOk } from '../../src/lib/kernel/result';
import { addOutsideFile, bytesToSign, fileToStamp, signPackage } from '../../src/lib/review/sign-package';
import { NOBODY } from '../../src/lib/review/trust-list';
import { type ListOf, revocationList } from '../fixtures/revocation-files';
import { authenticity, codes, trusting, unsignedPackage, withP7s, words } from '../fixtures/signed-package';
import {
  type CertificateOf,
  type MadeCertificate,
  certificate,
  der,
  extension,
  int,
  oid,
  p7s,
  seq,
} from '../fixtures/sm2-files';
import { type StampOf, stampAuthority, timeStamp } from '../fixtures/time-stamp-files';

/** Certificates, lists of revoked ones and time stamps on packages. All made here (虚构). */

const root = certificate({ organisation: '虚构根机构', authority: true, usage: 0x06, serial: 1 }, null);
const bankOf = (of: Partial<CertificateOf> = {}, by: MadeCertificate = root): MadeCertificate =>
  certificate({ organisation: '虚构银行', ...of }, by);
const authorityOf = (of: Partial<CertificateOf>, by: MadeCertificate = root): MadeCertificate =>
  certificate({ organisation: '虚构子机构', authority: true, usage: 0x06, serial: 4, ...of }, by);

const ANY = '2.5.29.37.0';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const purposes = (critical: boolean, ...ids: readonly string[]) =>
  extension('2.5.29.37', critical, seq(...ids.map(oid)));

describe('PKG-27 the path of certificates', () => {
  const signedThrough = async (...authorities: readonly MadeCertificate[]) => {
    const signer = bankOf({ serial: 0x77 }, authorities.at(-1) ?? root);
    return withP7s(signer, { certificates: [signer, ...authorities] });
  };

  it('an authority that allows none below it certifies signers, not authorities', async () => {
    const last = authorityOf({ pathLength: int(0) });
    expect(codes(await authenticity(await signedThrough(last), trusting([root])))).toEqual(['N_SIGNED']);
    const below = authorityOf({ organisation: '虚构孙机构', serial: 5 }, last);
    const answer = await authenticity(await signedThrough(last, below), trusting([root]));
    expect([answer.verdict, codes(answer)]).toEqual(['unknown', ['E_CERTIFICATE']]);
    expect(words(answer)).toContain('路径长度');
  });

  it('a trusted root is held to its own limit, too; one that issued itself anew is not counted', async () => {
    const short = certificate(
      { organisation: '虚构根机构', authority: true, usage: 0x06, serial: 1, pathLength: int(0) },
      null,
    );
    const middle = authorityOf({}, short);
    expect(words(await authenticity(await signedThrough(middle), trusting([short])))).toContain('路径长度');
    const direct = bankOf({}, short);
    expect(codes(await authenticity(await withP7s(direct), trusting([short])))).toEqual(['N_SIGNED']);
  });

  it.each([
    ['a negative length', der(0x02, [0xff])],
    ['a length in two bytes too many', der(0x02, [0x00, 0x01])],
    ['something else in its place', oid('1.2.3')],
  ])('an authority with %s certifies nobody', async (_, pathLength) => {
    const answer = await authenticity(await signedThrough(authorityOf({ pathLength })), trusting([root]));
    expect([answer.verdict, words(answer).includes('无权签发')]).toEqual(['unknown', true]);
  });

  it.each([
    ['twice an extension', { extensions: [extension('2.5.29.15', true, der(0x03, [0, 0xff]))] }, '关键扩展'],
    ['a critical constraint on names', { extensions: [extension('2.5.29.30', true, seq())] }, '关键扩展'],
    ['the purpose of time stamping only', { extensions: [purposes(true, TIME_STAMPING)] }, '增强型密钥用法'],
    ['the same, not critical', { extensions: [purposes(false, TIME_STAMPING)] }, '增强型密钥用法'],
    [
      'critical purposes that are none of signing',
      { extensions: [purposes(true, '1.3.6.1.5.5.7.3.1')] },
      '增强',
    ],
    ['no usage at all', { usage: 0 }, '用途不含签名'],
  ])('a signer with %s never passes', async (_, of, said) => {
    const answer = await authenticity(await withP7s(bankOf(of)), trusting([root]));
    expect([answer.verdict, codes(answer).includes('E_CERTIFICATE')]).toEqual(['unknown', true]);
    expect(words(answer)).toContain(said);
  });

  it('purposes under which people sign pass', async () => {
    for (const ids of [[ANY], ['1.3.6.1.5.5.7.3.4', '1.3.6.1.5.5.7.3.2']]) {
      const signer = bankOf({ extensions: [purposes(true, ...ids)] });
      expect(codes(await authenticity(await withP7s(signer), trusting([root])))).toEqual(['N_SIGNED']);
    }
  });

  it('a certificate that names another way of signing inside is none', async () => {
    const signer = bankOf({ statedMethod: seq(oid('1.2.840.10045.4.3.2')) });
    const answer = await authenticity(await withP7s(signer), trusting([root]));
    expect([answer.verdict, codes(answer)]).toEqual(['unknown', ['E_SIGNATURE_UNCHECKED']]);
  });

  it('more certificates or signers than anybody sends are not looked at', async () => {
    const many = Array.from({ length: 31 }, () => root);
    const answer = await authenticity(await withP7s(bankOf(), { certificates: many }), trusting([root]));
    expect([answer.verdict, codes(answer)]).toEqual(['fail', ['E_SIGNATURE']]);
  });
});

describe('a list of revoked certificates', () => {
  const signer = bankOf({ serial: 0x99 });
  const other = bankOf({ serial: 0x98 });
  const signed = withP7s(signer);
  const judged = async (of: ListOf | null, date = '2026-11-22', by = root) =>
    authenticity(await signed, trusting([root], of === null ? [] : [revocationList(by, of)]), date);
  const revoked = (from: string, reason?: number) => ({
    revoked: [
      { serial: other.serial, from: '2020-01-01' },
      { serial: signer.serial, from, ...(reason === undefined ? {} : { reason }) },
    ],
  });

  it('without one it is said that nobody asked; with a current one that it is not listed', async () => {
    expect(words(await judged(null))).toContain('没有查询');
    const answer = await judged({ revoked: [{ serial: other.serial, from: '2020-01-01' }] });
    expect([answer.verdict, codes(answer)]).toEqual(['pass', ['N_SIGNED']]);
    expect(words(answer)).toContain('按 2026-11-01 的吊销清单没有被吊销');
  });

  it('revoked: the signature fails from that day on, not before', async () => {
    const answer = await judged(revoked('2026-11-20'));
    expect([answer.verdict, codes(answer)]).toEqual(['fail', ['E_REVOKED']]);
    expect(words(answer)).toContain('自 2026-11-20 起');
    expect((await judged(revoked('2026-11-22'))).verdict).toBe('fail');
    expect((await judged(revoked('2026-11-23'))).verdict).toBe('pass');
  });

  it('an outdated list says nothing for the signer, and still everything against', async () => {
    const answer = await judged({ nextUpdate: '2026-11-21' });
    expect([answer.verdict, codes(answer)]).toEqual(['unknown', ['E_CRL']]);
    expect(words(answer)).toContain('应于 2026-11-21 更新');
    expect((await judged({ nextUpdate: '2026-11-22' })).verdict).toBe('pass');
    expect((await judged({ nextUpdate: null })).verdict).toBe('unknown');
    expect((await judged({ nextUpdate: '2026-11-21', ...revoked('2026-11-20') })).verdict).toBe('fail');
  });

  it.each([
    [
      'signed by somebody else',
      { signedBy: certificate({ organisation: '虚构外人', authority: true }, null) },
    ],
    ['with a critical extension nobody knows (a part of the list)', { criticalExtension: '2.5.29.28' }],
    [
      'with a critical mark on an entry (of another issuer)',
      { revoked: [{ serial: other.serial, from: '2020-01-01', critical: '2.5.29.29' }] },
    ],
  ] as const)('%s it is not used, and revokes nobody', async (_, of) => {
    const answer = await judged(of);
    expect([answer.verdict, codes(answer)]).toEqual(['unknown', ['E_CRL']]);
    expect(words(answer)).toContain('不能采用');
  });

  it('by an authority that may not sign lists is not used', async () => {
    const plain = certificate({ organisation: '虚构根机构', authority: true, usage: 0x04 }, null);
    const bytes = await withP7s(bankOf({ serial: 0x99 }, plain));
    const answer = await authenticity(
      bytes,
      trusting([plain], [revocationList(plain, revoked('2026-11-01'))]),
    );
    expect([answer.verdict, codes(answer)]).toEqual(['unknown', ['E_CRL']]);
  });

  it('an authority in between that was revoked takes its signers along', async () => {
    const middle = authorityOf({ serial: 0x55 });
    const holder = bankOf({}, middle);
    const bytes = await withP7s(holder, { certificates: [holder, middle] });
    const list = revocationList(root, { revoked: [{ serial: middle.serial, from: '2026-11-01' }] });
    const answer = await authenticity(bytes, trusting([root], [list]));
    expect([answer.verdict, codes(answer)]).toEqual(['fail', ['E_REVOKED']]);
    expect(words(answer)).toContain('虚构子机构');
  });

  it('a signer who is trusted himself is looked up as well', async () => {
    const list = revocationList(root, revoked('2026-11-01'));
    expect((await authenticity(await signed, trusting([signer, root], [list]))).verdict).toBe('fail');
    const alone = await authenticity(await signed, trusting([signer], [list]));
    expect([alone.verdict, codes(alone)]).toEqual(['unknown', ['E_CRL']]);
  });

  it('of several the newest says how far they reach, and each may revoke', async () => {
    const old = revocationList(root, {
      thisUpdate: '2026-10-01',
      nextUpdate: '2026-10-31',
      ...revoked('2026-10-15'),
    });
    const current = revocationList(root, {});
    expect((await authenticity(await signed, trusting([root], [current, old]))).verdict).toBe('fail');
    const before = revocationList(root, { thisUpdate: '2026-10-01', nextUpdate: '2026-10-31' });
    expect((await authenticity(await signed, trusting([root], [before, current]))).verdict).toBe('pass');
  });
});

describe('a time stamp', () => {
  const authority = stampAuthority(root);
  const signer = bankOf({ serial: 0x99, until: '2026-11-15' });
  const signed = withP7s(signer);
  const stampedBy = async (
    bytes: Uint8Array,
    by: MadeCertificate,
    of: StampOf = {},
    over?: Uint8Array,
  ): Promise<Uint8Array> => {
    const target = over ?? mustBeOk(await fileToStamp(bytes)).file;
    return mustBeOk(await addOutsideFile(bytes, await timeStamp(target, by, of))).bytes;
  };

  it('of a trusted authority proves that the signature was made while its certificate held', async () => {
    const late = await authenticity(await signed, trusting([root]));
    expect([late.verdict, codes(late)]).toEqual(['unknown', ['E_CERTIFICATE']]);
    for (const of of [{}, { imprint: 'SM3' }, { bare: true }, { status: 1 }] as const) {
      const bytes = await stampedBy(await signed, authority, of);
      expect([...mustBeOk(await readBag(bytes)).signatures.keys()]).toEqual(['0001.p7s', '0002.tsr']);
      const answer = await authenticity(bytes, trusting([root]));
      expect([answer.verdict, codes(answer)]).toEqual(['pass', ['N_SIGNED', 'N_STAMPED']]);
      expect(words(answer)).toContain(
        '“虚构时间戳机构 · 签名”的时间戳有效：“0001.p7s”在 2026-11-10 02:00:00 UTC 之前',
      );
    }
  });

  it('stamped after the certificate had run out, it does not', async () => {
    const bytes = await stampedBy(await signed, authority, { at: '20261116000000' });
    const answer = await authenticity(bytes, trusting([root]));
    expect([answer.verdict, codes(answer)]).toEqual(['unknown', ['E_CERTIFICATE', 'N_STAMPED']]);
  });

  it('before a revocation keeps the signature, unless the key leaked', async () => {
    const bytes = await stampedBy(await signed, authority);
    const list = (reason: number) =>
      revocationList(root, { revoked: [{ serial: signer.serial, from: '2026-11-12', reason }] });
    const kept = await authenticity(bytes, trusting([root], [list(4)]));
    expect([kept.verdict, codes(kept)]).toEqual(['pass', ['N_REVOKED_LATER', 'N_SIGNED', 'N_STAMPED']]);
    const leaked = await authenticity(bytes, trusting([root], [list(1)]));
    expect([leaked.verdict, codes(leaked)]).toEqual(['unknown', ['E_REVOKED_LATER', 'N_STAMPED']]);
    const before = revocationList(root, { revoked: [{ serial: signer.serial, from: '2026-11-10' }] });
    expect((await authenticity(bytes, trusting([root], [before]))).verdict).toBe('fail');
  });

  it('over another file, or spoilt, fails', async () => {
    for (const [of, over, code] of [
      [{}, Uint8Array.from([1, 2, 3]), 'E_STAMP_OTHER'],
      [{ broken: true }, undefined, 'E_STAMP'],
      [{ contentType: '1.2.840.113549.1.7.1' }, undefined, 'E_STAMP'],
      [{ stated: root }, undefined, 'E_STAMP'],
      [{ status: 2 }, undefined, 'E_STAMP'],
    ] as const) {
      const answer = await authenticity(await stampedBy(await signed, authority, of, over), trusting([root]));
      expect([answer.verdict, codes(answer).at(-1)]).toEqual(['fail', code]);
    }
  });

  it('of an authority that nobody trusts, or that may not stamp, proves nothing', async () => {
    const strange = certificate({ organisation: '虚构外机构', authority: true, usage: 0x06 }, null);
    for (const [by, of, said] of [
      [stampAuthority(strange), {}, '不在信任名单'],
      [bankOf({ serial: 0x31 }), {}, '增强型密钥用法'],
      [stampAuthority(root, { extensions: [purposes(false, TIME_STAMPING)] }), {}, '增强型密钥用法'],
      [stampAuthority(root, { extensions: [purposes(true, TIME_STAMPING, ANY)] }), {}, '增强型密钥用法'],
      [stampAuthority(root, { until: '2026-11-09' }), {}, '有效期'],
      [authority, { certificates: [] }, '未随附'],
      [authority, { stated: null }, '不能采信'],
      [authority, { imprint: 'SHA-1' }, '摘要算法'],
      [authority, { at: '20261201000000' }, '晚于收件日'],
    ] as const) {
      const answer = await authenticity(await stampedBy(await signed, by, of), trusting([root]));
      expect([answer.verdict, codes(answer)]).toEqual(['unknown', ['E_CERTIFICATE', 'E_STAMP_UNKNOWN']]);
      expect(words(answer)).toContain(said);
    }
  });

  it('of an authority that was revoked fails', async () => {
    const list = revocationList(root, { revoked: [{ serial: authority.serial, from: '2026-11-01' }] });
    const answer = await authenticity(await stampedBy(await signed, authority), trusting([root], [list]));
    expect([answer.verdict, codes(answer)]).toEqual(['fail', ['E_CERTIFICATE', 'E_STAMP']]);
  });

  it('alone it says when, never who: the package stays unsigned', async () => {
    const bytes = await unsignedPackage();
    const content = mustBeOk(await bytesToSign(bytes));
    const answer = await authenticity(await stampedBy(bytes, authority, {}, content), trusting([root]));
    expect([answer.verdict, codes(answer)]).toEqual(['unknown', ['E_UNSIGNED', 'N_STAMPED']]);
    expect(words(answer)).toContain('“待签内容”');
  });

  it('proves the day for a machine key, too', async () => {
    const key: SigningKey = await newSigningKey();
    const { bytes } = mustBeOk(await signPackage(await unsignedPackage(), key));
    const trust = {
      ...trusting([root]),
      keys: [
        {
          name: '虚构银行',
          creditCode: null,
          publicKey: key.publicKey,
          from: null,
          until: '2026-11-15',
          revokedOn: null,
        },
      ],
    };
    expect(codes(await authenticity(bytes, trust))).toEqual(['E_KEY_PERIOD']);
    const answer = await authenticity(await stampedBy(bytes, authority), trust);
    expect([answer.verdict, codes(answer)]).toEqual(['pass', ['N_SIGNED', 'N_STAMPED']]);
  });

  it('is refused as a file when it is cut short anywhere, and nothing is thrown', async () => {
    const bytes = await unsignedPackage();
    const { payload, bagInfo } = mustBeOk(await readBag(bytes));
    const whole = await timeStamp(mustBeOk(await bytesToSign(bytes)), authority);
    for (let end = 0; end < whole.length; end += 97) {
      const signatures = new Map([['0001.tsr', whole.subarray(0, end)]]);
      const answer = await authenticity((await writeBag({ payload, bagInfo, signatures })).bytes);
      expect(codes(answer)).toContain('E_STAMP');
    }
  });
});

describe('work on curves', () => {
  const outsider = certificate({ organisation: '虚构外机构', authority: true, serial: 2 }, null);
  const signer = bankOf({}, outsider);
  /** The same file so many times over. */
  const copies = async (file: Uint8Array, count: number): Promise<Uint8Array> => {
    const { payload, bagInfo } = mustBeOk(await readBag(await unsignedPackage()));
    const names = Array.from({ length: count }, (_, i) => `${String(i + 1).padStart(4, '0')}.p7s`);
    return (await writeBag({ payload, bagInfo, signatures: new Map(names.map((name) => [name, file])) }))
      .bytes;
  };
  const content = unsignedPackage().then(async (bytes) => mustBeOk(await bytesToSign(bytes)));

  it('signatures whose certificates lead through thirty candidates each are looked at up to a limit, which is said', async () => {
    // All of one name, none of them the issuer: every one has to be tried.
    const candidates = Array.from({ length: 29 }, () =>
      certificate({ organisation: '虚构外机构', authority: true, serial: 2 }, null),
    );
    const file = await p7s(await content, signer, { certificates: [signer, ...candidates] });
    const answer = await authenticity(await copies(file, 99), trusting([root]));
    expect([answer.verdict, codes(answer).at(-1)]).toEqual(['unknown', 'E_EFFORT']);
  });

  it('ten parties with chains of three are looked at to the end', async () => {
    const middle = authorityOf({});
    const holder = bankOf({}, middle);
    const file = await p7s(await content, holder, { certificates: [holder, middle] });
    const answer = await authenticity(await copies(file, 10), trusting([root], [revocationList(root)]));
    expect([answer.verdict, codes(answer)]).toEqual(['pass', Array.from({ length: 10 }, () => 'N_SIGNED')]);
  });

  it('attributes without end cost no more than they are long', async () => {
    const file = await p7s(await content, signer, { padding: 60_000 });
    const answer = await authenticity(await copies(file, 1), trusting([outsider]));
    expect(codes(answer)).toEqual(['N_SIGNED']);
  });
});

it('a .p7s that somebody calls .tsr, and the other way round, is told by what it holds', async () => {
  const bytes = await unsignedPackage();
  const content = mustBeOk(await bytesToSign(bytes));
  const stamped = mustBeOk(
    await addOutsideFile(bytes, await timeStamp(content, stampAuthority(root), { bare: true })),
  );
  expect(stamped.signatures).toEqual(['0001.tsr']);
  const signed = mustBeOk(await addOutsideFile(stamped.bytes, await p7s(content, bankOf())));
  expect(signed.signatures).toEqual(['0001.tsr', '0002.p7s']);
  expect(codes(await authenticity(signed.bytes, NOBODY))).toEqual(['E_CERTIFICATE', 'E_STAMP_UNKNOWN']);
});
