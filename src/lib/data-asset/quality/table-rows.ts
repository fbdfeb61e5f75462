import type { ColumnProfile, DataAsset } from '../../case/data-assets-section';

/** Rows whose number of fields is not that of the header. */
export const raggedRows = (asset: DataAsset): number =>
  asset.faults.filter((fault) => fault.code === 'E_RAGGED').reduce((sum, fault) => sum + fault.count, 0);

/** Rows whose cells went to columns. */
export const wholeRows = (asset: DataAsset): number => Math.max(0, asset.rows - raggedRows(asset));

/** Cells of a column that hold a value. */
export const filled = (asset: DataAsset, column: ColumnProfile): number =>
  Math.max(0, wholeRows(asset) - column.missing - column.unreadable);

/** A column by name with its place; `null` when the profile does not know it. */
export const columnNamed = (
  asset: DataAsset,
  name: string,
): { readonly column: ColumnProfile; readonly at: number } | null => {
  const at = asset.columns.findIndex((column) => column.name === name);
  const column = asset.columns[at];
  return column === undefined ? null : { column, at };
};
