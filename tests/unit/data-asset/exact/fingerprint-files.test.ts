import { describe, expect, it } from 'vitest';
import { parseCaseJson, caseJson } from '../../../../src/lib/case/case-json';
import type { DataAsset } from '../../../../src/lib/case/data-assets-section';
import { writeCaseFile } from '../../../../src/lib/container/case-file';
import { fingerprintJson } from '../../../../src/lib/data-asset/exact/read-fingerprints';
import { saltFromText } from '../../../../src/lib/data-asset/fingerprint/salt-text';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { exactHandlers } from '../../../../workers/handlers/profile-exact';
import { atHand, caseWith, fileOf, profiled, quietJob } from '../../../fixtures/exact-review';

const { fingerprintData, compareFingerprints } = exactHandlers;
const SALT = '00112233445566778899aabbccddeeff';
const OTHER_SALT = 'ffeeddccbbaa99887766554433221100';

const rows = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => `M${from + i},${(from + i) * 3}\n`).join('');
const tableOf = (from: number, to: number): string => `表号,读数\n${rows(from, to)}`;

const withPrint = async (
  id: string,
  text: string | Uint8Array,
  salt = SALT,
  keys: readonly (readonly string[])[] = [],
): Promise<DataAsset> => {
  const file = fileOf(`${id}.csv`, text);
  const asset = await profiled(id, file);
  const input = { caseRecord: caseWith(asset), asset: id, salt, keys, atHand: atHand(file) };
  return { ...asset, fingerprint: mustBeOk(await fingerprintData(input, quietJob)) };
};

describe('fingerprints of files', () => {
  it('tells how much of each of two assets stands in the other', async () => {
    // 0…299 and 200…399: 100 common rows; 100/300 of the first, 100/200 of the second, 100/400 of both.
    const [a, b] = [await withPrint('a', tableOf(0, 300)), await withPrint('b', tableOf(200, 400))];
    const input = { caseRecord: caseWith(a, b), asset: 'a', files: [] };
    const [overlap] = mustBeOk(await compareFingerprints(input, quietJob));
    expect(overlap).toMatchObject({
      title: '虚构 b',
      rows: 200,
      comparison: {
        kind: 'compared',
        lists: [
          {
            basis: { kind: 'exact' },
            firstInSecond: { share: '0.333333' },
            secondInFirst: { share: '0.5' },
            common: { share: '0.25' },
          },
        ],
      },
    });
  });

  it('compares with a fingerprint file, a case as JSON and a case file, but not under another salt', async () => {
    const a = await withPrint('a', tableOf(0, 100), SALT, [['表号']]);
    const b = await withPrint('b', tableOf(50, 100), SALT, [['表号']]);
    const c = await withPrint('c', tableOf(0, 100), OTHER_SALT);
    if (b.fingerprint === null) throw new Error('made above');
    const own = caseWith(b);
    const files = [
      fileOf('乙.指纹.json', fingerprintJson(b.fingerprint)),
      fileOf('案卷.json', caseJson(mustBeOk(parseCaseJson(caseJson(own))))),
      fileOf('案卷.zhiya', await writeCaseFile({ ...own, attachments: [] }, new Map())),
      fileOf('丙.json', caseJson(caseWith(c))),
    ];
    const found = mustBeOk(
      await compareFingerprints({ caseRecord: caseWith(a), asset: 'a', files }, quietJob),
    );
    expect(found.map(({ comparison }) => comparison.kind)).toEqual([
      'compared',
      'compared',
      'compared',
      'unknown',
    ]);
    expect(found[0]).toMatchObject({
      comparison: {
        lists: [
          { of: 'rows', secondInFirst: { share: '1' } },
          { of: 'key', columns: ['表号'] },
        ],
      },
    });
    expect(found[3]).toMatchObject({ comparison: { reason: expect.stringContaining('盐值不同') as string } });
  });

  it('does not depend on the encoding of the file', async () => {
    const utf8 = await withPrint('a', '片区\n甲\n');
    // The same in GB 18030.
    const gb = await withPrint('b', Uint8Array.from([0xc6, 0xac, 0xc7, 0xf8, 0x0a, 0xbc, 0xd7, 0x0a]));
    expect(gb.files[0]?.encoding).toBe('gb18030');
    expect(gb.fingerprint).toEqual(utf8.fingerprint);
  });

  it('refuses passwords as salts, other files, and unknown columns', async () => {
    const file = fileOf('a.csv', tableOf(0, 10));
    const asset = await profiled('a', file);
    const base = { caseRecord: caseWith(asset), asset: 'a', salt: SALT, keys: [], atHand: atHand(file) };
    const codeOf = async (
      change: Partial<Omit<typeof base, 'keys'>> & { readonly keys?: readonly (readonly string[])[] },
    ) => {
      const made = await fingerprintData({ ...base, ...change }, quietJob);
      return made.ok ? null : made.failure.code;
    };
    expect(await codeOf({ salt: '口令' })).toBe('E_SALT');
    expect(await codeOf({ salt: 'abcdef' })).toBe('E_SALT');
    expect(await codeOf({ keys: [['没有']] })).toBe('E_COLUMN');
    expect(await codeOf({ atHand: atHand(fileOf('a.csv', tableOf(1, 11))) })).toBe('E_FILE_OTHER');
    expect(await codeOf({})).toBeNull();
    const none = await compareFingerprints({ ...base, files: [] }, quietJob);
    expect(none).toMatchObject({ ok: false, failure: { code: 'E_FINGERPRINT' } });
  });

  it('refuses what holds no fingerprint', async () => {
    const a = await withPrint('a', tableOf(0, 10));
    for (const text of ['{}', '[1]', '{"kind":"zhiya.data-fingerprint/1"}', caseJson(caseWith())]) {
      const files = [fileOf('文件.json', text)];
      const read = await compareFingerprints({ caseRecord: caseWith(a), asset: 'a', files }, quietJob);
      expect(read).toMatchObject({ ok: false, failure: { code: 'E_FINGERPRINT' } });
    }
  });

  it('reads one salt in both writings', async () => {
    const base64 = 'ABEiM0RVZneImaq7zN3u/w==';
    expect(mustBeOk(await saltFromText(` ${base64}\n`))).toEqual(mustBeOk(await saltFromText(SALT)));
    expect(mustBeOk(await saltFromText(SALT.toUpperCase()))).toEqual(mustBeOk(await saltFromText(SALT)));
  });
});
