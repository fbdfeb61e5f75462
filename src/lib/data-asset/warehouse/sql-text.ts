import { type Result, ok, refuse } from '../../kernel/result';
import { encodeUtf8 } from '../../kernel/utf8';
import type { DialectName } from './plan-model';

/** Text that means the same between single quotes everywhere: no quote, backslash, control character, nor `$` (Spark replaces `${…}`). */
const isPlain = (text: string): boolean => {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20 || code === 0x24 || code === 0x27 || code === 0x5c || code === 0x7f) return false;
  }
  return true;
};

const hexOf = (text: string): string =>
  Array.from(encodeUtf8(text), (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * A text constant. What could end a string or begin an escape in any dialect or under any of its settings is written in
 * hexadecimal, so that no rule of quoting has to be right.
 */
export const sqlText = (dialect: DialectName, text: string): string => {
  if (isPlain(text)) return `'${text}'`;
  const hex = hexOf(text);
  if (dialect === 'clickhouse') return `unhex('${hex}')`;
  return dialect === 'duckdb' ? `decode(unhex('${hex}'))` : `decode(unhex('${hex}'), 'UTF-8')`;
};

/** A name, quoted. Only ClickHouse reads backslashes inside. */
export const sqlName = (dialect: DialectName, name: string): string => {
  if (dialect === 'duckdb') return `"${name.replaceAll('"', '""')}"`;
  if (dialect === 'spark') return `\`${name.replaceAll('`', '``')}\``;
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
};

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Whether a name can stand in a query: not empty, no NUL, whole characters. */
export const isNameable = (name: string): boolean =>
  name !== '' && !name.includes('\0') && !LONE_SURROGATE.test(name);

const badTable = (text: string): Result<never> =>
  refuse(
    'E_TABLE_NAME',
    '表名写法不对',
    text,
    '请写成 表名、库名.表名 或 目录.库名.表名；名称里有点号或空格时用反引号或双引号括起来',
  );

/** One part of a name from `at` on: quoted by ` or ", or up to the next point. */
const readPart = (text: string, at: number): { part: string; end: number } | null => {
  const quote = text[at];
  if (quote !== '`' && quote !== '"') {
    const found = /^[^\s.`"';()]+/u.exec(text.slice(at));
    return found === null ? null : { part: found[0], end: at + found[0].length };
  }
  let part = '';
  for (let i = at + 1; i < text.length; i += 1) {
    if (text[i] !== quote) part += text[i] ?? '';
    else if (text[i + 1] === quote) {
      part += quote;
      i += 1;
    } else return { part, end: i + 1 };
  }
  return null;
};

/**
 * Parts of a table name as people write it: `meters`, `water.meters`, `` `my db`."t.1" ``.
 * Errors: `E_TABLE_NAME`.
 */
export const readTableName = (text: string): Result<readonly string[]> => {
  const trimmed = text.trim();
  const parts: string[] = [];
  for (let at = 0; ; at += 1) {
    const read = readPart(trimmed, at);
    if (read === null || !isNameable(read.part) || parts.length === 3) return badTable(text);
    parts.push(read.part);
    at = read.end;
    if (at === trimmed.length) return ok(parts);
    if (trimmed[at] !== '.') return badTable(text);
  }
};
