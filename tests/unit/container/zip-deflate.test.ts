import { deflateSync as inNode, inflateSync } from 'fflate';
import { deflateSync as inBrowser } from 'fflate/browser';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isWrittenFrom, readZip, rezip, writeZip } from '../../../src/lib/container/zip';
import { packed } from '../../../src/lib/container/zip-deflate';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { measured, text } from '../../fixtures/zip-builder';

// Long enough for a slow machine; nothing here measures time.
vi.setConfig({ testTimeout: 60_000 });

const ZONE = process.env['TZ'] ?? 'Asia/Shanghai';

afterEach(() => {
  process.env['TZ'] = ZONE;
  vi.useRealTimers();
});

const row = (i: number): string => `<w:tr><w:tc><w:t>虚构的第${i}种测试装置</w:t></w:tc></w:tr>`;
const xml = (rows: number): Uint8Array => text(Array.from({ length: rows }, (_, i) => row(i)).join(''));

/** Every byte once: nothing to pack. */
const EVERY_BYTE = Uint8Array.from({ length: 256 }, (_, i) => (i * 167) & 0xff);

const FILES = [
  ['word/document.xml', xml(400)],
  ['空.txt', new Uint8Array()],
  ['every-byte.bin', EVERY_BYTE],
] as const;

/** Method of compression per entry, read from the central directory at its published offsets. */
const methods = (archive: Uint8Array): readonly number[] => {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.length);
  let at = view.getUint32(archive.length - 6, true);
  const found: number[] = [];
  while (view.getUint32(at, true) === 0x02014b50) {
    found.push(view.getUint16(at + 10, true));
    at += 46 + view.getUint16(at + 28, true);
  }
  return found;
};

describe('writeZip with deflate', () => {
  it('is smaller, and read back by the public reader', async () => {
    const archive = writeZip(FILES, 'deflate');
    expect(archive.length).toBeLessThan(writeZip(FILES).length / 4);
    const read = mustBeOk(await readZip(archive));
    expect(new Map(read)).toEqual(new Map(FILES));
  });

  it('stores what would not shrink', () => {
    // sorted by code unit: every-byte.bin, word/document.xml, 空.txt
    expect(methods(writeZip(FILES, 'deflate'))).toEqual([0, 8, 0]);
    expect(methods(writeZip(FILES))).toEqual([0, 0, 0]);
  });

  it('stores what the reader would take for a bomb', async () => {
    const blank: readonly [string, Uint8Array] = ['blank.xml', new Uint8Array(2 * 1024 * 1024)];
    const archive = writeZip([blank], 'deflate');
    expect(methods(archive)).toEqual([0]);
    expect(mustBeOk(await readZip(archive)).get('blank.xml')?.length).toBe(2 * 1024 * 1024);
  });

  it('gives the same bytes on repeat, in any order, in any zone, on any day', () => {
    const first = writeZip(FILES, 'deflate');
    for (const [zone, now, offset] of [
      ['America/New_York', '2031-01-01T00:30:00Z', 300],
      ['Pacific/Kiritimati', '1999-12-31T23:59:59Z', -840],
    ] as const) {
      process.env['TZ'] = zone;
      vi.useFakeTimers({ toFake: ['Date'], now: new Date(now) });
      expect(new Date().getTimezoneOffset()).toBe(offset);
      expect(writeZip([...FILES].reverse(), 'deflate')).toEqual(first);
      vi.useRealTimers();
    }
  });

  it('does not ask the engine for logarithms, which engines may compute differently', () => {
    const first = writeZip(FILES, 'deflate');
    const log = vi.spyOn(Math, 'log').mockReturnValue(Number.NaN);
    expect(writeZip(FILES, 'deflate')).toEqual(first);
    expect(log).not.toHaveBeenCalled();
    log.mockRestore();
  });

  it('gives in a browser what it gives in Node', () => {
    for (const rows of [1, 40, 3_000]) {
      const content = xml(rows);
      const { data } = packed(content, 'deflate');
      expect(inBrowser(content, { level: 9, mem: 4 })).toEqual(data);
      expect(inNode(content, { level: 9, mem: 4 })).toEqual(data);
      expect(inflateSync(data)).toEqual(content);
    }
  });

  it('leaves the outer archive stored: a deflated one is not what a bag is made of', () => {
    expect(isWrittenFrom(writeZip(FILES), measured(FILES))).toBe(true);
    expect(isWrittenFrom(writeZip(FILES, 'deflate'), measured(FILES))).toBe(false);
  });
});

describe('rezip with deflate', () => {
  it('packs the same content alike, however it came', async () => {
    const once = mustBeOk(await rezip(writeZip(FILES), undefined, 'deflate'));
    expect(once).toEqual(writeZip(FILES, 'deflate'));
    expect(mustBeOk(await rezip(once, undefined, 'deflate'))).toEqual(once);
    expect(mustBeOk(await rezip(once))).toEqual(writeZip(FILES));
  });
});
