import Papa from 'papaparse';
import { decodeText } from '../../intake/decode-text';
import type { JsonValue } from '../../kernel/json';
import { type Result, ok, refuse } from '../../kernel/result';
import { parseStrictJson } from '../../kernel/strict-json';
import { RESULT_FIELDS, type ResultField } from './plan-model';

/** One line of the result: text as the client printed it, `null` for nothing. */
export type ResultLine = Readonly<Record<ResultField, string | null>>;

/** Larger files are no list of aggregates. */
const LARGEST = 64 * 1024 * 1024;
const MOST_KEYS = 1_000_000;

const FIELD_OF: ReadonlyMap<string, ResultField> = new Map(
  RESULT_FIELDS.map((field) => [field.toLowerCase(), field]),
);

const badForm = (message: string, path: string): Result<never> =>
  refuse(
    'E_RESULT_FORM',
    message,
    path,
    '请用原查询重新运行，把结果整份存成 JSON、JSON Lines（JSONEachRow）或带表头的 CSV，不要用表格软件改动',
  );

const cellText = (value: JsonValue): string | null | undefined => {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  return undefined;
};

/** Names and values of one line, in any order and any case of letters; more fields than ours are let pass. */
const lineOf = (pairs: Iterable<readonly [string, JsonValue]>, where: string): Result<ResultLine> => {
  const line = new Map<ResultField, string | null>();
  for (const [name, value] of pairs) {
    const field = FIELD_OF.get(name.trim().toLowerCase());
    if (field === undefined) continue;
    if (line.has(field)) return badForm(`字段“${field}”出现两次`, where);
    const text = cellText(value);
    if (text === undefined) return badForm(`字段“${field}”不是文字或数字`, where);
    line.set(field, text);
  }
  const lacking = RESULT_FIELDS.filter((field) => !line.has(field) && !isLeftOutWhenNull(field));
  if (lacking.length > 0) return badForm(`缺少字段：${lacking.join('、')}`, where);
  const entries = RESULT_FIELDS.map((field) => [field, line.get(field) ?? null] as const);
  return ok(Object.fromEntries(entries) as Record<ResultField, string | null>);
};

/** Spark writes no field whose value is null. */
const NULLABLE: ReadonlySet<ResultField> = new Set([
  // Not asked by queries of the first form.
  'names',
  'nameKinds',
  'shortest',
  'longest',
  'numberMin',
  'numberMax',
  'mean',
  'sd',
  'p01',
  'p25',
  'p50',
  'p75',
  'p99',
  'timeMin',
  'timeMax',
  'top',
]);
const isLeftOutWhenNull = (field: ResultField): boolean => NULLABLE.has(field);

const linesOf = (values: readonly JsonValue[]): Result<readonly ResultLine[]> => {
  const lines: ResultLine[] = [];
  for (const [i, value] of values.entries()) {
    const where = `第 ${i + 1} 行`;
    if (value === null || typeof value !== 'object' || Array.isArray(value))
      return badForm('不是一行汇总', where);
    const line = lineOf(Object.entries(value as Record<string, JsonValue>), where);
    if (!line.ok) return line;
    lines.push(line.value);
  }
  return ok(lines);
};

/** A document: a list of lines, or what ClickHouse prints as `FORMAT JSON`; one line per line otherwise. */
const readJson = (text: string): Result<readonly ResultLine[]> => {
  const whole = parseStrictJson(text, { maxKeys: MOST_KEYS });
  if (whole.ok) {
    if (Array.isArray(whole.value)) return linesOf(whole.value as readonly JsonValue[]);
    const data = (whole.value as Record<string, JsonValue> | null)?.['data'];
    return linesOf(Array.isArray(data) ? (data as readonly JsonValue[]) : [whole.value]);
  }
  const rows = text.split('\n').filter((row) => row.trim() !== '');
  if (rows.length < 2 || text.startsWith('[')) return whole;
  const values: JsonValue[] = [];
  for (const row of rows) {
    const value = parseStrictJson(row.trim().replace(/,$/, ''));
    if (!value.ok) return value;
    values.push(value.value);
  }
  return linesOf(values);
};

const NOTHING: ReadonlySet<string> = new Set(['', 'NULL', 'null', '\\N', 'nan', 'NaN']);

const readCsv = (text: string): Result<readonly ResultLine[]> => {
  const [first = ''] = text.split('\n', 1);
  const { data, errors } = Papa.parse<string[]>(text, {
    delimiter: first.includes('\t') ? '\t' : ',',
    quoteChar: '"',
    header: false,
    skipEmptyLines: true,
  });
  const [header, ...rows] = data;
  if (header === undefined || errors.length > 0) return badForm('不是完整的 CSV', errors[0]?.message ?? '');
  const lines: ResultLine[] = [];
  for (const [i, cells] of rows.entries()) {
    const where = `第 ${i + 2} 行`;
    if (cells.length !== header.length) return badForm('单元格个数与表头不同', where);
    const pairs = header.map((name, at): [string, JsonValue] => {
      const cell = cells[at] ?? '';
      return [name, NOTHING.has(cell) && name !== 'column' ? null : cell];
    });
    const line = lineOf(pairs, where);
    if (!line.ok) return line;
    lines.push(line.value);
  }
  return ok(lines);
};

/**
 * Lines of the result of a plan, as the clients of ClickHouse, DuckDB and Spark print it: JSON, JSON Lines, CSV or TSV with header.
 * Errors: `E_RESULT_FORM`, `E_TOO_LARGE`, those of `decodeText` and `parseStrictJson`.
 */
export const readResult = (bytes: Uint8Array): Result<readonly ResultLine[]> => {
  if (bytes.length > LARGEST)
    return refuse('E_TOO_LARGE', '结果文件超过 64 MB', '', '请确认选的是查询结果，不是数据本身');
  const decoded = decodeText(bytes);
  if (!decoded.ok) return decoded;
  const text = decoded.value.text.replace(/^\uFEFF/, '').trim();
  if (text === '') return badForm('文件是空的', '');
  const lines = /^[[{]/.test(text) ? readJson(text) : readCsv(text);
  if (lines.ok && lines.value.length === 0) return badForm('没有一行结果；表可能是空的', '');
  return lines;
};
