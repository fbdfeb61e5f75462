import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SpillPort, fileSpill, memorySpill } from '../lib/data-asset/table/spill';
import { type Result, fail, ok } from '../lib/kernel/result';

/** Hashes of one command up to so many bytes stay in memory. */
const IN_MEMORY = 256 * 1024 * 1024;

/** Places for hashes in the system's temporary folder, readable by this user only. */
export interface DiskSpills {
  /** @param bytes that will be put there */
  readonly open: (bytes: number) => Promise<Result<SpillPort>>;
  /** Deletes everything, also after a failure. */
  readonly close: () => void;
}

export const diskSpills = (inMemory = IN_MEMORY): DiskSpills => {
  const opened: number[] = [];
  let folder: string | null = null;
  let left = inMemory;
  const openFile = (): SpillPort => {
    folder ??= mkdtempSync(join(tmpdir(), 'zhiya-exact-'));
    const file = openSync(join(folder, String(opened.length)), 'wx+', 0o600);
    opened.push(file);
    return fileSpill({
      write: (bytes, { at }) => writeSync(file, bytes, 0, bytes.length, at),
      read: (into, { at }) => readSync(file, into, 0, into.length, at),
    });
  };
  return {
    open: (bytes) => {
      if (bytes <= left) {
        left -= bytes;
        return Promise.resolve(ok(memorySpill()));
      }
      try {
        return Promise.resolve(ok(openFile()));
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : '';
        return Promise.resolve(
          fail({
            code: 'E_SPILL',
            message: `精确核验的临时文件建不起来（${code}）`,
            path: '',
            remedy: '请确认临时目录（TMPDIR）可写且有足够空间',
          }),
        );
      }
    },
    close: () => {
      for (const file of opened.splice(0)) closeSync(file);
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
    },
  };
};
