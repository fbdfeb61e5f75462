import * as v from 'valibot';
import { dataFingerprint, dataOverlap } from './data-fingerprint';
import { dataPricing, emptyDataPricing } from './data-pricing';
import { columnProfile, dataFile, profileFault, profileSource, tableProfile } from './data-profile';
import { dataQuality, emptyDataQuality } from './data-quality';
import { dataRights, emptyDataRights } from './data-rights';
import { count, id, sha256Hex, shortText, text } from './schema-parts';

export type { ColumnProfile } from './data-profile';

const profile = {
  /** The file, or how the data set is called when it has several. */
  fileName: shortText,
  /** `null`: a table of a warehouse, which has no length in bytes. */
  bytes: v.nullable(count),
  /** SHA-256 of the one file; `null` when there are several, when it is too large to hash twice, or from a warehouse. */
  sha256: v.nullable(sha256Hex),
  rows: count,
  /** `profile@version` that produced it. */
  method: shortText,
  columns: v.array(columnProfile),
  /** Faults met while reading: counted, with the first place of each. */
  faults: v.array(profileFault),
  files: v.array(dataFile),
  source: profileSource,
  /** `null`: not measured. */
  table: v.nullable(tableProfile),
  /** What the scan says about the file as a whole, e.g. its encoding. */
  note: text,
};

/** A profile as it comes out of the scan, before it becomes an asset of the case. */
export const storedProfile = v.strictObject(profile);
export type StoredProfile = v.InferOutput<typeof storedProfile>;

export const dataAsset = v.strictObject({
  id,
  title: shortText,
  ...profile,
  /** Volume as the owner states it; `null` = not stated. */
  claimed: v.nullable(v.strictObject({ rows: count, source: text })),
  /** To find the same data in another package; `null` = not made. */
  fingerprint: v.nullable(dataFingerprint),
  /** Comparisons of that fingerprint with those of other packages. */
  overlaps: v.pipe(v.array(dataOverlap), v.maxLength(200)),
  quality: dataQuality,
  pricing: dataPricing,
  rights: dataRights,
});
export type DataAsset = v.InferOutput<typeof dataAsset>;

export const dataAssetsSection = v.strictObject({ assets: v.array(dataAsset) });
export type DataAssetsSection = v.InferOutput<typeof dataAssetsSection>;

/** A profiled data set as an asset of the case; everything a person must say is still open. */
export const newDataAsset = (assetId: string, title: string, measured: StoredProfile): DataAsset => ({
  ...measured,
  id: assetId,
  title,
  claimed: null,
  fingerprint: null,
  overlaps: [],
  quality: emptyDataQuality(),
  pricing: emptyDataPricing(),
  rights: emptyDataRights(),
});
