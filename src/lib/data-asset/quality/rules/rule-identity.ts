import type { DataAsset } from '../../../case/data-assets-section';
import type { RuleCondition } from '../../../case/data-rules';
import { hashRange } from '../../kernel/hash64';
import { dataView } from '../../kernel/record-block';

const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, ordered(inner)]);
};

/** 64-bit hash of plain data, 16 hex digits; the order of keys does not count. */
const hashOf = (value: unknown): string => {
  const bytes = new TextEncoder().encode(JSON.stringify(ordered(value)));
  const out = new Int32Array(2);
  hashRange(bytes, dataView(bytes), 0, bytes.length, out);
  return [...out].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
};

/** Which condition was counted. Title and indicator do not count: they change no number. */
export const ruleHash = (condition: RuleCondition): string => hashOf(condition);

/** Which files were profiled: their names, sizes, hashes, rows and columns. */
export const dataIdentity = (asset: Omit<DataAsset, 'quality' | 'pricing' | 'rights'>): string =>
  hashOf({
    fileName: asset.fileName,
    bytes: asset.bytes ?? 0,
    sha256: asset.sha256,
    rows: asset.rows,
    columns: asset.columns.map(({ name }) => name),
    files: asset.files.map(({ name, bytes, merkleRoot }) => ({ name, bytes, merkleRoot })),
  });
