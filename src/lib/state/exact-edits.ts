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
