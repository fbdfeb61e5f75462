import type { ImportBatch, PatentRecord, PatentsSection } from '../../case/patents-section';
import { namesItsSource } from '../../case/record-edits';
import type { Confidence } from '../../kernel/confidence';
import { type SourceRef, type TraceNode, type Unit, leaf } from '../../kernel/trace';
import { FIELD_LABEL, type PatentField, REGISTER_FIELDS, fieldText } from './patent-fields';

/** Columns of the import that a record field is read from, where they are called otherwise. First that exists. */
const COLUMN_NAMES: Partial<Record<PatentField, readonly string[]>> = {
  // The kind digit of the number decides the type.
  type: ['applicationNumber', 'patentType'],
  status: ['legalStatus', 'validity'],
  ipcAll: ['ipcAll', 'ipcMain'],
  familyJurisdictions: ['familyCountries', 'family'],
  firstClaimChars: ['firstClaimChars', 'firstClaim'],
  pledgeLive: ['pledgeLive', 'legalStatus', 'pledgee'],
  procedureSuspended: ['procedureSuspended', 'legalStatus'],
  invalidationOutcome: ['invalidationOutcome', 'invalidationCount'],
  litigationOutcome: ['litigationOutcome', 'litigationCount'],
};

const UNITS: Partial<Record<PatentField, Unit>> = {
  filingDate: 'date',
  grantDate: 'date',
  feesPaidThrough: 'date',
  claimCount: 'count',
  firstClaimChars: 'count',
  pageCount: 'count',
  forwardCitationCount: 'count',
  transferCount: 'count',
  licenceCount: 'count',
  pledgeCount: 'count',
  litigationCount: 'count',
  originalityIndex: 'ratio',
  forwardCitationPercentile: 'ratio',
};

const headerOf = (batch: ImportBatch, field: PatentField): string | null => {
  for (const name of COLUMN_NAMES[field] ?? [field]) {
    const header = batch.columns[name];
    if (header !== undefined) return header;
  }
  return null;
};

/** Cell of the import if the value still is what the file said; otherwise the form field. */
const sourceOf = (section: PatentsSection, record: PatentRecord, field: PatentField): SourceRef => {
  const batch = section.imports.find((b) => b.id === record.origin?.batch);
  const header = batch === undefined ? null : headerOf(batch, field);
  if (batch === undefined || header === null || record.origin === null || record.edits[field] !== undefined)
    return {
      kind: 'field',
      path: `sections.patents.records[${record.id}].${field}`,
      label: `${record.title} › ${FIELD_LABEL[field]}`,
    };
  return {
    kind: 'cell',
    file: batch.sha256,
    fileName: batch.fileName,
    ...(batch.sheet === null ? {} : { sheet: batch.sheet }),
    row: record.origin.row,
    column: header,
  };
};

/** An unchanged cell is what the file says; a typed field is as good as the register only when checked against it. */
const confidenceOf = (record: PatentRecord, field: PatentField, source: SourceRef): Confidence => {
  const checked = record.registerCopyDate !== null && REGISTER_FIELDS.has(field);
  return source.kind === 'cell' || checked ? 'verified' : 'secondary';
};

/**
 * Trace leaf of one field of a patent: the cell it was imported from, or the form field if it was typed or edited.
 * `verified` for a cell and for what was checked against a register copy, else `secondary`.
 */
export const fieldLeaf = (section: PatentsSection, record: PatentRecord, field: PatentField): TraceNode => {
  const reason = record.edits[field];
  const source = sourceOf(section, record, field);
  return leaf({
    id: `patents/${record.id}/${field}`,
    label: FIELD_LABEL[field],
    value: fieldText(record, field),
    unit: UNITS[field] ?? 'text',
    confidence: confidenceOf(record, field, source),
    source,
    ...(reason === undefined ? {} : { note: namesItsSource(reason) ? reason : `人工更正：${reason}` }),
  });
};
