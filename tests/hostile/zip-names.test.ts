import { describe, expect, it } from 'vitest';
import { PACKAGE_ZIP_POLICY, readZip } from '../../src/lib/container/zip';
import { expectRefusal, guardObjectPrototype } from '../fixtures/refusal';
import { buildZip, concat, extraField, le32, plainCrc32, single, text } from '../fixtures/zip-builder';

guardObjectPrototype();

const pair = (first: string, second: string): Uint8Array =>
  buildZip({
    entries: [
      { name: first, content: text('1') },
      { name: second, content: text('2') },
    ],
  });

/** Both policies must refuse it the same way. */
const refusedEverywhere = async (bytes: Uint8Array, code: string) => {
  expectRefusal(await readZip(bytes, PACKAGE_ZIP_POLICY), code);
  return expectRefusal(await readZip(bytes), code);
};

describe('ZIP names', () => {
  it.each([
    '../../evil.txt',
    '..\\..\\evil.txt',
    '/etc/passwd',
    'C:\\x',
    'C:/x',
    '\\\\host\\share',
    'a/../b',
  ])('ZIP-22 refuses %s', async (name) => {
    const failure = await refusedEverywhere(single({ name }), 'E_PATH');
    expect(failure.path).toBe(name);
  });

  it.each([
    'a/./b',
    'a//b',
    'a.',
    'a ',
    'a./b',
    'a /b',
    ' a',
    'CON.txt',
    'con',
    'x/nul.tar.gz',
    'LPT1',
    'a:stream',
    'a*b',
    'a?b',
    'a|b',
  ])('ZIP-23 refuses “%s”', async (name) => {
    await refusedEverywhere(single({ name }), 'E_PATH');
  });

  it('ZIP-23 accepts names that only look reserved', async () => {
    for (const name of ['console.txt', 'com.txt', 'a.b.c', '.rels', '[Content_Types].xml'])
      expect((await readZip(single({ name }))).ok, name).toBe(true);
  });

  it.each([
    ['NUL', 'a\0b', 'U+0000'],
    ['tab', 'a\tb', 'U+0009'],
    ['newline', 'a\nb', 'U+000A'],
    ['DEL', 'a\u007fb', 'U+007F'],
    ['C1 control', 'a\u0085b', 'U+0085'],
  ])('ZIP-24 refuses %s in a name', async (_what, name, point) => {
    expect((await refusedEverywhere(single({ name }), 'E_NAME_CHAR')).message).toContain(point);
  });

  it.each([
    ['right-to-left override', 'inv\u202efdp.exe', 'U+202E'],
    ['right-to-left isolate', 'a\u2067b', 'U+2067'],
    ['zero-width joiner', 'a\u200db', 'U+200D'],
    ['byte order mark', '\ufeffa', 'U+FEFF'],
    ['soft hyphen', 'a\u00adb', 'U+00AD'],
    ['Hangul filler', 'a\u3164b', 'U+3164'],
    ['variation selector', 'a\ufe0fb', 'U+FE0F'],
    ['tag character', 'a\u{e0041}b', 'U+E0041'],
  ])('ZIP-25 refuses a %s and shows its code point', async (_what, name, point) => {
    const failure = await refusedEverywhere(single({ name }), 'E_NAME_CHAR');
    expect(failure.message).toContain(point);
    expect(failure.path).toContain(`‹${point}›`);
  });

  it('ZIP-26 refuses a Cyrillic letter among Latin ones in our own files', async () => {
    const mixed = pair('report.pdf', 'rep\u043ert.pdf');
    expect(expectRefusal(await readZip(mixed, PACKAGE_ZIP_POLICY), 'E_NAME_SCRIPT').message).toContain(
      'U+043E',
    );
    expect((await readZip(mixed)).ok).toBe(true);
  });

  it('ZIP-26 refuses a radical that looks like a Han character', async () => {
    expectRefusal(await readZip(single({ name: '\u2f00.txt' }), PACKAGE_ZIP_POLICY), 'E_NAME_SCRIPT');
    expect((await readZip(single({ name: '一〇《𠀀》（2）.txt' }), PACKAGE_ZIP_POLICY)).ok).toBe(true);
  });

  it('ZIP-27 refuses a name that is not in NFC', async () => {
    await refusedEverywhere(pair('\u00e9.txt', 'e\u0301.txt'), 'E_NAME_NORM');
  });

  it.each([
    ['case', 'Report.pdf', 'report.pdf'],
    ['width', '\uff21.pdf', 'A.pdf'],
    ['case of a folder', 'Data/a', 'data/b'],
    ['sigma', 'ς.txt', 'Σ.txt'],
    ['file and folder', 'a', 'a/b'],
  ])('ZIP-28 refuses twins by %s', async (_what, first, second) => {
    await refusedEverywhere(pair(first, second), 'E_NAME_TWIN');
  });

  it.each(['__proto__', 'constructor', '__proto__/x', 'a/prototype/b', 'toString'])(
    'ZIP-29 refuses an entry named %s',
    async (name) => {
      await refusedEverywhere(single({ name }), 'E_NAME_RESERVED');
    },
  );

  const GBK_NAME = new Uint8Array([0xd7, 0xa8, 0xc0, 0xfb, 0x2e, 0x63, 0x73, 0x76]); // 专利.csv in GBK

  it('ZIP-34 shows GBK names and asks; the answer reads them', async () => {
    const archive = single({ name: GBK_NAME });
    expect(expectRefusal(await readZip(archive), 'E_ASK_ENCODING').message).toContain('“专利.csv”');
    const read = await readZip(archive, { legacyNames: 'gb18030' });
    expect(read.ok && [...read.value.keys()]).toEqual(['专利.csv']);
    expectRefusal(await readZip(archive, { legacyNames: 'utf-8' }), 'E_NAME_ENCODING');
  });

  it('ZIP-34 refuses GBK names in our own files', async () => {
    expectRefusal(await readZip(single({ name: GBK_NAME }), PACKAGE_ZIP_POLICY), 'E_NAME_ENCODING');
  });

  it('ZIP-34 shows unmarked UTF-8 names as UTF-8, not as the GBK they could also be', async () => {
    const archive = single({ name: text('专利权人.csv') });
    expect(expectRefusal(await readZip(archive), 'E_ASK_ENCODING').message).toContain('“专利权人.csv”');
    const read = await readZip(archive, { legacyNames: 'utf-8' });
    expect(read.ok && [...read.value.keys()]).toEqual(['专利权人.csv']);
  });

  it('ZIP-34 refuses a name marked UTF-8 that is not', async () => {
    const archive = single({ name: GBK_NAME, flags: 0x0800 });
    expectRefusal(await readZip(archive, { legacyNames: 'gb18030' }), 'E_NAME_ENCODING');
  });

  const unicodePath = (raw: Uint8Array, name: string): Uint8Array =>
    extraField(0x7075, concat(new Uint8Array([1]), le32(plainCrc32(raw)), text(name)));

  it('ZIP-35 refuses a Unicode path that disagrees with the name', async () => {
    await refusedEverywhere(single({ extra: unicodePath(text('a.txt'), 'b.txt') }), 'E_AMBIGUOUS');
    await refusedEverywhere(single({ extra: unicodePath(text('other'), 'a.txt') }), 'E_AMBIGUOUS');
    await refusedEverywhere(single({ local: { extra: unicodePath(text('a.txt'), 'a.txt') } }), 'E_AMBIGUOUS');
    expectRefusal(
      await readZip(single({ name: GBK_NAME, extra: unicodePath(GBK_NAME, '著作.csv') })),
      'E_AMBIGUOUS',
    );
  });

  it('ZIP-35 refuses an extra field that stands twice, or runs over its end', async () => {
    const field = unicodePath(text('a.txt'), 'a.txt');
    const twice = concat(field, field);
    for (const extra of [twice, field.subarray(0, -1), text('abc')]) {
      expectRefusal(await readZip(single({ extra })), 'E_FORMAT');
      expectRefusal(await readZip(single({ extra: new Uint8Array(), local: { extra } })), 'E_FORMAT');
    }
  });

  it('ZIP-35 accepts a Unicode path that says the same, and needs no question then', async () => {
    expect((await readZip(single({ extra: unicodePath(text('a.txt'), 'a.txt') }))).ok).toBe(true);
    const read = await readZip(single({ name: GBK_NAME, extra: unicodePath(GBK_NAME, '专利.csv') }));
    expect(read.ok && [...read.value.keys()]).toEqual(['专利.csv']);
  });
});
