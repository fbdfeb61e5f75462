import { Decimal, decimalText, fenToYuan } from '../kernel/decimal';
import { type Fen, fenText } from '../kernel/fen';
import { type Result, ok, refuse } from '../kernel/result';
import { type TraceNode, type Unit, leaf } from '../kernel/trace';
import type { Domain } from './domain';
import { type Term, lateTerm } from './term';

/** A number as it arrives: decimal text, `null` = not known. `source` says where it comes from. */
export interface Entered {
  readonly value: string | null;
  /** A cell, a field, a cited parameter, or the trace of an earlier step. */
  readonly source?: TraceNode;
}

/** An amount of money as it arrives, in 分; `null` = not known. */
export interface EnteredFen {
  readonly fen: Fen | null;
  readonly source?: TraceNode;
  /** Instead of `source`, where the amount was taken from that very source: made when somebody looks. */
  readonly lateSource?: () => TraceNode;
}

/** Where a valuation stands: `path` prefixes the fields in failures, `id` the nodes of its trace. */
export interface Place {
  readonly path: string;
  readonly id: string;
}

export interface FieldSpec {
  /** Name of the field in the input record, e.g. `profitShare` or `profit[2]`. */
  readonly field: string;
  /** Name on the form, with its symbol. */
  readonly label: string;
  readonly domain: Domain;
  /** `ratio` if not given. */
  readonly unit?: Unit;
}

export const fieldPath = ({ path }: Place, field: string): string =>
  path === '' ? field : `${path}.${field}`;

const missing = (place: Place, { field, label }: FieldSpec): Result<never> =>
  refuse(
    'E_MISSING',
    `缺${label}，不能计算`,
    fieldPath(place, field),
    `请填写${label}及其来源；缺数不按 0 处理`,
  );

const DECIMAL = /^-?(0|[1-9]\d*)(\.\d+)?$/;
const MAX_LENGTH = 100;

/** A rounded display agrees with the number it was rounded from; anything else must be the number itself. */
const agrees = (source: TraceNode, value: Decimal): boolean => {
  if (source.value === null || !DECIMAL.test(source.value)) return false;
  const stated = new Decimal(source.value);
  return source.rounding === undefined
    ? stated.eq(value)
    : value.toDecimalPlaces((source.value.split('.')[1] ?? '').length).eq(stated);
};

const unsourced = (place: Place, { field, label, unit = 'ratio' }: FieldSpec, value: string): TraceNode =>
  leaf({
    id: `${place.id}/${field}`,
    label,
    value,
    unit,
    confidence: 'assumption',
    source: { kind: 'field', path: fieldPath(place, field), label },
    note: '未写来源',
  });

const outside = (place: Place, { domain, field, label }: FieldSpec): Result<never> =>
  refuse(domain.code, `${label}${domain.must}`, fieldPath(place, field), domain.remedy, domain.rule);

/** `stated` is the number in the unit of the trace, `value` the one that is computed with. */
const checked = (
  place: Place,
  spec: FieldSpec,
  value: Decimal,
  stated: Decimal,
  source: TraceNode | undefined,
): Result<Term> => {
  const { domain, label } = spec;
  if (!domain.holds(value)) return outside(place, spec);
  if (source !== undefined && source.unit === (spec.unit ?? 'ratio') && !agrees(source, stated))
    return refuse(
      'E_SOURCE_DISAGREES',
      `${label}为 ${decimalText(stated)}，所附来源却是 ${source.value ?? '未知'}`,
      fieldPath(place, spec.field),
      '请让数值与来源一致后再计算',
    );
  return ok({ value, node: source ?? unsourced(place, spec, decimalText(stated)) });
};

/**
 * Reads a number. Fails with `E_MISSING`, `E_NUMBER` (no plain decimal: exponents, grouping, over 100 characters), the
 * code of the domain, or `E_SOURCE_DISAGREES` when the source in the same unit states another number.
 */
export const readEntered = (place: Place, spec: FieldSpec, entered: Entered): Result<Term> => {
  if (entered.value === null) return missing(place, spec);
  if (entered.value.length > MAX_LENGTH || !DECIMAL.test(entered.value))
    return refuse(
      'E_NUMBER',
      `${spec.label}“${entered.value.slice(0, 40)}”不是十进制数字`,
      fieldPath(place, spec.field),
      '请填写普通数字，例如 0.15；科学计数法可能已丢失精度，不接受',
    );
  const value = new Decimal(entered.value);
  return checked(place, spec, value, value, entered.source);
};

/** Reads an amount of money; the term is in 元. Failures as `readEntered`. */
export const readEnteredFen = (place: Place, spec: FieldSpec, entered: EnteredFen): Result<Term> => {
  if (entered.fen === null) return missing(place, spec);
  const { lateSource } = entered;
  if (lateSource !== undefined) {
    const value = fenToYuan(entered.fen);
    return spec.domain.holds(value) ? ok(lateTerm(value, lateSource)) : outside(place, spec);
  }
  const stated = new Decimal(fenText(entered.fen));
  return checked(place, { ...spec, unit: 'fen' }, fenToYuan(entered.fen), stated, entered.source);
};

/** Reads one amount per forecast year, year 1 first. An empty series is missing. */
export const readYears = (
  place: Place,
  spec: FieldSpec,
  years: readonly EnteredFen[],
): Result<readonly Term[]> => {
  if (years.length === 0) return missing(place, spec);
  const terms: Term[] = [];
  for (const [index, entered] of years.entries()) {
    const year = { ...spec, field: `${spec.field}[${index}]`, label: `第 ${index + 1} 年${spec.label}` };
    const term = readEnteredFen(place, year, entered);
    if (!term.ok) return term;
    terms.push(term.value);
  }
  return ok(terms);
};

/** All the results, or the first failure in the order they are written. */
export const allOf = <T extends Record<string, unknown>>(parts: {
  readonly [K in keyof T]: Result<T[K]>;
}): Result<T> => {
  const values: Partial<T> = {};
  for (const key in parts) {
    const part = parts[key];
    if (!part.ok) return part;
    values[key] = part.value;
  }
  // Every key of `parts` has been filled above; the compiler cannot count that.
  return ok(values as T);
};
