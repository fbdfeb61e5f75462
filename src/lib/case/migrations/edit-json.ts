import type { JsonValue } from '../../kernel/json';
import { type JsonObject, isJsonObject } from '../json-object';

/** Adds what is not there yet; what is there stays. Anything that is no object is left for the schema to refuse. */
export const withMissing = (value: JsonValue | undefined, added: JsonObject): JsonValue | undefined =>
  isJsonObject(value) ? { ...added, ...value } : value;

/** The record with one key edited; a key that is not there and stays undefined is not added. */
export const inObject = (
  record: JsonObject,
  key: string,
  edit: (value: JsonValue | undefined) => JsonValue | undefined,
): JsonObject => {
  const edited = edit(Object.hasOwn(record, key) ? record[key] : undefined);
  return edited === undefined ? record : { ...record, [key]: edited };
};

/** `withMissing` for every item of a list. */
export const each =
  (added: JsonObject) =>
  (list: JsonValue | undefined): JsonValue | undefined =>
    Array.isArray(list) ? list.map((item: JsonValue) => withMissing(item, added) ?? item) : list;
