import * as v from 'valibot';
import { canonicalJson } from '../kernel/canonical-json';
import type { JsonValue } from '../kernel/json';
import { type Failure, type Result, fail, ok, refuse } from '../kernel/result';
import { parseStrictJson } from '../kernel/strict-json';
import { type CaseRecord, caseRecord as caseSchema } from './case-record';
import { migrateCase } from './migrations';
import { failureOfIssue } from './schema-failures';
import { firstSilentChange } from './silent-change';

export { newCase, type NewCaseInput } from './new-case';

/** Longest case document, in UTF-16 code units: about 20,000 patents with all fields filled. */
export const CASE_JSON_LIMIT = 64 * 1024 * 1024;

/** No document below the length limit can hold more keys than this: the length decides. */
const JSON_BOUNDS = { maxDepth: 32, maxKeys: CASE_JSON_LIMIT / 4, maxLength: CASE_JSON_LIMIT };

/** Most refusals listed for one document; the rest are counted. */
const LISTED_FAILURES = 200;

/** What a case document turned out to be. `caseRecord` is `null` when anything was refused. */
export interface CaseJsonReading {
  readonly caseRecord: CaseRecord | null;
  /** Every refusal met, in the order of the document; empty exactly when `caseRecord` is present. */
  readonly failures: readonly Failure[];
  /** Titles of the migration steps that were applied. */
  readonly migrated: readonly string[];
}

const refused = (...failures: readonly Failure[]): CaseJsonReading => ({
  caseRecord: null,
  failures,
  migrated: [],
});

const listed = (all: readonly Failure[]): readonly Failure[] => {
  if (all.length <= LISTED_FAILURES) return all;
  const rest = all.length - LISTED_FAILURES;
  return [
    ...all.slice(0, LISTED_FAILURES),
    {
      code: 'E_MORE',
      message: `另有 ${rest} 处问题未列出`,
      path: '$',
      remedy: '请先改正已列出的问题再重新打开',
    },
  ];
};

const validate = (record: JsonValue, migrated: readonly string[]): CaseJsonReading => {
  const parsed = v.safeParse(caseSchema, record);
  if (!parsed.success) return refused(...listed(parsed.issues.map(failureOfIssue)));
  const changed = firstSilentChange(record, parsed.output);
  if (changed !== null) return refused(changed);
  return { caseRecord: parsed.output, failures: [], migrated };
};

const firstFailure = (failures: readonly Failure[]): Result<never> => {
  const [first] = failures;
  if (first === undefined) throw new Error('a refused case document must name a failure');
  if (failures.length === 1) return fail(first);
  return fail({ ...first, message: `${first.message}（共 ${failures.length} 处问题，此为第一处）` });
};

/**
 * Reads a case document and lists everything that stands against it: size, strict JSON (duplicate keys, depth,
 * lone surrogates), version, then every field with its JSON path. Nothing is dropped, filled in or repaired.
 * Codes: those of `parseStrictJson`, `E_SCHEMA`, `E_NEWER`, `E_FIELD_UNKNOWN`, `E_FIELD_MISSING`, `E_TYPE`,
 * `E_VALUE`, `E_MORE`. References inside the case are checked apart, by `checkCrossReferences`.
 */
export const inspectCaseJson = (text: string): CaseJsonReading => {
  const json = parseStrictJson(text, JSON_BOUNDS);
  if (!json.ok) return refused(json.failure);
  const current = migrateCase(json.value);
  if (!current.ok) return refused(current.failure);
  return validate(current.value.record, current.value.applied);
};

/** As `inspectCaseJson`, with the first refusal only; its message counts the others. */
export const parseCaseJson = (text: string): Result<CaseRecord> => {
  const { caseRecord, failures } = inspectCaseJson(text);
  return caseRecord === null ? firstFailure(failures) : ok(caseRecord);
};

/** Canonical JSON (RFC 8785) of a case: equal cases give equal bytes. Throws on lone surrogates. */
export const caseJson = (caseRecord: CaseRecord): string => canonicalJson(caseRecord);

/**
 * Canonical JSON of a case that `parseCaseJson` is certain to read back as the same case; everything that is saved
 * passes here. Fails as `parseCaseJson` does, and with `E_SURROGATE` for half a character in a text.
 */
export const checkedCaseJson = (caseRecord: CaseRecord): Result<string> => {
  const { caseRecord: checked, failures } = validate(caseRecord, []);
  if (checked === null) return firstFailure(failures);
  const text = caseJson(checked);
  if (text.length <= CASE_JSON_LIMIT) return ok(text);
  return refuse(
    'E_TOO_LARGE',
    `案卷内容过大：${text.length} 个字符，上限 ${CASE_JSON_LIMIT} 个`,
    '$',
    '请把专利或答案拆到几份案卷中',
  );
};
