import { createHash, getHashes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { provideCrc32 } from '../lib/container/crc32';
import { provideDigests } from '../lib/kernel/hashing';
import type { Hashing } from '../lib/data-asset/run/scan-unit';

/** Running SHA-256 by the machine's own code. */
export const nodeHashing: Hashing = () => {
  let hash = createHash('sha256');
  return Promise.resolve({
    update: (bytes) => {
      hash.update(bytes);
    },
    digest: () => {
      const text = hash.digest('hex');
      hash = createHash('sha256');
      return Promise.resolve(text);
    },
  });
};

/** Digests and checksums by the machine's own code, where it has SM3: some builds of Node leave it out. */
export const useMachineDigests = (): void => {
  provideCrc32(crc32);
  if (!getHashes().includes('sm3')) return;
  const by = (algorithm: string) => (bytes: Uint8Array) => createHash(algorithm).update(bytes).digest('hex');
  provideDigests({ sha256: by('sha256'), sm3: by('sm3') });
};
