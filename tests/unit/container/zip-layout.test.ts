import { describe, expect, it } from 'vitest';
import { readDirectory } from '../../../src/lib/container/zip-directory';
import { locateDirectory } from '../../../src/lib/container/zip-end';
import { layOut } from '../../../src/lib/container/zip-layout';
import { FOREIGN_ZIP_POLICY } from '../../../src/lib/container/zip-policy';
import {
  buildZip,
  concat,
  deflate,
  extraField,
  le32,
  le64,
  plainCrc32,
  single,
  text,
} from '../../fixtures/zip-builder';

/** What our own structural checks say, without the second reader behind them. */
const verdict = (bytes: Uint8Array): string => {
  const extent = locateDirectory(bytes);
  if (!extent.ok) return extent.failure.code;
  const directory = readDirectory(bytes, extent.value, FOREIGN_ZIP_POLICY);
  if (!directory.ok) return directory.failure.code;
  const placed = layOut(bytes, directory.value, extent.value);
  return placed.ok ? 'laid out' : placed.failure.code;
};

describe('layOut, on its own', () => {
  it('lays out a plain archive and gives the span of each content', () => {
    const bytes = buildZip({
      entries: [
        { name: 'ab', content: text('12345') },
        { name: 'c', content: text('67') },
      ],
    });
    const extent = locateDirectory(bytes);
    if (!extent.ok) throw new Error(extent.failure.message);
    const directory = readDirectory(bytes, extent.value, FOREIGN_ZIP_POLICY);
    if (!directory.ok) throw new Error(directory.failure.message);
    const placed = layOut(bytes, directory.value, extent.value);
    // Local header 30 + name: content of “ab” at 32–37, of “c” at 37 + 31 = 68–70.
    expect(placed.ok && placed.value.map(({ span }) => span)).toEqual([
      { start: 32, end: 37 },
      { start: 68, end: 70 },
    ]);
  });

  it('refuses content before the first entry although all offsets fit', () => {
    const bytes = buildZip({ entries: [{ name: 'b' }], prefix: single(), offsetsIncludePrefix: true });
    expect(verdict(bytes)).toBe('E_AMBIGUOUS');
  });

  it.each([
    ['the UTF-8 mark', { flags: 0 }],
    ['a flag without meaning', { flags: 0x0810 }],
    ['the method', { method: 8 }],
    ['the CRC', { crc: 1 }],
    ['the size', { size: 0 }],
    ['the compressed size', { compressedSize: 0 }],
    ['the name', { name: text('b.txt') }],
  ])('refuses headers that differ in %s', (_what, local) => {
    expect(verdict(single({ local }))).toBe('E_AMBIGUOUS');
  });

  it('allows headers that differ in how hard the writer tried', () => {
    expect(verdict(single({ flags: 0x0802, local: { flags: 0x0806 } }))).toBe('laid out');
  });

  const content = text('hello world');
  const data = deflate(content);
  const streamed = (descriptor: Uint8Array, local: object = {}): string =>
    verdict(single({ content, method: 8, flags: 0x0808, descriptor, local }));
  const zero = { crc: 0, size: 0, compressedSize: 0 };
  const fields = le32(plainCrc32(content), data.length, content.length);
  const signature = le32(0x08074b50);

  it('takes exactly one data descriptor, in any of its four forms', () => {
    const wide = concat(le32(plainCrc32(content)), le64(data.length, content.length));
    for (const descriptor of [fields, concat(signature, fields), wide, concat(signature, wide)])
      expect(streamed(descriptor, zero)).toBe('laid out');
    expect(streamed(concat(signature, fields))).toBe('laid out');
  });

  it('refuses any other bytes in its place', () => {
    const wrongSignature = concat(le32(1), fields);
    const wrongCrc = le32(1, data.length, content.length);
    for (const descriptor of [
      new Uint8Array(),
      concat(fields, fields),
      wrongSignature,
      fields.subarray(1),
      wrongCrc,
      new Uint8Array(12),
    ])
      expect(streamed(descriptor, zero)).toBe('E_AMBIGUOUS');
    expect(verdict(single({ descriptor: concat(signature, le32(plainCrc32(content), 11, 11)) }))).toBe(
      'E_AMBIGUOUS',
    );
  });

  it('takes the ZIP64 sizes of a streamed local header, zero or right', () => {
    const max = { crc: 0, size: 0xffff_ffff, compressedSize: 0xffff_ffff };
    for (const sizes of [le64(0, 0), le64(content.length, data.length)])
      expect(streamed(fields, { ...max, extra: extraField(1, sizes) })).toBe('laid out');
    expect(streamed(fields, { ...max, extra: extraField(1, le64(5, 5)) })).toBe('E_AMBIGUOUS');
    expect(streamed(fields, max)).toBe('E_AMBIGUOUS');
  });

  it('refuses a file header that is not where the directory says', () => {
    const broken = buildZip({ entries: [{ name: 'a' }, { name: 'b' }] });
    broken[31] = 0;
    expect(verdict(broken)).toBe('E_FORMAT');
    expect(verdict(single({ compressedSize: 5_000 }))).toBe('E_SIZE');
  });
});
