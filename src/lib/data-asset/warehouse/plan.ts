import { sha256Hex } from '../../kernel/hashing';
import { type Result, ok, refuse } from '../../kernel/result';
import { encodeUtf8 } from '../../kernel/utf8';
import { deviationText } from './dialect';
import { DIALECT } from './dialects';
import { figuresQuery } from './figures-query';
import type { PlanInput, WarehousePlan } from './plan-model';
import { isNameable } from './sql-text';

const MOST_COLUMNS = 10_000;
/** `max_query_size` of ClickHouse as shipped, bytes. */
const CLICKHOUSE_QUERY = 262_144;
/** In case names: `shortText`. */
const LONGEST_NAME = 500;

const repeatedName = (columns: readonly string[]): string | undefined =>
  columns.find((name, i) => columns.indexOf(name) !== i);

/** Spark replaces `${…}` before it parses, quotes or not. */
const isWritable = (name: string, { dialect, source }: PlanInput): boolean =>
  source.kind === 'file' || (isNameable(name) && !(dialect === 'spark' && name.includes('${')));

const checkColumns = (input: PlanInput): Result<true> => {
  const { source, columns } = input;
  if (columns.length === 0)
    return refuse('E_COLUMNS', '没有列', 'columns', '请填写要画像的列名，每行一个，或选一个小样文件取表头');
  if (columns.length > MOST_COLUMNS)
    return refuse('E_COLUMNS', `列数 ${columns.length} 超过 ${MOST_COLUMNS}`, 'columns', '请分几次写查询');
  for (const [i, name] of columns.entries())
    if (!isWritable(name, input) || name.length > LONGEST_NAME)
      return refuse(
        'E_COLUMN_NAME',
        '列名为空、过长，或含有查询里写不下的字符',
        `第 ${i + 1} 列`,
        '请在仓库里给这一列起别名（视图），再用别名写查询',
      );
  const repeated =
    source.kind === 'table' && new Set(columns).size < columns.length ? repeatedName(columns) : undefined;
  if (repeated !== undefined) return refuse('E_COLUMN_NAME', '列名重复', repeated, '请去掉重复的列名');
  return ok(true);
};

const checkInput = (input: PlanInput): Result<true> => {
  const columns = checkColumns(input);
  if (!columns.ok) return columns;
  const { source, range, listed, dialect } = input;
  if (source.kind === 'file' && dialect === 'spark')
    return refuse('E_UNSUPPORTED', '文件不能直接用 Spark 画像', source.path, '请先在 Spark 里建表，再写表名');
  const parts = source.kind === 'table' ? source.parts : [];
  const unknown = [...listed, ...(range === null ? [] : [range.column])].find(
    (name) => !input.columns.includes(name),
  );
  if (unknown !== undefined)
    return refuse('E_COLUMN_NAME', '列名不在列清单里', unknown, '请核对列名，与列清单写法一致');
  if (!parts.every((part) => isWritable(part, input)) || (source.kind === 'table' && parts.length === 0))
    return refuse('E_TABLE_NAME', '表名写法不对', parts.join('.'), '请写成 表名 或 库名.表名');
  return ok(true);
};

const heading = (input: PlanInput): string => {
  const { words, listed, precision, dialect } = input;
  const d = DIALECT[dialect];
  const error =
    precision === 'exact'
      ? '不同值与重复行逐一计数（行按 64 位以上散列比较），分位数精确'
      : `不同值与重复行为估计（相对标准差 ${deviationText(d)}），分位数${d.quantileError.estimate}`;
  const values =
    listed.length === 0
      ? '不带出任何单元格取值。'
      : `另带出点名的 ${listed.length} 列的取值与次数：仅当该列不同值不超过 ${words.listedKinds} 个，且该值至少出现 ${words.listedLeast} 次。`;
  return `/* 知押 · 数据资产画像查询（${d.title}）
   只读，扫描一遍${listed.length === 0 ? '' : '（点名的列再扫描一遍）'}。离开仓库的只有每列一行的汇总：行数、缺失、类型计数、像姓名的值有几个、
   不同值个数、长度、数值与日期的最小最大、平均、标准差、分位数。数值和日期列的最小、最大是原值，文字列没有。
   ${values}
   ${error}。
   请在数据所有人自己的仓库上运行，把结果存成 JSON、JSON Lines 或 CSV，在“数据资产”页导入。 */
`;
};

const hintsOf = (input: PlanInput, query: string): readonly string[] => [
  ...(input.dialect === 'clickhouse' && encodeUtf8(query).length > CLICKHOUSE_QUERY
    ? [
        `查询超过 ClickHouse 默认的 max_query_size（${CLICKHOUSE_QUERY} 字节），运行时请加 --max_query_size=10000000`,
      ]
    : []),
  ...(input.dialect === 'spark'
    ? ['Spark 请用 spark.sql(查询).coalesce(1).write.json(目录) 保存结果；结果是每列一行']
    : []),
  ...(input.dialect === 'clickhouse' ? ['需要 ClickHouse 24.1 或更新版本；分布式表直接写分布式表名'] : []),
  ...(input.dialect === 'duckdb' ? ['命令行请先 .mode json，再运行查询'] : []),
  ...(input.precision === 'exact' && input.dialect !== 'duckdb'
    ? ['逐一计数要为每个不同值占内存；亿行以上的表请改用估计']
    : []),
];

/**
 * The query of a profile in the owner's own warehouse: one statement, one pass (two when values are listed), one line per
 * column with the fields of `RESULT_FIELDS`. Values are read by the rules of our own kernel; SQL null counts as the empty cell.
 *
 * Errors: `E_COLUMNS`, `E_COLUMN_NAME`, `E_TABLE_NAME`, `E_UNSUPPORTED`.
 */
export const planWarehouse = async (input: PlanInput): Promise<Result<WarehousePlan>> => {
  const checked = checkInput(input);
  if (!checked.ok) return checked;
  const head = heading(input);
  const hash = await sha256Hex(encodeUtf8(`${head}${figuresQuery(input, '')}`));
  const query = `${head}${figuresQuery(input, hash)}`;
  return ok({
    dialect: input.dialect,
    hash,
    columns: input.columns,
    query,
    fileName: `zhiya-profile-${input.dialect}.sql`,
    hints: hintsOf(input, query),
  });
};
