import type { EnteredInput, EnteredSeries, SheetRecord, WorksheetRow } from '../case/worksheet';
import type { AskedWhen, FieldForm, RowsField } from '../valuation/sheet/sheet-form';
import { freeId } from './free-id';

/** What a field of a worksheet of any domain changes. Inputs, choices and series live in a worksheet and in its rows alike. */

/** The part of a worksheet, or of one of its rows, that fields are drawn for. */
export type EnteredPart = Pick<WorksheetRow, 'choices' | 'inputs' | 'series'>;

const NOTHING_ENTERED: EnteredInput = { value: null, source: '', from: null };
const NO_SERIES: EnteredSeries = { values: [], source: '' };

export const inputOf = (part: EnteredPart, key: string): EnteredInput => part.inputs[key] ?? NOTHING_ENTERED;
export const seriesOf = (part: EnteredPart, key: string): EnteredSeries => part.series[key] ?? NO_SERIES;

export const withInput = <T extends EnteredPart>(part: T, key: string, change: Partial<EnteredInput>): T => ({
  ...part,
  inputs: { ...part.inputs, [key]: { ...inputOf(part, key), ...change } },
});

export const withSeries = <T extends EnteredPart>(
  part: T,
  key: string,
  change: Partial<EnteredSeries>,
): T => ({ ...part, series: { ...part.series, [key]: { ...seriesOf(part, key), ...change } } });

/** An empty choice is taken back, not stored. */
export const withChoice = <T extends EnteredPart>(part: T, key: string, value: string): T => {
  const rest = Object.fromEntries(Object.entries(part.choices).filter(([other]) => other !== key));
  return { ...part, choices: value === '' ? rest : { ...rest, [key]: value } };
};

const isAsked = (
  { choices }: Pick<EnteredPart, 'choices'>,
  { when }: { readonly when?: AskedWhen },
): boolean => when === undefined || choices[when.choice] === when.value;

/** The fields that the choices ask for, and any other in which something was entered: it must be seen to be cleared. */
export const askedFields = ({ choices, inputs, series }: FieldForm, part: EnteredPart): FieldForm => ({
  choices,
  inputs: inputs.filter((field) => {
    const { value, from } = inputOf(part, field.key);
    return isAsked(part, field) || value !== null || from !== null;
  }),
  series: series.filter(
    (field) => isAsked(part, field) || seriesOf(part, field.key).values.some((value) => value !== null),
  ),
});

/** The same for lists. */
export const askedRows = (rows: readonly RowsField[], sheet: SheetRecord): readonly RowsField[] =>
  rows.filter((field) => isAsked(sheet, field) || (sheet.rows[field.key] ?? []).length > 0);

/** The part without a number taken from worksheet `id`: it is empty again. */
export const withoutSource = <T extends EnteredPart>(part: T, id: string): T => ({
  ...part,
  inputs: Object.fromEntries(
    Object.entries(part.inputs).map(([key, input]) => [
      key,
      input.from === id ? { ...input, from: null } : input,
    ]),
  ),
});

/** The same for a worksheet with its rows. */
export const sheetWithoutSource = <T extends SheetRecord>(sheet: T, id: string): T => ({
  ...withoutSource(sheet, id),
  rows: Object.fromEntries(
    Object.entries(sheet.rows).map(([key, rows]) => [key, rows.map((row) => withoutSource(row, id))]),
  ),
});

const emptyRow = (id: string, title: string): WorksheetRow => ({
  id,
  title,
  choices: {},
  inputs: {},
  series: {},
});

/** Rows as shown: those the rules prescribe, filled or not, or those a person added. */
export const rowsOf = (worksheet: Pick<SheetRecord, 'rows'>, field: RowsField): readonly WorksheetRow[] => {
  const entered = worksheet.rows[field.key] ?? [];
  if (field.fixed === null) return entered;
  return field.fixed.map(({ id, title }) => entered.find((row) => row.id === id) ?? emptyRow(id, title));
};

const withRows = <T extends SheetRecord>(worksheet: T, key: string, rows: readonly WorksheetRow[]): T => ({
  ...worksheet,
  rows: { ...worksheet.rows, [key]: [...rows] },
});

/** Changes one row; a prescribed row that nobody touched before comes into being with its first entry. */
export const withRow = <T extends SheetRecord>(
  worksheet: T,
  field: RowsField,
  id: string,
  edit: (row: WorksheetRow) => WorksheetRow,
): T => {
  const entered = worksheet.rows[field.key] ?? [];
  const shown = rowsOf(worksheet, field).map((row) => (row.id === id ? edit(row) : row));
  const kept = shown.filter((row) => row.id === id || entered.some((known) => known.id === row.id));
  return withRows(worksheet, field.key, field.fixed === null ? shown : kept);
};

export const withNewRow = <T extends SheetRecord>(worksheet: T, field: RowsField): T => {
  const entered = worksheet.rows[field.key] ?? [];
  const id = freeId('row', entered);
  return withRows(worksheet, field.key, [...entered, emptyRow(id, `${field.item} ${entered.length + 1}`)]);
};

export const withoutRow = <T extends SheetRecord>(worksheet: T, field: RowsField, id: string): T =>
  withRows(
    worksheet,
    field.key,
    (worksheet.rows[field.key] ?? []).filter((row) => row.id !== id),
  );

const takesFrom = (part: EnteredPart, id: string): boolean =>
  Object.values(part.inputs).some(({ from }) => from === id);

/** Whether a worksheet or one of its rows takes a number from worksheet `id`. */
export const sheetTakesFrom = (sheet: SheetRecord, id: string): boolean =>
  takesFrom(sheet, id) ||
  Object.values(sheet.rows)
    .flat()
    .some((row) => takesFrom(row, id));

/** Method and name; a derivation that still bears the name of its method is not named twice. */
export const sheetName = (title: string, name: string): string =>
  title === name ? title : `${title} · ${name}`;
