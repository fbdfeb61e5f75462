import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readZip } from '../../src/lib/container/zip';
import { expectRefusal, guardObjectPrototype } from '../fixtures/refusal';
import {
  buildZip,
  concat,
  deflate,
  extraField,
  halfNoise,
  le16,
  le32,
  single,
  text,
} from '../fixtures/zip-builder';

guardObjectPrototype();

const UNIX = (3 << 8) | 20;
const mode = (bits: number): number => (bits << 16) >>> 0;

describe('ZIP entries: plain files only', () => {
  it.each([
    ['a symbolic link', 0o120777, '符号链接'],
    ['a named pipe', 0o010644, '特殊文件'],
    ['a device', 0o060644, '特殊文件'],
    ['a socket', 0o140644, '特殊文件'],
  ])('ZIP-30 refuses %s and says what it is', async (_what, bits, said) => {
    for (const entry of [{ madeBy: UNIX, attributes: mode(bits) }, { attributes: mode(bits) }])
      expect(expectRefusal(await readZip(single(entry)), 'E_TYPE').message).toContain(said);
  });

  it('ZIP-30 refuses a link hidden in the Unix extra field', async () => {
    const extra = extraField(0x756e, concat(le32(0), le16(0o120777), le32(5), le16(0, 0), text('/etc/')));
    expectRefusal(await readZip(single({ extra })), 'E_TYPE');
  });

  it('ZIP-30 accepts a plain file with its Unix mode', async () => {
    expect((await readZip(single({ madeBy: UNIX, attributes: mode(0o100644) }))).ok).toBe(true);
  });

  it('ZIP-31 refuses a folder with content', async () => {
    expectRefusal(await readZip(single({ name: 'a/' })), 'E_TYPE');
    expectRefusal(await readZip(single({ name: 'a/', attributes: 0x10 })), 'E_TYPE');
  });

  it('ZIP-31 refuses a file whose name ends in a slash, and a folder whose name does not', async () => {
    const empty = new Uint8Array();
    const file = { name: 'a/', content: empty, madeBy: UNIX, attributes: mode(0o100644) };
    expectRefusal(await readZip(single(file)), 'E_TYPE');
    expectRefusal(await readZip(single({ attributes: 0x10 })), 'E_TYPE');
    expectRefusal(await readZip(single({ madeBy: UNIX, attributes: mode(0o040755) })), 'E_TYPE');
    expectRefusal(await readZip(single({ attributes: 0x08 })), 'E_TYPE');
  });

  it('ZIP-31 leaves ordinary folders out', async () => {
    const archive = buildZip({
      entries: [
        { name: 'a/', attributes: 0x10 },
        { name: 'a/b.txt', content: text('x') },
      ],
    });
    const read = await readZip(archive);
    expect(read.ok && [...read.value.keys()]).toEqual(['a/b.txt']);
  });

  it('ZIP-32 refuses the encrypted flag, strong encryption, and masked headers', async () => {
    for (const flags of [0x0801, 0x0841, 0x2800])
      expectRefusal(await readZip(single({ flags })), 'E_ENCRYPTED');
  });

  it('ZIP-32 refuses an AES extra field, in the directory or in the file header', async () => {
    const extra = extraField(0x9901, new Uint8Array([2, 0, 0x41, 0x45, 3, 8, 0]));
    expectRefusal(await readZip(single({ extra, method: 99 })), 'E_ENCRYPTED');
    expectRefusal(await readZip(single({ extra })), 'E_ENCRYPTED');
    expectRefusal(await readZip(single({ local: { extra } })), 'E_ENCRYPTED');
  });

  it('ZIP-32 refuses an encrypted directory', async () => {
    const directory = concat(le32(0x08064b50), new Uint8Array(60).fill(7));
    expectRefusal(await readZip(single({}, { directory })), 'E_ENCRYPTED');
  });

  it.each([
    ['99', 99],
    ['Deflate64', 9],
    ['LZMA', 14],
    ['zstd', 93],
    ['bzip2', 12],
  ])('ZIP-33 refuses method %s', async (name, method) => {
    expect(expectRefusal(await readZip(single({ method })), 'E_METHOD').message).toContain(
      name === '99' ? 'AES' : name,
    );
  });

  it('ZIP-33 refuses patched data', async () => {
    expectRefusal(await readZip(single({ flags: 0x0820 })), 'E_METHOD');
  });

  it('ZIP-36 refuses a part of a split archive', async () => {
    expectRefusal(await readZip(single({}, { disk: 1 })), 'E_FORMAT');
    expectRefusal(await readZip(single({ disk: 1 })), 'E_FORMAT');
    const marker = text('PK00');
    expectRefusal(await readZip(single({}, { prefix: marker, offsetsIncludePrefix: true })), 'E_FORMAT');
    const first = concat(new Uint8Array([0x50, 0x4b, 7, 8]), single());
    expect(expectRefusal(await readZip(first.subarray(0, 60)), 'E_FORMAT').message).toContain('分卷');
  });

  it.each([
    ['RAR', [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07, 0x01, 0x00]],
    ['7z', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
    ['gzip', [0x1f, 0x8b, 0x08]],
    ['HTML', [...text('\ufeff\n <!DOCTYPE html><title>404</title>')]],
    ['PDF', [...text('%PDF-1.7')]],
    ['xls', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
    ['空文件', []],
  ])('ZIP-36 refuses %s and says what it is', async (kind, magic) => {
    const file = magic.length === 0 ? new Uint8Array() : concat(Uint8Array.from(magic), new Uint8Array(100));
    expect(expectRefusal(await readZip(file), 'E_FORMAT').message).toContain(kind);
  });

  it('ZIP-36 refuses bytes of no known kind', async () => {
    expectRefusal(await readZip(text('编号,名称\n1,虚构\n')), 'E_FORMAT');
  });

  it('ZIP-37 refuses an empty archive and an archive of folders', async () => {
    expectRefusal(await readZip(buildZip({ entries: [] })), 'E_EMPTY');
    expectRefusal(await readZip(buildZip({ entries: [{ name: 'a/' }, { name: 'a/b/' }] })), 'E_EMPTY');
  });

  const large = halfNoise(5_000_000);

  it('ZIP-38 refuses garbage after the end of a deflate stream', async () => {
    const short = text('hello world, hello world');
    const long = text('hello world, '.repeat(5_000));
    const followed = (content: Uint8Array, garbage: Uint8Array) =>
      readZip(single({ content, method: 8, data: concat(deflate(content), garbage) }));
    for (const garbage of [new Uint8Array([0]), text('garbage')])
      expectRefusal(await followed(short, garbage), 'E_DATA');
    // More than one piece of it; behind little content it is refused before anything is read.
    expectRefusal(await followed(long, new Uint8Array(40_000)), 'E_DATA');
    expectRefusal(await followed(short, new Uint8Array(40_000)), 'E_DATA');
    // Large content is inflated piece by piece, by another reader.
    expectRefusal(await followed(large, text('garbage')), 'E_DATA');
  });

  it('ZIP-38 refuses two deflate streams in one entry', async () => {
    for (const content of [text('hello world, hello world'), large]) {
      const data = concat(deflate(content), deflate(content));
      expectRefusal(await readZip(single({ content, method: 8, data })), 'E_DATA');
    }
  });

  it('ZIP-38 refuses an empty stream followed by a second gzip member', async () => {
    const content = text('hello world, hello world');
    const member = concat(
      new Uint8Array([3, 0]),
      new Uint8Array(8),
      new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0]),
    );
    const data = concat(member, deflate(content));
    expect(inflateRawSync(data)).toHaveLength(0);
    expectRefusal(await readZip(single({ content, method: 8, data })), 'E_DATA');
  });

  it('ZIP-38 refuses a deflate stream that is cut short or not one', async () => {
    const content = text('hello world, hello world, and so on');
    const whole = deflate(content);
    for (const data of [whole.subarray(0, -3), Uint8Array.from([7, 7, 7, 7, 7, 7, 7])])
      expectRefusal(await readZip(single({ content, method: 8, data })), 'E_DATA');
  });
});
