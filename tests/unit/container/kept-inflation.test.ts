import { expect, it } from 'vitest';
import { inflatedBefore, keepInflated } from '../../../src/lib/container/kept-inflation';

const bytes = (...all: number[]): Uint8Array => Uint8Array.from(all);

it('gives back only what these very packed bytes were inflated to', () => {
  const packed = bytes(1, 2, 3);
  keepInflated(packed, bytes(7, 8), 42);
  expect(inflatedBefore(bytes(1, 2, 3), 2, 42)).toEqual(bytes(7, 8));
  // Another stream under the same CRC, another size, another CRC: inflated anew.
  expect(inflatedBefore(bytes(1, 2, 4), 2, 42)).toBeNull();
  expect(inflatedBefore(packed, 3, 42)).toBeNull();
  expect(inflatedBefore(packed, 2, 43)).toBeNull();
});

it('keeps a copy: what happens to the archive afterwards changes nothing', () => {
  const packed = bytes(9, 9);
  keepInflated(packed, bytes(5), 77);
  packed[0] = 0;
  expect(inflatedBefore(bytes(9, 9), 1, 77)).toEqual(bytes(5));
  expect(inflatedBefore(packed, 1, 77)).toBeNull();
});

it('does not keep what is large', () => {
  keepInflated(bytes(1), new Uint8Array(17 * 1024), 99);
  expect(inflatedBefore(bytes(1), 17 * 1024, 99)).toBeNull();
});
