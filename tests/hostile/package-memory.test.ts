import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBag, writeBag } from '../../src/lib/container/bagit';
import { mustBeOk } from '../../src/lib/kernel/result';
import { HELD_AT_MOST, holdingParts } from '../../src/lib/review/held-parts';
import { openOffice } from '../../src/lib/review/office-content';
import { verifyPackage } from '../../src/lib/review/verify-package';
import { refusalOf } from '../fixtures/refusal';
import { completePackage } from '../fixtures/small-package';
import { buildZip } from '../fixtures/zip-builder';

/** How much of a package may be in memory together, whatever it is made of. */

const MB = 1024 * 1024;
const ROOT = 'a'.repeat(64);
const KINDS = ['data/inputs/files/', 'data/documents/', 'data/results/', 'data/', 'signatures/', ''];
const TAGS = ['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt', 'tagmanifest-sm3.txt'];

const files = fc.array(
  fc.record({
    root: fc.constantFrom(ROOT, 'b'),
    place: fc.oneof(
      fc.constantFrom(...TAGS),
      fc.constantFrom(...KINDS).map((folder) => `${folder}x`),
    ),
    size: fc.oneof(fc.nat(200 * MB), fc.nat(8 * MB)),
  }),
  { maxLength: 400 },
);

describe('parts held while a package is read', () => {
  it('stay within what is stated, however many there are and however large each says it is', () => {
    fc.assert(
      fc.property(files, (all) => {
        const hold = holdingParts(null);
        const held = all.filter(({ root, place, size }) => hold(`${root}/${place}`, size));
        expect(held.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(HELD_AT_MOST);
      }),
      { numRuns: 200 },
    );
    expect(HELD_AT_MOST).toBe(240 * MB);
  });

  it('what is in memory already may be held once more, and no more', () => {
    fc.assert(
      fc.property(files, fc.nat(300 * MB), (all, archive) => {
        const hold = holdingParts(archive);
        const held = all.filter(({ root, place, size }) => hold(`${root}/${place}`, size));
        const most = HELD_AT_MOST + Math.max(0, archive - 160 * MB);
        expect(held.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(most);
      }),
      { numRuns: 200 },
    );
  });

  it('attachments and strays take no room from manifests', () => {
    const hold = holdingParts(null);
    for (let i = 0; i < 100; i += 1) {
      hold(`${ROOT}/data/inputs/files/${String(i)}`, 4 * MB);
      hold(`${ROOT}/data/stray-${String(i)}`, 64 * MB);
    }
    expect(hold(`${ROOT}/data/results/figures.json`, MB)).toBe(true);
    expect(hold(`${ROOT}/data/results/form.json`, 60 * MB)).toBe(false);
    for (const name of TAGS) expect(hold(`${ROOT}/${name}`, 8 * MB)).toBe(true);
  });

  it('a package in memory whose attachments are many says the same as with room for all', async () => {
    const { bytes } = await completePackage();
    const { payload, bagInfo } = mustBeOk(await readBag(bytes));
    // Strays of 3 MB each, more than the room for attachments.
    const strays = Array.from({ length: 12 }, (_, i) => {
      const content = new Uint8Array(3 * MB).fill(i);
      return [`inputs/files/${String(i)}`, content] as const;
    });
    const large = await writeBag({ payload: new Map([...payload, ...strays]), bagInfo });
    const report = await verifyPackage(large.bytes, { methods: new Map() });
    expect(report.answers.integrity.findings.filter(({ code }) => code === 'E_HASH')).toEqual([]);
    expect(report.answers.integrity.findings.filter(({ code }) => code === 'E_UNEXPECTED')).toHaveLength(12);
    expect(report.answers.usability.findings.filter(({ code }) => code === 'E_CHANGED')).toEqual([]);
    expect(report.canonical).toBe(true);
  });

  it('an Office file that would unpack to more than 128 MB is not opened, and unknown rather than wrong', async () => {
    const part = (i: number) => ({
      name: `word/p${String(i)}.xml`,
      method: 8,
      data: new Uint8Array(600_000),
      size: 50 * MB,
    });
    const archive = buildZip({ entries: [part(1), part(2), part(3)] });
    const { parts, refusal } = await openOffice('x.docx', archive);
    expect([parts, refusal?.verdict, refusal?.code]).toEqual([null, 'unknown', 'E_LARGE']);
  });

  it('signature files that are too much together are refused', async () => {
    const { payload, bagInfo } = mustBeOk(await readBag((await completePackage()).bytes));
    const signatures = (count: number) =>
      new Map(
        Array.from({ length: count }, (_, i) => [
          `${String(i + 1).padStart(4, '0')}.p7s`,
          new Uint8Array(MB),
        ]),
      );
    const most = await writeBag({ payload, bagInfo, signatures: signatures(16) });
    expect((await readBag(most.bytes)).ok).toBe(true);
    const more = await writeBag({ payload, bagInfo, signatures: signatures(17) });
    expect(refusalOf(await readBag(more.bytes))).toMatchObject({
      code: 'E_SIZE',
      message: expect.stringContaining('16 MB') as string,
    });
  });
});
