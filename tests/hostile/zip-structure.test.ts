import { describe, expect, it, vi } from 'vitest';
import { readZip } from '../../src/lib/container/zip';
import { expectRefusal, guardObjectPrototype, refusalOf } from '../fixtures/refusal';
import {
  buildZip,
  concat,
  deflate,
  extraField,
  halfNoise,
  le32,
  le64,
  plainCrc32,
  single,
  text,
} from '../fixtures/zip-builder';

// Long enough for a slow machine; nothing here measures time.
vi.setConfig({ testTimeout: 60_000 });

guardObjectPrototype();

const two = (archive: object = {}): Uint8Array =>
  buildZip({
    entries: [
      { name: 'a.txt', content: text('first') },
      { name: 'b.txt', content: text('second') },
    ],
    ...archive,
  });

describe('ZIP structure: one archive, one reading', () => {
  it('ZIP-10 refuses the same name twice', async () => {
    const twice = buildZip({
      entries: [
        { name: 'a.txt', content: text('one') },
        { name: 'a.txt', content: text('two') },
      ],
    });
    expect(expectRefusal(await readZip(twice), 'E_DUP').path).toBe('a.txt');
  });

  it('ZIP-11 refuses a local header that names another file', async () => {
    for (const name of ['b.txt', 'longer.txt']) {
      const failure = expectRefusal(await readZip(single({ local: { name: text(name) } })), 'E_AMBIGUOUS');
      expect(failure.message).toContain('名称在目录和文件头里不一致');
    }
  });

  it.each([
    ['flags', { flags: 0 }, '标志'],
    ['method', { method: 8 }, '压缩方法'],
    ['CRC', { crc: 1 }, '大小或校验值'],
    ['size', { size: 10 }, '大小或校验值'],
    ['compressed size', { compressedSize: 10 }, '大小或校验值'],
    ['all three zero without a descriptor', { crc: 0, size: 0, compressedSize: 0 }, '大小或校验值'],
  ])('ZIP-11 refuses a local header with other %s', async (_what, local, said) => {
    const { message } = expectRefusal(await readZip(single({ local })), 'E_AMBIGUOUS');
    expect(message).toContain(`${said}在目录和文件头里不一致`);
  });

  it('ZIP-12 refuses two archives, one after the other', async () => {
    expectRefusal(await readZip(concat(single(), single({ name: 'b.txt' }))), 'E_AMBIGUOUS');
    const fitted = buildZip({
      entries: [{ name: 'b.txt' }],
      prefix: single(),
      offsetsIncludePrefix: true,
    });
    expect(expectRefusal(await readZip(fitted), 'E_AMBIGUOUS').message).toContain('第一个文件之前还有内容');
  });

  it('ZIP-12 refuses bytes that belong to no entry', async () => {
    for (const archive of [single({}, { gap: text('hidden') }), single({ descriptor: text('hidden') })])
      expect(expectRefusal(await readZip(archive), 'E_AMBIGUOUS').message).toContain('不属于任何文件');
  });

  it('ZIP-13 refuses an archive hidden in the comment', async () => {
    for (const comment of [single({ name: 'b.txt' }), concat(single(), text('end'))]) {
      const { message } = expectRefusal(await readZip(single({}, { comment })), 'E_AMBIGUOUS');
      expect(message).toContain('注释里藏着另一个压缩包');
    }
  });

  it('ZIP-13 accepts a comment in words', async () => {
    expect((await readZip(single({}, { comment: text('虚构备注') }))).ok).toBe(true);
  });

  it('ZIP-14 refuses 102 bytes of program code before the archive', async () => {
    const prefix = new Uint8Array(102).fill(0x90);
    prefix.set([0x4d, 0x5a]);
    expectRefusal(await readZip(single({}, { prefix })), 'E_PREFIX');
    const failure = expectRefusal(
      await readZip(single({}, { prefix, offsetsIncludePrefix: true })),
      'E_PREFIX',
    );
    expect(failure.message).toContain('Windows 程序');
  });

  it('ZIP-15 refuses bytes after the end record', async () => {
    expect(expectRefusal(await readZip(single({}, { suffix: text('tail') })), 'E_SUFFIX').message).toContain(
      ' 4 ',
    );
    expectRefusal(await readZip(single({}, { suffix: new Uint8Array(70_000) })), 'E_SUFFIX');
  });

  it('ZIP-16 refuses a directory with more entries than the end record says', async () => {
    expectRefusal(await readZip(two({ count: 1 })), 'E_COUNT_MISMATCH');
    expectRefusal(await readZip(two({ count: 0 })), 'E_COUNT_MISMATCH');
    const length = 46 + 'a.txt'.length;
    expectRefusal(await readZip(two({ count: 1, directorySize: length })), 'E_COUNT_MISMATCH');
  });

  it('ZIP-17 refuses an end record that says 5 of 1 entry', async () => {
    expectRefusal(await readZip(single({}, { count: 5 })), 'E_COUNT_MISMATCH');
    expectRefusal(await readZip(single({}, { countHere: 5 })), 'E_COUNT_MISMATCH');
  });

  it('ZIP-18 refuses a wrong CRC, stored and deflated', async () => {
    const content = text('content under a wrong checksum');
    expect(expectRefusal(await readZip(single({ content, crc: 1 })), 'E_CRC').path).toBe('a.txt');
    expectRefusal(await readZip(single({ content, method: 8, crc: 1 })), 'E_CRC');
    // Large content is inflated piece by piece, by another reader.
    const large = halfNoise(5_000_000);
    expectRefusal(await readZip(single({ content: large, method: 8, crc: 1 })), 'E_CRC');
  });

  it('ZIP-19 refuses every shorter piece of an archive', async ({ task }) => {
    const nested = single({ name: 'inner.zip', content: single() });
    const whole = buildZip({
      entries: [
        { name: 'a.txt', content: text('hello '.repeat(20)), method: 8 },
        { name: 'inner.zip', content: nested },
      ],
      comment: text('note'),
    });
    expect((await readZip(whole)).ok).toBe(true);
    // A piece that stops where an inner archive does has an end record at its end, of a directory that stands elsewhere.
    const ends = [single(), nested].map((inner) => Buffer.from(whole).indexOf(inner) + inner.length);
    for (let length = 0; length < whole.length; length += 1) {
      const { code } = refusalOf(await readZip(whole.subarray(0, length)));
      expect(code, `first ${length} bytes`).toBe(ends.includes(length) ? 'E_AMBIGUOUS' : 'E_FORMAT');
    }
    expectRefusal(await readZip(whole.subarray(0, -10)), 'E_FORMAT');
    task.meta.inputs = whole.length;
  });

  it('ZIP-20 accepts a valid ZIP64 archive of a small file', async () => {
    const content = text('hello world');
    const sizes = extraField(1, le64(content.length, content.length));
    const max = 0xffff_ffff;
    const wide = single(
      { content, size: max, compressedSize: max, extra: sizes },
      { zip64: {}, count: 0xffff, directorySize: max, directoryOffset: max },
    );
    const read = await readZip(wide);
    expect(read.ok && read.value.get('a.txt')).toEqual(content);
  });

  it('ZIP-20 accepts a ZIP64 data descriptor', async () => {
    const content = text('hello world');
    const data = deflate(content);
    const descriptor = concat(le32(0x08074b50, plainCrc32(content)), le64(data.length, content.length));
    const streamed = single({
      content,
      method: 8,
      flags: 0x0808,
      local: { crc: 0, size: 0, compressedSize: 0 },
      descriptor,
    });
    const read = await readZip(streamed);
    expect(read.ok && read.value.get('a.txt')).toEqual(content);
  });

  it.each([
    ['count', { count: 2 }],
    ['directory size', { size: 5 }],
    ['directory offset', { offset: 5 }],
  ])('ZIP-21 refuses a ZIP64 end record with another %s', async (_what, zip64) => {
    const { message } = expectRefusal(await readZip(single({}, { zip64 })), 'E_AMBIGUOUS');
    expect(message).toContain('64 位结尾记录与 32 位结尾记录互相矛盾');
  });

  it('ZIP-21 refuses ZIP64 sizes that contradict the 32-bit sizes', async () => {
    const extra = extraField(1, le64(4_000_000_000, 11));
    expectRefusal(await readZip(single({ extra })), 'E_AMBIGUOUS');
    expectRefusal(await readZip(single({ size: 0xffff_ffff })), 'E_AMBIGUOUS');
    const short = extraField(1, le32(11));
    expectRefusal(await readZip(single({ size: 0xffff_ffff, extra: short })), 'E_AMBIGUOUS');
    const long = extraField(1, le64(11, 999));
    expectRefusal(await readZip(single({ size: 0xffff_ffff, extra: long })), 'E_AMBIGUOUS');
    expectRefusal(await readZip(single({}, { directoryOffset: 0xffff_ffff })), 'E_AMBIGUOUS');
  });
});
