import fc from 'fast-check';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it, vi } from 'vitest';
import { readBag, writeBag } from '../../src/lib/container/bagit';
import { PACKAGE_ZIP_POLICY, isWrittenFrom, readZip, writeZip } from '../../src/lib/container/zip';
import { guardObjectPrototype } from '../fixtures/refusal';
import { buildZip, measured, text } from '../fixtures/zip-builder';

// Long enough for a slow machine; nothing here measures time.
vi.setConfig({ testTimeout: 60_000 });

guardObjectPrototype();

const bytes = fc.uint8Array({ maxLength: 200 });
const segment = fc
  .string({
    unit: fc.constantFrom(...Array.from('abcXYZ019_-（）专利质押合同〇')),
    minLength: 1,
    maxLength: 12,
  })
  .map((word) => `n${word}`);
const path = fc.array(segment, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));

/** Files whose names do not collide under case folding and where none is also a folder. */
const files = fc
  .array(fc.tuple(path, bytes), { minLength: 1, maxLength: 8 })
  .map((list) => new Map(list.map(([name, content], i) => [`${i}${name.toLowerCase()}`, content] as const)));

describe('container properties', () => {
  it('what is written is read back, whatever the order', async () => {
    await fc.assert(
      fc.asyncProperty(files, async (input) => {
        const archive = writeZip(input);
        expect(writeZip([...input].reverse())).toEqual(archive);
        expect(isWrittenFrom(archive, measured([...input]))).toBe(true);
        const read = await readZip(archive, PACKAGE_ZIP_POLICY);
        expect(read.ok && new Map(read.value)).toEqual(new Map(input));
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  it('archives of another writer are read as that library reads them', async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.constantFrom<0 | 1 | 9>(0, 1, 9), async (input, level) => {
        const archive = zipSync(Object.fromEntries(input), {
          level,
          mtime: '2020-01-01',
        });
        const read = await readZip(archive);
        expect(read.ok && new Map(read.value)).toEqual(new Map(Object.entries(unzipSync(archive))));
      }),
      { numRuns: 40, seed: 2 },
    );
  });

  it('a bag is canonical, and its id depends on every byte', async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.nat(), async (payload, pick) => {
        const written = await writeBag({ payload, bagInfo: [['External-Identifier', 'x']] });
        const bag = await readBag(written.bytes);
        expect(bag.ok && [bag.value.id, bag.value.canonical, bag.value.findings]).toEqual([
          written.id,
          true,
          [],
        ]);
        expect(bag.ok && new Map(bag.value.payload)).toEqual(new Map(payload));
        const [name, content] = [...payload][pick % payload.size] ?? ['0', new Uint8Array()];
        const longer = new Map(payload).set(name, new Uint8Array([...content, 0]));
        expect((await writeBag({ payload: longer, bagInfo: [['External-Identifier', 'x']] })).id).not.toBe(
          written.id,
        );
      }),
      { numRuns: 30, seed: 3 },
    );
  });

  it('bytes without meaning are refused, never thrown at', async () => {
    const prefix = fc.constantFrom<readonly number[]>(
      [],
      [0x50, 0x4b, 3, 4],
      [0x50, 0x4b, 5, 6],
      [0x50, 0x4b, 7, 8],
    );
    await fc.assert(
      fc.asyncProperty(prefix, fc.uint8Array({ maxLength: 300 }), async (head, tail) => {
        const read = await readZip(new Uint8Array([...head, ...tail]));
        expect(read.ok).toBe(false);
      }),
      { numRuns: 300, seed: 4 },
    );
  });

  it('a damaged archive is refused, or read exactly as another library reads it', async () => {
    const archive = buildZip({
      entries: [
        { name: 'a.txt', content: text('first file, first file'), method: 8 },
        { name: '资料/b.txt', content: text('second file') },
      ],
    });
    const damage = fc.array(fc.tuple(fc.nat(archive.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const damaged = archive.slice();
        for (const [at, value] of changes) damaged[at] = value;
        const read = await readZip(damaged);
        if (read.ok) expect(new Map(read.value)).toEqual(new Map(Object.entries(unzipSync(damaged))));
      }),
      { numRuns: 800, seed: 5 },
    );
  });
});
