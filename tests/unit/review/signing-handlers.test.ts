import { describe, expect, it } from 'vitest';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { decodeUtf8 } from '../../../src/lib/kernel/utf8';
import { parseTrustList } from '../../../src/lib/review/trust-list';
import { verifyPackage } from '../../../src/lib/review/verify-package';
import { signingHandlers } from '../../../workers/handlers/signing';
import { quietJob } from '../../fixtures/exact-review';
import { completePackage } from '../../fixtures/small-package';

describe('signing for the page', () => {
  it('a key made here signs; the list handed out with it makes the package pass, no list leaves it unknown', async () => {
    const { bytes, id } = await completePackage();
    const key = mustBeOk(await signingHandlers.newSigningKey({ name: '虚构银行', madeAt: '' }, quietJob));
    expect(key.privateKey.extractable).toBe(false);
    const signed = mustBeOk(await signingHandlers.signPackage({ bytes, key, today: '2026-11-22' }, quietJob));
    expect(signed.signatures).toEqual(['0001.dsse.json']);
    expect(signed.notes.map(({ verdict, path }) => [verdict, path])).toEqual([
      ['unknown', 'signatures/0001.dsse.json'],
    ]);
    expect(signed.notes[0]?.message).toContain(key.id);
    const entry = mustBeOk(
      await signingHandlers.trustEntry({ publicKey: key.publicKey, name: '虚构银行' }, quietJob),
    );
    const trust = mustBeOk(parseTrustList(mustBeOk(decodeUtf8(entry))));
    const report = await verifyPackage(signed.bytes, { methods: new Map(), trust });
    expect([report.id, report.canonical, report.answers.authenticity.verdict]).toEqual([id, true, 'pass']);
    const stamped = mustBeOk(await signingHandlers.fileToStamp({ bytes: signed.bytes }, quietJob));
    expect(stamped.name).toBe('0001.dsse.json');
  });
});
