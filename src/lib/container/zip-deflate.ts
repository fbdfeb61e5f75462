import { deflateSync } from 'fflate';
import { DEFLATE, STORE } from './zip-entry-kind';
import { FOREIGN_ZIP_POLICY } from './zip-policy';
import { overRatio } from './zip-size';

/** `store`: content as it is. `deflate`: packed where that makes an entry smaller. */
export type Compression = 'store' | 'deflate';

/** How one entry stands in an archive. */
export interface Packed {
  readonly method: typeof STORE | typeof DEFLATE;
  readonly data: Uint8Array;
}

/**
 * Both are fixed: without `mem` the library takes the size of its hash table from `Math.log`, which engines may
 * compute differently. All the rest is integer arithmetic and a stable sort, so the same bytes come out everywhere.
 */
const SETTINGS = { level: 9, mem: 4 } as const;

const kept = new WeakMap<Uint8Array, Packed>();

/** Packs one entry; what would not shrink, or what our own reader would take for a bomb, is stored. */
export const packed = (content: Uint8Array, compression: Compression): Packed => {
  const stored: Packed = { method: STORE, data: content };
  if (compression === 'store' || content.length === 0) return stored;
  const before = kept.get(content);
  if (before !== undefined) return before;
  const data = deflateSync(content, SETTINGS);
  return data.length < content.length && !overRatio(content.length, data.length, FOREIGN_ZIP_POLICY)
    ? { method: DEFLATE, data }
    : stored;
};

/** Packs content that goes into many archives and never changes; every archive then takes it as it was packed. */
export const keepPacked = (content: Uint8Array): Uint8Array => {
  kept.set(content, packed(content, 'deflate'));
  return content;
};
