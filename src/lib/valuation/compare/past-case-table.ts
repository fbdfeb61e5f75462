import { readMoney } from '../../kernel/money-grammar';
import type { Fen } from '../../kernel/fen';
import { type Failure, type Result, type WithFailures, fail, ok, refuse } from '../../kernel/result';
import type { PastCase } from './back-test';

/** A table as `intake` reads it; only what is needed here. */
export interface PastCaseSheet {
  readonly fileName: string;
  readonly header: readonly string[];
  readonly rows: readonly { readonly record: number; readonly cells: readonly string[] }[];
}

/** The header of the table of past cases, in any order; amounts in 万元. */
export const PAST_CASE_HEADER = ['案例', '方法', '估值（万元）', '实际变现（万元）', '来源'] as const;

const plain = (text: string): string => text.normalize('NFKC').replace(/\s/g, '');

interface Line {
  readonly title: string;
  readonly method: string;
  readonly valueFen: Fen;
  readonly fetchedFen: Fen | null;
  readonly source: string;
  readonly place: string;
}

const money = (text: string, place: string): Result<Fen | null> => {
  const own = /[万亿元圆￥¥]/.test(text) ? readMoney(text) : readMoney(text, 'wan');
  return own.ok ? own : fail({ ...own.failure, path: place });
};

const readLine = (cells: readonly string[], columns: readonly number[], place: string): Result<Line> => {
  const cell = (i: number): string => (cells[columns[i] ?? -1] ?? '').trim();
  const [title, method, source] = [cell(0), cell(1), cell(4)];
  for (const [text, column] of [
    [title, '案例'],
    [method, '方法'],
    [source, '来源'],
  ] as const)
    if (text === '')
      return refuse('E_MISSING', `没有写明${column}`, `${place} › ${column}`, `请填写${column}`);
  const value = money(cell(2), `${place} › 估值（万元）`);
  if (!value.ok) return value;
  if (value.value === null)
    return refuse('E_MISSING', '没有估值', `${place} › 估值（万元）`, '没有用过的方法请不要列入');
  const fetched = money(cell(3), `${place} › 实际变现（万元）`);
  if (!fetched.ok) return fetched;
  return ok({ title, method, valueFen: value.value, fetchedFen: fetched.value, source, place });
};

/** What contradicts the lines of the same case that came before. */
const contradiction = (line: Line, before: readonly Line[]): Failure | null => {
  const failure = (code: string, message: string, remedy: string): Failure => ({
    code,
    message: `案例“${line.title}”${message}`,
    path: line.place,
    remedy,
  });
  if (before.some(({ method }) => method === line.method))
    return failure('E_TWICE', `的“${line.method}”出现不止一次`, '同一案例同一方法只保留一行');
  if (before.some(({ fetchedFen }) => fetchedFen !== line.fetchedFen))
    return failure('E_OUTCOME_DIFFERS', '各行的实际变现不一致', '同一案例只有一个变现金额，请核对后统一');
  return null;
};

/**
 * Reads the table of past cases: one line per case and method. Lines of one case make one `PastCase`; a line that
 * contradicts another of its case (`E_TWICE`, `E_OUTCOME_DIFFERS`) or cannot be read is left out and named. An empty
 * 实际变现 is “not known” and left to the back-test to refuse. Fails as a whole with `E_PAST_CASE_HEADER`.
 */
export const readPastCases = (sheet: PastCaseSheet): Result<WithFailures<readonly PastCase[]>> => {
  const names = sheet.header.map(plain);
  const columns = PAST_CASE_HEADER.map((column) => names.indexOf(plain(column)));
  const missing = PAST_CASE_HEADER.filter((_, i) => columns[i] === -1);
  const twice = PAST_CASE_HEADER.find((column) => names.filter((name) => name === plain(column)).length > 1);
  if (missing.length > 0 || twice !== undefined)
    return refuse(
      'E_PAST_CASE_HEADER',
      missing.length > 0 ? `缺少列：${missing.join('、')}` : `列“${twice ?? ''}”出现不止一次`,
      sheet.fileName,
      `请使用表头：${PAST_CASE_HEADER.join(',')}`,
    );
  const failures: Failure[] = [];
  const byCase = new Map<string, Line[]>();
  for (const { record, cells } of sheet.rows) {
    const place = `${sheet.fileName} › 第 ${record} 条`;
    const line = readLine(cells, columns, place);
    if (!line.ok) {
      failures.push(line.failure);
      continue;
    }
    const before = byCase.get(line.value.title) ?? [];
    const against = contradiction(line.value, before);
    if (against === null) byCase.set(line.value.title, [...before, line.value]);
    else failures.push(against);
  }
  return ok({
    value: [...byCase].map(([title, lines]) => ({
      id: `${sheet.fileName}/${title}`,
      title,
      values: lines.map(({ method, valueFen }) => ({ method, title: method, valueFen })),
      fetchedFen: lines[0]?.fetchedFen ?? null,
      source: `${lines[0]?.source ?? ''}（${lines[0]?.place ?? ''}）`,
    })),
    failures,
  });
};
