import type { ScreenedTables } from '../bridge/exact-contract';
import type { DataAssetsSection } from '../case/data-assets-section';

/** References to an asset say nothing any more when it is gone or was profiled again. */
export const withoutReferencesTo = ({ assets }: DataAssetsSection, id: string): DataAssetsSection => ({
  assets: assets.map((asset) =>
    asset.table?.references.some(({ other }) => other === id) === true
      ? {
          ...asset,
          table: { ...asset.table, references: asset.table.references.filter(({ other }) => other !== id) },
        }
      : asset,
  ),
});

/** The set with the name taken in, or out when it was there. */
export const toggled = (set: readonly string[], name: string): readonly string[] =>
  set.includes(name) ? set.filter((one) => one !== name) : [...set, name];

/** Equal sets of columns once. */
export const withSet = (
  sets: readonly (readonly string[])[],
  set: readonly string[],
): readonly (readonly string[])[] => {
  const text = [...set].sort().join('\u0000');
  return set.length === 0 || sets.some((one) => [...one].sort().join('\u0000') === text)
    ? sets
    : [...sets, set];
};

/** A table with the profile bundle that is compared. */
export interface ScreenTable {
  readonly asset: string;
  readonly title: string;
  readonly bundle: Blob;
}

/** What profiles said, and which were compared. */
export interface Screened {
  readonly said: ScreenedTables;
  readonly tables: readonly ScreenTable[];
}

/** Whether an answer is about these very bundles under these titles. */
export const isScreenOf = (
  { tables: seen }: Pick<Screened, 'tables'>,
  tables: readonly ScreenTable[],
): boolean =>
  seen.length === tables.length &&
  seen.every(({ asset, title, bundle }, i) => {
    const now = tables[i];
    return now?.asset === asset && now.title === title && now.bundle === bundle;
  });
