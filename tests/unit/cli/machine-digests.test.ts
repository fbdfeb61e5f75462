import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { crc32 as machineCrc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { crc32 } from '../../../src/lib/container/crc32';
import { sha256Hex, sm3Hex } from '../../../src/lib/kernel/hashing';

/** The terminal uses those of the machine: they must say what the portable ones say. */
test('checksums of the machine and of our own agree, in one piece and in two', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.nat(300), async (content, cut) => {
      const [head, tail] = [content.subarray(0, cut), content.subarray(cut)];
      expect(machineCrc32(tail, machineCrc32(head, 0))).toBe(crc32(content));
      expect(crc32(tail, crc32(head))).toBe(crc32(content));
      for (const [name, portable] of [
        ['sha256', sha256Hex],
        ['sm3', sm3Hex],
      ] as const)
        expect(createHash(name).update(content).digest('hex')).toBe(await portable(content));
    }),
    { numRuns: 100 },
  );
});
