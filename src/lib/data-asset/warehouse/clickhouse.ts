import type { Dialect } from './dialect';
import { rangeCondition } from './range-condition';
import { SHARES } from './plan-model';
import { sqlName, sqlText } from './sql-text';

const text = (value: string): string => sqlText('clickhouse', value);

/** Values held at once when rows are turned into cells: wide tables take smaller blocks. */
const CELLS_PER_BLOCK = 1_000_000;

/** ClickHouse from 24.1 on, single or distributed: every aggregate used merges over shards. */
export const clickhouse: Dialect = {
  title: 'ClickHouse',
  cells(input, columns, withRow) {
    const { source } = input;
    const names = input.columns.map((name, i) =>
      source.kind === 'table' ? sqlName('clickhouse', name) : `c${i + 1}`,
    );
    const texts = (which: readonly number[]): string =>
      which.map((i) => `ifNull(toString(${names[i] ?? ''}),'')`).join(',');
    const from =
      source.kind === 'table'
        ? source.parts.map((part) => sqlName('clickhouse', part)).join('.')
        : `file(${text(source.path)}, 'CSVWithNames', '${names.map((name) => `${name} String`).join(', ')}')`;
    const where = rangeCondition(input);
    const positions = columns.map((i) => i + 1);
    const list = withRow ? 'arrayPushFront(fields, lower(hex(sipHash128(fields))))' : 'fields';
    return `SELECT position, raw FROM (SELECT [${texts(columns)}] AS fields FROM ${from}${where}) ARRAY JOIN [${(withRow ? [0, ...positions] : positions).join(',')}] AS position, ${list} AS raw`;
  },
  trim: (v) => `replaceRegexpAll(${v}, '^(?:[ \\t\\n\\r]|　)+|(?:[ \\t\\n\\r]|　)+$', '')`,
  matches: (v, pattern) => `match(${v}, '${pattern}')`,
  part: (v, pattern) => `regexpExtract(${v}, '${pattern}', 1)`,
  toDouble: (v) => `toFloat64OrNull(${v})`,
  bytes: (v) => `length(${v})`,
  toText: (v) => `toString(${v})`,
  // Without a single value the estimate is NULL and not 0.
  distinct: (v, precision) =>
    precision === 'exact' ? `uniqExact(${v})` : `ifNull(uniqCombined64(17)(${v}), 0)`,
  mean: (v) => `sumKahan(${v}) / count(${v})`,
  deviation: (v) => `stddevSampStable(${v})`,
  // ClickHouse 26.7 strays up to three times as far as the accuracy it is given (1/1024), so 1/256 is what is stated.
  quantiles: (v, precision) =>
    precision === 'exact'
      ? `quantilesExactLow(${SHARES.join(', ')})(${v})`
      : `quantilesDD(0.0009765625, ${SHARES.join(', ')})(${v})`,
  element: (array, at) => `arrayElement(${array}, ${at})`,
  array: (items) => `[${items.join(',')}]`,
  textOfExtreme: (side, v, key, tie) =>
    `${side === 'min' ? 'argMinIf' : 'argMaxIf'}(${v}, (${key}, ${tie}), ${key} IS NOT NULL)`,
  longInteger: (v) => `toInt256OrZero(${v})`,
  pairs: (value, count, keep) => `toJSONString(groupArrayIf([${value}, ${count}], ${keep}))`,
  ending(input) {
    const settings = [
      ...(input.columns.length > 16
        ? [`max_block_size = ${Math.max(64, Math.floor(CELLS_PER_BLOCK / input.columns.length))}`]
        : []),
      ...(input.source.kind === 'file'
        ? [
            `format_csv_delimiter = '${input.source.delimiter}'`,
            'input_format_with_names_use_header = 0',
            'input_format_null_as_default = 0',
            'input_format_csv_empty_as_default = 0',
          ]
        : []),
    ];
    return `${settings.length === 0 ? '' : `\nSETTINGS ${settings.join(', ')}`}\nFORMAT JSONEachRow`;
  },
  distinctDeviation: 0.0029,
  quantileError: { exact: '精确', estimate: '值的 1/256 以内（DDSketch）' },
};
