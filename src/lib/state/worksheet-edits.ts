import { newWorksheet } from '../case/new-case';
import type { PatentsSection } from '../case/patents-section';
import type { Worksheet } from '../case/worksheet';
import type { WorksheetForm } from '../patent/worksheet/worksheet-form';
import { sameProduct, withoutWeight } from './forecast-edits';
import type { OpenCase } from './open-case.svelte';
import { freeId } from './free-id';
import { sheetTakesFrom, sheetWithoutSource } from './sheet-edits';

/** What the page changes in the worksheets of the patents. */

export const changeWorksheet = (
  open: OpenCase,
  id: string,
  edit: (worksheet: Worksheet) => Worksheet,
): void =>
  open.changeSection('patents', (s) => ({
    ...s,
    worksheets: s.worksheets.map((w) => (w.id === id ? edit(w) : w)),
  }));

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

/** Removes a worksheet; what took a number from it is empty again. */
export const removeWorksheet = (open: OpenCase, id: string): void =>
  open.changeSection('patents', (s) => ({
    ...s,
    worksheets: s.worksheets.filter((w) => w.id !== id).map((w) => sheetWithoutSource(w, id)),
    forecasts: s.forecasts.map((f) => ({
      ...f,
      royaltyFrom: f.royaltyFrom === id ? null : f.royaltyFrom,
      discountFrom: f.discountFrom === id ? null : f.discountFrom,
    })),
    reconciliations: withoutWeight(s.reconciliations, id),
  }));

const once = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/** Products that are valued. A worksheet that only derives a rate has no patents and names no product. */
export const productsOf = ({ forecasts, worksheets }: PatentsSection): readonly string[] =>
  once([
    ...forecasts.map(({ product }) => product),
    ...worksheets.filter(({ patents }) => patents.length > 0).map(({ product }) => product),
  ]);

/** Names of the forecasts and worksheets that take a number from a worksheet. */
export const usersOf = ({ forecasts, worksheets }: PatentsSection, id: string): readonly string[] =>
  once([
    ...forecasts
      .filter(({ royaltyFrom, discountFrom }) => royaltyFrom === id || discountFrom === id)
      .map(({ product }) => `${product}的收益预测`),
    ...worksheets.filter((w) => sheetTakesFrom(w, id)).map(({ product }) => product),
  ]);
