import { type Failure, type Result, fail, ok } from '../kernel/result';
import { u32 } from './bytes';
import { crc32 } from './crc32';
import { fault, showName } from './fault';
import type { CentralEntry } from './zip-directory';
import type { ZipPolicy } from './zip-policy';

export interface NamedEntry extends CentralEntry {
  readonly name: string;
}

const FLAG_UTF8 = 0x0800;
const UNICODE_PATH_EXTRA = 0x7075;
const UNICODE_PATH_HEADER = 5;
const SHOWN_NAMES = 5;

const decodeStrict = (bytes: Uint8Array, encoding: 'utf-8' | 'gb18030'): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
};

const isAscii = (bytes: Uint8Array): boolean => bytes.every((byte) => byte < 0x80);

/** UTF-8 first: UTF-8 bytes are often valid GB18030 too, the reverse is rare. */
const guess = (raw: Uint8Array): string =>
  decodeStrict(raw, 'utf-8') ?? decodeStrict(raw, 'gb18030') ?? '（无法识别）';

const twoNames = (entry: CentralEntry, other: string): Failure =>
  fault(
    'E_AMBIGUOUS',
    entry.shown,
    `“${entry.shown}”的附加字段里写着另一个名称“${showName(other)}”，不同软件会显示不同文件名`,
    '请让对方用常见工具重新压缩后再发来',
    'ZIP-35',
  );

/**
 * The name in the Info-ZIP Unicode path field (APPNOTE §4.6.9: version 1, CRC of the raw name, UTF-8 name), which must
 * say the same as the header. It also settles a legacy name, when it is exactly what that name reads in GB18030.
 */
const withUnicodePath = (entry: CentralEntry, name: string | null): Result<string | null> => {
  const field = entry.extra.get(UNICODE_PATH_EXTRA);
  if (field === undefined) return ok(name);
  const path = decodeStrict(field.subarray(UNICODE_PATH_HEADER), 'utf-8');
  const valid = path !== null && field[0] === 1 && u32(field, 1) === crc32(entry.rawName);
  if (valid && (name ?? guess(entry.rawName)) === path) return ok(path);
  return fail(twoNames(entry, path ?? '（无法识别）'));
};

const undecodable = (entry: CentralEntry, encoding: string): Failure =>
  fault(
    'E_NAME_ENCODING',
    entry.shown,
    `文件名“${showName(guess(entry.rawName))}”不是 ${encoding.toUpperCase()} 编码`,
    '请使用原始文件；若是别处的压缩包，请换一种编码读取，或让对方用 UTF-8 文件名重新压缩',
    'ZIP-34',
  );

const plainName = (entry: CentralEntry, policy: ZipPolicy): Result<string | null> => {
  if (isAscii(entry.rawName)) return ok(new TextDecoder().decode(entry.rawName));
  const encoding = (entry.flags & FLAG_UTF8) !== 0 ? 'utf-8' : policy.legacyNames;
  if (encoding === 'ask') return ok(null);
  const name = decodeStrict(entry.rawName, encoding);
  return name === null ? fail(undecodable(entry, encoding)) : ok(name);
};

const question = (entries: readonly CentralEntry[]): Failure => {
  const names = entries.map(({ rawName }) => showName(guess(rawName)));
  const list = names.slice(0, SHOWN_NAMES).map((name) => `“${name}”`);
  return fault(
    'E_ASK_ENCODING',
    names[0] ?? '',
    `压缩包没有注明文件名编码，读出来是：${list.join('、')}${names.length > SHOWN_NAMES ? ` 等 ${names.length} 个` : ''}`,
    '请核对文件名：正确就确认读取，不正确请换一种编码',
    'ZIP-34',
  );
};

/**
 * Settles the text of every name. Names neither ASCII nor marked UTF-8 follow `policy.legacyNames`.
 * Fails with E_NAME_ENCODING, E_ASK_ENCODING, or E_AMBIGUOUS when an entry carries two names.
 */
export const decodeNames = (
  entries: readonly CentralEntry[],
  policy: ZipPolicy,
): Result<readonly NamedEntry[]> => {
  const named: NamedEntry[] = [];
  const open: CentralEntry[] = [];
  for (const entry of entries) {
    const name = plainName(entry, policy);
    if (!name.ok) return name;
    const settled = withUnicodePath(entry, name.value);
    if (!settled.ok) return settled;
    if (settled.value === null) open.push(entry);
    else named.push({ ...entry, name: settled.value, shown: showName(settled.value) });
  }
  return open.length > 0 ? fail(question(open)) : ok(named);
};
