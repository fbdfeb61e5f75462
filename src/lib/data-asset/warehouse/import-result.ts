import type { ColumnProfile, StoredProfile } from '../../case/data-assets-section';
import type { NumberFigures } from '../../case/data-profile';
import { type PlainDate, parsePlainDate } from '../../kernel/plain-date';
import { type Result, ok, refuse } from '../../kernel/result';
import type { NameScreen } from '../detectors/personal-name';
import { columnType } from '../kernel/column-summary';
import { deviationText } from './dialect';
import { DIALECT } from './dialects';
import { DIALECTS, type DialectName, type Precision, RESULT_SCHEMA, RESULT_SCHEMA_1 } from './plan-model';
import { type ResultLine, readResult } from './read-result';
import { type ReadLine, contradiction, readLine } from './result-line';

export interface ImportRequest {
  readonly bytes: Uint8Array;
  /** How the data set is called. */
  readonly title: string;
  /** The plan the result must answer; `null` when it is no longer at hand: hash and names are then taken as they stand. */
  readonly plan: { readonly hash: string; readonly columns: readonly string[] } | null;
  /** Share of the values that must fit a type, 0–1. */
  readonly typeShare: number;
  /** Parts of names of columns that hold numbers of people: their extremes are not stored. Lower case. */
  readonly identifierNames: readonly string[];
  /** Parts of names of columns that name people: of few numbers among other values nothing is stored. Lower case. */
  readonly privateNames: readonly string[];
  /** When a column of values that look like names of people is suspected. */
  readonly names: Pick<NameScreen, 'isEnough'>;
  /** Bytes of the file that was read; `null` for a table. */
  readonly bytesRead: number | null;
  /** Who ran the query. */
  readonly statedBy: string;
}

interface Envelope {
  readonly engine: DialectName;
  readonly version: string;
  readonly hash: string;
  readonly asOf: PlainDate | null;
  readonly precision: Precision;
  /** Values were held against the names of people. */
  readonly namesAsked: boolean;
}

const isDialect = (text: string | null): text is DialectName => DIALECTS.some((name) => name === text);

const wrongForm = (message: string): Result<never> =>
  refuse('E_RESULT_FORM', message, '', '请确认导入的是知押画像查询的结果，并原样保存');

const readEnvelope = (lines: readonly ResultLine[]): Result<Envelope> => {
  const [first] = lines;
  if (first === undefined || (first.schema !== RESULT_SCHEMA && first.schema !== RESULT_SCHEMA_1))
    return wrongForm(`不是 ${RESULT_SCHEMA} 的结果`);
  const namesAsked = first.schema === RESULT_SCHEMA;
  if (lines.some((line) => (line.names === null) === namesAsked))
    return wrongForm(namesAsked ? '没有写明像姓名的个数（names）' : '结果的格式与它写的版本不符');
  for (const field of ['schema', 'engine', 'engineVersion', 'plan', 'asOf', 'precision'] as const)
    if (lines.some((line) => (line[field] ?? '') !== (first[field] ?? '')))
      return wrongForm(`各行的“${field}”不一致，可能混入了另一次运行的结果`);
  const { engine, precision } = first;
  if (!isDialect(engine)) return wrongForm(`不认识的引擎“${(engine ?? '').slice(0, 40)}”`);
  if (precision !== 'exact' && precision !== 'estimate') return wrongForm('没有写明是逐一计数还是估计');
  const hash = first.plan ?? '';
  if (!/^[0-9a-f]{64}$/.test(hash)) return wrongForm('没有查询的散列');
  const date = (first.asOf ?? '') === '' ? ok(null) : parsePlainDate(first.asOf ?? '');
  if (!date.ok) return date;
  return ok({
    engine,
    precision,
    hash,
    namesAsked,
    asOf: date.value,
    version: (first.engineVersion ?? '').slice(0, 100),
  });
};

const checkPlan = (envelope: Envelope, { plan }: ImportRequest): Result<true> =>
  plan === null || plan.hash === envelope.hash
    ? ok(true)
    : refuse(
        'E_PLAN_HASH',
        '这份结果来自另一个查询（散列不同）',
        envelope.hash.slice(0, 16),
        '请核对表名、列清单、参数与取数时的查询相同，或用现在这个查询重新运行',
      );

/** Lines 0…n once each, over the same rows, with the names that were asked for. */
const checkTable = (lines: readonly ReadLine[], { plan }: ImportRequest): Result<true> => {
  const rows = lines[0]?.rows ?? 0;
  const names = new Set<string>();
  for (const [i, line] of lines.entries()) {
    const where = `列 ${line.column || line.position}`;
    if (line.position !== i)
      return contradiction(where, line.position < i ? `第 ${line.position} 列出现两次` : `缺少第 ${i} 列`);
    if (line.rows !== rows) return contradiction(where, `各列的行数不同：${line.rows} 与 ${rows}`);
    if (i === 0) continue;
    const expected = plan?.columns[i - 1];
    if (plan !== null && line.column !== expected)
      return contradiction(where, `第 ${i} 列应为“${expected ?? '（没有）'}”`);
    if (plan === null && (line.column === '' || names.has(line.column)))
      return contradiction(where, '列名为空或重复');
    names.add(line.column);
  }
  if (plan !== null && lines.length !== plan.columns.length + 1)
    return contradiction('', `应有 ${plan.columns.length} 列，结果有 ${lines.length - 1} 列`);
  return lines.length < 2 ? contradiction('', '没有任何列') : ok(true);
};

const figuresOf = (line: ReadLine, error: string): NumberFigures => {
  const [p01, p25, p50, p75, p99] = line.quantiles ?? [];
  const full =
    p01 !== undefined && p25 !== undefined && p50 !== undefined && p75 !== undefined && p99 !== undefined;
  return {
    min: line.numberMin,
    max: line.numberMax,
    mean: line.mean,
    sd: line.sd,
    quantiles: full ? { p01, p25, p50, p75, p99, error } : null,
  };
};

const storedColumn = (
  line: ReadLine,
  envelope: Envelope,
  { typeShare, identifierNames, privateNames, names: screen }: ImportRequest,
): ColumnProfile => {
  const { types, values } = line;
  const { type, bad } = columnType({ values, types }, typeShare);
  const suspected =
    type === 'text' && line.names !== null && screen.isEnough(line.names.kinds, line.distinct)
      ? line.names.values
      : 0;
  // Values that look like names do not enter a case, even of a column that the owner named.
  const top = suspected === 0 ? line.top : [];
  const plain = line.column.toLowerCase();
  const open = !identifierNames.some((part) => plain.includes(part));
  const isNumeric = type === 'integer' || type === 'decimal';
  const numeric = open && isNumeric;
  const dated = open && type === 'date';
  const short = (moment: string | null): string | null =>
    types.datetime === 0 ? (moment?.slice(0, 10) ?? null) : moment;
  const figures = open ? figuresOf(line, DIALECT[envelope.engine].quantileError[envelope.precision]) : null;
  const count = types.integer + types.decimal;
  const isPrivate = privateNames.some((part) => plain.includes(part));
  return {
    name: line.column.slice(0, 500),
    type,
    bad,
    missing: line.rows - values,
    missingTokens: Object.fromEntries(line.missing),
    unreadable: 0,
    distinct: line.distinct,
    distinctExact: envelope.precision === 'exact',
    min: numeric ? line.numberMin : dated ? short(line.timeMin) : null,
    max: numeric ? line.numberMax : dated ? short(line.timeMax) : null,
    mean: numeric ? line.mean : null,
    sd: numeric ? line.sd : null,
    quantiles: numeric ? (figures?.quantiles ?? null) : null,
    numbers:
      count === 0
        ? null
        : { count, others: values - count, figures: isNumeric || isPrivate ? null : figures },
    top: top.map(([value, count]) => ({ value: value.slice(0, 500), count, missed: 0 })),
    topComplete: top.length > 0 && top.reduce((sum, [, count]) => sum + count, 0) === values,
    shapes: [],
    shortest: line.shortest,
    longest: line.longest,
    detected: suspected === 0 ? [] : [{ kind: 'personalName', matches: suspected, valid: null }],
    gaps: null,
  };
};

const noteOf = ({ engine, precision, version, namesAsked }: Envelope, onFile: boolean): string => {
  const d = DIALECT[engine];
  const error =
    precision === 'exact' ? '不同值和重复行逐一计数' : `不同值和重复行为估计，相对标准差 ${deviationText(d)}`;
  const who = onFile
    ? `由 ${d.title} ${version} 在本机读取文件得出`
    : `由数据所有人在 ${d.title} ${version} 上运行本程序写的查询得出，未读取数据本身`;
  return `${who}。${error}；分位数${d.quantileError[precision]}。空值（NULL）计入空白。${namesAsked ? '疑似姓名按姓氏与字数筛查' : '姓名没有筛查（查询是早先版本写的）'}。未测：证件号码、手机号码等号码的检测、形状、时间断档、编码、准标识分组、函数依赖${onFile ? '' : '；数据在仓库的表中，没有字节数'}。`;
};

/**
 * The result of a plan as a profile of the schema that our own profiles have; `method` is `profile-warehouse-<engine>@2`, of a
 * result that says nothing of names `@1`.
 *
 * Errors: those of `readResult` and `readLine`; `E_PLAN_HASH` when it answers another query; `E_RESULT_CONTRADICTION` when the
 * lines do not make one table.
 */
export const importWarehouse = (request: ImportRequest): Result<StoredProfile> => {
  const lines = readResult(request.bytes);
  if (!lines.ok) return lines;
  const envelope = readEnvelope(lines.value);
  if (!envelope.ok) return envelope;
  const planned = checkPlan(envelope.value, request);
  if (!planned.ok) return planned;
  const exact = envelope.value.precision === 'exact';
  const read: ReadLine[] = [];
  for (const line of lines.value) {
    const checked = readLine(line, exact, `列 ${(line.column ?? '') || (line.position ?? '')}`);
    if (!checked.ok) return checked;
    read.push(checked.value);
  }
  read.sort((a, b) => a.position - b.position);
  const table = checkTable(read, request);
  if (!table.ok) return table;
  const [whole, ...columns] = read;
  return ok(storedProfile(request, envelope.value, whole?.rows ?? 0, whole?.distinct ?? 0, columns));
};

/** Standard errors to either side of an estimate that a 95 % interval takes. */
const Z = 1.96;

/** @param deviation relative standard deviation of the number of different rows */
const duplicateBounds = (
  rows: number,
  distinct: number,
  deviation: number,
): { readonly low: number; readonly high: number } => {
  const copies = (different: number): number =>
    Math.min(Math.max(0, rows - 1), Math.max(0, rows - different));
  return {
    low: copies(Math.ceil(distinct * (1 + Z * deviation))),
    high: copies(Math.floor(distinct * Math.max(0, 1 - Z * deviation))),
  };
};

const storedProfile = (
  request: ImportRequest,
  envelope: Envelope,
  rows: number,
  distinctRows: number,
  columns: readonly ReadLine[],
): StoredProfile => {
  const exact = envelope.precision === 'exact';
  return {
    fileName: request.title.slice(0, 500),
    bytes: request.bytesRead,
    sha256: null,
    rows,
    method: `profile-warehouse-${envelope.engine}@${envelope.namesAsked ? 2 : 1}`,
    columns: columns.map((line) => storedColumn(line, envelope, request)),
    faults: [],
    files: [],
    source: {
      kind: 'warehouse',
      engine: envelope.engine,
      version: envelope.version,
      queryHash: envelope.hash,
      statedOn: envelope.asOf,
      statedBy: request.statedBy.slice(0, 500),
      note: request.plan === null ? '导入时没有原查询可核对' : '与原查询的散列一致',
    },
    table: {
      duplicateRows: {
        extra: rows - distinctRows,
        members: null,
        exact,
        ...duplicateBounds(rows, distinctRows, exact ? 0 : DIALECT[envelope.engine].distinctDeviation),
      },
      keys: columns
        .filter((line) => exact && rows > 0 && line.distinct === rows)
        .map((line) => ({ columns: [line.column.slice(0, 500)], distinct: rows, rows, exact })),
      groups: [],
      dependencies: [],
      references: [],
      signals: [],
    },
    note: noteOf(envelope, request.bytesRead !== null),
  };
};
