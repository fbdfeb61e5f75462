import { describe, expect, it } from 'vitest';
import { sameBytes } from '../../../../src/lib/container/bytes';
import { fromBase64 } from '../../../../src/lib/container/signature/base64';
import { parseCertificate } from '../../../../src/lib/container/signature/certificate';
import { certificateChain } from '../../../../src/lib/container/signature/certificate-chain';
import {
  parseRevocationList,
  revocationStatus,
} from '../../../../src/lib/container/signature/revocation-list';
import { readOutsideFile } from '../../../../src/lib/container/signature/signature-file';
import { readSignedData } from '../../../../src/lib/container/signature/signed-data';
import { checkTimeStamps } from '../../../../src/lib/container/signature/time-stamp';
import { encodeUtf8 } from '../../../../src/lib/kernel/utf8';
import { OPENSSL } from '../../../fixtures/openssl-signatures';

const bytes = (text: string): Uint8Array => fromBase64(text) ?? new Uint8Array();
const must = <T>(value: T | null | undefined): T => {
  if (value === null || value === undefined) throw new Error('nothing read');
  return value;
};
const root = must(parseCertificate(bytes(OPENSSL.root)));
const signer = must(parseCertificate(bytes(OPENSSL.signer)));
const authority = must(parseCertificate(bytes(OPENSSL.stampAuthority)));
const CONTENT = encodeUtf8('zhiya');

const stampOver = async (file: Uint8Array, content = CONTENT) =>
  must((await checkTimeStamps(new Map([['a', file]]), new Map([['内容', content]]))).get('a'));

describe('RSA and ECDSA as OpenSSL makes them', () => {
  it('reads certificates: keys, usages, path length, purposes', () => {
    expect([root.key.kind, signer.key.kind, authority.key.kind]).toEqual(['rsa', 'rsa', 'ecdsa']);
    expect(root).toMatchObject({ isAuthority: true, pathLength: 0, signsLists: true, unread: [] });
    expect(signer).toMatchObject({ signs: true, isAuthority: false, signsLists: false, purposes: null });
    expect(authority).toMatchObject({ purposes: ['1.3.6.1.5.5.7.3.8'], purposesCritical: true });
  });

  it('a chain leads to the root, for the use of each only', async () => {
    const problems = async (of: typeof signer, use: 'content' | 'time-stamp') =>
      (await certificateChain(of, [], [root], '2027-01-01', use)).problems;
    expect(await problems(signer, 'content')).toEqual([]);
    expect(await problems(authority, 'time-stamp')).toEqual([]);
    expect(await problems(signer, 'time-stamp')).toEqual(['wrong-purpose']);
    expect(await problems(authority, 'content')).toEqual(['wrong-purpose']);
  });

  it('a byte of a certificate changed is never one of the root', async () => {
    const whole = bytes(OPENSSL.signer);
    for (let at = 0; at < whole.length; at += 11) {
      const changed = Uint8Array.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      const read = parseCertificate(changed);
      const problems = read === null ? null : (await certificateChain(read, [], [root], null)).problems;
      expect(problems).not.toEqual([]);
    }
  });

  it('a signature holds over its content only', async () => {
    const file = bytes(OPENSSL.signature);
    expect(readOutsideFile(file)?.kind).toBe('.p7s');
    expect(must(await readSignedData(file, CONTENT)).signers[0]?.holds).toBe(true);
    expect(must(await readSignedData(file, encodeUtf8('zhiyb'))).signers[0]?.holds).toBe(false);
    for (let at = 0; at < file.length; at += 13) {
      const changed = Uint8Array.from(file);
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      const sound = (await readSignedData(changed, CONTENT))?.signers[0];
      if (sound?.holds !== true) continue;
      // The certificate that came along lies outside the signed part: another one does not lead to the root.
      const { der } = must(sound.certificate);
      const { problems } = await certificateChain(must(sound.certificate), [], [root], null);
      expect(sameBytes(der, signer.der) || problems.length > 0).toBe(true);
    }
  });

  it('a list says who was revoked, when and why; only its issuer makes it count', async () => {
    const list = must(parseRevocationList(bytes(OPENSSL.revocations)));
    expect(list).toMatchObject({ thisUpdate: '20261123031640', nextUpdate: '20261223031640', unread: [] });
    expect([...list.revoked]).toEqual([[0x1002n, { from: '20261123031640', reason: 1 }]]);
    const status = async (of: typeof signer, issuer: typeof root | null, day: string) =>
      (await revocationStatus(of, issuer, [list], day)).state;
    expect(await status(signer, root, '2026-11-22')).toBe('not-listed');
    expect(await status(signer, root, '2026-11-23')).toBe('revoked');
    expect(await status(authority, root, '2026-12-23')).toBe('not-listed');
    expect(await status(authority, root, '2026-12-24')).toBe('outdated');
    expect(await status(signer, authority, '2026-11-23')).toBe('unusable');
    expect(await status(signer, null, '2026-11-23')).toBe('unusable');
    expect((await revocationStatus(signer, root, [], '2026-11-23')).state).toBe('no-list');
  });

  it('a stamp covers its bytes, says when, and names its authority', async () => {
    const file = bytes(OPENSSL.stamp);
    expect(readOutsideFile(file)?.kind).toBe('.tsr');
    const check = await stampOver(file);
    expect(check).toMatchObject({ outcome: 'holds', of: '内容', info: { time: '20261123031640' } });
    expect(check.certificate?.der).toEqual(authority.der);
    expect((await stampOver(file, encodeUtf8('zhiyb'))).outcome).toBe('other-content');
  });

  it('a byte of a stamp changed: it holds no more, or says the same', async () => {
    const file = bytes(OPENSSL.stamp);
    for (let at = 0; at < file.length; at += 7) {
      const changed = Uint8Array.from(file);
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      const check = await stampOver(changed);
      if (check.outcome !== 'holds') continue;
      expect(check.info?.time).toBe('20261123031640');
      expect(check.certificate?.der).toEqual(authority.der);
    }
  });
});
