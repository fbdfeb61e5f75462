import * as v from 'valibot';
import { count, decimalText, id, sha256Hex, shortText, text } from './schema-parts';

/** What the profile says of one column. Numbers as exact decimal text; `null` is not computable. */
export const columnProfile = v.strictObject({
  name: shortText,
  type: v.picklist(['integer', 'decimal', 'date', 'boolean', 'text', 'empty']),
  /** Values that do not fit the type. */
  bad: count,
  missing: count,
  /** Missing by the token that stood in the cell (`""`, `NA`, `--`, …). */
  missingTokens: v.record(v.string(), count),
  distinct: count,
  /** `true` when `distinct` is exact; `false` when estimated. */
  distinctExact: v.boolean(),
  min: v.nullable(shortText),
  max: v.nullable(shortText),
  mean: v.nullable(decimalText),
});
export type ColumnProfile = v.InferOutput<typeof columnProfile>;

export const dataAsset = v.strictObject({
  id,
  title: shortText,
  fileName: shortText,
  bytes: count,
  sha256: sha256Hex,
  rows: count,
  /** `profile@version` that produced it. */
  method: shortText,
  columns: v.array(columnProfile),
  /** Faults met while reading: counted, with the first place of each. */
  faults: v.array(v.strictObject({ code: shortText, count, firstRow: count, message: shortText })),
  note: text,
});
export type DataAsset = v.InferOutput<typeof dataAsset>;

export const dataAssetsSection = v.strictObject({ assets: v.array(dataAsset) });
export type DataAssetsSection = v.InferOutput<typeof dataAssetsSection>;
