import type { Dialect } from './dialect';
import { DIALECT } from './dialects';
import { DECIMAL, INTEGER, MAX_LENGTH, MAX_MAGNITUDE, MOMENT, PARTS } from './lexical';
import { namePattern } from './name-pattern';
import { type PlanInput, RESULT_FIELDS, RESULT_SCHEMA, type ResultField } from './plan-model';
import { sqlName, sqlText } from './sql-text';

/** SQL that is built once for a plan. */
interface Words {
  readonly input: PlanInput;
  readonly d: Dialect;
  readonly text: (value: string) => string;
  readonly missing: string;
}

const countOf = (condition: string): string => `count(CASE WHEN ${condition} THEN 1 END)`;

const formOf = ({ input, d, text, missing }: Words): string => {
  const short = `${d.bytes('v')} <= ${MAX_LENGTH}`;
  const booleans = input.words.booleanWords.map(text).join(', ');
  return `CASE WHEN position = 0 THEN 'row'
      WHEN v IN (${missing}) THEN 'missing'
      WHEN ${short} AND ${d.matches('v', INTEGER)} THEN 'integer'
      WHEN ${short} AND ${d.matches('v', DECIMAL)} THEN 'decimal'
      WHEN ${short} AND ${d.matches('v', MOMENT)} THEN CASE WHEN v LIKE '%:%' THEN 'datetime' ELSE 'date' END
      ${booleans === '' ? '' : `WHEN v IN (${booleans}) THEN 'boolean' `}ELSE 'text' END`;
};

/** `YYYY-MM-DD hh:mm:ss` of a value that is a date. */
const momentOf = (d: Dialect): string => {
  const two = (pattern: string): string => `lpad(${d.part('v', pattern)}, 2, '0')`;
  const { month, day, hour, minute, second } = PARTS;
  return `concat(substring(v, 1, 4), '-', ${two(month)}, '-', ${two(day)}, CASE WHEN kind = 'datetime' THEN concat(' ', ${two(hour)}, ':', ${two(minute)}, ':', ${two(second)}) ELSE ' 00:00:00' END)`;
};

/** Relation of cells: `position`, `v` trimmed, `kind`, `n` number or null. */
const readCells = (words: Words, columns: readonly number[], withRow: boolean): string => {
  const { input, d } = words;
  return `SELECT position, v, CASE WHEN abs(x) >= ${MAX_MAGNITUDE} THEN 'text' ELSE form END AS kind,
    CASE WHEN abs(x) < ${MAX_MAGNITUDE} THEN x END AS n
  FROM (SELECT position, v, form, CASE WHEN form IN ('integer', 'decimal') THEN ${d.toDouble('v')} END AS x
    FROM (SELECT position, v, ${formOf(words)} AS form
      FROM (SELECT position, ${d.trim('raw')} AS v
        FROM (${d.cells(input, columns, withRow)}) AS cells) AS trimmed) AS formed) AS measured`;
};

/** `{"": 12, "NA": 3}` out of counts. */
const missingJson = ({ input, d, text }: Words): string => {
  const parts = ['', ...input.words.missingTokens].map(
    (token, i) =>
      `${text(`${i === 0 ? '{' : ','}${JSON.stringify(token)}:`)}, ${d.toText(countOf(`v = ${text(token)} AND position > 0`))}`,
  );
  return `concat(${parts.join(', ')}, '}')`;
};

/** Values and counts of the columns that were named, when they have few. */
const listedQuery = (words: Words): string => {
  const { input, d } = words;
  const { listedKinds, listedLeast } = input.words;
  const columns = input.columns.flatMap((name, i) => (input.listed.includes(name) ? [i] : []));
  return `SELECT place, CASE WHEN max(kinds) <= ${listedKinds} THEN ${d.pairs('item', d.toText('times'), `times >= ${listedLeast}`)} END AS pairs
  FROM (SELECT place, item, times, count(*) OVER (PARTITION BY place) AS kinds
    FROM (SELECT position AS place, v AS item, count(*) AS times
      FROM (${readCells(words, columns, false)}) AS picked
      WHERE kind <> 'missing' GROUP BY position, v) AS counted) AS ranked
  GROUP BY place`;
};

/** Whether a cell looks like the name of a person, as the detector of our own kernel has it. */
const likeName = ({ input, d, text }: Words): string => {
  const { like, ending, words } = namePattern(input.words.names);
  if (like === null) return '1 = 0';
  const none = words.length === 0 ? '' : ` AND v NOT IN (${words.map(text).join(', ')})`;
  const last = ending === null ? '' : ` AND NOT (${d.matches('v', ending)})`;
  return `kind = 'text' AND ${d.matches('v', like)}${last}${none}`;
};

const aggregates = (words: Words): readonly (readonly [ResultField, string])[] => {
  const { input, d } = words;
  const alike = likeName(words);
  const present = `CASE WHEN kind <> 'missing' THEN v END`;
  const length = `CASE WHEN kind NOT IN ('missing', 'row') THEN ${d.bytes('v')} END`;
  const long = `CASE WHEN kind = 'integer' AND ${d.bytes('v')} > 15 THEN ${d.longInteger('v')} ELSE ${d.longInteger("'0'")} END`;
  return [
    ['rows', 'count(*)'],
    ['missing', missingJson(words)],
    ['integers', countOf(`kind = 'integer'`)],
    ['decimals', countOf(`kind = 'decimal'`)],
    ['booleans', countOf(`kind = 'boolean'`)],
    ['dates', countOf(`kind = 'date'`)],
    ['datetimes', countOf(`kind = 'datetime'`)],
    ['texts', countOf(`kind = 'text'`)],
    ['names', countOf(alike)],
    ['nameKinds', d.distinct(`CASE WHEN ${alike} THEN v END`, input.precision)],
    ['distinct', d.distinct(present, input.precision)],
    ['shortest', `min(${length})`],
    ['longest', `max(${length})`],
    ['numberMin', d.textOfExtreme('min', 'v', 'n', long)],
    ['numberMax', d.textOfExtreme('max', 'v', 'n', long)],
    ['mean', d.toText(d.mean('n'))],
    ['sd', d.toText(d.deviation('n'))],
    ['timeMin', 'min(moment)'],
    ['timeMax', 'max(moment)'],
  ];
};

/** The statement, without what is said on top of it. `hash` stands in every line of the result. */
export const figuresQuery = (input: PlanInput, hash: string): string => {
  const d = DIALECT[input.dialect];
  const text = (value: string): string => sqlText(input.dialect, value);
  const missing = ['', ...input.words.missingTokens].map(text).join(', ');
  const words: Words = { input, d, text, missing };
  const figures = aggregates(words);
  const own = new Map<ResultField, string>([
    ['schema', text(RESULT_SCHEMA)],
    ['engine', text(input.dialect)],
    ['engineVersion', 'version()'],
    ['plan', text(hash)],
    ['asOf', text(input.asOf ?? '')],
    ['precision', text(input.precision)],
    ['position', 'position'],
    [
      'column',
      `CASE WHEN position = 0 THEN '' ELSE ${d.element(d.array(input.columns.map(text)), 'greatest(position, 1)')} END`,
    ],
    ...figures.map(([field]): [ResultField, string] => [field, `f_${field}`]),
    ...(['p01', 'p25', 'p50', 'p75', 'p99'] as const).map((field, i): [ResultField, string] => [
      field,
      d.toText(d.element('f_quantiles', String(i + 1))),
    ]),
    ['top', input.listed.length === 0 ? `''` : 'pairs'],
  ]);
  const selected = RESULT_FIELDS.map(
    (field) => `${own.get(field) ?? 'NULL'} AS ${sqlName(input.dialect, field)}`,
  ).join(',\n  ');
  const summed = [...figures, ['quantiles', d.quantiles('n', input.precision)] as const]
    .map(([field, sql]) => `${sql} AS f_${field}`)
    .join(',\n    ');
  const joined =
    input.listed.length === 0 ? '' : `\nLEFT JOIN (${listedQuery(words)}) AS listed ON place = position`;
  return `SELECT ${selected}
FROM (SELECT position,
    ${summed}
  FROM (SELECT position, v, kind, n, CASE WHEN kind IN ('date', 'datetime') THEN ${momentOf(d)} END AS moment
    FROM (${readCells(
      words,
      input.columns.map((_, i) => i),
      true,
    )}) AS readings) AS moments
  GROUP BY position) AS figures${joined}
ORDER BY position${d.ending(input)}`;
};
