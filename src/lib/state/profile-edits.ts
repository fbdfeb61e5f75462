import {
  type DataAsset,
  type DataAssetsSection,
  type StoredProfile,
  newDataAsset,
} from '../case/data-assets-section';
import type { TableProfile } from '../case/data-profile';
import { withoutReferencesTo } from './exact-edits';

/** Id of a data set: told by its bytes, so that the same files are the same asset. */
export const assetIdOf = ({ files, sha256 }: StoredProfile): string => {
  const root = files[0]?.merkleRoot ?? sha256 ?? '';
  return `data-${root.slice(0, 12)}${files.length > 1 ? `-${files.length}` : ''}`;
};

/** What a person confirmed of a dependency stays when it is found again. */
export const withTable = (asset: DataAsset, table: TableProfile): DataAsset => {
  const said = new Map(
    asset.table?.dependencies.map((one) => [JSON.stringify([one.from, one.to]), one.confirmed]),
  );
  const dependencies = table.dependencies.map((one) => ({
    ...one,
    confirmed: said.get(JSON.stringify([one.from, one.to])) ?? one.confirmed,
  }));
  return { ...asset, table: { ...table, dependencies } };
};

/** Takes a profile in: into the named asset, into the one of the same bytes, or as a new one. Answers its id too. */
export const takeProfile = (
  section: DataAssetsSection,
  profile: StoredProfile,
  target: string | null,
): { readonly section: DataAssetsSection; readonly asset: string } => {
  const own = assetIdOf(profile);
  const known = section.assets.find(({ id }) => id === (target ?? own)) ?? null;
  if (known === null) {
    const title = profile.fileName.replace(/(\.[A-Za-z0-9]{1,8})+( 等 \d+ 个文件)?$/, '$2');
    const asset = newDataAsset(own, title === '' ? profile.fileName : title, profile);
    return { asset: own, section: { assets: [...section.assets, asset] } };
  }
  const sameBytes = own === assetIdOf(known) && profile.bytes === known.bytes;
  const again: DataAsset = {
    ...known,
    ...profile,
    fingerprint: sameBytes ? known.fingerprint : null,
    overlaps: sameBytes ? known.overlaps : [],
  };
  const kept = profile.table === null ? again : { ...again, table: withTable(known, profile.table).table };
  const assets = section.assets.map((asset) => (asset.id === known.id ? kept : asset));
  return {
    asset: known.id,
    section: sameBytes ? { assets } : withoutReferencesTo({ assets }, known.id),
  };
};

/** One asset changed, the others left. */
export const changeAsset = (
  section: DataAssetsSection,
  id: string,
  change: (asset: DataAsset) => DataAsset,
): DataAssetsSection => ({
  assets: section.assets.map((asset) => (asset.id === id ? change(asset) : asset)),
});
