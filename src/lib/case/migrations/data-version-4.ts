import type { JsonValue } from '../../kernel/json';
import { type JsonObject, isJsonObject } from '../json-object';
import { each, inObject } from './edit-json';

const COLUMN = { unreadable: 0, numbers: null };
const FAULT = { column: null, remedy: '请核对原文件中的这些位置；需要时重新画像' };

/** Bounds were not stored: a count is its own, an estimate has none. */
const duplicateRows = (found: JsonObject): JsonValue => {
  const bound = found.exact === true ? (found.extra ?? null) : null;
  return { low: bound, high: bound, ...found };
};

const table = (value: JsonValue | undefined): JsonValue | undefined =>
  isJsonObject(value)
    ? inObject(value, 'duplicateRows', (found) => (isJsonObject(found) ? duplicateRows(found) : found))
    : value;

/** A table of a warehouse had its unknown length written as 0. */
const bytes = (asset: JsonObject): JsonObject =>
  isJsonObject(asset.source) && asset.source.kind === 'warehouse' && asset.bytes === 0
    ? { ...asset, bytes: null }
    : asset;

const asset = (value: JsonValue): JsonValue => {
  if (!isJsonObject(value)) return value;
  let edited = inObject(bytes({ overlaps: [], ...value }), 'columns', each(COLUMN));
  edited = inObject(edited, 'faults', each(FAULT));
  return inObject(edited, 'table', table);
};

/**
 * 3 → 4 of data assets: numbers among other values, cells that a damaged file does not give up, bounds of estimated
 * duplicates, places and remedies of faults, comparisons of fingerprints. What version 3 did not hold stays unknown.
 */
export const dataVersion4 = (section: JsonValue | undefined): JsonValue | undefined =>
  isJsonObject(section)
    ? inObject(section, 'assets', (list) => (Array.isArray(list) ? list.map(asset) : list))
    : section;
