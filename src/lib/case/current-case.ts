import type { JsonValue } from '../kernel/json';
import { type CaseRecord, caseRecord } from './case-record';
import { type SchemaGuard, schemaGuard } from './schema-guard';

/**
 * Keys written in a JSON text that `JSON.parse` took: colons outside of texts. `null` when a text may hold half a
 * character (an escape `\ud…`), which only the strict reader tells.
 */
const writtenKeys = (json: string): number | null => {
  let keys = 0;
  for (let at = 0; at < json.length; at++) {
    const c = json.charCodeAt(at);
    if (c === 58) keys += 1;
    if (c !== 34) continue;
    for (at += 1; ; at++) {
      const t = json.charCodeAt(at);
      if (t === 34) break;
      if (t !== 92) continue;
      at += 1;
      if (json.charCodeAt(at) === 117 && (json.charCodeAt(at + 1) | 32) === 100) return null;
    }
  }
  return keys;
};

const parsed = (json: string): JsonValue | undefined => {
  try {
    return JSON.parse(json) as JsonValue;
  } catch {
    return undefined;
  }
};

let guard: SchemaGuard | null = null;

/**
 * A case document of the current version that has nothing against it, or `null` when that is not certain at a glance: then
 * `inspectCaseJson` decides and says why. It never takes what `inspectCaseJson` refuses. For whoever reads thousands:
 * the built-in parser and a guard made from the schema. A key that stands twice shows in the number of keys written.
 */
export const currentCase = (json: string): CaseRecord | null => {
  const value = parsed(json);
  if (value === undefined) return null;
  guard ??= schemaGuard(caseRecord);
  if (!guard.takes(value)) return null;
  return guard.keys === writtenKeys(json) ? (value as CaseRecord) : null;
};
