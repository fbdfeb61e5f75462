import type { Dialect } from './dialect';
import { SHARES } from './plan-model';
import { rangeCondition } from './range-condition';
import { sqlName } from './sql-text';

/** Spark SQL from 3.4 on. */
export const spark: Dialect = {
  title: 'Spark SQL',
  cells(input, columns, withRow) {
    const { source } = input;
    const names = input.columns.map((name) => sqlName('spark', name));
    const texts = columns.map((i) => `coalesce(CAST(${names[i] ?? ''} AS STRING), '')`).join(',');
    const from = source.kind === 'table' ? source.parts.map((part) => sqlName('spark', part)).join('.') : '';
    const list = withRow ? 'concat(array(CAST(xxhash64(fields) AS STRING)), fields)' : 'fields';
    const positions = columns.map((i) => i + 1);
    const position = withRow ? 'nth' : `element_at(array(${positions.join(',')}), nth + 1)`;
    return `SELECT ${position} AS position, raw FROM (SELECT posexplode(${list}) AS (nth, raw) FROM (SELECT array(${texts}) AS fields FROM ${from}${rangeCondition(input)}) AS records) AS numbered`;
  },
  trim: (v) => `trim(BOTH concat(' ', char(9), char(10), char(13), '　') FROM ${v})`,
  // (?d): only a line feed ends a line, so that `$` is the end of a trimmed value, as in RE2.
  matches: (v, pattern) => `${v} RLIKE '(?d)${pattern}'`,
  part: (v, pattern) => `regexp_extract(${v}, '${pattern}', 1)`,
  toDouble: (v) => `TRY_CAST(${v} AS DOUBLE)`,
  bytes: (v) => `octet_length(${v})`,
  toText: (v) => `CAST(${v} AS STRING)`,
  distinct: (v, precision) =>
    precision === 'exact' ? `count(DISTINCT ${v})` : `approx_count_distinct(${v}, 0.01)`,
  mean: (v) => `avg(${v})`,
  deviation: (v) => `stddev_samp(${v})`,
  quantiles: (v, precision) =>
    precision === 'exact'
      ? `percentile(${v}, array(${SHARES.join(', ')}))`
      : `percentile_approx(${v}, array(${SHARES.join(', ')}), 10000)`,
  element: (array, at) => `element_at(${array}, ${at})`,
  array: (items) => `array(${items.join(',')})`,
  textOfExtreme: (side, v, key, tie) =>
    `${side}_by(${v}, CASE WHEN ${key} IS NOT NULL THEN struct(${key}, ${tie}) END)`,
  longInteger: (v) => `coalesce(TRY_CAST(${v} AS DECIMAL(38, 0)), 0)`,
  pairs: (value, count, keep) =>
    `to_json(collect_list(CASE WHEN ${keep} THEN array(${value}, ${count}) END))`,
  ending: () => '',
  distinctDeviation: 0.01,
  quantileError: { exact: '精确（相邻两值间插值）', estimate: '名次误差万分之一以内' },
};
