import type { JsonValue } from '../kernel/json';

/** A JSON object before it is known to be a case of the current version. */
export type JsonObject = { readonly [key: string]: JsonValue };

export const isJsonObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
