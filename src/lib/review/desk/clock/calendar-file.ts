import * as v from 'valibot';
import type { CalendarYear } from '../../../case/desk/settings';
import { readTable } from '../../../intake/read-table';
import { readDate } from '../../../kernel/date-grammar';
import { type PlainDate, addDays, dayNumber, parsePlainDate, partsOf } from '../../../kernel/plain-date';
import { type Failure, type Result, ok, refuse } from '../../../kernel/result';
import { parseStrictJson } from '../../../kernel/strict-json';
import { decodeUtf8 } from '../../../kernel/utf8';

type Year = Omit<CalendarYear, 'fileName' | 'importedOn'>;

/** Years of a calendar file, and what is odd about them. */
export interface CalendarReading {
  readonly years: readonly Year[];
  readonly failures: readonly Failure[];
}

const REMEDY =
  'CSV 或 XLSX 请用列 年份、日期、类型（放假 / 上班）、来源、发布日期，一天一行；JSON 请见说明里的样例';

const day = v.pipe(
  v.string(),
  v.check((text) => parsePlainDate(text).ok, '日期应为日历上存在的 YYYY-MM-DD'),
);
/** A day, or the first and last day of a span. */
const dayOrSpan = v.union([day, v.strictTuple([day, day])]);
const calendarJson = v.strictObject({
  schema: v.literal('zhiya.work-calendar/1'),
  years: v.pipe(
    v.array(
      v.strictObject({
        year: v.pipe(v.number(), v.integer(), v.minValue(1900), v.maxValue(2199)),
        off: v.pipe(v.array(dayOrSpan), v.maxLength(200)),
        on: v.pipe(v.array(day), v.maxLength(100)),
        source: v.pipe(v.string(), v.minLength(1), v.maxLength(500)),
        publishedOn: v.nullable(day),
      }),
    ),
    v.minLength(1),
    v.maxLength(100),
  ),
});

const LONGEST_SPAN = 60;

const span = (from: string, to: string): readonly string[] => {
  const [first, last] = [parsePlainDate(from), parsePlainDate(to)];
  if (!first.ok || !last.ok) return [];
  const days = dayNumber(last.value) - dayNumber(first.value);
  if (days < 0 || days > LONGEST_SPAN) return [];
  return Array.from({ length: days + 1 }, (_, i) => addDays(first.value, i));
};

const isWeekend = (date: PlainDate): boolean => {
  const weekday = (((dayNumber(date) + 4) % 7) + 7) % 7;
  return weekday === 0 || weekday === 6;
};

const odd = (path: string, message: string): Failure => ({
  code: 'E_CALENDAR_DAY',
  message,
  path,
  remedy: '请对照放假通知核对这一天',
});

/** Days that make no sense are said, not dropped in silence: work on a weekday, another year, twice. */
const oddities = ({ year, off, on }: Year, path: string): readonly Failure[] => [
  ...on.flatMap((text) => {
    const date = parsePlainDate(text);
    return date.ok && !isWeekend(date.value) ? [odd(path, `${text} 是周一至周五，却写作调休上班日`)] : [];
  }),
  ...[...off, ...on].flatMap((text) => {
    const date = parsePlainDate(text);
    return date.ok && partsOf(date.value).year !== year ? [odd(path, `${text} 不在 ${year} 年`)] : [];
  }),
  ...on.filter((text) => off.includes(text)).map((text) => odd(path, `${text} 又放假又上班`)),
];

const unique = (days: readonly string[]): string[] => [...new Set(days)].sort();

const readJson = (text: string, fileName: string): Result<CalendarReading> => {
  const json = parseStrictJson(text);
  if (!json.ok) return json;
  const parsed = v.safeParse(calendarJson, json.value);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return refuse('E_CALENDAR', issue.message, `${fileName} › ${v.getDotPath(issue) ?? '$'}`, REMEDY);
  }
  const bad = new Set(
    parsed.output.years
      .filter(({ off }) => off.some((one) => typeof one !== 'string' && span(one[0], one[1]).length === 0))
      .map(({ year }) => year),
  );
  if (parsed.output.years.every(({ year }) => bad.has(year)))
    return refuse('E_CALENDAR', '起止日期不合理，没有一年是完整的，都没有采用', fileName, REMEDY);
  const sound = parsed.output.years.filter(({ year }) => !bad.has(year));
  const years = sound.map((year) => ({
    ...year,
    off: unique(year.off.flatMap((one) => (typeof one === 'string' ? [one] : span(one[0], one[1])))),
    on: unique(year.on),
  }));
  const empty = parsed.output.years.flatMap(({ off, year }) =>
    off.flatMap((one) =>
      typeof one !== 'string' && span(one[0], one[1]).length === 0
        ? [odd(`${fileName} › ${year} 年`, `${one[0]} 至 ${one[1]} 不是合理的起止，这一年没有采用`)]
        : [],
    ),
  );
  return ok({
    years,
    failures: [...empty, ...years.flatMap((year) => oddities(year, `${fileName} › ${year.year} 年`))],
  });
};

const COLUMNS = ['年份', '日期', '类型', '来源', '发布日期'] as const;
const KIND: Readonly<Record<string, 'off' | 'on'>> = { 放假: 'off', 休: 'off', 上班: 'on', 班: 'on' };

const readRows = async (bytes: Uint8Array, fileName: string): Promise<Result<CalendarReading>> => {
  const table = await readTable(bytes, fileName);
  if (!table.ok) return table;
  const places = COLUMNS.map((name) => table.value.header.findIndex((title) => title.trim() === name));
  const missing = COLUMNS.slice(0, 4).filter((_, i) => (places[i] ?? -1) < 0);
  if (missing.length > 0) return refuse('E_CALENDAR', `缺少列：${missing.join('、')}`, fileName, REMEDY);
  const failures: Failure[] = [...table.value.faults];
  const years = new Map<
    number,
    { off: string[]; on: string[]; source: string; publishedOn: string | null }
  >();
  const unreadable = new Set<number>();
  let ofAny = table.value.faults.length > 0;
  for (const { record, cells } of table.value.rows) {
    const [yearText = '', dateText = '', kindText = '', source = '', published = ''] = places.map((at) =>
      (cells[at] ?? '').trim(),
    );
    const path = `${fileName} › 第 ${record} 条`;
    const [date, publishedOn] = [readDate(dateText), readDate(published)];
    const kind = KIND[kindText];
    const year = /^\d{4}$/.test(yearText) ? Number(yearText) : null;
    if (!date.ok || date.value === null || kind === undefined || year === null || source === '') {
      // The year of the row, or of its date; a row of which neither is known may belong to any year.
      const ofDate = date.ok && date.value !== null ? partsOf(date.value).year : null;
      if (year !== null) unreadable.add(year);
      else if (ofDate !== null) unreadable.add(ofDate);
      else ofAny = true;
      failures.push({
        code: 'E_CALENDAR_ROW',
        message: '年份、日期、类型或来源读不出来，这一年没有采用',
        path,
        remedy: REMEDY,
      });
      continue;
    }
    const held = years.get(year) ?? {
      off: [],
      on: [],
      source,
      publishedOn: publishedOn.ok ? publishedOn.value : null,
    };
    held[kind].push(date.value);
    years.set(year, held);
  }
  if (years.size === 0) return refuse('E_CALENDAR', '没有读到任何一天', fileName, REMEDY);
  const whole = [...years].filter(([year]) => !ofAny && !unreadable.has(year));
  if (whole.length === 0)
    return refuse(
      'E_CALENDAR',
      `有 ${failures.length} 条读不出来，没有一年是完整的，都没有采用${failures[0] === undefined ? '' : `；首条：${failures[0].path}`}`,
      fileName,
      REMEDY,
    );
  const read = whole
    .sort(([a], [b]) => a - b)
    .map(([year, held]) => ({ year, ...held, off: unique(held.off), on: unique(held.on) }));
  return ok({
    years: read,
    failures: [...failures, ...read.flatMap((year) => oddities(year, `${fileName} › ${year.year} 年`))],
  });
};

/**
 * Reads holidays and make-up working days per year, each year with its source: JSON `zhiya.work-calendar/1`, or a CSV or XLSX with one
 * day per row. Errors: `E_CALENDAR`, and those of JSON and of tables. A row that cannot be read is
 * named, and its year is left out: a year is known whole or not at all.
 */
export const readCalendarFile = async (
  bytes: Uint8Array,
  fileName: string,
): Promise<Result<CalendarReading>> => {
  const start = bytes.subarray(0, 64).find((byte) => byte > 32 && byte < 128);
  if (start !== 0x7b) return readRows(bytes, fileName);
  const text = decodeUtf8(bytes);
  return text.ok ? readJson(text.value, fileName) : text;
};
