import type { PatentRecord } from '../../case/patents-section';
import { isImportEdit } from '../../case/record-edits';
import type { CandidateKey, FieldDifference, SamePatentOption, SamePatentQuestion } from './import-questions';
import { CASE_KEY, type Candidate, type PatentSources } from './patent-sources';
import { RECORD_FIELDS, type RecordField, fieldKey, fieldLabel, fieldText, saysField } from './record-fields';

/** Why the case has its value, when a person or the gazette settled it; `null` for what a list said. */
const editOf = (record: PatentRecord, field: RecordField): string | null => {
  const reason = record.edits[field];
  return reason === undefined || isImportEdit(reason) ? null : reason;
};

/** Scores of several vendors stand side by side: a row agrees when each of its scores is already there. */
const agrees = (known: PatentRecord, row: PatentRecord, field: RecordField): boolean =>
  field === 'vendorScores'
    ? Object.entries(row.vendorScores).every(([name, text]) => known.vendorScores[name] === text)
    : fieldKey(known, field) === fieldKey(row, field);

/** Fields to decide: the list says something else than the case, or its rows differ among themselves. */
const differs = ({ inCase, rows }: PatentSources, field: RecordField): boolean => {
  const saying = rows.filter(({ record }) => saysField(record, field));
  const [first] = saying;
  if (first === undefined) return false;
  if (inCase !== null) return saying.some(({ record }) => !agrees(inCase.record, record, field));
  return (
    saying.length < rows.length ||
    saying.some(({ record }) => fieldKey(record, field) !== fieldKey(first.record, field))
  );
};

export const candidatesOf = ({ inCase, rows }: PatentSources): readonly Candidate[] => [
  ...(inCase === null ? [] : [inCase]),
  ...rows,
];

export const differingFields = (sources: PatentSources): readonly RecordField[] =>
  RECORD_FIELDS.filter((field) => differs(sources, field));

const differenceOf = (sources: PatentSources, field: RecordField): FieldDifference => ({
  field,
  label: fieldLabel(field),
  edited: sources.inCase === null ? null : editOf(sources.inCase.record, field),
  values: candidatesOf(sources).map(({ key, record }) => ({
    candidate: key,
    text: fieldText(record, field),
  })),
});

type Pick = (field: RecordField) => CandidateKey;

const option = (
  id: string,
  label: string,
  base: CandidateKey,
  fields: readonly RecordField[],
  pick: Pick,
): SamePatentOption => ({
  id,
  label,
  base,
  fields: Object.fromEntries(fields.map((field) => [field, pick(field)])),
});

const firstSaying = (
  candidates: readonly Candidate[],
  field: RecordField,
  otherwise: CandidateKey,
): CandidateKey => candidates.find(({ record }) => saysField(record, field))?.key ?? otherwise;

/** One row alone; what it does not say stays as the case has it. */
const rowOptions = ({ inCase, rows }: PatentSources, fields: readonly RecordField[]): SamePatentOption[] =>
  rows.length < 2
    ? []
    : rows.map((row) =>
        option(row.key, `只取第 ${row.record.origin?.row ?? ''} 条`, row.key, fields, (field) =>
          inCase !== null && (!saysField(row.record, field) || editOf(inCase.record, field) !== null)
            ? CASE_KEY
            : row.key,
        ),
      );

const optionsOf = (
  sources: PatentSources,
  kind: SamePatentQuestion['kind'],
  fields: readonly RecordField[],
): SamePatentOption[] => {
  const { inCase, rows } = sources;
  const best = rows[0]?.key ?? CASE_KEY;
  const fromRows: Pick = (field) => firstSaying(rows, field, best);
  if (inCase === null)
    return [
      option(
        'fuller',
        kind === 'application-and-grant'
          ? '以授权公告的一条为准，缺的由另一条补'
          : '以内容较全的一条为准，缺的由另一条补',
        best,
        fields,
        fromRows,
      ),
      ...rowOptions(sources, fields),
    ];
  const edited = (field: RecordField): boolean => editOf(inCase.record, field) !== null;
  return [
    option('list', '以本清单为准', best, fields, (f) => (edited(f) ? CASE_KEY : fromRows(f))),
    ...(fields.some(edited)
      ? [option('list-all', '以本清单为准，更正过的也替换', best, fields, fromRows)]
      : []),
    option('fill', '只补案卷没有的', CASE_KEY, fields, (f) => firstSaying([inCase, ...rows], f, CASE_KEY)),
    option('existing', '保留原有', CASE_KEY, fields, () => CASE_KEY),
    ...rowOptions(sources, fields),
  ];
};

const kindOf = ({ inCase, rows }: PatentSources): SamePatentQuestion['kind'] => {
  if (inCase !== null) return 'in-case';
  const printed = new Set(rows.map(({ record }) => record.publicationNumber).filter((n) => n !== null));
  return printed.size > 1 ? 'application-and-grant' : 'twice';
};

/** The question about one patent; `null` when its sources agree and nothing is to be decided. */
export const samePatentQuestion = (sources: PatentSources): SamePatentQuestion | null => {
  const fields = differingFields(sources);
  const [first] = candidatesOf(sources);
  if (fields.length === 0 || first === undefined) return null;
  const kind = kindOf(sources);
  return {
    key: `same/${sources.patent}`,
    kind,
    patent: sources.patent,
    applicationNumber: first.record.applicationNumber,
    title: first.record.title,
    candidates: candidatesOf(sources).map(({ key, where, record }) => ({
      key,
      where,
      publicationNumber: record.publicationNumber,
    })),
    differences: fields.map((field) => differenceOf(sources, field)),
    options: optionsOf(sources, kind, fields),
  };
};
