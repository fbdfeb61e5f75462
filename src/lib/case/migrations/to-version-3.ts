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
  fingerprint: null,
  quality: {
    setting: { required: null, key: null, dateColumn: null, updateDays: null },
    answers: [],
    rules: [],
    run: null,
  },
  pricing: {
    worksheets: [],
    reconciliation: { main: null, weights: [], reason: '', by: '' },
    effects: {
      duplicates: { said: 'unknown', share: null, source: '' },
      overlap: { said: 'unknown', share: null, source: '' },
      personal: { said: 'unknown', share: null, source: '' },
    },
    halfLife: { years: null, kind: null, source: '' },
    pledge: { termYears: null, source: '', quality: 'interval' },
    split: null,
  },
  rights: {
    rights: [],
    sources: [],
    certificates: [],
    otherParties: null,
    grading: null,
    personal: { route: null, sensitive: null },
    export: { depends: null, route: null, evidence: [] },
    recipients: null,
    entities: null,
    pledge: { route: null, certificate: null, note: '' },
    booking: { steps: [], category: null, bookValueFen: null, bookDate: null },
    form: {},
    applyOn: null,
  },
};

const FAULT = { firstOffset: null, file: null };

const asset = (value: JsonValue): JsonValue => {
  const added = withMissing(value, ASSET);
  return isJsonObject(added)
    ? inObject(inObject(added, 'columns', each(COLUMN)), 'faults', each(FAULT))
    : value;
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
