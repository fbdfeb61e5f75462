import { inflateRawSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { describe, expect, it, vi } from 'vitest';
import { PACKAGE_ZIP_POLICY, readZip } from '../../src/lib/container/zip';
import { openZip } from '../../src/lib/container/zip-reader';
import { mustBeOk } from '../../src/lib/kernel/result';
import { expectRefusal, guardObjectPrototype } from '../fixtures/refusal';
import { deflatedZeros, overlapBomb, zeroBomb } from '../fixtures/zip-bombs';
import { buildZip, deflate, halfNoise, single, text } from '../fixtures/zip-builder';

// Long enough for a slow machine; nothing here measures time.
vi.setConfig({ testTimeout: 60_000 });

guardObjectPrototype();

const MB = 1_000_000;

/** How many bytes come out of the first file before it is refused, and with which code. */
const poured = async (archive: Uint8Array): Promise<{ bytes: number; code: string | undefined }> => {
  const [file] = mustBeOk(await openZip(archive)).files.values();
  let bytes = 0;
  const failure = await file?.pour((piece) => {
    bytes += piece.length;
  });
  return { bytes, code: failure?.code };
};

describe('ZIP limits', () => {
  it('ZIP-01 refuses 1 GB of zeros in an entry of about 1 MB by its ratio', async () => {
    const bomb = zeroBomb(1_000);
    expect(bomb.length).toBeLessThan(1.1 * MB);
    // Refused by what it declares: nothing comes out.
    const failure = expectRefusal(await openZip(bomb), 'E_RATIO');
    expect(failure.path).toBe('zeros.bin');
    expect(failure.message).toContain('100 倍');
    expectRefusal(await readZip(bomb), 'E_RATIO');
  });

  it('ZIP-01 refuses a bomb that declares less than the limit of one entry, before anything comes out', async () => {
    for (const bomb of [zeroBomb(2), zeroBomb(100), zeroBomb(1_000, 150 * MB)]) {
      expect(await poured(bomb)).toEqual({ bytes: 0, code: 'E_RATIO' });
      expectRefusal(await readZip(bomb), 'E_RATIO');
    }
  });

  it('ZIP-01 ZIP-03 a bomb that declares no more than the ratio allows gives no byte more than that', async () => {
    const { bytes, code } = await poured(zeroBomb(1_000, 20 * MB));
    expect(code).toBe('E_SIZE');
    expect(bytes).toBeLessThanOrEqual(20 * MB);
  });

  it('ZIP-01 accepts a ratio above 100 when less than 1 MB comes out', async () => {
    const zeros = new Uint8Array(1_000_000);
    const small = single({ content: zeros, method: 8 });
    expect(small.length).toBeLessThan(2_000);
    const read = await readZip(small);
    expect(read.ok && read.value.get('a.txt')?.length).toBe(zeros.length);
  });

  it('ZIP-01 the generated stream really is what it says', () => {
    expect(inflateRawSync(deflatedZeros(3))).toHaveLength(3 * MB);
  });

  it('ZIP-02 refuses 50 entries that share one kernel', async () => {
    const kernel = text('虚构内容 '.repeat(200));
    const bomb = overlapBomb(50, kernel);
    expect(unzipSync(bomb)['f049']).toEqual(kernel);
    expect(expectRefusal(await readZip(bomb), 'E_OVERLAP').path).toBe('f000');
  });

  it('ZIP-02 refuses two directory records of one local entry', async () => {
    const content = text('same place');
    const twice = buildZip({
      entries: [
        { name: 'a.txt', content },
        { name: 'b.txt', content, offset: 0 },
      ],
    });
    expectRefusal(await readZip(twice), 'E_OVERLAP');
  });

  it('ZIP-03 refuses an entry of 10 MB that declares 10 bytes', async () => {
    const data = deflatedZeros(10);
    const liar = buildZip({ entries: [{ name: 'a.bin', method: 8, data, size: 10, crc: 0 }] });
    expect(expectRefusal(await readZip(liar), 'E_SIZE').path).toBe('a.bin');
    expect(await poured(liar)).toEqual({ bytes: 0, code: 'E_SIZE' });
    // So little more than declared that its compressed length gives nothing away.
    const slight = single({ content: halfNoise(2_000), method: 8, size: 1_900 });
    expect(await poured(slight)).toEqual({ bytes: 0, code: 'E_SIZE' });
  });

  it('ZIP-03 refuses an entry of 10 MB that declares 5, which is inflated piece by piece, before more comes out', async () => {
    const data = deflate(halfNoise(10 * MB));
    const liar = buildZip({ entries: [{ name: 'a.bin', method: 8, data, size: 5 * MB, crc: 0 }] });
    const { bytes, code } = await poured(liar);
    expect(code).toBe('E_SIZE');
    expect(bytes).toBeLessThanOrEqual(5 * MB);
    expectRefusal(await readZip(liar), 'E_SIZE');
  });

  it('ZIP-03 refuses an entry of 10 bytes that declares 1,000', async () => {
    const liar = single({ content: text('0123456789'), method: 8, size: 1_000 });
    expectRefusal(await readZip(liar), 'E_SIZE');
  });

  it('ZIP-03 refuses a stored entry whose two sizes differ', async () => {
    expectRefusal(await readZip(single({ size: 12 })), 'E_SIZE');
  });

  it('ZIP-04 refuses a declared size of 4,026,531,840 in a file of about 120 bytes', async () => {
    const liar = single({ name: 'ab.txt', size: 4_026_531_840 });
    expect(liar).toHaveLength(121);
    expect(expectRefusal(await readZip(liar), 'E_SIZE').message).toContain('200 MB');
    // Refused as it is opened: room for content is made only when content is read.
    for (const entry of [
      { size: 4_026_531_840 },
      { method: 8, size: 4_026_531_840 },
      { compressedSize: 4_026_531_840 },
    ])
      expectRefusal(await openZip(single(entry)), 'E_SIZE');
  });

  it('ZIP-05 refuses 60,000 empty entries', async () => {
    const many = buildZip({ entries: Array.from({ length: 60_000 }, (_, i) => ({ name: `f${i}` })) });
    expect(expectRefusal(await readZip(many), 'E_COUNT').message).toContain('5000');
  });

  it('ZIP-05 accepts 5,000 entries and refuses 5,001', async () => {
    const entries = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ name: `f${i}`, content: text('x') }));
    const full = await readZip(buildZip({ entries: entries(5_000) }));
    expect(full.ok && full.value.size).toBe(5_000);
    expectRefusal(await readZip(buildZip({ entries: entries(5_001) })), 'E_COUNT');
  });

  it('ZIP-38 refuses a Deflate stream far longer than its content, however well it ends', async () => {
    // Empty stored blocks (RFC 1951 §3.2.4: 00 00 00 ff ff) before the content: nothing but time.
    const content = text('x');
    const padded = (blocks: number) => {
      const end = deflate(content);
      const data = new Uint8Array(blocks * 5 + end.length);
      for (let at = 0; at < blocks; at += 1) data.set([0, 0, 0, 0xff, 0xff], at * 5);
      data.set(end, blocks * 5);
      return buildZip({ entries: [{ name: 'x.txt', method: 8, content, data }] });
    };
    expect((await readZip(padded(100))).ok).toBe(true);
    expectRefusal(await readZip(padded(1000)), 'E_DATA');
  });

  it('ZIP-06 leaves nested archives as opaque bytes', async () => {
    let inner = single();
    for (let level = 0; level < 4; level += 1) inner = single({ name: 'inner.zip', content: inner });
    const read = mustBeOk(await readZip(single({ name: 'inner.zip', content: inner })));
    expect([...read]).toEqual([['inner.zip', inner]]);
  });

  it('ZIP-07 refuses 5,000 entries that declare 199 MB each', async () => {
    const data = deflate(text('small'));
    const entries = Array.from({ length: 5_000 }, (_, i) => ({
      name: `f${i}`,
      method: 8,
      data,
      size: 199 * MB,
    }));
    const archive = buildZip({ entries });
    // Refused as it is opened: nothing was inflated.
    expect(expectRefusal(await openZip(archive), 'E_TOTAL').message).toContain('1 GB');
    expectRefusal(await readZip(archive), 'E_TOTAL');
  });

  it('ZIP-07 refuses an archive larger than the limit of the file', async () => {
    expectRefusal(await readZip(single(), { maxArchive: 100 }), 'E_TOTAL');
  });

  it('ZIP-08 refuses a name of 60,000 characters and shows only its beginning', async () => {
    const failure = expectRefusal(await readZip(single({ name: 'n'.repeat(60_000) })), 'E_NAME_LEN');
    expect(failure.message).toContain('240 字节');
    expect(failure.message.length).toBeLessThan(300);
  });

  it('ZIP-08 counts the limit in bytes', async () => {
    const fits = '数'.repeat(80);
    expect((await readZip(single({ name: fits }), PACKAGE_ZIP_POLICY)).ok).toBe(true);
    expectRefusal(await readZip(single({ name: `${fits}a` }), PACKAGE_ZIP_POLICY), 'E_NAME_LEN');
  });

  it('ZIP-09 refuses a path of 5,000 levels', async () => {
    const name = `${'a/'.repeat(4_999)}b`;
    expect(expectRefusal(await readZip(single({ name })), 'E_DEPTH').message).toContain('6 层');
    expect((await readZip(single({ name: 'a/b/c/d/e/f' }))).ok).toBe(true);
    expectRefusal(await readZip(single({ name: 'a/b/c/d/e/f/g' })), 'E_DEPTH');
  });
});
