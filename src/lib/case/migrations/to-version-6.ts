import { type Result, ok } from '../../kernel/result';
import { type JsonObject, isJsonObject } from '../json-object';
import { inObject } from './edit-json';

/** 5 → 6: what people say of every filing. Nothing has been said yet; what is to be filed follows from the case. */
export const toVersion6 = (record: JsonObject): Result<JsonObject> =>
  ok(
    inObject(record, 'sections', (sections) =>
      isJsonObject(sections) ? { filings: { records: [] }, ...sections } : sections,
    ),
  );
