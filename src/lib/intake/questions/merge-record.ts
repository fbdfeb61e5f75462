import type { PatentRecord } from '../../case/patents-section';
import { importEdit, isImportEdit } from '../../case/record-edits';
import type { CandidateKey } from './import-questions';
import { CASE_KEY, type Candidate, type PatentSources } from './patent-sources';
import { RECORD_FIELDS, type RecordField, fieldKey, linkedFields, saysField } from './record-fields';
import { candidatesOf } from './same-patent';

/** Fields that no list gives: they follow the case without a mark. */
const UNMARKED: ReadonlySet<RecordField> = new Set([
  'note',
  'legalEvents',
  'feeReduction',
  'termCompensation',
  'familyId',
  'vendorScores',
]);

const takeField = (into: PatentRecord, from: Candidate, field: RecordField): PatentRecord => {
  const reason =
    from.record.edits[field] ?? importEdit(`${from.key === CASE_KEY ? '沿用' : '取自'} ${from.where}`);
  const edits = Object.fromEntries(Object.entries(into.edits).filter(([name]) => name !== field));
  const values = Object.fromEntries(linkedFields(field).map((linked) => [linked, from.record[linked]]));
  return { ...into, ...values, edits: UNMARKED.has(field) ? edits : { ...edits, [field]: reason } };
};

/** Scores of several vendors stand side by side; the chosen source wins where both name the same score. */
const withScores = (record: PatentRecord, chosen: Candidate, inCase: Candidate | null): PatentRecord => ({
  ...record,
  vendorScores: { ...inCase?.record.vendorScores, ...chosen.record.vendorScores },
});

/**
 * A reason that a person or the gazette gave stays as long as the value stays, also where the list says the same: it is
 * what protects the value from the next list.
 */
const withReasons = (record: PatentRecord, inCase: Candidate | null): PatentRecord => {
  if (inCase === null || inCase.record === record) return record;
  const kept = RECORD_FIELDS.flatMap((field): readonly (readonly [string, string])[] => {
    const reason = inCase.record.edits[field];
    return reason === undefined ||
      isImportEdit(reason) ||
      record.edits[field] === reason ||
      fieldKey(record, field) !== fieldKey(inCase.record, field)
      ? []
      : [[field, reason]];
  });
  return kept.length === 0 ? record : { ...record, edits: { ...record.edits, ...Object.fromEntries(kept) } };
};

/**
 * The record that follows from a choice: the base, and every differing field from the candidate chosen for it. A field
 * that the base says nothing about is taken from whoever says it, the case first. A field that does not come from the
 * base's own row bears in `edits` where it comes from, so that no figure claims a cell that says something else.
 */
export const mergeRecord = (
  sources: PatentSources,
  base: Candidate,
  choice: Readonly<Record<string, CandidateKey>>,
): PatentRecord => {
  const candidates = candidatesOf(sources);
  let record = base.record;
  for (const field of RECORD_FIELDS) {
    const key = choice[field];
    const from =
      key === undefined
        ? saysField(base.record, field)
          ? base
          : (candidates.find((c) => saysField(c.record, field)) ?? base)
        : (candidates.find((c) => c.key === key) ?? base);
    if (field === 'vendorScores' && from.key !== CASE_KEY) record = withScores(record, from, sources.inCase);
    else if (fieldKey(from.record, field) !== fieldKey(base.record, field))
      record = takeField(record, from, field);
  }
  return withReasons(record, sources.inCase);
};
