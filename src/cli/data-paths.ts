import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Result, ok, refuse } from '../lib/kernel/result';
import { type DiskPath, diskPath } from './disk-file';
import { readBytes } from './read-input';

/** Paths that can be read at any place; standard input is put into a file first. */
const pathsOf = async (
  files: readonly string[],
  spool: (bytes: Uint8Array) => Promise<string>,
): Promise<Result<readonly DiskPath[]>> => {
  const paths: DiskPath[] = [];
  for (const path of files) {
    try {
      const input = path === '-' ? await readBytes('-') : null;
      if (input?.ok === false) return input;
      paths.push(await diskPath(input === null ? path : await spool(input.value.bytes)));
    } catch {
      return refuse('E_FILE', `读不到文件“${path}”`, path, '请核对路径和权限');
    }
  }
  return ok(paths);
};

/** Works over data files that can be read at any place; what was spooled is deleted at the end. Errors: `E_FILE`. */
export const withDataPaths = async <T>(
  files: readonly string[],
  work: (paths: readonly DiskPath[]) => Promise<Result<T>>,
): Promise<Result<T>> => {
  const folders: string[] = [];
  const spool = async (bytes: Uint8Array): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'zhiya-'));
    folders.push(folder);
    const path = join(folder, '标准输入');
    await writeFile(path, bytes, { mode: 0o600 });
    return path;
  };
  try {
    const paths = await pathsOf(files, spool);
    return paths.ok ? await work(paths.value) : paths;
  } finally {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  }
};
