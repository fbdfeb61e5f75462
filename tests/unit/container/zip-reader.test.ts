import { describe, expect, it } from 'vitest';
import { readZip, writeZip } from '../../../src/lib/container/zip';
import { sizeText } from '../../../src/lib/container/zip-policy';
import { buildZip, concat, deflate, le32, plainCrc32, single, text } from '../../fixtures/zip-builder';

const content = text('编号,名称\n1,虚构\n'.repeat(50));

describe('readZip', () => {
  it('reads stored and deflated files, in code-unit order, as copies', async () => {
    const archive = buildZip({
      entries: [
        { name: 'z.csv', content, method: 8 },
        { name: 'a.csv', content },
        { name: 'empty', method: 8 },
      ],
    });
    const read = await readZip(archive);
    if (!read.ok) throw new Error(read.failure.message);
    expect([...read.value]).toEqual([
      ['a.csv', content],
      ['empty', new Uint8Array()],
      ['z.csv', content],
    ]);
    for (const bytes of read.value.values()) expect(bytes.buffer).not.toBe(archive.buffer);
  });

  it('reads an archive that is a view into a larger buffer', async () => {
    const archive = single();
    const framed = concat(text('frame'), archive, text('frame'));
    const read = await readZip(framed.subarray(5, 5 + archive.length));
    expect(read.ok && read.value.get('a.txt')).toEqual(text('hello world'));
  });

  it.each([12, 16])('reads streamed entries with a data descriptor of %d bytes', async (length) => {
    const data = deflate(content);
    const fields = le32(plainCrc32(content), data.length, content.length);
    const entry = {
      content,
      method: 8,
      flags: 0x0808,
      descriptor: length === 12 ? fields : concat(le32(0x08074b50), fields),
    };
    const zero = { crc: 0, size: 0, compressedSize: 0 };
    const archive = buildZip({
      entries: [
        { name: 'a', ...entry, local: zero },
        { name: 'b', ...entry },
      ],
    });
    const read = await readZip(archive);
    expect(read.ok && [...read.value.values()]).toEqual([content, content]);
  });

  it('refuses a data descriptor that says something else', async () => {
    const data = deflate(content);
    for (const fields of [
      [1, data.length, content.length],
      [plainCrc32(content), data.length, 1],
    ]) {
      const archive = single({ content, method: 8, flags: 0x0808, descriptor: le32(...fields) });
      const read = await readZip(archive);
      expect(read.ok || read.failure.code).toBe('E_AMBIGUOUS');
    }
  });

  it('inflates only what is selected, and still checks the structure of the rest', async () => {
    const entries = [
      { name: 'keep.xml', content, method: 8 },
      { name: 'skip.bin', content, method: 8, crc: 1 },
    ];
    const read = await readZip(buildZip({ entries }), { select: (name) => name.endsWith('.xml') });
    expect(read.ok && [...read.value.keys()]).toEqual(['keep.xml']);
    const forged = buildZip({ entries: [...entries, { name: 'x', local: { name: text('y') } }] });
    expect((await readZip(forged, { select: () => false })).ok).toBe(false);
  });

  it('applies the limits it is given', async () => {
    const archive = writeZip([
      ['a', new Uint8Array(600)],
      ['b', new Uint8Array(600)],
    ]);
    const codeUnder = async (policy: Parameters<typeof readZip>[1]): Promise<string> => {
      const read = await readZip(archive, policy);
      return read.ok ? 'accepted' : read.failure.code;
    };
    expect(await codeUnder({ maxEntry: 600, maxTotal: 1_200, maxEntries: 2 })).toBe('accepted');
    expect(await codeUnder({ maxEntry: 599 })).toBe('E_SIZE');
    expect(await codeUnder({ maxTotal: 1_199 })).toBe('E_TOTAL');
    expect(await codeUnder({ maxEntries: 1 })).toBe('E_COUNT');
  });
});

describe('sizeText', () => {
  it('writes sizes for people', () => {
    expect([121, 1_536, 200 * 1024 * 1024, 1024 ** 3].map(sizeText)).toEqual([
      '121 字节',
      '1.5 KB',
      '200 MB',
      '1 GB',
    ]);
  });
});
