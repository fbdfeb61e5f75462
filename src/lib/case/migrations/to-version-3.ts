import type { JsonValue } from '../../kernel/json';
import { type Result, ok } from '../../kernel/result';
import { type JsonObject, isJsonObject } from '../json-object';
import { each, inObject, withMissing } from './edit-json';

const COLUMN = {
  sd: null,
  quantiles: null,
  top: [],
  topComplete: false,
  shapes: [],
  shortest: null,
  longest: null,
  detected: [],
  gaps: null,
};
const ASSET = {
  files: [],
  source: { kind: 'own' },
  table: null,
  claimed: null,
  quality: {},
  pricing: {},
  rights: {},
};

const asset = (value: JsonValue): JsonValue => {
  const added = withMissing(value, ASSET);
  return isJsonObject(added) ? inObject(added, 'columns', each(COLUMN)) : value;
};

const dataAssets = (section: JsonValue | undefined): JsonValue | undefined =>
  isJsonObject(section)
    ? inObject(section, 'assets', (list) => (Array.isArray(list) ? list.map(asset) : list))
    : section;

/** 2 → 3: the whole profile of a data asset, its quality, price and rights. What version 2 did not measure stays unknown. */
export const toVersion3 = (record: JsonObject): Result<JsonObject> =>
  ok(
    inObject(record, 'sections', (sections) =>
      isJsonObject(sections) ? inObject(sections, 'dataAssets', dataAssets) : sections,
    ),
  );
