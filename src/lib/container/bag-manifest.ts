import { type Failure, type Result, fail, ok } from '../kernel/result';
import { byCodeUnit } from './bytes';
import { nameFault } from './entry-name';
import { fault, showName } from './fault';
import { PACKAGE_ZIP_POLICY } from './zip-policy';

/** Path below the bag folder → checksum, 64 lower-case hex digits. */
export type Manifest = ReadonlyMap<string, string>;

const ORIGINAL = '清单被改动过或由其他工具写成，请索取原始文件';

/** The one form a manifest has: `checksum`, two spaces, path, line feed; sorted by code unit (as `sha256sum -c` reads). */
export const manifestText = (manifest: Manifest): string =>
  [...manifest]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([path, checksum]) => `${checksum}  ${path}\n`)
    .join('');

/** Whole-text rules shared by all tag files: no byte order mark, line feeds only, a final one, no blank edges. */
export const tagTextFault = (text: string, file: string): Failure | null => {
  const canon = (what: string): Failure =>
    fault('E_CANON', file, `${file} ${what}，不是规范形式`, ORIGINAL, 'PKG-13');
  if (text.startsWith('\ufeff')) return canon('带有字节序标记（BOM）');
  if (text.includes('\r')) return canon('用了 CRLF 换行');
  if (text !== '' && !text.endsWith('\n')) return canon('末行没有换行');
  return /^$/m.test(text.slice(0, -1)) || /[ \t]$/m.test(text) ? canon('有空行或行尾空格') : null;
};

interface Line {
  readonly checksum: string;
  readonly path: string;
}

const readLine = (line: string, at: string): Result<Line> => {
  const parts = /^(\S*)([ \t]*)(.*)$/.exec(line);
  const [checksum = '', gap = '', path = ''] = parts?.slice(1) ?? [];
  if (!/^[0-9a-f]{64}$/.test(checksum))
    return fail(fault('E_FORMAT', at, '校验值不是 64 位小写十六进制数', ORIGINAL, 'PKG-12'));
  if (gap !== '  ')
    return fail(fault('E_FORMAT', at, '校验值与路径之间应恰好是两个空格', ORIGINAL, 'PKG-12'));
  return ok({ checksum, path });
};

const pathFault = (path: string, at: string, allowed: (path: string) => boolean): Failure | null => {
  const unsafe = nameFault(path, PACKAGE_ZIP_POLICY);
  const shown = showName(path);
  if (unsafe !== null)
    return fault('E_PATH', at, `清单里的路径“${shown}”不安全：${unsafe.message}`, ORIGINAL, 'PKG-08');
  return allowed(path) && !path.endsWith('/')
    ? null
    : fault('E_PATH', at, `清单里的路径“${shown}”不该出现在这份清单里`, ORIGINAL, 'PKG-08');
};

/**
 * Reads a manifest in its one canonical form; nothing else is understood.
 * Fails with E_CANON, E_FORMAT, E_PATH or E_DUP, naming the line.
 *
 * @param file its name, for messages
 * @param allowed which paths may be listed
 */
export const parseManifest = (
  text: string,
  file: string,
  allowed: (path: string) => boolean,
): Result<Manifest> => {
  const malformed = tagTextFault(text, file);
  if (malformed !== null) return fail(malformed);
  const manifest = new Map<string, string>();
  let previous = '';
  for (const [i, text_] of text.split('\n').slice(0, -1).entries()) {
    const at = `${file} › 第 ${i + 1} 行`;
    const line = readLine(text_, at);
    if (!line.ok) return line;
    const { checksum, path } = line.value;
    const unsafe = pathFault(path, at, allowed);
    if (unsafe !== null) return fail(unsafe);
    if (manifest.has(path))
      return fail(fault('E_DUP', at, `清单里“${showName(path)}”出现两次`, ORIGINAL, 'PKG-07'));
    if (byCodeUnit(previous, path) > 0)
      return fail(fault('E_CANON', at, '清单没有按路径排序，不是规范形式', ORIGINAL, 'PKG-13'));
    manifest.set(path, checksum);
    previous = path;
  }
  return ok(manifest);
};
