import { describe, expect, it } from 'vitest';
import { bagInputFault, readBag, writeBag } from '../../../src/lib/container/bagit';
import { sm3Hex } from '../../../src/lib/kernel/hashing';
import { GOLDEN, GOLDEN_INPUT } from '../../fixtures/golden-bag';
import { SMALL_INFO, filesBelowRoot, opensslSha256, smallBag, smallPayload } from '../../fixtures/small-bag';
import { text } from '../../fixtures/zip-builder';

const textOf = (files: ReadonlyMap<string, Uint8Array>, name: string): string =>
  new TextDecoder().decode(files.get(name));

describe('writeBag', () => {
  it('writes the tag files of the profile, checked by another hash library', async () => {
    const payload = new Map([
      ['b.txt', text('abc')],
      ['a.txt', text('')],
    ]);
    const {
      bytes,
      id,
      files: count,
    } = await writeBag({ payload, bagInfo: [['Source-Organization', '虚构']] });
    const { root, files } = filesBelowRoot(bytes);
    expect([...files.keys()]).toEqual([
      'bag-info.txt',
      'bagit.txt',
      'data/a.txt',
      'data/b.txt',
      'manifest-sha256.txt',
      'manifest-sm3.txt',
      'tagmanifest-sha256.txt',
      'tagmanifest-sm3.txt',
    ]);
    expect(count).toBe(8);
    expect(textOf(files, 'bagit.txt')).toBe('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
    expect(textOf(files, 'bag-info.txt')).toBe('Source-Organization: 虚构\nPayload-Oxum: 3.2\n');
    // FIPS 180-4 digests of “” and “abc”; GB/T 32905 digest of “abc”.
    expect(textOf(files, 'manifest-sha256.txt')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  data/a.txt\n' +
        'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  data/b.txt\n',
    );
    expect(textOf(files, 'manifest-sm3.txt')).toContain(
      '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0  data/b.txt\n',
    );
    const tags = ['bag-info.txt', 'bagit.txt', 'manifest-sha256.txt', 'manifest-sm3.txt'];
    const bytesOf = (name: string): Uint8Array => files.get(name) ?? new Uint8Array();
    expect(textOf(files, 'tagmanifest-sha256.txt')).toBe(
      tags.map((name) => `${opensslSha256(bytesOf(name))}  ${name}\n`).join(''),
    );
    const sm3 = await Promise.all(tags.map(async (name) => `${await sm3Hex(bytesOf(name))}  ${name}\n`));
    expect(textOf(files, 'tagmanifest-sm3.txt')).toBe(sm3.join(''));
    expect(id).toBe(opensslSha256(bytesOf('tagmanifest-sha256.txt')));
    expect(root).toBe(id);
  });

  it('writes the golden bag byte for byte', async () => {
    const { bytes, id, files } = await writeBag(GOLDEN_INPUT);
    expect({ id, files, bytes: bytes.length, sha256: opensslSha256(bytes) }).toEqual(GOLDEN);
  });

  it('gives the same bytes for the same content in any order', async () => {
    const first = await smallBag();
    const second = await writeBag({ payload: new Map([...smallPayload()].reverse()), bagInfo: SMALL_INFO });
    expect(second).toEqual(first);
  });

  it('keeps the id when a signature is added, and carries it', async () => {
    const plain = await smallBag();
    const signatures = new Map([['0001.dsse.json', text('{}')]]);
    const signed = await writeBag({ payload: smallPayload(), bagInfo: SMALL_INFO, signatures });
    expect(signed.id).toBe(plain.id);
    const bag = await readBag(signed.bytes);
    expect(bag.ok && [bag.value.signatures, bag.value.canonical]).toEqual([signatures, true]);
  });

  it.each([
    ['nothing', { payload: new Map() }, 'E_EMPTY'],
    ['an unsafe name', { payload: new Map([['../x', text('')]]) }, 'E_PATH'],
    ['a foreign letter', { payload: new Map([['rep\u043ert', text('')]]) }, 'E_NAME_SCRIPT'],
    [
      'a name too long together with the folder',
      { payload: new Map([['n'.repeat(171), text('')]]) },
      'E_NAME_LEN',
    ],
    ['a path too deep together with the folder', { payload: new Map([['a/b/c/d/e', text('')]]) }, 'E_DEPTH'],
    ['a line break in bag-info', { bagInfo: [['Contact-Name', 'a\nb']] as const }, 'E_FORMAT'],
    ['a label with a colon', { bagInfo: [['A:B', 'x']] as const }, 'E_FORMAT'],
    ['an empty value', { bagInfo: [['A', '']] as const }, 'E_FORMAT'],
    ['a computed line', { bagInfo: [['Payload-Oxum', '1.1']] as const }, 'E_FORMAT'],
    ['a strange signature', { signatures: new Map([['sig.txt', text('')]]) }, 'E_NAME'],
  ])('names the reason not to write %s, and throws if written anyway', async (_what, change, code) => {
    const input = { payload: smallPayload(), bagInfo: SMALL_INFO, ...change };
    expect(bagInputFault(input)?.code).toBe(code);
    await expect(writeBag(input)).rejects.toThrow(code);
  });

  it('accepts the longest name and deepest path its reader accepts', async () => {
    const payload = new Map([
      ['n'.repeat(170), text('1')],
      ['a/b/c/d', text('2')],
    ]);
    const bag = await readBag((await writeBag({ payload, bagInfo: [] })).bytes);
    expect(bag.ok && bag.value.canonical).toBe(true);
  });

  it('names sizes and counts beyond the limits of its reader', () => {
    const mb = new Uint8Array(1024 * 1024);
    const many = new Map(Array.from({ length: 5_000 }, (_, i) => [`f${i}`, new Uint8Array()] as const));
    expect(bagInputFault({ payload: many, bagInfo: [] })?.code).toBe('E_COUNT');
    const heavy = new Map(Array.from({ length: 500 }, (_, i) => [`f${i}`, mb] as const));
    expect(bagInputFault({ payload: heavy, bagInfo: [] })?.code).toBe('E_TOTAL');
    const big = new Map([['f', new Uint8Array(200 * 1024 * 1024 + 1)]]);
    expect(bagInputFault({ payload: big, bagInfo: [] })?.code).toBe('E_SIZE');
  });
});

describe('readBag', () => {
  it('returns what was written', async () => {
    const { bytes, id } = await smallBag();
    const bag = await readBag(bytes);
    if (!bag.ok) throw new Error(bag.failure.message);
    expect(bag.value).toMatchObject({ id, root: id, findings: [], canonical: true, bagInfo: SMALL_INFO });
    expect(bag.value.payload).toEqual(smallPayload());
    expect(bag.value.digests.get('package.json')?.sha256).toBe(
      opensslSha256(smallPayload().get('package.json') ?? new Uint8Array()),
    );
  });

  it('applies a narrower policy', async () => {
    const bag = await readBag((await smallBag()).bytes, { maxEntries: 3 });
    expect(bag.ok || bag.failure.code).toBe('E_COUNT');
  });
});
