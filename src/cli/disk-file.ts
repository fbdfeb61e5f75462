import { open, read } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import type { SourceFile } from '../lib/data-asset/source/table-source';

/** A file of this machine as it crosses to a scan thread. */
export interface DiskPath {
  readonly path: string;
  readonly size: number;
  readonly lastModified: number;
}

export const diskPath = async (path: string): Promise<DiskPath> => {
  const { size, mtimeMs } = await stat(path);
  return { path, size, lastModified: Math.floor(mtimeMs) };
};

const opened = promisify(open);
const readAt = promisify(read);

/** Opened at the first read and kept open until the process ends; a bare descriptor, which nobody closes before. */
export const diskFile = ({ path, size, lastModified }: DiskPath): SourceFile => {
  let descriptor: Promise<number> | null = null;
  return {
    name: basename(path),
    size,
    lastModified,
    read: async (from, to) => {
      descriptor ??= opened(path, 'r');
      const file = await descriptor;
      const bytes = new Uint8Array(to - from);
      let done = 0;
      while (done < bytes.length) {
        const { bytesRead } = await readAt(file, bytes, done, bytes.length - done, from + done);
        if (bytesRead === 0) return bytes.subarray(0, done);
        done += bytesRead;
      }
      return bytes;
    },
    state: async () => {
      const now = await diskPath(path);
      return { size: now.size, lastModified: now.lastModified };
    },
  };
};
