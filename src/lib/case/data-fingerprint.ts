import * as v from 'valibot';
import { count, ratioText, shortText } from './schema-parts';

/** 64-bit numbers as 16 hex digits each, ascending, none twice. */
const keyedHashes = v.pipe(
  v.string(),
  v.regex(/^([0-9a-f]{16})*$/, '应为若干个 16 位十六进制数'),
  v.maxLength(16 * 65_536),
  v.check((hex) => {
    for (let at = 16; at < hex.length; at += 16)
      if (hex.slice(at - 16, at) >= hex.slice(at, at + 16)) return false;
    return true;
  }, '散列应从小到大且不重复'),
);

/** The smallest keyed hashes of the different rows, or of the different values of some columns. */
export const fingerprintList = v.pipe(
  v.strictObject({
    of: v.picklist(['rows', 'key']),
    /** Headers of the key columns, in order; empty for rows. */
    columns: v.array(shortText),
    /** Hashes kept at most. */
    capacity: v.pipe(count, v.minValue(1), v.maxValue(65_536)),
    /** Rows that were hashed, and rows left out for a missing cell. */
    rows: count,
    missing: count,
    /** Every different row or value is among the hashes. */
    complete: v.boolean(),
    hashes: keyedHashes,
  }),
  v.check(({ hashes, capacity, complete }) => {
    const held = hashes.length / 16;
    return held <= capacity && (complete || held === capacity);
  }, '散列个数与容量不符'),
  v.check(({ rows, hashes }) => hashes.length / 16 <= rows, '散列个数多于行数'),
  v.check(({ of, columns }) => (of === 'rows') === (columns.length === 0), '列名与清单种类不符'),
);
export type FingerprintList = v.InferOutput<typeof fingerprintList>;

/**
 * A fingerprint of a data package: shows how much of it stands in another package without showing rows. Two fingerprints
 * compare only under one salt, which an institution gives out for its whole register and keeps secret.
 */
export const dataFingerprint = v.strictObject({
  kind: v.literal('zhiya.data-fingerprint/1'),
  /** First 16 hex digits of a hash of the salt; says which salt, not what it is. */
  saltId: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  /** Records of the package. */
  rows: count,
  lists: v.pipe(v.array(fingerprintList), v.maxLength(16)),
});
export type DataFingerprint = v.InferOutput<typeof dataFingerprint>;

/**
 * How much of a package stands in another one, as a comparison of two fingerprints said (95 % interval; low = high when both
 * were complete). Compares different rows or key values; copies within a package do not count.
 */
export const dataOverlap = v.pipe(
  v.strictObject({
    /** What the other package is called. */
    other: shortText,
    saltId: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
    of: v.picklist(['rows', 'key']),
    columns: v.array(shortText),
    /** Share of this package found in the other; `null` with too few hashes to say. */
    share: v.nullable(ratioText),
    low: ratioText,
    high: ratioText,
    exact: v.boolean(),
    /** Hashes that were compared. */
    trials: count,
    /** Records of both packages when they were compared. */
    rows: count,
    otherRows: count,
  }),
  v.check(
    ({ share, low, high }) =>
      Number(low) <= Number(high) &&
      Number(share ?? low) >= Number(low) &&
      Number(share ?? high) <= Number(high),
    '重合占比不在其区间之内',
  ),
);
export type DataOverlap = v.InferOutput<typeof dataOverlap>;
