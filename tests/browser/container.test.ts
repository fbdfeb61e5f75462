import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readBag, writeBag } from '../../src/lib/container/bagit';
import { readZip } from '../../src/lib/container/zip';
import { sha256Hex } from '../../src/lib/kernel/hashing';
import { GOLDEN, GOLDEN_INPUT } from '../fixtures/golden-bag';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe('container in the browser', () => {
  it('writes the golden bag byte for byte, and reads it back as canonical', async () => {
    const { bytes, id, files } = await writeBag(GOLDEN_INPUT);
    expect({ id, files, bytes: bytes.length, sha256: await sha256Hex(bytes) }).toEqual(GOLDEN);
    const bag = await readBag(bytes);
    expect(bag.ok && [bag.value.canonical, bag.value.findings]).toEqual([true, []]);
  });

  it('inflates a compressed archive', async () => {
    const content = text('编号,名称\n1,虚构\n'.repeat(500));
    const read = await readZip(zipSync({ 'a.csv': content }, { level: 6, mtime: '2020-01-01' }));
    expect(read.ok && read.value.get('a.csv')).toEqual(content);
  });

  it('asks about GBK names and reads them when told', async () => {
    const archive = zipSync({ AAAAxcsv: text('x') }, { level: 0, mtime: '2020-01-01' });
    const gbk = [0xd7, 0xa8, 0xc0, 0xfb];
    for (let at = 0; at + 4 <= archive.length; at += 1)
      if (archive.subarray(at, at + 4).every((byte) => byte === 0x41)) archive.set(gbk, at);
    const asked = await readZip(archive);
    expect(asked.ok || asked.failure.code).toBe('E_ASK_ENCODING');
    const read = await readZip(archive, { legacyNames: 'gb18030' });
    expect(read.ok && [...read.value.keys()]).toEqual(['专利xcsv']);
  });

  it('stops a bomb at its ratio', async () => {
    const bomb = zipSync({ 'zeros.bin': new Uint8Array(5_000_000) }, { level: 9, mtime: '2020-01-01' });
    const read = await readZip(bomb);
    expect(read.ok || read.failure.code).toBe('E_RATIO');
  });
});
