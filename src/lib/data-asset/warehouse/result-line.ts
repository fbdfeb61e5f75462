import * as v from 'valibot';
import { Decimal, decimalText } from '../../kernel/decimal';
import { type Result, ok, refuse } from '../../kernel/result';
import { parseStrictJson } from '../../kernel/strict-json';
import type { ResultField } from './plan-model';
import type { ResultLine } from './read-result';

/** A line with its numbers read and found free of contradiction in itself. */
export interface ReadLine {
  readonly position: number;
  readonly column: string;
  readonly rows: number;
  readonly missing: ReadonlyMap<string, number>;
  readonly types: Readonly<Record<'integer' | 'decimal' | 'boolean' | 'date' | 'datetime' | 'text', number>>;
  readonly values: number;
  readonly distinct: number;
  /** Values that look like names of people, and different ones among them; `null` when the query did not ask. */
  readonly names: { readonly values: number; readonly kinds: number } | null;
  readonly shortest: number | null;
  readonly longest: number | null;
  /** Canonical decimal text; `null` without numbers. */
  readonly numberMin: string | null;
  readonly numberMax: string | null;
  readonly mean: string | null;
  readonly sd: string | null;
  readonly quantiles: readonly string[] | null;
  readonly timeMin: string | null;
  readonly timeMax: string | null;
  readonly top: readonly (readonly [string, number])[];
}

export const contradiction = (where: string, message: string): Result<never> =>
  refuse(
    'E_RESULT_CONTRADICTION',
    `结果自相矛盾：${message}`,
    where,
    '结果可能被改动，或取数期间表在变化。请对不再写入的表或分区重新运行原查询',
  );

const whole = (text: string | null): number | null => {
  if (text === null || !/^(0|[1-9]\d{0,15})$/.test(text)) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : null;
};

const NUMBER = /^[+-]?(\d+([.]\d*)?|[.]\d+)([eE][+-]?\d{1,3})?$/;
/** Significant digits of a double. */
const DOUBLE_DIGITS = 15;
const PLACES = 30;

const decimal = (text: string | null): Decimal | null => {
  if (text === null || !NUMBER.test(text)) return null;
  const value = new Decimal(text.replace(/^[+]/, ''));
  return value.isFinite() && value.abs().lt('1e30') ? value : null;
};

const rounded = (value: Decimal): Decimal => value.toSignificantDigits(DOUBLE_DIGITS);
const doubleText = (value: Decimal): string => decimalText(rounded(value), PLACES);

const pairList = v.pipe(
  v.array(v.nullable(v.tuple([v.string(), v.pipe(v.string(), v.regex(/^[1-9]\d{0,15}$/))]))),
  v.maxLength(1000),
);
const tokenCounts = v.record(v.string(), v.pipe(v.number(), v.safeInteger(), v.minValue(0)));

const MOMENT = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;
const QUANTILES = ['p01', 'p25', 'p50', 'p75', 'p99'] as const;

/** How far a double may lie outside the extremes it must lie between, relative to the larger of them. */
const SLACK = new Decimal('1e-12');

interface Numbers {
  readonly numberMin: string | null;
  readonly numberMax: string | null;
  readonly mean: string | null;
  readonly sd: string | null;
  readonly quantiles: readonly string[] | null;
}
const NO_NUMBERS: Numbers = { numberMin: null, numberMax: null, mean: null, sd: null, quantiles: null };

const readNumbers = (line: ResultLine, count: number, where: string): Result<Numbers> => {
  if (count === 0) return ok(NO_NUMBERS);
  const min = decimal(line.numberMin);
  const max = decimal(line.numberMax);
  const mean = decimal(line.mean);
  if (min === null || max === null || mean === null)
    return contradiction(where, `有 ${count} 个数值，却没有可读的最小、最大或平均值`);
  const slack = Decimal.max(min.abs(), max.abs()).mul(SLACK);
  if (min.gt(max) || mean.lt(min.sub(slack)) || mean.gt(max.add(slack)))
    return contradiction(where, '平均值不在最小值与最大值之间');
  const sd = line.sd === null ? null : decimal(line.sd);
  if (sd !== null && ((sd.isNegative() && !sd.isZero()) || sd.gt(max.sub(min).add(slack))))
    return contradiction(where, '标准差为负，或大于最大值与最小值之差');
  const quantiles = QUANTILES.map((field) => decimal(line[field]));
  const read: Decimal[] = [];
  for (const quantile of quantiles) {
    if (quantile === null) return contradiction(where, `有 ${count} 个数值，却缺少分位数`);
    const last = read.at(-1);
    if (last?.gt(quantile) === true) return contradiction(where, '分位数不是从小到大');
    read.push(quantile);
  }
  return ok({
    numberMin: decimalText(min),
    numberMax: decimalText(max),
    mean: doubleText(mean),
    sd: sd === null || count < 2 ? null : doubleText(sd),
    quantiles: read.map((q) => decimalText(Decimal.min(max, Decimal.max(min, rounded(q))))),
  });
};

const readTop = (line: ResultLine, where: string): Result<readonly (readonly [string, number])[]> => {
  if (line.top === null || line.top === '') return ok([]);
  const parsed = parseStrictJson(line.top);
  const list = parsed.ok ? v.safeParse(pairList, parsed.value) : null;
  if (list?.success !== true) return contradiction(where, '取值清单（top）读不懂');
  const pairs = list.output.flatMap((pair) => (pair === null ? [] : [[pair[0], Number(pair[1])] as const]));
  return ok([...pairs].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
};

const readCounts = (
  line: ResultLine,
  fields: readonly ResultField[],
  where: string,
): Result<readonly number[]> => {
  const counts: number[] = [];
  for (const field of fields) {
    const count = whole(line[field]);
    if (count === null)
      return refuse(
        'E_RESULT_COUNT',
        `“${field}”不是 0 到 9007199254740991 之间的整数：${(line[field] ?? '（空）').slice(0, 40)}`,
        where,
        '请重新运行原查询并原样保存结果',
      );
    counts.push(count);
  }
  return ok(counts);
};

const COUNTED = [
  'position',
  'rows',
  'distinct',
  'integers',
  'decimals',
  'booleans',
  'dates',
  'datetimes',
  'texts',
] as const;

const readNames = (
  line: ResultLine,
  texts: number,
  exact: boolean,
  where: string,
): Result<ReadLine['names']> => {
  if (line.names === null && line.nameKinds === null) return ok(null);
  const counts = readCounts(line, ['names', 'nameKinds'], where);
  if (!counts.ok) return counts;
  const [values = 0, kinds = 0] = counts.value;
  if (values > texts) return contradiction(where, `像姓名的 ${values} 个多于文字的 ${texts} 个`);
  if ((exact && kinds > values) || (values > 0 && kinds === 0))
    return contradiction(where, `像姓名的 ${values} 个与其中不同的 ${kinds} 个对不上`);
  return ok({ values, kinds: Math.min(kinds, values) });
};

/**
 * Reads one line and checks that it can be true: counts that add up, extremes around the mean, quantiles that rise.
 * @param exact different values were counted, not estimated
 *
 * Errors: `E_RESULT_COUNT`, `E_RESULT_CONTRADICTION`.
 */
export const readLine = (line: ResultLine, exact: boolean, where: string): Result<ReadLine> => {
  const counts = readCounts(line, COUNTED, where);
  if (!counts.ok) return counts;
  const [
    position = 0,
    rows = 0,
    distinct = 0,
    integer = 0,
    decimals = 0,
    boolean = 0,
    date = 0,
    datetime = 0,
    text = 0,
  ] = counts.value;
  const missingJson = parseStrictJson(line.missing ?? '');
  const tokens = missingJson.ok ? v.safeParse(tokenCounts, missingJson.value) : null;
  if (tokens?.success !== true) return contradiction(where, '缺失计数（missing）读不懂');
  const missing = new Map(Object.entries(tokens.output).filter(([, count]) => count > 0));
  const lost = [...missing.values()].reduce((sum, count) => sum + count, 0);
  const values = integer + decimals + boolean + date + datetime + text;
  if (position > 0 && values + lost !== rows)
    return contradiction(where, `行数 ${rows} ≠ 有值 ${values} + 缺失 ${lost}`);
  const most = position === 0 ? rows : values;
  if (exact && distinct > most) return contradiction(where, `不同值 ${distinct} 多于有值的 ${most}`);
  if (most > 0 && distinct === 0) return contradiction(where, '有值却没有不同值');
  const names = readNames(line, text, exact, where);
  if (!names.ok) return names;
  const numbers = readNumbers(line, integer + decimals, where);
  if (!numbers.ok) return numbers;
  const { timeMin, timeMax } = line;
  const dated = date + datetime > 0;
  if (
    dated &&
    (timeMin === null ||
      timeMax === null ||
      !MOMENT.test(timeMin) ||
      !MOMENT.test(timeMax) ||
      timeMin > timeMax)
  )
    return contradiction(where, '有日期，却没有可读的最早与最晚');
  const shortest = whole(line.shortest);
  const longest = whole(line.longest);
  if (values > 0 && (shortest === null || longest === null || shortest > longest))
    return contradiction(where, '长度缺失，或最短大于最长');
  const top = readTop(line, where);
  if (!top.ok) return top;
  if (top.value.reduce((sum, [, count]) => sum + count, 0) > values)
    return contradiction(where, '取值清单的次数之和多于有值的行数');
  return ok({
    position,
    column: line.column ?? '',
    rows,
    missing,
    types: { integer, decimal: decimals, boolean, date, datetime, text },
    values,
    distinct: Math.min(distinct, most),
    names: names.value,
    shortest: values === 0 ? null : shortest,
    longest: values === 0 ? null : longest,
    ...numbers.value,
    timeMin: dated ? timeMin : null,
    timeMax: dated ? timeMax : null,
    top: top.value,
  });
};
