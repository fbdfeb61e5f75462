import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { BULK_LIMITS, TAIL_BYTES } from '../lib/intake/bulk/byte-table';
import { type Result, ok, refuse } from '../lib/kernel/result';
import { type NamedBytes, readBytes } from './read-input';

/** Memory that all threads see. */
export const sharedBytes = (length: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(length));

const SLICE = 64 * 1024 * 1024;

const fill = (file: number, into: Uint8Array): number => {
  let done = 0;
  for (;;) {
    const read = readSync(file, into, done, Math.min(SLICE, into.length - done), done);
    if (read === 0) return done;
    done += read;
  }
};

const unreadable = (path: string): Result<never> =>
  refuse('E_FILE', `读不到文件“${path}”`, path, '请核对路径和权限');

/** A file in shared memory, with the room behind it that reading by columns needs; `-` is standard input. */
export const readShared = async (path: string): Promise<Result<NamedBytes>> => {
  if (path === '-') {
    const input = await readBytes(path);
    if (!input.ok) return input;
    const bytes = sharedBytes(input.value.bytes.length + TAIL_BYTES).subarray(0, input.value.bytes.length);
    bytes.set(input.value.bytes);
    return ok({ name: input.value.name, bytes });
  }
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return unreadable(path);
  }
  try {
    const { size } = fstatSync(file);
    if (size > BULK_LIMITS.bytes)
      return refuse('E_FILE_SIZE', '文件超过 1 GB', basename(path), '请把清单拆成几个文件，一次列出');
    const bytes = sharedBytes(size + TAIL_BYTES).subarray(0, size);
    return ok({ name: basename(path), bytes: bytes.subarray(0, fill(file, bytes)) });
  } catch {
    return unreadable(path);
  } finally {
    closeSync(file);
  }
};
