import { describe, expect, it, vi } from 'vitest';
import { readBag, writeBag } from '../../src/lib/container/bagit';
import { writeZip } from '../../src/lib/container/zip';
import { sm3Hex } from '../../src/lib/kernel/hashing';
import { expectRefusal, guardObjectPrototype } from '../fixtures/refusal';
import { edited, filesBelowRoot, opensslSha256, smallBag, tampered } from '../fixtures/small-bag';
import { text } from '../fixtures/zip-builder';

// Long enough for a slow machine; nothing here measures time.
vi.setConfig({ testTimeout: 60_000 });

guardObjectPrototype();

const LIST = 'data/documents/质押专利清单.csv';
const ZEROS = '0'.repeat(64);

/** What was found in a bag that could be read, as `code path`. */
const findingsOf = async (bytes: Uint8Array): Promise<string[]> => {
  const bag = await readBag(bytes);
  if (!bag.ok) throw new Error(`${bag.failure.code} ${bag.failure.message}`);
  expect(bag.value.canonical).toBe(bag.value.findings.length === 0);
  for (const { message } of bag.value.findings) expect(message).toMatch(/\p{Script=Han}/u);
  return bag.value.findings.map(({ code, path }) => `${code} ${path}`);
};

/** Redoes the tag manifests and the folder name after a change of manifests, as a careful forger would. */
const reforged = async (bytes: Uint8Array): Promise<Uint8Array> => {
  const { files } = filesBelowRoot(bytes);
  const tags = ['bag-info.txt', 'bagit.txt', 'manifest-sha256.txt', 'manifest-sm3.txt'];
  const lines = async (hash: (b: Uint8Array) => string | Promise<string>): Promise<Uint8Array> => {
    const all = await Promise.all(
      tags.map(async (name) => `${await hash(files.get(name) ?? new Uint8Array())}  ${name}\n`),
    );
    return text(all.join(''));
  };
  files.set('tagmanifest-sha256.txt', await lines(opensslSha256));
  files.set('tagmanifest-sm3.txt', await lines(sm3Hex));
  const root = opensslSha256(files.get('tagmanifest-sha256.txt') ?? new Uint8Array());
  return writeZip([...files].map(([name, content]) => [`${root}/${name}`, content] as const));
};

describe('packages: container and manifests', () => {
  it('an untouched bag has no findings', async () => {
    expect(await findingsOf((await smallBag()).bytes)).toEqual([]);
  });

  it('PKG-01 names the document in which one byte was changed', async () => {
    const { bytes } = await smallBag();
    expect(await findingsOf(edited(bytes, LIST, (s) => s.replace('装置', '装配')))).toEqual([
      `E_HASH ${LIST}`,
    ]);
  });

  it('PKG-01 names the manifest when document and manifests were changed but not the tag manifests', async () => {
    const { bytes } = await smallBag();
    const changed = text('专利号\n');
    const forged = tampered(bytes, (files) => {
      const before = files.get(LIST) ?? new Uint8Array();
      files.set(LIST, changed);
      const manifest = new TextDecoder().decode(files.get('manifest-sha256.txt'));
      files.set('manifest-sha256.txt', text(manifest.replace(opensslSha256(before), opensslSha256(changed))));
    });
    expect(await findingsOf(forged)).toEqual([
      'E_OXUM bag-info.txt',
      `E_HASH ${LIST}`,
      'E_HASH manifest-sha256.txt',
    ]);
  });

  it('PKG-05 names a file that no manifest lists', async () => {
    const { bytes } = await smallBag();
    const added = tampered(bytes, (files) => files.set('data/documents/extra.txt', text('x')));
    expect(await findingsOf(added)).toEqual(['E_OXUM bag-info.txt', 'E_UNLISTED data/documents/extra.txt']);
    const stray = tampered(bytes, (files) => files.set('readme.txt', text('x')));
    expect(await findingsOf(stray)).toEqual(['E_UNLISTED readme.txt']);
    const odd = tampered(bytes, (files) => files.set('signatures/evil.js', text('x')));
    expect(await findingsOf(odd)).toEqual(['E_UNLISTED signatures/evil.js']);
  });

  it('PKG-05 names a file that only one of the two manifests lists', async () => {
    const { bytes } = await smallBag();
    const dropped = edited(bytes, 'manifest-sm3.txt', (s) => s.replace(/^.*package\.json\n/m, ''));
    expect(await findingsOf(await reforged(dropped))).toEqual(['E_UNLISTED data/package.json']);
  });

  it('PKG-06 names a listed file that is missing', async () => {
    const { bytes } = await smallBag();
    const less = tampered(bytes, (files) => files.delete(LIST));
    expect(await findingsOf(less)).toEqual(['E_OXUM bag-info.txt', `E_MISSING ${LIST}`]);
  });

  it.each([
    'bagit.txt',
    'bag-info.txt',
    'manifest-sha256.txt',
    'manifest-sm3.txt',
    'tagmanifest-sha256.txt',
    'tagmanifest-sm3.txt',
  ])('PKG-06 refuses a package without %s', async (name) => {
    const { bytes } = await smallBag();
    const less = await readBag(tampered(bytes, (files) => files.delete(name)));
    expectRefusal(less, name === 'bagit.txt' ? 'E_PROFILE' : 'E_MISSING');
  });

  it('PKG-07 refuses a manifest that lists a file twice', async () => {
    const { bytes } = await smallBag();
    const twice = edited(bytes, 'manifest-sha256.txt', (s) => s + s.replace(/^[0-9a-f]{64}/gm, ZEROS));
    expect(expectRefusal(await readBag(twice), 'E_DUP').path).toBe('manifest-sha256.txt › 第 4 行');
  });

  it.each([
    '../x',
    '/etc/passwd',
    'data/%2e%2e/x',
    'data\\x',
    'data/../../x',
    'x/y',
    'data/',
    'data',
    'bagit.txt',
  ])('PKG-08 refuses the manifest path %s', async (path) => {
    const { bytes } = await smallBag();
    const forged = edited(bytes, 'manifest-sm3.txt', (s) => `${ZEROS}  ${path}\n${s}`);
    expect(expectRefusal(await readBag(forged), 'E_PATH').path).toBe('manifest-sm3.txt › 第 1 行');
  });

  it('PKG-08 refuses a tag manifest that lists anything but the four tag files', async () => {
    const { bytes } = await smallBag();
    const forged = edited(bytes, 'tagmanifest-sm3.txt', (s) => `${s}${ZEROS}  tagmanifest-sha256.txt\n`);
    expectRefusal(await readBag(forged), 'E_PATH');
  });

  it('PKG-09 refuses a package that wants a file from the network, and asks for none', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch');
    const { bytes } = await smallBag();
    const remote = tampered(bytes, (files) =>
      files.set('fetch.txt', text('https://example.invalid/x 1 data/x\n')),
    );
    expectRefusal(await readBag(remote), 'E_REMOTE');
    expect(fetched).not.toHaveBeenCalled();
    fetched.mockRestore();
  });

  it('PKG-10 needs both checksums to hold, and says which does not', async () => {
    const { bytes } = await smallBag();
    for (const [algorithm, name, other] of [
      ['sha256', 'SHA-256', 'SM3'],
      ['sm3', 'SM3', 'SHA-256'],
    ] as const) {
      const wrong = edited(bytes, `manifest-${algorithm}.txt`, (s) =>
        s.replace(/^[0-9a-f]{64}(?= {2}data\/package\.json)/m, ZEROS),
      );
      const bag = await readBag(await reforged(wrong));
      const findings = bag.ok ? bag.value.findings : [];
      expect(findings.map(({ code, path }) => `${code} ${path}`)).toEqual(['E_HASH data/package.json']);
      expect(findings[0]?.message).toContain(`${name} 与清单不符，而 ${other} 相符`);
    }
  });

  it.each(['md5', 'sha1', 'crc32', 'sha512', 'rot13'])(
    'PKG-11 refuses the algorithm %s',
    async (algorithm) => {
      const { bytes } = await smallBag();
      const only = tampered(bytes, (files) => {
        for (const name of [...files.keys()].filter((path) => /^manifest-/.test(path))) {
          files.set(`manifest-${algorithm}.txt`, files.get(name) ?? new Uint8Array());
          files.delete(name);
        }
      });
      expect(expectRefusal(await readBag(only), 'E_ALG').message).toContain(algorithm);
      const beside = tampered(bytes, (files) => files.set(`tagmanifest-${algorithm}.txt`, text('')));
      expectRefusal(await readBag(beside), 'E_ALG');
    },
  );

  it.each([
    ['upper case', (s: string) => s.replace(/^[0-9a-f]{64}/, (hash) => hash.toUpperCase())],
    ['spaces inside', (s: string) => s.replace(/^([0-9a-f]{32})/, '$1 ')],
    ['a space before', (s: string) => ` ${s}`],
    ['32 digits', (s: string) => s.replace(/^[0-9a-f]{32}/, '')],
    ['one space after', (s: string) => s.replace('  ', ' ')],
    ['a tab after', (s: string) => s.replace('  ', '\t')],
    ['three spaces after', (s: string) => s.replace('  ', '   ')],
    ['a binary mark', (s: string) => s.replace('  ', ' *')],
  ])('PKG-12 refuses a checksum with %s', async (_what, edit) => {
    const { bytes } = await smallBag();
    for (const name of ['manifest-sha256.txt', 'tagmanifest-sm3.txt'])
      expectRefusal(await readBag(edited(bytes, name, edit)), 'E_FORMAT');
  });

  it.each([
    ['CRLF', '用了 CRLF 换行', (s: string) => s.replaceAll('\n', '\r\n')],
    ['a byte order mark', '带有字节序标记', (s: string) => `\ufeff${s}`],
    ['trailing spaces', '有空行或行尾空格', (s: string) => s.replace('\n', ' \n')],
    ['no final newline', '末行没有换行', (s: string) => s.slice(0, -1)],
    ['an empty line', '有空行或行尾空格', (s: string) => `${s}\n`],
    ['a leading empty line', '有空行或行尾空格', (s: string) => `\n${s}`],
  ])('PKG-13 refuses tag files with %s and says so', async (_what, said, edit) => {
    const { bytes } = await smallBag();
    for (const name of ['manifest-sha256.txt', 'tagmanifest-sm3.txt', 'bag-info.txt'])
      expect(expectRefusal(await readBag(edited(bytes, name, edit)), 'E_CANON').message).toContain(said);
    expectRefusal(await readBag(edited(bytes, 'bagit.txt', edit)), 'E_CANON');
  });

  it('PKG-13 refuses a manifest out of order and a tag file that is not UTF-8', async () => {
    const { bytes } = await smallBag();
    const reversed = edited(bytes, 'manifest-sha256.txt', (s) =>
      s
        .split(/(?<=\n)/)
        .reverse()
        .join(''),
    );
    expectRefusal(await readBag(reversed), 'E_CANON');
    const broken = tampered(bytes, (files) => files.set('bag-info.txt', new Uint8Array([0x41, 0xff, 0x0a])));
    expectRefusal(await readBag(broken), 'E_CANON');
  });

  it('PKG-13 refuses bag-info.txt without its computed last line, or with it twice', async () => {
    const { bytes } = await smallBag();
    expectRefusal(
      await readBag(edited(bytes, 'bag-info.txt', (s) => s.replace(/^Payload-Oxum.*\n/m, ''))),
      'E_CANON',
    );
    expectRefusal(
      await readBag(edited(bytes, 'bag-info.txt', (s) => `${/^Payload-Oxum.*\n/m.exec(s)?.[0] ?? ''}${s}`)),
      'E_CANON',
    );
    expectRefusal(await readBag(edited(bytes, 'bag-info.txt', (s) => s.replace(': ', ':'))), 'E_FORMAT');
  });

  it('refuses another version of BagIt, a file without a folder, and two bags in one archive', async () => {
    const { bytes } = await smallBag();
    expectRefusal(await readBag(edited(bytes, 'bagit.txt', (s) => s.replace('1.0', '0.97'))), 'E_PROFILE');
    const { root, files } = filesBelowRoot(bytes);
    expectRefusal(await readBag(writeZip(files)), 'E_PROFILE');
    expectRefusal(await readBag(writeZip([['a.txt', text('x')]])), 'E_PROFILE');
    const twins = ['x', root].flatMap((folder) =>
      [...files].map(([name, content]) => [`${folder}/${name}`, content] as const),
    );
    expectRefusal(await readBag(writeZip(twins)), 'E_AMBIGUOUS');
  });

  it('names a folder that does not carry the id', async () => {
    const { bytes, id } = await smallBag();
    const { files } = filesBelowRoot(bytes);
    const renamed = writeZip([...files].map(([name, content]) => [`renamed/${name}`, content] as const));
    const bag = await readBag(renamed);
    expect(bag.ok && [bag.value.id, bag.value.root, bag.value.findings.map(({ code }) => code)]).toEqual([
      id,
      'renamed',
      ['E_ID'],
    ]);
  });

  const tinyBag = async (): Promise<Uint8Array> =>
    (await writeBag({ payload: new Map([['a.txt', text('虚构')]]), bagInfo: [] })).bytes;

  it.for([
    ['one bit of any byte flipped', (at: number) => 1 << (at % 8)],
    ['any byte inverted', () => 0xff],
  ] as const)('PKG-39 a bag with %s is never intact and canonical', async ([, mask], { task }) => {
    const bytes = await tinyBag();
    task.meta.inputs = bytes.length;
    const outcomes: Record<'refused' | 'findings' | 'repacked', number> = {
      refused: 0,
      findings: 0,
      repacked: 0,
    };
    for (let at = 0; at < bytes.length; at += 1) {
      const flipped = bytes.slice();
      flipped[at] = (flipped[at] ?? 0) ^ mask(at);
      const bag = await readBag(flipped);
      outcomes[!bag.ok ? 'refused' : bag.value.findings.length > 0 ? 'findings' : 'repacked'] += 1;
      if (bag.ok) expect(bag.value.canonical, `byte ${at}`).toBe(false);
    }
    // Only fields without meaning (versions, dates, attributes) leave the content whole: at most 26 per entry.
    expect(outcomes.repacked).toBeLessThan(26 * 7);
    expect(outcomes.refused).toBeGreaterThan(bytes.length * 0.8);
  });

  it('ZIP-19 PKG-39 a bag cut at any length is refused', async ({ task }) => {
    const bytes = await tinyBag();
    task.meta.inputs = bytes.length;
    for (let length = 0; length < bytes.length; length += 1)
      expect((await readBag(bytes.subarray(0, length))).ok, `first ${length} bytes`).toBe(false);
  });
});
