import type { SheetRecord } from '../../case/worksheet';
import { Decimal, decimalText } from '../../kernel/decimal';
import { parseFenText } from '../../kernel/fen';
import type { PlainDate } from '../../kernel/plain-date';
import { type Failure, type Result, fail, mapResult, ok, refuse } from '../../kernel/result';
import { type TraceNode, type Unit, leaf } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import type { Entered, EnteredFen } from '../entered';
import type { MethodContext } from '../method-value';
import { type Change, isChange } from './change';
import type { FieldValues } from './sheet-check';
import type { FieldForm, InputField, SheetForm } from './sheet-form';

/** A rate of another worksheet as the input of this one. */
export interface GivenRate extends Entered {
  readonly value: string;
  readonly source: TraceNode;
  readonly basis: 'pre-tax' | 'post-tax' | null;
}

/** A worksheet opened for computing: what was entered, with its trace leaves, under a what-if. */
export interface Sheet {
  readonly worksheet: SheetRecord;
  readonly form: SheetForm;
  /** Where the worksheet stands in the case, e.g. `sections.patents.worksheets[w-1]`. */
  readonly path: string;
  /** Prefix of the leaves of what was entered, e.g. `worksheets/w-1`. */
  readonly traceId: string;
  /** What sources call it, e.g. `产品 › 成本法`. */
  readonly title: string;
  readonly rules: RulesAt;
  readonly valuationDate: PlainDate;
  /** Id of the figure and prefix of its trace. */
  readonly id: string;
  readonly change: Change;
  /** Keys of the amounts that the level of a change multiplies. */
  readonly carrying: ReadonlySet<string>;
  readonly rateOf: (from: string, field: InputField, path: string) => Result<GivenRate>;
  /** Paths that were read: what stays unread is reported. */
  readonly read: Set<string>;
}

/** The worksheet itself or one item of its lists. */
export interface FieldPlace {
  readonly values: FieldValues;
  readonly form: FieldForm;
  readonly path: string;
  readonly traceId: string;
  readonly title: string;
  /** Key of the list; empty for the worksheet. */
  readonly list: string;
}

export const contextOf = (sheet: Sheet): MethodContext => ({
  path: sheet.path,
  id: sheet.id,
  rules: sheet.rules,
});

export const ownFields = ({ worksheet, form, path, traceId, title }: Sheet): FieldPlace => ({
  values: worksheet,
  form,
  path,
  traceId,
  title,
  list: '',
});

/** Items of a list, each as a place of its own. */
export const rowsOf = (sheet: Sheet, key: string): readonly (FieldPlace & { readonly row: string })[] => {
  const own = ownFields(sheet);
  const list = sheet.form.rows.find((one) => one.key === key);
  if (list === undefined) throw new Error(`list ${key} of the form expected`);
  const rows = Object.hasOwn(sheet.worksheet.rows, key) ? (sheet.worksheet.rows[key] ?? []) : [];
  sheet.read.add(`${own.path}.rows.${key}`);
  return rows.map((row) => ({
    values: row,
    form: list,
    path: `${own.path}.rows.${key}[${row.id}]`,
    traceId: `${own.traceId}/${key}/${row.id}`,
    title: `${own.title} › ${row.title}`,
    row: row.id,
    list: key,
  }));
};

const missing = (label: string, path: string): Result<never> =>
  refuse('E_MISSING', `缺${label}，不能计算`, path, `请填写${label}及其来源；缺数不按 0 处理`);

/** A choice of a person. `E_MISSING` when nothing was chosen. */
export const choice = (sheet: Sheet, key: string, place: FieldPlace = ownFields(sheet)): Result<string> => {
  const changed = place.list === '' ? sheet.change.choices?.[key] : undefined;
  const path = `${place.path}.choices.${key}`;
  sheet.read.add(path);
  const value = changed ?? (Object.hasOwn(place.values.choices, key) ? place.values.choices[key] : undefined);
  if (value !== undefined && value !== '') return ok(value);
  const field = place.form.choices.find((one) => one.key === key);
  return refuse('E_MISSING', `还没有选择${field?.label ?? key}`, path, '请选择；不替人选默认项', field?.rule);
};

const fieldOf = <T extends { readonly key: string }>(fields: readonly T[], key: string): T => {
  const field = fields.find((one) => one.key === key);
  if (field === undefined) throw new Error(`field ${key} of the form expected`);
  return field;
};

const node = (
  place: FieldPlace,
  key: string,
  path: string,
  label: string,
  value: string | null,
  unit: Unit,
  source: string,
): TraceNode =>
  leaf({
    id: `${place.traceId}/${key}`,
    label,
    value,
    unit,
    confidence: source.trim() === '' ? 'assumption' : 'secondary',
    source: { kind: 'field', path, label: `估值工作表 › ${place.title} › ${label}` },
    note: source.trim() === '' ? '未写来源' : `来源：${source}`,
  });

const carries = (sheet: Sheet, place: FieldPlace, key: string): boolean =>
  sheet.change.level !== undefined && sheet.carrying.has(place.list === '' ? key : `${place.list}.${key}`);

/** Moved amounts of money stay whole 分. */
const levelled = (sheet: Sheet, value: string, unit: Unit): string =>
  decimalText(new Decimal(value).times(sheet.change.level ?? 1), unit === 'fen' ? 0 : undefined);

/** A number of the worksheet with its reason; from another worksheet where the person said so. */
export const entered = (sheet: Sheet, key: string, place: FieldPlace = ownFields(sheet)): Result<Entered> => {
  const changed = place.list === '' ? sheet.change.inputs?.[key] : undefined;
  const path = `${place.path}.inputs.${key}`;
  sheet.read.add(path);
  if (changed !== undefined) return ok({ value: decimalText(changed) });
  const field = fieldOf(place.form.inputs, key);
  const given = Object.hasOwn(place.values.inputs, key) ? place.values.inputs[key] : undefined;
  if (given === undefined) return missing(field.label, path);
  if (given.from !== null) return sheet.rateOf(given.from, field, path);
  if (given.value === null) return missing(field.label, path);
  if (carries(sheet, place, key)) return ok({ value: levelled(sheet, given.value, field.unit) });
  return ok({
    value: given.value,
    source: node(place, key, path, field.label, given.value, field.unit, given.source),
  });
};

/** Whether a number was entered or taken from a worksheet. */
export const isGiven = (sheet: Sheet, key: string): boolean => {
  const { inputs } = sheet.worksheet;
  const given = Object.hasOwn(inputs, key) ? inputs[key] : undefined;
  return given !== undefined && (given.value !== null || given.from !== null);
};

const fenOf = (value: string, path: string, source: TraceNode | undefined): Result<EnteredFen> =>
  mapResult(parseFenText(value, path), (fen) => (source === undefined ? { fen } : { fen, source }));

/** An amount of money of the worksheet, whole 分. */
export const enteredFen = (
  sheet: Sheet,
  key: string,
  place: FieldPlace = ownFields(sheet),
): Result<EnteredFen> => {
  const read = entered(sheet, key, place);
  if (!read.ok) return read;
  const path = `${place.path}.inputs.${key}`;
  const { value, source } = read.value;
  return value === null ? missing(fieldOf(place.form.inputs, key).label, path) : fenOf(value, path, source);
};

/** Years that are left when a what-if shortens the life; `null` = all. */
const lastYear = ({ change }: Sheet): number | null => {
  const life = change.inputs?.['economicLifeYears'];
  return life === undefined ? null : Decimal.max(1, life.ceil()).toNumber();
};

/** Numbers by year, year 1 first. `E_MISSING` for a gap within the series. */
export const yearly = (
  sheet: Sheet,
  key: string,
  place: FieldPlace = ownFields(sheet),
): Result<readonly { readonly value: string; readonly source?: TraceNode; readonly path: string }[]> => {
  const field = fieldOf(place.form.series, key);
  const path = `${place.path}.series.${key}`;
  sheet.read.add(path);
  const given = Object.hasOwn(place.values.series, key) ? place.values.series[key] : undefined;
  if (given === undefined || given.values.length === 0) return missing(field.label, path);
  const { values, source } = given;
  const years = values.slice(0, lastYear(sheet) ?? values.length);
  const gap = years.indexOf(null);
  if (gap >= 0) return missing(`第 ${gap + 1} 年${field.label}`, `${path}.values[${gap}]`);
  const changed = isChange(sheet.change);
  return ok(
    years.flatMap((value, index) => {
      if (value === null) return [];
      const at = `${path}.values[${index}]`;
      const label = `第 ${index + 1} 年${field.label}`;
      if (carries(sheet, place, key)) return [{ value: levelled(sheet, value, field.unit), path: at }];
      return [
        changed
          ? { value, path: at }
          : {
              value,
              path: at,
              source: node(place, `${key}-${index + 1}`, at, label, value, field.unit, source),
            },
      ];
    }),
  );
};

/** Amounts of money by year. */
export const yearlyFen = (
  sheet: Sheet,
  key: string,
  place: FieldPlace = ownFields(sheet),
): Result<readonly EnteredFen[]> => {
  const years = yearly(sheet, key, place);
  if (!years.ok) return years;
  const amounts: EnteredFen[] = [];
  for (const { value, path, source } of years.value) {
    const amount = fenOf(value, path, source);
    if (!amount.ok) return amount;
    amounts.push(amount.value);
  }
  return ok(amounts);
};

/** Entered numbers that this way of computing does not use: `W_INPUT_UNUSED`. */
export const unused = (sheet: Sheet): readonly Failure[] => {
  const { path, values, form } = ownFields(sheet);
  const warn = (at: string, label: string): readonly Failure[] =>
    sheet.read.has(at)
      ? []
      : [
          {
            code: 'W_INPUT_UNUSED',
            message: `按所选的算法没有用到“${label}”`,
            path: at,
            remedy: '请核对选项，或清空这一项',
          },
        ];
  return [
    ...form.inputs.flatMap(({ key, label }) => {
      const given = Object.hasOwn(values.inputs, key) ? values.inputs[key] : undefined;
      return given === undefined || (given.value === null && given.from === null)
        ? []
        : warn(`${path}.inputs.${key}`, label);
    }),
    ...form.series.flatMap(({ key, label }) => {
      const given = Object.hasOwn(values.series, key) ? values.series[key] : undefined;
      return given?.values.some((value) => value !== null) === true
        ? warn(`${path}.series.${key}`, label)
        : [];
    }),
    ...sheet.form.rows.flatMap(({ key, label }) => {
      const given = Object.hasOwn(sheet.worksheet.rows, key) ? sheet.worksheet.rows[key] : undefined;
      return given === undefined || given.length === 0 ? [] : warn(`${path}.rows.${key}`, label);
    }),
  ];
};

/** The first failure, or all values. */
export const inOrder = <T>(results: readonly Result<T>[]): Result<readonly T[]> => {
  const values: T[] = [];
  for (const result of results) {
    if (!result.ok) return fail(result.failure);
    values.push(result.value);
  }
  return ok(values);
};
