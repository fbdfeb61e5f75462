import { newWorksheet } from '../case/new-case';
import type { PatentsSection } from '../case/patents-section';
import type { EnteredInput, EnteredSeries, Worksheet, WorksheetRow } from '../case/worksheet';
import type { RowsField, WorksheetForm } from '../patent/worksheet/worksheet-form';
import { sameProduct, withoutWeight } from './forecast-edits';
import type { OpenCase } from './open-case.svelte';

/** What a field of a worksheet changes. Inputs, choices and series live in a worksheet and in its rows alike. */

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

export const changeWorksheet = (
  open: OpenCase,
  id: string,
  edit: (worksheet: Worksheet) => Worksheet,
): void =>
  open.changeSection('patents', (s) => ({
    ...s,
    worksheets: s.worksheets.map((w) => (w.id === id ? edit(w) : w)),
  }));

const freeId = (stem: string, taken: readonly { readonly id: string }[]): string => {
  const ids = new Set(taken.map(({ id }) => id));
  let n = 1;
  while (ids.has(`${stem}-${n}`)) n += 1;
  return `${stem}-${n}`;
};

/**
 * An empty worksheet. One that values a product takes the patents that a forecast or a worksheet of this product already
 * has, else the pledged ones; one that derives a rate has none. Answers its id.
 */
export const addWorksheet = (
  open: OpenCase,
  form: Pick<WorksheetForm, 'kind' | 'gives' | 'title'>,
  product: string,
): string => {
  const { forecasts, worksheets, pledged } = open.record.sections.patents;
  const id = freeId(form.kind, [...worksheets, ...forecasts]);
  const same = [...forecasts, ...worksheets].find(
    (e) => sameProduct(e.product, product) && e.patents.length > 0,
  );
  const patents = form.gives === 'value' ? (same?.patents ?? pledged) : [];
  open.changeSection('patents', (s) => ({
    ...s,
    worksheets: [...s.worksheets, newWorksheet(id, form.kind, product, patents)],
  }));
  return id;
};

const withoutSource = <T extends EnteredPart>(part: T, id: string): T => ({
  ...part,
  inputs: Object.fromEntries(
    Object.entries(part.inputs).map(([key, input]) => [
      key,
      input.from === id ? { ...input, from: null } : input,
    ]),
  ),
});

/** Removes a worksheet; what took a number from it is empty again. */
export const removeWorksheet = (open: OpenCase, id: string): void =>
  open.changeSection('patents', (s) => ({
    ...s,
    worksheets: s.worksheets
      .filter((w) => w.id !== id)
      .map((w) => ({
        ...withoutSource(w, id),
        rows: Object.fromEntries(
          Object.entries(w.rows).map(([key, rows]) => [key, rows.map((row) => withoutSource(row, id))]),
        ),
      })),
    forecasts: s.forecasts.map((f) => ({
      ...f,
      royaltyFrom: f.royaltyFrom === id ? null : f.royaltyFrom,
      discountFrom: f.discountFrom === id ? null : f.discountFrom,
    })),
    reconciliations: withoutWeight(s.reconciliations, id),
  }));

const emptyRow = (id: string, title: string): WorksheetRow => ({
  id,
  title,
  choices: {},
  inputs: {},
  series: {},
});

/** Rows as shown: those the rules prescribe, filled or not, or those a person added. */
export const rowsOf = (worksheet: Worksheet, field: RowsField): readonly WorksheetRow[] => {
  const entered = worksheet.rows[field.key] ?? [];
  if (field.fixed === null) return entered;
  return field.fixed.map(({ id, title }) => entered.find((row) => row.id === id) ?? emptyRow(id, title));
};

const withRows = (worksheet: Worksheet, key: string, rows: readonly WorksheetRow[]): Worksheet => ({
  ...worksheet,
  rows: { ...worksheet.rows, [key]: [...rows] },
});

/** Changes one row; a prescribed row that nobody touched before comes into being with its first entry. */
export const withRow = (
  worksheet: Worksheet,
  field: RowsField,
  id: string,
  edit: (row: WorksheetRow) => WorksheetRow,
): Worksheet => {
  const entered = worksheet.rows[field.key] ?? [];
  const shown = rowsOf(worksheet, field).map((row) => (row.id === id ? edit(row) : row));
  const kept = shown.filter((row) => row.id === id || entered.some((known) => known.id === row.id));
  return withRows(worksheet, field.key, field.fixed === null ? shown : kept);
};

export const withNewRow = (worksheet: Worksheet, field: RowsField): Worksheet => {
  const entered = worksheet.rows[field.key] ?? [];
  const id = freeId('row', entered);
  return withRows(worksheet, field.key, [...entered, emptyRow(id, `${field.item} ${entered.length + 1}`)]);
};

export const withoutRow = (worksheet: Worksheet, field: RowsField, id: string): Worksheet =>
  withRows(
    worksheet,
    field.key,
    (worksheet.rows[field.key] ?? []).filter((row) => row.id !== id),
  );

const once = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/** Products that are valued. A worksheet that only derives a rate has no patents and names no product. */
export const productsOf = ({ forecasts, worksheets }: PatentsSection): readonly string[] =>
  once([
    ...forecasts.map(({ product }) => product),
    ...worksheets.filter(({ patents }) => patents.length > 0).map(({ product }) => product),
  ]);

const takesFrom = (part: EnteredPart, id: string): boolean =>
  Object.values(part.inputs).some(({ from }) => from === id);

/** Names of the forecasts and worksheets that take a number from a worksheet. */
export const usersOf = ({ forecasts, worksheets }: PatentsSection, id: string): readonly string[] =>
  once([
    ...forecasts
      .filter(({ royaltyFrom, discountFrom }) => royaltyFrom === id || discountFrom === id)
      .map(({ product }) => `${product}的收益预测`),
    ...worksheets
      .filter(
        (w) =>
          takesFrom(w, id) ||
          Object.values(w.rows)
            .flat()
            .some((row) => takesFrom(row, id)),
      )
      .map(({ product }) => product),
  ]);

/** Method and name; a derivation that still bears the name of its method is not named twice. */
export const sheetName = (title: string, name: string): string =>
  title === name ? title : `${title} · ${name}`;
