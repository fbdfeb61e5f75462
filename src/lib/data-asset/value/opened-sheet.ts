import type { DataAsset } from '../../case/data-assets-section';
import type { DataWorksheet } from '../../case/data-pricing';
import { type Result, fail, mapResult, ok } from '../../kernel/result';
import { type Entered, allOf } from '../../valuation/entered';
import type { CostPart } from '../../valuation/methods/replacement-cost';
import { asEntered } from '../../valuation/rates/share-conversion';
import { type Sheet, choice, entered, enteredFen, rowsOf } from '../../valuation/sheet/sheet';
import type { Term } from '../../valuation/term';
import type { DataCost } from '../pricing/data-cost';
import type { DataForm } from './data-form';

/** Where a data asset and its worksheets stand in the case. */
export const assetPath = ({ id }: Pick<DataAsset, 'id'>): string => `sections.dataAssets.assets[${id}]`;

/** Path of a worksheet in the case, for failures and traces. */
export const sheetPathOf = (asset: Pick<DataAsset, 'id'>, worksheet: Pick<DataWorksheet, 'id'>): string =>
  `${assetPath(asset)}.pricing.worksheets[${worksheet.id}]`;

/** Name of a worksheet: its own title, else that of its kind. */
export const sheetTitle = ({ title }: DataWorksheet, form: DataForm): string =>
  title === '' || title === form.title ? form.title : `${form.title} · ${title}`;

/** A data worksheet with its form, and where it stands. */
export const openedSheet = (
  asset: DataAsset,
  worksheet: DataWorksheet,
  form: DataForm,
): Pick<Sheet, 'worksheet' | 'form' | 'path' | 'traceId' | 'title'> => ({
  worksheet,
  form,
  path: sheetPathOf(asset, worksheet),
  traceId: `data-worksheets/${asset.id}/${worksheet.id}`,
  title: `${asset.title} › ${sheetTitle(worksheet, form)}`,
});

/** Own title of a row, without the names of what it stands in. */
export const rowTitle = (title: string): string => title.split(' › ').at(-1) ?? title;

/** A coefficient that is typed, moved by a what-if, or computed by `compute`. */
export const enteredOr = (
  sheet: Sheet,
  key: string,
  by: string,
  compute: () => Result<Term>,
): Result<Entered> => {
  if (sheet.change.inputs?.[key] !== undefined) return entered(sheet, key);
  const how = choice(sheet, by);
  if (!how.ok) return how;
  return how.value === 'entered' ? entered(sheet, key) : mapResult(compute(), asEntered);
};

const itemsOf = (sheet: Sheet): Result<DataCost> => {
  const items: CostPart[] = [];
  for (const place of rowsOf(sheet, 'costItems')) {
    const amount = enteredFen(sheet, 'amount', place);
    if (!amount.ok) return fail(amount.failure);
    items.push({ id: place.row, title: rowTitle(place.title), amount: amount.value });
  }
  return ok({ kind: 'items', items });
};

/** Cost as one total or item by item. */
export const costOf = (sheet: Sheet): Result<DataCost> => {
  const by = choice(sheet, 'costBy');
  if (!by.ok) return by;
  return by.value === 'items'
    ? itemsOf(sheet)
    : mapResult(enteredFen(sheet, 'totalCost'), (amount) => ({ kind: 'total' as const, amount }));
};

/** Several numbers of the worksheet at once, by their keys. */
export const inputsOf = <K extends string>(sheet: Sheet, keys: readonly K[]): Result<Record<K, Entered>> => {
  const parts: Partial<Record<K, Result<Entered>>> = {};
  for (const key of keys) parts[key] = entered(sheet, key);
  // Every key has been filled above; the compiler cannot count that.
  return allOf(parts as Record<K, Result<Entered>>);
};
