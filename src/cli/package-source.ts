import { open, readFile } from 'node:fs/promises';
import type { ByteSource } from '../lib/container/byte-source';
import { type Result, ok, refuse } from '../lib/kernel/result';
import { diskPath } from './disk-file';

/** Packages up to this size are read at once; larger ones stay on the disk. */
const AT_ONCE = 16 * 1024 * 1024;

/** A file read where it lies, into memory that is used again. Opened until the process ends. */
const diskSource = async (path: string, size: number): Promise<ByteSource> => {
  const file = await open(path);
  const readInto = async (target: Uint8Array, start: number): Promise<void> => {
    for (let done = 0; done < target.length;) {
      const { bytesRead } = await file.read(target, done, target.length - done, start + done);
      if (bytesRead === 0) throw new Error('the file became shorter');
      done += bytesRead;
    }
  };
  return {
    size,
    readInto,
    read: async (start, end) => {
      const bytes = new Uint8Array(end - start);
      await readInto(bytes, start);
      return bytes;
    },
  };
};

/** A package on this machine: in memory when it is small. Fails with E_FILE. */
export const packageSource = async (path: string): Promise<Result<Uint8Array | ByteSource>> => {
  try {
    const file = await diskPath(path);
    if (file.size <= AT_ONCE) return ok(new Uint8Array(await readFile(path)));
    return ok(await diskSource(path, file.size));
  } catch {
    return refuse('E_FILE', `读不到文件“${path}”`, path, '请核对路径和权限');
  }
};
