import { createHash } from 'node:crypto';
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
