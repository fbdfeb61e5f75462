import { type Failure, type Result, fail, ok } from '../../kernel/result';

/**
 * Where the second pass puts hashes that do not fit in memory. Bytes of a bucket come back in any order of the pieces that
 * were appended. What is put there are hashes of cells: delete it when the counting is done.
 */
export interface SpillPort {
  /** The bytes are copied before this returns. */
  append(bucket: number, bytes: Uint8Array): Failure | null;
  /** A copy of everything in the bucket; empty when nothing was appended. */
  read(bucket: number): Result<Uint8Array>;
}

const join = (pieces: readonly Uint8Array[]): Uint8Array => {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
};

/** For tables whose hashes fit in memory: 8 bytes per row and task. */
export const memorySpill = (): SpillPort => {
  const buckets = new Map<number, Uint8Array[]>();
  return {
    append: (bucket, bytes) => {
      const pieces = buckets.get(bucket);
      if (pieces === undefined) buckets.set(bucket, [bytes.slice()]);
      else pieces.push(bytes.slice());
      return null;
    },
    read: (bucket) => ok(join(buckets.get(bucket) ?? [])),
  };
};

/** A file that is written and read at offsets without waiting, as `FileSystemSyncAccessHandle` is. */
export interface SyncFile {
  /** Bytes written. */
  write(bytes: Uint8Array, at: { readonly at: number }): number;
  /** Bytes read. */
  read(into: Uint8Array, at: { readonly at: number }): number;
}

const spillFailure = (what: string, error: unknown): Failure => ({
  code: 'E_SPILL',
  message: `精确核验的临时文件${what}失败${error instanceof Error ? `：${error.message}` : ''}`,
  path: '',
  remedy: '请确认磁盘（浏览器存储）有足够空间后重新核验；单遍画像的结果不受影响',
});

interface Extent {
  readonly at: number;
  readonly length: number;
}

/** All buckets in one file, one extent after the other. */
export const fileSpill = (file: SyncFile): SpillPort => {
  const extents = new Map<number, Extent[]>();
  let size = 0;
  return {
    append: (bucket, bytes) => {
      try {
        const written = file.write(bytes, { at: size });
        if (written !== bytes.length) return spillFailure('写入', null);
      } catch (error) {
        return spillFailure('写入', error);
      }
      const known = extents.get(bucket);
      const extent = { at: size, length: bytes.length };
      if (known === undefined) extents.set(bucket, [extent]);
      else known.push(extent);
      size += bytes.length;
      return null;
    },
    read: (bucket) => {
      const known = extents.get(bucket) ?? [];
      const all = new Uint8Array(known.reduce((sum, { length }) => sum + length, 0));
      let from = 0;
      for (const { at, length } of known) {
        try {
          if (file.read(all.subarray(from, from + length), { at }) !== length)
            return fail(spillFailure('读取', null));
        } catch (error) {
          return fail(spillFailure('读取', error));
        }
        from += length;
      }
      return ok(all);
    },
  };
};
