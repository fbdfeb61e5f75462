import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readBag } from '../../src/lib/container/bagit';
import { PACKAGE_ZIP_POLICY, readZip } from '../../src/lib/container/zip';
import { guardObjectPrototype, refusalOf } from '../fixtures/refusal';
import { filesBelowRoot, smallBag } from '../fixtures/small-bag';
import { type RawEntry, buildZip, concat, deflate, le32, plainCrc32, text } from '../fixtures/zip-builder';

guardObjectPrototype();

/** An archive as the Finder packs a folder: folders, deflate, data descriptors, UTF-8 names without the mark. */
const finderEntry = (name: string, content: Uint8Array): RawEntry => {
  const data = deflate(content);
  return {
    name: text(name),
    content,
    method: 8,
    data,
    flags: 0x0008,
    madeBy: (3 << 8) | 21,
    attributes: (0o100644 << 16) >>> 0,
    local: { crc: 0, size: 0, compressedSize: 0 },
    descriptor: concat(le32(0x08074b50, plainCrc32(content), data.length, content.length)),
  };
};

const finderFolder = (name: string): RawEntry => ({
  name: text(name),
  madeBy: (3 << 8) | 21,
  attributes: (0o040755 << 16) >>> 0,
});

describe('ZIP archives packed anew by desktop tools', () => {
  it.each(['__MACOSX/._package.json', '.DS_Store', 'Thumbs.db', 'desktop.ini'])(
    'ZIP-39 lists %s as unlisted, wherever it stands, and the package is not canonical',
    async (stray) => {
      const { bytes } = await smallBag();
      const { root, files } = filesBelowRoot(bytes);
      for (const name of [stray, `${root}/${stray}`]) {
        const entries = [...files].map(([path, content]) => ({ name: `${root}/${path}`, content }));
        const bag = await readBag(buildZip({ entries: [...entries, { name, content: text('x') }] }));
        if (!bag.ok) throw new Error(bag.failure.message);
        const path = name.startsWith(root) ? stray : name;
        expect(bag.value.findings.map(({ code, path: at }) => [code, at])).toEqual([['E_UNLISTED', path]]);
        expect(bag.value.canonical).toBe(false);
      }
    },
  );

  it('ZIP-39 lists a stray file inside the payload too', async () => {
    const { bytes } = await smallBag();
    const { root, files } = filesBelowRoot(bytes);
    const entries = [...files].map(([path, content]) => ({ name: `${root}/${path}`, content }));
    const stray = { name: `${root}/data/.DS_Store`, content: text('x') };
    const bag = await readBag(buildZip({ entries: [...entries, stray] }));
    expect(bag.ok && bag.value.findings.map(({ code }) => code)).toEqual(['E_OXUM', 'E_UNLISTED']);
    expect(bag.ok && bag.value.payload.has('.DS_Store')).toBe(true);
  });

  it('ZIP-39 never skips such a file silently', async () => {
    const entries = [{ name: 'a.txt' }, { name: '__MACOSX/._a.txt' }, { name: '.DS_Store' }];
    const read = await readZip(buildZip({ entries }), PACKAGE_ZIP_POLICY);
    expect(read.ok && [...read.value.keys()]).toEqual(['.DS_Store', '__MACOSX/._a.txt', 'a.txt']);
  });

  it('ZIP-39 ZIP-34 reads a package packed anew by the Finder: same id, no findings, not canonical', async () => {
    const { bytes, id } = await smallBag();
    const { root, files } = filesBelowRoot(bytes);
    const folders = ['', 'data/', 'data/documents/', 'data/results/'].map((path) =>
      finderFolder(`${root}/${path}`),
    );
    const entries = [
      ...folders,
      ...[...files].map(([path, content]) => finderEntry(`${root}/${path}`, content)),
    ];
    const bag = await readBag(buildZip({ entries }));
    if (!bag.ok) throw new Error(bag.failure.message);
    expect(bag.value).toMatchObject({ id, root: id, findings: [], canonical: false });
  });

  it('ZIP-39 reads a package packed anew by another library', async () => {
    const { bytes, id } = await smallBag();
    const { root, files } = filesBelowRoot(bytes);
    const input = Object.fromEntries([...files].map(([path, content]) => [`${root}/${path}`, content]));
    for (const level of [0, 9] as const) {
      const bag = await readBag(zipSync(input, { level, mtime: '2026-11-22' }));
      expect(bag.ok && [bag.value.id, bag.value.findings, bag.value.canonical]).toEqual([id, [], false]);
    }
  });

  it('ZIP-34 refuses a package packed anew with GBK names', async () => {
    const gbk = concat(text('data/'), new Uint8Array([0xd7, 0xa8, 0xc0, 0xfb]));
    const bag = await readBag(buildZip({ entries: [{ name: gbk, content: text('x') }] }));
    expect(refusalOf(bag).code).toBe('E_NAME_ENCODING');
  });
});
