import { open } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { openTable } from '../../lib/data-asset/kernel/open-table';
import { type Result, ok, refuse } from '../../lib/kernel/result';
import { decodeUtf8 } from '../../lib/kernel/utf8';

const HEAD = 64 * 1024;

/** A delimited text file as an engine can read it. */
export interface FileSource {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly delimiter: string;
  readonly columns: readonly string[];
}

/** Characters that both engines expand to several files. */
const PATTERN = /[*?[\]{}]/;

const ownOnly = (message: string, path: string): Result<never> =>
  refuse('E_ENGINE_FILE', message, path, '请改用 --engine own，或另存为 UTF-8 编码、首行为列名的 CSV');

/**
 * Header and form of a file.
 * @param forEngine the file itself goes into an engine, which reads UTF-8 only and takes its first line for the header
 *
 * Errors: `E_FILE`, `E_ENGINE_FILE`, those of `openTable`.
 */
export const readFileSource = async (path: string, forEngine: boolean): Promise<Result<FileSource>> => {
  let head: Uint8Array;
  let bytes: number;
  try {
    const file = await open(path);
    try {
      bytes = (await file.stat()).size;
      const read = await file.read(new Uint8Array(HEAD), 0, HEAD, 0);
      head = read.buffer.subarray(0, read.bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return refuse('E_FILE', `读不到文件“${path}”`, path, '请核对路径和权限');
  }
  const table = openTable(head, bytes <= HEAD, basename(path));
  if (!table.ok) return table;
  const columns: string[] = [];
  for (const cell of table.value.header) {
    const name = decodeUtf8(cell);
    if (!name.ok) return ownOnly('列名不是 UTF-8 编码', path);
    columns.push(name.value.trim());
  }
  const full = resolve(path);
  if (forEngine && PATTERN.test(full)) return ownOnly('路径里有引擎当作通配符的字符', path);
  const declared = new TextDecoder().decode(head.subarray(0, 8)).replace(/^\uFEFF/, '');
  if (forEngine && /^sep=/i.test(declared)) return ownOnly('首行是 sep= 声明', path);
  return ok({
    name: basename(path),
    path: full,
    bytes,
    delimiter: String.fromCharCode(table.value.delimiter),
    columns,
  });
};
