import { describe, expect, it } from 'vitest';
import { readBag, writeBag } from '../../src/lib/container/bagit';
import { sm3Hex } from '../../src/lib/kernel/hashing';
import { SMALL_INFO, filesBelowRoot, opensslSha256, smallBag, smallPayload } from '../fixtures/small-bag';
import { writeZip } from '../../src/lib/container/zip';
import { buildZip, text } from '../fixtures/zip-builder';

/**
 * The cases of the BagIt conformance suite of the Library of Congress (public domain), made here by code under their names, with
 * the two checksums of our profile. `valid` bags that the profile can express are read without a finding; those it leaves
 * out (other checksums, files elsewhere, other encodings, older versions) are refused by name, never taken for intact.
 */

type Files = Map<string, Uint8Array>;
type Change = (files: Files) => void;

const textIn = (files: Files, name: string): string => new TextDecoder().decode(files.get(name));

const edit =
  (name: string, change: (before: string) => string): Change =>
  (files) => {
    const before = textIn(files, name);
    const after = change(before);
    if (after === before) throw new Error(`nothing changed in ${name}`);
    files.set(name, text(after));
  };

const MANIFESTS = ['manifest-sha256.txt', 'manifest-sm3.txt'];
const inManifests =
  (change: (before: string) => string): Change =>
  (files) => {
    for (const name of MANIFESTS) edit(name, change)(files);
  };
const listing = (path: string): Change => inManifests((s) => `${s}${'0'.repeat(64)}  ${path}\n`);
const fetching =
  (path: string): Change =>
  (files) => {
    files.set('fetch.txt', text(`https://example.invalid/x 1 ${path}\n`));
  };
const firstPath = 'data/documents/质押专利清单.csv';

/** What the reader says of a bag so changed, its tag manifests made anew as an honest writer would. */
const judged = async (change: Change, redo = true): Promise<string> => {
  const { bytes } = await smallBag();
  const { files } = filesBelowRoot(bytes);
  change(files);
  let root = 'bag';
  if (redo) {
    const tags = ['bag-info.txt', 'bagit.txt', ...MANIFESTS].filter((name) => files.has(name));
    const lines = async (sum: (content: Uint8Array) => Promise<string> | string): Promise<string> => {
      const all: string[] = [];
      for (const name of tags) all.push(`${await sum(files.get(name) ?? new Uint8Array())}  ${name}\n`);
      return all.join('');
    };
    files.set('tagmanifest-sha256.txt', text(await lines(opensslSha256)));
    files.set('tagmanifest-sm3.txt', text(await lines(sm3Hex)));
    root = opensslSha256(files.get('tagmanifest-sha256.txt') ?? new Uint8Array());
  } else root = opensslSha256(files.get('tagmanifest-sha256.txt') ?? new Uint8Array());
  const entries = [...files].map(([name, content]) => ({ name: `${root}/${name}`, content }));
  const read = await readBag(buildZip({ entries }));
  if (!read.ok) return read.failure.code;
  const codes = read.value.findings.map(({ code }) => code);
  return codes.length === 0 ? 'intact' : [...new Set(codes)].join(' ');
};

const nothing: Change = () => undefined;

describe('BagIt conformance: valid', () => {
  it.each(['v0.97/valid/basic-bag', 'v1.0/valid/basicBag'])('%s', async () => {
    expect(await judged(nothing)).toBe('intact');
    expect(await judged(nothing, false)).toBe('intact');
  });

  it.each([
    ['v0.97/valid/bag-in-a-bag', ['内包/bagit.txt', '内包/data/hello.txt', '内包/manifest-md5.txt']],
    ['v0.97/valid/bag-with-space', ['test file with spaces.txt']],
    ['v0.96/valid/duplicate-metadata-entries', []],
  ])('%s', async (name, extra) => {
    const payload = new Map([...smallPayload(), ...extra.map((path) => [path, text(path)] as const)]);
    const twice = [
      ...SMALL_INFO,
      ['External-Description', '虚构一'],
      ['External-Description', '虚构二'],
    ] as const;
    const bagInfo = name.endsWith('entries') ? twice : SMALL_INFO;
    const { bytes, id } = await writeBag({ payload, bagInfo });
    const bag = await readBag(bytes);
    expect(bag.ok && [bag.value.id, bag.value.findings, bag.value.canonical]).toEqual([id, [], true]);
    expect(bag.ok && bag.value.bagInfo).toEqual(bagInfo);
  });

  it.each<readonly [string, Change, string]>([
    ['v0.97/valid/minimal-bag (no bag-info.txt)', (files) => files.delete('bag-info.txt'), 'E_MISSING'],
    ['v0.97/valid/holey-bag', fetching('data/hello.txt'), 'E_REMOTE'],
    ['v0.97/valid/local-fetch', fetching('data/hello.txt'), 'E_REMOTE'],
    ['v0.97/valid/basic-bag-md5', (files) => files.set('manifest-md5.txt', text('')), 'E_ALG'],
    ['v0.97/valid/basic-bag-sha512', (files) => files.set('manifest-sha512.txt', text('')), 'E_ALG'],
    [
      'v0.97/valid/ISO-8859-1-encoded-tag-files',
      edit('bagit.txt', (s) => s.replace('UTF-8', 'ISO-8859-1')),
      'E_CANON',
    ],
    [
      'v0.97/valid/UTF-16-encoded-tag-files',
      edit('bagit.txt', (s) => s.replace('UTF-8', 'UTF-16')),
      'E_CANON',
    ],
    [
      'v0.97/valid/uncommon-metadata-separators',
      edit('bag-info.txt', (s) => s.replace(': ', '\t:  ')),
      'E_FORMAT',
    ],
    [
      'v0.97/valid/bag-with-leading-dot-slash-in-manifest',
      inManifests((s) => s.replace('  data/', '  ./data/')),
      'E_PATH',
    ],
    [
      'v0.97/valid/bag-with-encoded-names',
      inManifests((s) => s.replace('package.json', 'pack%61ge.json')),
      'E_PATH',
    ],
    [
      'v0.96/valid/basic-bag (an earlier version)',
      edit('bagit.txt', (s) => s.replace('1.0', '0.96')),
      'E_PROFILE',
    ],
  ])('%s is outside the profile and refused by name', async (_, change, code) => {
    expect(await judged(change)).toBe(code);
  });
});

describe('BagIt conformance: invalid', () => {
  it.each<readonly [string, Change, string]>([
    ['v0.97/invalid/baginfo-missing-encoding', edit('bagit.txt', (s) => s.split('\n')[0] ?? ''), 'E_CANON'],
    ['v0.97/invalid/bom-in-bagit.txt', edit('bagit.txt', (s) => `\ufeff${s}`), 'E_CANON'],
    ['v0.97/invalid/corrupt-data-file', edit('data/package.json', (s) => `${s} `), 'E_OXUM E_HASH'],
    [
      'v0.97/invalid/extra-file-in-bag',
      (files) => files.set('data/extra.txt', text('x')),
      'E_OXUM E_UNLISTED',
    ],
    ['v0.97/invalid/invalid-version-number', edit('bagit.txt', (s) => s.replace('1.0', '.97')), 'E_PROFILE'],
    ['v0.97/invalid/missing-baginfo', (files) => files.delete('bag-info.txt'), 'E_MISSING'],
    ['v0.97/invalid/missing-bagit.txt', (files) => files.delete('bagit.txt'), 'E_PROFILE'],
    [
      'v1.0/invalid/bagit-with-invalid-whitespace',
      edit('bagit.txt', (s) => s.replace(': ', ' : ')),
      'E_CANON',
    ],
    [
      'v1.0/invalid/notAllManifestsListAllFiles',
      edit('manifest-sm3.txt', (s) => s.split('\n').slice(1).join('\n')),
      'E_UNLISTED',
    ],
    [
      'v1.0/invalid/same-filename-listed-twice-with-different-hashes',
      inManifests((s) => `${'0'.repeat(64)}  ${firstPath}\n${s}`),
      'E_DUP',
    ],
    [
      'v1.0/invalid/same-filename-listed-twice-with-the-same-hash',
      inManifests((s) => `${s.split('\n')[0] ?? ''}\n${s}`),
      'E_DUP',
    ],
    ['v0.97/invalid/out-of-scope-file-paths-using-dot-notation', listing('data/../../hello.txt'), 'E_PATH'],
    [
      'v0.97/invalid/out-of-scope-file-paths-using-dot-notation-for-fetch',
      fetching('data/../../hello.txt'),
      'E_REMOTE',
    ],
    ['v0.97/linux-only/out-of-scope-file-paths-using-absolute-path', listing('/tmp/hello.txt'), 'E_PATH'],
    [
      'v0.97/linux-only/out-of-scope-file-paths-using-absolute-path-for-fetch',
      fetching('/tmp/hello.txt'),
      'E_REMOTE',
    ],
    ['v0.97/linux-only/out-of-scope-file-paths-using-shortcut', listing('~/hello.txt'), 'E_PATH'],
    [
      'v0.97/linux-only/out-of-scope-file-paths-using-shortcut-for-fetch',
      fetching('~/hello.txt'),
      'E_REMOTE',
    ],
    [
      'v0.97/linux-only/out-of-scope-file-paths-using-shortcut-username',
      listing('~root/hello.txt'),
      'E_PATH',
    ],
    [
      'v0.97/linux-only/out-of-scope-file-paths-using-shortcut-username-for-fetch',
      fetching('~root/hello.txt'),
      'E_REMOTE',
    ],
    ['v0.97/windows-only/out-of-scope-file-paths-using-absolute-path', listing('C:\\hello.txt'), 'E_PATH'],
    [
      'v0.97/windows-only/out-of-scope-file-paths-using-absolute-path-for-fetch',
      fetching('C:\\hello.txt'),
      'E_REMOTE',
    ],
    ['v0.97/windows-only/out-of-scope-file-paths-using-shortcut', listing('%HOME%\\hello.txt'), 'E_PATH'],
    [
      'v0.97/windows-only/out-of-scope-file-paths-using-shortcut-for-fetch',
      fetching('%HOME%\\hello.txt'),
      'E_REMOTE',
    ],
    ['v0.97/windows-only/out-of-scope-file-paths-using-unc', listing('\\\\host\\hello.txt'), 'E_PATH'],
    [
      'v0.97/windows-only/out-of-scope-file-paths-using-unc-for-fetch',
      fetching('\\\\host\\hello.txt'),
      'E_REMOTE',
    ],
  ])('%s', async (_, change, code) => {
    expect(await judged(change)).toBe(code);
  });

  it('v0.97/invalid/corrupt-tag-file', async () => {
    expect(
      await judged(
        edit('bag-info.txt', (s) => s.replace('test-1', 'test-2')),
        false,
      ),
    ).toBe('E_HASH');
  });
});

describe('BagIt conformance: warning', () => {
  it.each<readonly [string, Change, string]>([
    [
      'v0.97/warning/made-with-md5sum-tools',
      inManifests((s) => s.replaceAll('  data/', ' *data/')),
      'E_FORMAT',
    ],
    ['v0.97/warning/relative-path', inManifests((s) => s.replace('  data/', '  ./data/')), 'E_PATH'],
    [
      'v0.97/warning/same-filename-listed-twice-with-the-same-hash',
      inManifests((s) => `${s.split('\n')[0] ?? ''}\n${s}`),
      'E_DUP',
    ],
    [
      'v0.97/warning/duplicate-file-with-different-case',
      (files) => files.set('data/PACKAGE.json', text('x')),
      'E_NAME_TWIN',
    ],
    [
      'v0.97/warning/same-filename-listed-twice-with-different-normalization',
      (files) => files.set('data/e\u0301.txt', text('x')),
      'E_NAME_NORM',
    ],
    [
      'v0.97/warning/special-system-files',
      (files) => files.set('data/Thumbs.db', text('x')),
      'E_OXUM E_UNLISTED',
    ],
  ])('%s is refused or named', async (_, change, code) => {
    expect(await judged(change)).toBe(code);
  });

  it('an archive written here is the one it is made of', async () => {
    const { bytes } = await smallBag();
    const { root, files } = filesBelowRoot(bytes);
    expect(writeZip([...files].map(([name, content]) => [`${root}/${name}`, content] as const))).toEqual(
      bytes,
    );
  });
});
