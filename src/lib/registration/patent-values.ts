import type { CaseRecord } from '../case/case-record';
import type { PatentRecord } from '../case/patents-section';
import { type SourceRef, type Unit, leaf } from '../kernel/trace';
import type { FieldValue } from './form-model';

/** The patents chosen for the pledge, in the order of the choice; ids that name no patent are left out. */
export const pledgedPatents = ({ sections: { patents } }: CaseRecord): readonly PatentRecord[] => {
  const byId = new Map(patents.records.map((record) => [record.id, record]));
  return patents.pledged.flatMap((id) => byId.get(id) ?? []);
};

/**
 * Patent number as the forms print it. `ZL` belongs to granted patents only, so it is left out while the
 * grant-announcement date is not known.
 */
export const patentNumberText = (patent: PatentRecord): string =>
  patent.grantDate === null ? patent.applicationNumber : `ZL${patent.applicationNumber}`;

/** Patent number as the EXCEL list wants it: the dot before the check digit is removed (办理指南). */
export const patentNumberDigits = (patent: PatentRecord): string =>
  patent.applicationNumber.replaceAll('.', '');

type PatentField = 'title' | 'applicationNumber' | 'grantDate' | 'filingDate';

const FIELD_LABEL: Record<PatentField, string> = {
  title: '发明名称',
  applicationNumber: '专利号',
  grantDate: '授权公告日',
  filingDate: '申请日',
};

const cellSource = (caseRecord: CaseRecord, patent: PatentRecord, field: PatentField): SourceRef | null => {
  const { origin } = patent;
  if (origin === null || Object.hasOwn(patent.edits, field)) return null;
  const batch = caseRecord.sections.patents.imports.find(({ id }) => id === origin.batch);
  const column = batch?.columns[field];
  if (batch === undefined || column === undefined) return null;
  return {
    kind: 'cell',
    file: batch.sha256,
    fileName: batch.fileName,
    ...(batch.sheet === null ? {} : { sheet: batch.sheet }),
    row: origin.row,
    column,
  };
};

interface Place {
  readonly caseRecord: CaseRecord;
  readonly patent: PatentRecord;
  readonly index: number;
}

const patentValue = (
  { caseRecord, patent, index }: Place,
  field: PatentField,
  value: string | null,
  unit: Unit,
): FieldValue => {
  const label = FIELD_LABEL[field];
  const edit = patent.edits[field];
  const given = value === null || value.trim() === '' ? null : value;
  return {
    value: given,
    trace: leaf({
      id: `patent/${patent.id}/${field}`,
      label,
      value: given,
      unit,
      confidence: 'verified',
      source: cellSource(caseRecord, patent, field) ?? {
        kind: 'field',
        path: `$.sections.patents.records[${index}].${field}`,
        label: `专利 › ${patent.applicationNumber} › ${label}`,
      },
      ...(edit === undefined ? {} : { note: `导入后由人修改：${edit}` }),
    }),
  };
};

/** What the case says of one patent, by field code of the form. */
export const patentValues = (
  caseRecord: CaseRecord,
  patent: PatentRecord,
): ReadonlyMap<string, FieldValue> => {
  const place = { caseRecord, patent, index: caseRecord.sections.patents.records.indexOf(patent) };
  return new Map([
    ['patent_title', patentValue(place, 'title', patent.title, 'text')],
    ['patent_no', patentValue(place, 'applicationNumber', patentNumberText(patent), 'text')],
    ['grant_date', patentValue(place, 'grantDate', patent.grantDate, 'date')],
    ['filing_date', patentValue(place, 'filingDate', patent.filingDate, 'date')],
  ]);
};
