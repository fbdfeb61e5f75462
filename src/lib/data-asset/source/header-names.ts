import { detectBankCard } from '../detectors/bank-card';
import { detectCreditCode } from '../detectors/credit-code-bytes';
import { detectEmail } from '../detectors/email-address';
import { detectMobilePhone } from '../detectors/mobile-phone';
import { MATCH } from '../detectors/outcome';
import { detectResidentId } from '../detectors/resident-id';
import { type Result, ok, refuse } from '../../kernel/result';

/** Most columns of a table. */
export const MAX_COLUMNS = 4096;

export interface HeaderNames {
  readonly header: readonly string[];
  readonly notes: readonly string[];
}

/** Columns of a table without header. */
export const numberedNames = (columns: number): readonly string[] =>
  Array.from({ length: columns }, (_, i) => `列${i + 1}`);

/** Digits with the signs of numbers, dates and times. */
const isData = (name: string): boolean => /\d/.test(name) && /^[\d\s.,:/+\-%年月日时分秒eETZ]+$/.test(name);

const IDENTIFIERS = [detectResidentId, detectMobilePhone, detectBankCard, detectCreditCode, detectEmail];

/** An identifier of a person or a unit whose check holds: no name of a column. */
const isIdentifier = (name: string): boolean => {
  const bytes = new TextEncoder().encode(name);
  return IDENTIFIERS.some((detect) => detect(bytes, 0, bytes.length) === MATCH);
};

const listed = (columns: readonly number[]): string =>
  columns.length <= 20 ? columns.join('、') : `${columns.slice(0, 20).join('、')} 等 ${columns.length} 列`;

/**
 * Names of columns as they are used from here on: trimmed, the empty ones called 列N, later bearers of one name numbered.
 * Everything added is told in `notes`.
 * @param raw header cells; @param asked whether a person said that the first record is the header
 *
 * Errors: `E_HEADER` when all names are empty, or all are numbers or dates or one is an identifier and nobody said that it is a
 * header (the name would carry it into the case);
 * `E_COLUMNS` above 4,096 columns.
 */
export const settleNames = (
  raw: readonly string[],
  fileName: string,
  asked: boolean,
): Result<HeaderNames> => {
  if (raw.length > MAX_COLUMNS)
    return refuse(
      'E_COLUMNS',
      `有 ${raw.length} 列，超过 ${MAX_COLUMNS} 列的上限`,
      fileName,
      '请检查分隔符，或拆成较窄的表后再画像',
    );
  const names = raw.map((name) => name.replace(/^\ufeff/, '').trim());
  const filled = names.filter((name) => name !== '');
  if (filled.length === 0)
    return refuse('E_HEADER', '首行全部为空，不能作为表头', fileName, '请补上列名，或选择“没有表头”');
  if (!asked && filled.every(isData))
    return refuse(
      'E_HEADER',
      '首行全是数字或日期，看上去是数据而不是列名',
      fileName,
      '请选择“首行是列名”或“没有表头”（列名将依次为 列1、列2……）',
    );
  const identifiers = asked ? [] : names.flatMap((name, i) => (isIdentifier(name) ? [i + 1] : []));
  if (identifiers.length > 0)
    return refuse(
      'E_HEADER',
      `首行第 ${listed(identifiers)} 列像证件号、电话、卡号、信用代码或邮箱，看上去是数据而不是列名；列名会写进案卷`,
      fileName,
      '请在文件首行补上列名，或在页面选择“首行是列名”或“没有表头”',
    );
  return ok(unique(names));
};

const unique = (names: readonly string[]): HeaderNames => {
  const empty: number[] = [];
  const again: number[] = [];
  const dataLike: number[] = [];
  const taken = new Set<string>();
  const own = new Set(names);
  const header = names.map((name, i) => {
    let candidate = name;
    if (name === '') {
      empty.push(i + 1);
      candidate = `列${i + 1}`;
    } else if (isData(name)) dataLike.push(i + 1);
    const repeated = name !== '' && taken.has(name);
    if (repeated) again.push(i + 1);
    const base = candidate;
    for (let n = 2; taken.has(candidate) || ((name === '' || n > 2) && own.has(candidate)); n += 1)
      candidate = `${base}（${n}）`;
    taken.add(candidate);
    return candidate;
  });
  const notes: string[] = [];
  if (empty.length > 0) notes.push(`第 ${listed(empty)} 列没有列名，按位置命名为 列N`);
  if (again.length > 0) notes.push(`第 ${listed(again)} 列与前面的列同名，已加序号区别`);
  if (dataLike.length > 0)
    notes.push(`第 ${listed(dataLike)} 列的列名是数字；若文件没有表头，请选择“没有表头”`);
  return { header, notes };
};
