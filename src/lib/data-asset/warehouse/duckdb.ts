import type { Dialect } from './dialect';
import { SHARES } from './plan-model';
import { rangeCondition } from './range-condition';
import { sqlName, sqlText } from './sql-text';

/** DuckDB from 1.1 on. */
export const duckdb: Dialect = {
  title: 'DuckDB',
  cells(input, columns, withRow) {
    const { source } = input;
    const names = input.columns.map((name, i) =>
      source.kind === 'table' ? sqlName('duckdb', name) : `c${i + 1}`,
    );
    const texts = columns.map((i) => `coalesce(CAST(${names[i] ?? ''} AS VARCHAR), '')`).join(',');
    const types = names.map((name) => `'${name}': 'VARCHAR'`).join(', ');
    const from =
      source.kind === 'table'
        ? source.parts.map((part) => sqlName('duckdb', part)).join('.')
        : `read_csv(${sqlText('duckdb', source.path)}, auto_detect = false, header = true, delim = ${sqlText('duckdb', source.delimiter)}, quote = '"', escape = '"', columns = {${types}})`;
    const positions = columns.map((i) => i + 1);
    const list = withRow ? 'list_prepend(CAST(hash(fields) AS VARCHAR), fields)' : 'fields';
    return `SELECT unnest([${(withRow ? [0, ...positions] : positions).join(',')}]) AS position, unnest(${list}) AS raw FROM (SELECT [${texts}] AS fields FROM ${from}${rangeCondition(input)}) AS records`;
  },
  trim: (v) => `trim(${v}, concat(' ', chr(9), chr(10), chr(13), '　'))`,
  matches: (v, pattern) => `regexp_matches(${v}, '${pattern}')`,
  part: (v, pattern) => `regexp_extract(${v}, '${pattern}', 1)`,
  toDouble: (v) => `TRY_CAST(${v} AS DOUBLE)`,
  bytes: (v) => `strlen(${v})`,
  toText: (v) => `CAST(${v} AS VARCHAR)`,
  distinct: (v, precision) =>
    precision === 'exact' ? `count(DISTINCT ${v})` : `approx_count_distinct(${v})`,
  mean: (v) => `favg(${v})`,
  deviation: (v) => `stddev_samp(${v})`,
  quantiles: (v, precision) =>
    `${precision === 'exact' ? 'quantile_disc' : 'approx_quantile'}(${v}, [${SHARES.join(', ')}])`,
  element: (array, at) => `list_extract(${array}, ${at})`,
  array: (items) => `[${items.join(',')}]`,
  textOfExtreme: (side, v, key, tie) =>
    `${side === 'min' ? 'arg_min' : 'arg_max'}(${v}, {'key': ${key}, 'tie': ${tie}}) FILTER (WHERE ${key} IS NOT NULL)`,
  longInteger: (v) => `coalesce(TRY_CAST(${v} AS HUGEINT), 0)`,
  pairs: (value, count, keep) =>
    `CAST(to_json(list([${value}, ${count}]) FILTER (WHERE ${keep})) AS VARCHAR)`,
  ending: () => '',
  distinctDeviation: 0.13,
  quantileError: { exact: '精确', estimate: '引擎不给上界（t-digest）' },
};
