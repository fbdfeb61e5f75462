import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ByteSource } from '../../src/lib/container/byte-source';
import { PACKAGE_ZIP_POLICY, checkZip, readZip } from '../../src/lib/container/zip';
import { FOREIGN_ZIP_POLICY } from '../../src/lib/container/zip-policy';
import { expectRefusal, guardObjectPrototype } from '../fixtures/refusal';
import { type RawEntry, buildZip, extraField, text } from '../fixtures/zip-builder';

/** What lies around the content: directory, names, extra fields. All of it is held while an archive is read. */

guardObjectPrototype();

const { maxExtra, maxDirectory } = FOREIGN_ZIP_POLICY;
const KB = 1024;

/** One extra field that takes so many bytes, its own head among them. */
const padding = (bytes: number): Uint8Array =>
  bytes < 4 ? new Uint8Array() : extraField(0x6000, new Uint8Array(bytes - 4));

const plain = (i: number, more: Partial<RawEntry> = {}): RawEntry => ({
  name: `f${String(i)}.txt`,
  content: text('虚构'),
  ...more,
});

/** An archive elsewhere that says how much of it was asked for. */
const elsewhere = (bytes: Uint8Array): { readonly source: ByteSource; readonly asked: () => number } => {
  let asked = 0;
  return {
    asked: () => asked,
    source: {
      size: bytes.length,
      read: (start, end) => {
        asked += end - start;
        return Promise.resolve(bytes.slice(start, end));
      },
    },
  };
};

describe('ZIP-05 directory and extra fields', () => {
  it('extra fields up to the limit are read, one byte more is refused: in the directory, and in a local header', async () => {
    for (const [length, accepted] of [
      [maxExtra, true],
      [maxExtra + 1, false],
    ] as const) {
      const field = padding(length);
      const central = buildZip({ entries: [plain(1, { extra: field, local: { extra: new Uint8Array() } })] });
      const local = buildZip({ entries: [plain(1, { local: { extra: field } })] });
      for (const archive of [central, local]) {
        expect((await readZip(archive)).ok).toBe(accepted);
        expect((await checkZip(elsewhere(archive).source)) === null).toBe(accepted);
        if (accepted) continue;
        const failure = expectRefusal(await readZip(archive), 'E_SIZE');
        expect([failure.path, failure.message]).toEqual(['f1.txt', expect.stringContaining('16 KB')]);
      }
    }
  });

  it('a directory beyond the limit is refused before it is read', async () => {
    const comments = Math.ceil(maxDirectory / (16 * KB));
    const entries = Array.from({ length: comments + 1 }, (_, i) =>
      plain(i, { extra: padding(16 * KB - 60), local: { extra: new Uint8Array() } }),
    );
    const archive = buildZip({ entries });
    const failure = expectRefusal(await readZip(archive), 'E_SIZE');
    expect(failure.message).toMatch(/目录共 4(\.\d)? MB，超过上限 4 MB/);
    const { source, asked } = elsewhere(archive);
    expect(await checkZip(source)).toEqual(failure);
    expect(asked()).toBeLessThan(256 * KB);
  });

  it('local headers beyond the limit together are refused, and no more of them is fetched', async () => {
    const entries = Array.from({ length: 600 }, (_, i) => plain(i, { local: { extra: padding(16 * KB) } }));
    const archive = buildZip({ entries });
    const failure = expectRefusal(await readZip(archive), 'E_SIZE');
    expect(failure.message).toContain('文件头共');
    const { source, asked } = elsewhere(archive);
    expect(await checkZip(source)).toEqual(failure);
    expect(asked()).toBeLessThan(maxDirectory + 2 * KB * KB);
  });

  it('5,000 entries with the longest names and the usual extra fields are read', async () => {
    const times = extraField(0x5455, new Uint8Array(9));
    const ntfs = extraField(0x000a, new Uint8Array(32));
    const extra = Uint8Array.from([...times, ...ntfs]);
    const entries = Array.from({ length: 5_000 }, (_, i) => ({
      name: `${String(i).padStart(6, '0')}${'数'.repeat(78)}`,
      extra,
    }));
    const read = await readZip(buildZip({ entries }), PACKAGE_ZIP_POLICY);
    expect(read.ok && read.value.size).toBe(5_000);
  });

  it('whatever the lengths: a reader in memory and one elsewhere say the same, and a refusal never costs the whole file', async () => {
    const lengths = fc.array(fc.record({ central: fc.nat(20 * KB), local: fc.nat(20 * KB) }), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(lengths, async (all) => {
        const entries = all.map(({ central, local }, i) =>
          plain(i, { extra: padding(central), local: { extra: padding(local) } }),
        );
        const archive = buildZip({ entries });
        const read = await readZip(archive);
        const fits = all.every(({ central, local }) => central <= maxExtra && local <= maxExtra);
        expect(read.ok).toBe(fits);
        expect(await checkZip(elsewhere(archive).source)).toEqual(read.ok ? null : read.failure);
        if (!read.ok) expect(read.failure.code).toBe('E_SIZE');
      }),
      { numRuns: 30 },
    );
  });
});
