import type { ColumnProfile } from '../../case/data-assets-section';
import type { NumberFigures } from '../../case/data-profile';
import { Decimal, decimalText } from '../../kernel/decimal';
import { type ColumnReport, type NumberReport, reportColumn } from '../kernel/column-report';
import type { ColumnSketch } from '../kernel/sketch';
import type { ReportSettings } from './report-settings';

const NAME_LENGTH = 500;
/** Significant digits of a quantile, whose error is 0.4 %, and of a standard deviation. */
const QUANTILE_DIGITS = 6;
const DEVIATION_DIGITS = 12;
/** What a decimal of the case can hold. */
const STORABLE = /^-?(0|[1-9]\d{0,29})(\.\d{1,30})?$/;

/** Exact text of a number, `null` when it is none or longer than a case holds. */
const storable = (value: string | number | null, digits?: number): string | null => {
  if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return null;
  const number = new Decimal(value);
  const text = decimalText(digits === undefined ? number : number.toSignificantDigits(digits));
  return STORABLE.test(text) ? text : null;
};

/** Dates without a time of day are written without one. */
const dateText = (column: ColumnSketch, text: string): string =>
  column.types.datetime === 0 ? text.slice(0, 10) : text;

const spanText = (seconds: number): string => {
  if (seconds >= 86_400) return `${String(Math.ceil(seconds / 86_400))} 天`;
  return seconds >= 3600 ? `${String(Math.ceil(seconds / 3600))} 小时` : `${String(Math.ceil(seconds))} 秒`;
};

const quantilesBy = (
  read: (name: 'p01' | 'p25' | 'p50' | 'p75' | 'p99') => string | null,
  error: string,
): ColumnProfile['quantiles'] => {
  const [p01, p25, p50, p75, p99] = [read('p01'), read('p25'), read('p50'), read('p75'), read('p99')];
  return p01 === null || p25 === null || p50 === null || p75 === null || p99 === null
    ? null
    : { p01, p25, p50, p75, p99, error };
};

const dateQuantiles = (column: ColumnSketch, { dates }: ColumnReport): ColumnProfile['quantiles'] =>
  dates === null
    ? null
    : quantilesBy(
        (name) => {
          const text = dates.quantiles[name];
          return text === null ? null : dateText(column, text);
        },
        `误差不超过 ${spanText(dates.quantileError)}`,
      );

const figuresOf = ({ min, max, mean, deviation, quantiles }: NumberReport): NumberFigures => ({
  min,
  max,
  mean: storable(mean),
  sd: storable(deviation, DEVIATION_DIGITS),
  quantiles: quantilesBy((name) => storable(quantiles[name], QUANTILE_DIGITS), '误差不超过该值的 1/256'),
});

const NO_FIGURES: NumberFigures = { min: null, max: null, mean: null, sd: null, quantiles: null };

/** Figures in the type of the column: of its numbers, or first, last and quantiles of its dates. */
const ownFigures = (column: ColumnSketch, report: ColumnReport): NumberFigures => {
  const { type, numbers, dates } = report;
  if (isNumeric(type)) return numbers === null ? NO_FIGURES : figuresOf(numbers);
  if (type !== 'date' || dates === null) return NO_FIGURES;
  const [min, max] = [dateText(column, dates.first), dateText(column, dates.last)];
  return { ...NO_FIGURES, min, max, quantiles: dateQuantiles(column, report) };
};

const isNumeric = (type: ColumnProfile['type']): boolean => type === 'integer' || type === 'decimal';

/**
 * How many values are numbers; their figures too where the type of the column is another. These may be numbers of few
 * records: not of columns named like a person.
 */
const numbersOf = ({ type, values, numbers }: ColumnReport, mayShow: boolean): ColumnProfile['numbers'] =>
  numbers === null
    ? null
    : {
        count: numbers.count,
        others: values - numbers.count,
        figures: isNumeric(type) || !mayShow ? null : figuresOf(numbers),
      };

const gapsOf = (column: ColumnSketch, { type, dates }: ColumnReport): ColumnProfile['gaps'] => {
  const periods = dates?.periods ?? null;
  if (type !== 'date' || dates === null || periods === null) return null;
  const { step, inSpan, empty, longest, longestFrom } = periods;
  return {
    unit: step,
    first: dateText(column, dates.first),
    last: dateText(column, dates.last),
    periods: inSpan,
    empty,
    longestEmpty: longest,
    longestFrom,
  };
};

const namedLike = (name: string, parts: readonly string[]): boolean => {
  const plain = name.toLowerCase();
  return parts.some((part) => plain.includes(part));
};

/** Whether the column holds numbers of people, by what was found in it or by its name: its extremes are raw values. */
const holdsIdentifiers = (name: string, { detected }: ColumnReport, settings: ReportSettings): boolean =>
  (detected ?? []).some(({ presence }) => presence !== 'none') || namedLike(name, settings.identifierNames);

/** Whether values of the column may be shown outside the owner's machine. */
const mayList = (name: string, report: ColumnReport, settings: ReportSettings): boolean => {
  const { distinct, values } = report;
  return (
    distinct.exact &&
    distinct.count <= settings.top.distinct &&
    // A value that occurs about once tells of one record.
    distinct.count * 2 <= values &&
    !holdsIdentifiers(name, report, settings) &&
    !namedLike(name, settings.privateNames)
  );
};

/** Occurrences that look like names of people among the frequent values; a suspicion, never a find. */
const suspectedNames = (
  { top }: ColumnSketch,
  { type }: ColumnReport,
  decoder: TextDecoder,
  settings: ReportSettings,
): number =>
  type === 'text'
    ? settings.names.suspected(top.values.map(({ value, count }) => ({ text: decoder.decode(value), count })))
    : 0;

/**
 * What is stored of one column: no raw value but the extremes of measurements and the frequent values of columns that sort
 * records into few classes; neither of columns that hold numbers of people.
 */
export const columnPart = (
  name: string,
  column: ColumnSketch,
  encoding: 'utf-8' | 'gb18030',
  settings: ReportSettings,
): ColumnProfile => {
  const report = reportColumn(column, settings.profile.typeShare);
  const { type, bad, distinct, detected } = report;
  // The extremes and quantiles of an identifier are raw values of single records.
  const open = !holdsIdentifiers(name, report, settings);
  const { min, max, mean, sd, quantiles } = open ? ownFigures(column, report) : NO_FIGURES;
  const decoder = new TextDecoder(encoding);
  const names = suspectedNames(column, report, decoder, settings);
  const listed =
    names === 0 && mayList(name, report, settings) ? column.top.values.slice(0, settings.top.listed) : [];
  return {
    name: name.slice(0, NAME_LENGTH),
    type,
    bad,
    missing: report.missingTotal,
    missingTokens: Object.fromEntries(report.missing),
    unreadable: report.unreadable,
    distinct: distinct.count,
    distinctExact: distinct.exact,
    min,
    max,
    mean,
    sd,
    quantiles,
    numbers: numbersOf(report, open && !namedLike(name, settings.privateNames)),
    top: listed.map(({ value, count, missed }) => ({ value: decoder.decode(value), count, missed })),
    topComplete: listed.length > 0 && listed.length === column.top.values.length,
    shapes: report.shapes.slice(0, settings.top.shapes).map(([shape, count]) => ({ shape, count })),
    shortest: report.shortest,
    longest: report.longest,
    detected: [
      ...(detected ?? []).flatMap(({ id, matches, valid }) =>
        matches === 0 ? [] : [{ kind: id, matches, valid }],
      ),
      ...(names === 0 ? [] : [{ kind: 'personalName', matches: names, valid: null }]),
    ],
    gaps: open ? gapsOf(column, report) : null,
  };
};
