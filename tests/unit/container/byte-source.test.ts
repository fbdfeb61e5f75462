import { describe, expect, it } from 'vitest';
import { readBag, writeBag } from '../../../src/lib/container/bagit';
import { type ByteSource, blobSource, memorySource } from '../../../src/lib/container/byte-source';
import { sameBytes } from '../../../src/lib/container/bytes';
import { checkZip, readZip, writeZip } from '../../../src/lib/container/zip';
import { contentOf, openZip } from '../../../src/lib/container/zip-reader';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { refusalOf } from '../../fixtures/refusal';
import { text } from '../../fixtures/zip-builder';

/** A source that says what was asked of it. */
const watched = (bytes: Uint8Array): { source: ByteSource; reads: [number, number][] } => {
  const reads: [number, number][] = [];
  const source = {
    size: bytes.length,
    read: (start: number, end: number) => {
      if (start < 0 || end > bytes.length || start > end) throw new Error(`read ${start} to ${end}`);
      reads.push([start, end]);
      return Promise.resolve(bytes.slice(start, end));
    },
  };
  return { source, reads };
};

const noise = (length: number, seed: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * 167 + seed + (i >> 8) * 31) & 0xff);

const FILES = new Map([
  ['a/大.bin', noise(3 * 1024 * 1024 + 17, 1)],
  ['a/空.txt', new Uint8Array()],
  ['b.xml', text('<a>虚构</a>'.repeat(20_000))],
  ...Array.from({ length: 40 }, (_, i) => [`c/${i}.txt`, text(`第 ${i} 个`)] as const),
]);

describe('an archive that lies elsewhere', () => {
  it.each(['store', 'deflate'] as const)(
    'is read as in memory (%s), a piece at a time',
    async (compression) => {
      const archive = writeZip(FILES, compression);
      const { source, reads } = watched(archive);
      const opened = mustBeOk(await openZip(source));
      expect(reads.reduce((sum, [start, end]) => sum + end - start, 0)).toBeLessThan(1_000_000);
      const read = new Map<string, Uint8Array>();
      for (const [name, file] of opened.files) read.set(name, mustBeOk(await contentOf(file)));
      // Compared by hand: looking at millions of bytes one by one takes the matcher a minute.
      const inMemory = mustBeOk(await readZip(archive));
      expect([...read.keys()]).toEqual([...inMemory.keys()]);
      for (const [name, content] of read)
        expect(sameBytes(content, inMemory.get(name) ?? new Uint8Array())).toBe(true);
      expect(Math.max(...reads.map(([start, end]) => end - start))).toBeLessThanOrEqual(1024 * 1024);
      expect(await checkZip(source)).toBeNull();
    },
  );

  it('is refused for what it is refused in memory, cut or flipped anywhere', async () => {
    const archive = writeZip([...FILES].filter(([, { length }]) => length < 100));
    for (let at = 0; at < archive.length; at += 61) {
      const flipped = Uint8Array.from(archive);
      flipped[at] = (flipped[at] ?? 0) ^ 0x10;
      for (const bytes of [flipped, archive.subarray(0, at)]) {
        const inMemory = await readZip(bytes);
        const elsewhere = await checkZip(watched(bytes).source);
        expect(elsewhere).toEqual(inMemory.ok ? null : inMemory.failure);
      }
    }
  });

  it('that is no archive, but large, is not searched to its beginning', async () => {
    const size = 400 * 1024 * 1024;
    let asked = 0;
    const source = {
      size,
      read: (start: number, end: number) => {
        asked += end - start;
        return Promise.resolve(
          start === 0
            ? Uint8Array.from([0x50, 0x4b, 3, 4, ...new Uint8Array(end - 4)])
            : new Uint8Array(end - start),
        );
      },
    };
    expect((await checkZip(source))?.code).toBe('E_FORMAT');
    expect(asked).toBeLessThan(4 * 1024 * 1024);
  });

  it('may be a file that a person chose', async () => {
    const archive = writeZip(FILES);
    const opened = mustBeOk(await openZip(blobSource(new Blob([new Uint8Array(archive)]))));
    const file = opened.files.get('b.xml');
    expect(file === undefined ? null : mustBeOk(await contentOf(file))).toEqual(FILES.get('b.xml'));
  });
});

describe('a bag that lies elsewhere', () => {
  const big = noise(300_000, 2);
  const payload = new Map([
    ['package.json', text('{}')],
    ['inputs/files/a', big],
    ['inputs/files/b', noise(70_000, 3)],
  ]);
  const hold = (name: string): boolean => !name.includes('/inputs/files/');

  it('says the same as in memory, without holding what it need not', async () => {
    const { bytes } = await writeBag({ payload, bagInfo: [['External-Identifier', 'x']] });
    const whole = mustBeOk(await readBag(bytes));
    const apart = mustBeOk(await readBag(watched(bytes).source, { hold }));
    for (const key of [
      'id',
      'root',
      'canonical',
      'findings',
      'digests',
      'sizes',
      'bagInfo',
      'tagManifests',
    ] as const)
      expect(apart[key]).toEqual(whole[key]);
    expect(apart.canonical).toBe(true);
    expect([...apart.unheld]).toEqual(['inputs/files/a', 'inputs/files/b']);
    expect(apart.payload.get('inputs/files/a')?.length).toBe(64 * 1024);
    expect(apart.payload.get('package.json')).toEqual(payload.get('package.json'));
    expect(sameBytes(mustBeOk(await apart.load('inputs/files/a')), big)).toBe(true);
    expect(sameBytes(mustBeOk(await whole.load('inputs/files/a')), big)).toBe(true);
  });

  it('a changed byte is found in what is not held', async () => {
    const { bytes } = await writeBag({ payload, bagInfo: [] });
    const content = payload.get('inputs/files/a') ?? new Uint8Array();
    const at = Buffer.from(bytes).indexOf(Buffer.from(content.subarray(0, 64)));
    const changed = Uint8Array.from(bytes);
    changed[at + 200_000] = (changed[at + 200_000] ?? 0) ^ 1;
    expect(refusalOf(await readBag(watched(changed).source, { hold })).code).toBe('E_CRC');
  });

  it('PKG-40 the file on the disk changed after it was read: what is loaded later is refused', async () => {
    const { bytes } = await writeBag({ payload, bagInfo: [] });
    const disk = Uint8Array.from(bytes);
    const bag = mustBeOk(await readBag(memorySource(disk), { hold }));
    const other = mustBeOk(
      await readBag(
        (
          await writeBag({
            payload: new Map([...payload, ['inputs/files/a', noise(300_000, 9)]]),
            bagInfo: [],
          })
        ).bytes,
      ),
    );
    expect(other.id).not.toBe(bag.id);
    disk.set(
      (await writeBag({ payload: new Map([...payload, ['inputs/files/a', noise(300_000, 9)]]), bagInfo: [] }))
        .bytes,
    );
    expect(refusalOf(await bag.load('inputs/files/a')).code).toMatch(/^E_(CHANGED|CRC)$/);
  });
});
