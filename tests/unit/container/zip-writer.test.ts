// A build with settings of its own: the modules would change those of the reader, which files of a process share.
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js/index.cjs';
import { unzipSync } from 'fflate';
import { describe, expect, it, vi } from 'vitest';
import { crc32 } from '../../../src/lib/container/crc32';
import { isWrittenFrom, readZip, writeZip } from '../../../src/lib/container/zip';
import { buildZip, measured, plainCrc32, text } from '../../fixtures/zip-builder';

// Long enough for a slow machine; nothing here measures time.
vi.setConfig({ testTimeout: 60_000 });

describe('crc32', () => {
  it('gives the published check values', () => {
    expect(crc32(new Uint8Array())).toBe(0);
    expect(crc32(text('123456789'))).toBe(0xcbf43926);
    expect(crc32(text('The quick brown fox jumps over the lazy dog'))).toBe(0x414fa339);
  });

  it('agrees with the bytewise form at every length around the step of eight', () => {
    const bytes = Uint8Array.from({ length: 40 }, (_, i) => (i * 37 + 11) & 0xff);
    for (let length = 0; length <= 40; length += 1)
      expect(crc32(bytes.subarray(0, length))).toBe(plainCrc32(bytes.subarray(0, length)));
  });
});

const FILES = [
  ['b.txt', text('second')],
  ['资料/清单.csv', text('专利号\n')],
  ['a.txt', new Uint8Array()],
  ['[Content_Types].xml', text('<Types/>')],
] as const;

describe('writeZip', () => {
  it('writes the records of APPNOTE 4.3 field by field', () => {
    // One file “a” holding “x”: CRC-32 of “x” is 8CDC1683; DOS date 0021 is 1 January 1980, time 0.
    const expected = [
      '504b0304 1400 0008 0000 0000 2100 8316dc8c 01000000 01000000 0100 0000 61 78',
      '504b0102 1400 1400 0008 0000 0000 2100 8316dc8c 01000000 01000000 0100 0000 0000 0000 0000 00000000 00000000 61',
      '504b0506 0000 0000 0100 0100 2f000000 20000000 0000',
    ];
    const hex = [...writeZip([['a', text('x')]])].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    expect(hex).toBe(expected.join('').replaceAll(' ', ''));
  });

  it('gives the same bytes for the same files in any order', () => {
    expect(writeZip([...FILES].reverse())).toEqual(writeZip(FILES));
    expect(writeZip(new Map(FILES))).toEqual(writeZip(FILES));
  });

  it('gives what an unrelated writer gives for the sorted list', () => {
    const sorted = [...FILES].sort(([a], [b]) => (a < b ? -1 : 1));
    expect(writeZip(FILES)).toEqual(
      buildZip({ entries: sorted.map(([name, content]) => ({ name, content })) }),
    );
  });

  it('is read alike by fflate, by zip.js and by our own reader', async () => {
    const archive = writeZip(FILES);
    const expected = new Map([...FILES].sort(([a], [b]) => (a < b ? -1 : 1)));
    expect(new Map(Object.entries(unzipSync(archive)))).toEqual(expected);
    const entries = await new ZipReader(new Uint8ArrayReader(archive), { useWebWorkers: false }).getEntries();
    const other = new Map<string, Uint8Array>();
    for (const entry of entries)
      if (!entry.directory) other.set(entry.filename, await entry.getData(new Uint8ArrayWriter()));
    expect(other).toEqual(expected);
    const own = await readZip(archive);
    expect(own.ok && own.value).toEqual(expected);
  });

  it('recognises its own bytes and no others', () => {
    const archive = writeZip(FILES);
    expect(isWrittenFrom(archive, measured(FILES))).toBe(true);
    expect(isWrittenFrom(archive.subarray(0, -1), measured(FILES))).toBe(false);
    expect(isWrittenFrom(new Uint8Array([...archive, 0]), measured(FILES))).toBe(false);
    expect(isWrittenFrom(archive, measured(FILES.slice(1)))).toBe(false);
    const touched = archive.slice();
    touched[10] = 1;
    expect(isWrittenFrom(touched, measured(FILES))).toBe(false);
  });

  it('throws on what only a bug can bring', () => {
    expect(() =>
      writeZip([
        ['a', text('1')],
        ['a', text('2')],
      ]),
    ).toThrow('two files');
    for (const name of ['', 'a/', 'lone \ud800 half'])
      expect(() => writeZip([[name, text('1')]])).toThrow('not a file');
    const many = Array.from({ length: 65_535 }, (_, i) => [`f${i}`, new Uint8Array()] as const);
    expect(() => writeZip(many)).toThrow('too large');
  });
});
