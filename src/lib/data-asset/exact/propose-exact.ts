import type { DataAsset } from '../../case/data-assets-section';
import { proposeQuasi } from '../table/quasi-identifiers';
import type { ReferenceQuestion } from './exact-question';

/** Quasi-identifiers taken together: more of them put every row into a group of its own. */
export const MOST_QUASI = 6;
const MOST_PROPOSED = 6;

/** The key that a person named, then those that the screen found and nobody counted yet. */
export const proposeKeys = ({ quality, table }: DataAsset): readonly (readonly string[])[] =>
  [
    ...(quality.setting.key === null ? [] : [quality.setting.key]),
    ...(table?.keys ?? []).filter(({ exact }) => !exact).map(({ columns }) => columns),
  ]
    .filter((set) => set.length > 0)
    .slice(0, MOST_PROPOSED);

/** Columns by which a person could be found again, as the stored profile shows them. */
export const proposeGroup = ({
  columns,
  rows,
}: Pick<DataAsset, 'columns' | 'rows'>): readonly { readonly column: string; readonly reason: string }[] =>
  proposeQuasi(columns, rows).map(({ column, reason }) => ({ column: columns[column]?.name ?? '', reason }));

/**
 * Columns of the same name and type in another asset, where they may be a key: nearly as many different values as rows. Only
 * a proposal; both files are needed to count it.
 */
export const proposeReferences = (
  asset: DataAsset,
  others: readonly DataAsset[],
): readonly ReferenceQuestion[] =>
  others
    .filter(({ id }) => id !== asset.id)
    .flatMap((other) =>
      other.columns.flatMap(({ name, type, distinct, missing }) => {
        const own = asset.columns.find((column) => column.name === name && column.type === type);
        const maybeKey = other.rows > 0 && missing === 0 && distinct * 100 >= other.rows * 97;
        return own === undefined || !maybeKey || type === 'decimal' || type === 'boolean'
          ? []
          : [{ columns: [name], other: other.id, otherColumns: [name] }];
      }),
    )
    .slice(0, MOST_PROPOSED);
