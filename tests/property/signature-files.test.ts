import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64 } from '../../src/lib/container/signature/base64';
import { parseCertificate } from '../../src/lib/container/signature/certificate';
import { certificateChain } from '../../src/lib/container/signature/certificate-chain';
import { parseRevocationList, revocationStatus } from '../../src/lib/container/signature/revocation-list';
import { readOutsideFile } from '../../src/lib/container/signature/signature-file';
import { readSignedData } from '../../src/lib/container/signature/signed-data';
import { checkTimeStamps } from '../../src/lib/container/signature/time-stamp';
import { encodeUtf8 } from '../../src/lib/kernel/utf8';
import { OPENSSL } from '../fixtures/openssl-signatures';

/** Files of OpenSSL with bytes changed, cut or put in: nothing is thrown, and nothing changed counts as what it was. */

const bytes = (text: string): Uint8Array => fromBase64(text) ?? new Uint8Array();
const CONTENT = encodeUtf8('zhiya');
const root = parseCertificate(bytes(OPENSSL.root));
const signer = parseCertificate(bytes(OPENSSL.signer));

interface Change {
  readonly at: number;
  readonly kind: 'flip' | 'cut' | 'insert' | 'drop';
  readonly byte: number;
}

const change = fc.record<Change>({
  at: fc.nat(2_000),
  kind: fc.constantFrom('flip', 'cut', 'insert', 'drop'),
  byte: fc.nat(255),
});

const changed = (file: Uint8Array, changes: readonly Change[]): Uint8Array => {
  let all = [...file];
  for (const { at, kind, byte } of changes) {
    const i = at % Math.max(1, all.length);
    if (kind === 'flip') all[i] = (all[i] ?? 0) ^ (byte | 1);
    else if (kind === 'cut') all = all.slice(0, i);
    else if (kind === 'insert') all.splice(i, 0, byte);
    else all.splice(i, 1);
  }
  return Uint8Array.from(all);
};

const changes = fc.array(change, { minLength: 1, maxLength: 3 });

describe('signature files with bytes changed', () => {
  it('a certificate either is none or does not lead to the root', async () => {
    if (root === null) throw new Error('the root is read');
    const [trusted, whole] = [root, bytes(OPENSSL.signer)];
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const file = changed(whole, list);
        fc.pre(Buffer.compare(file, whole) !== 0);
        const read = parseCertificate(file);
        if (read === null) return;
        const { problems } = await certificateChain(read, [], [trusted], null);
        expect(problems).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('a list either is none or does not count', async () => {
    if (root === null || signer === null) throw new Error('both are read');
    const [issuer, holder, whole] = [root, signer, bytes(OPENSSL.revocations)];
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const file = changed(whole, list);
        fc.pre(Buffer.compare(file, whole) !== 0);
        const read = parseRevocationList(file);
        if (read === null) return;
        const { state } = await revocationStatus(holder, issuer, [read], '2026-11-24');
        expect(['no-list', 'unusable']).toContain(state);
      }),
      { numRuns: 300 },
    );
  });

  it('a signature and a stamp are read without a throw, whatever they are', async () => {
    const files = fc.constantFrom(bytes(OPENSSL.signature), bytes(OPENSSL.stamp));
    await fc.assert(
      fc.asyncProperty(files, changes, async (whole, list) => {
        const file = changed(whole, list);
        readOutsideFile(file);
        const read = await readSignedData(file, CONTENT);
        expect(read === null || read.signers.length > 0).toBe(true);
        const checks = await checkTimeStamps(new Map([['a', file]]), new Map([['内容', CONTENT]]));
        const { outcome, info } = checks.get('a') ?? { outcome: null, info: null };
        if (outcome === 'holds') expect(info?.time).toBe('20261123031640');
        else expect(['unreadable', 'refused', 'unchecked', 'other-content', 'broken']).toContain(outcome);
      }),
      { numRuns: 400 },
    );
  });
});
