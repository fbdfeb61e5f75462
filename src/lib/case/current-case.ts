import type { JsonValue } from '../kernel/json';
import { type CaseRecord, caseRecord } from './case-record';
import { collateralItem, supportItem } from './collateral-section';
import { type LineReader, lineReader } from './line/line-reader';
import type { Utf8Line } from './line/text-pool';
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

/** Read whole: rules look for fields of theirs by name. */
const WHOLE = new Set([collateralItem, supportItem]);

/** Longer lines, of some seven hundred patents, go another way: the tape takes up to 32 bytes for each of theirs. */
const LONGEST_LINE = 2 * 1024 * 1024;

let reader: LineReader<CaseRecord> | null = null;

/**
 * As `currentCase`, from the bytes of a line as `caseJson` writes it: several times faster, and most values are read when
 * somebody looks at them. `null` for a line in any other form, or longer than 2 MiB. The case is for this thread, and keeps the line alive.
 */
export const currentCaseOfLine = (line: Utf8Line): CaseRecord | null => {
  if (line.bytes.length > LONGEST_LINE) return null;
  reader ??= lineReader(caseRecord, WHOLE);
  const view = reader(line);
  if (view === null) return null;
  const { schema, id, title, fiction, valuationDate, region, mode, overlay, attachments, sections } = view;
  return { schema, id, title, fiction, valuationDate, region, mode, overlay, attachments, sections };
};
