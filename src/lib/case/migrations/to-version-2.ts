import type { JsonValue } from '../../kernel/json';
import { type Result, ok } from '../../kernel/result';
import { type JsonObject, isJsonObject } from '../json-object';
import { each, inObject, withMissing } from './edit-json';

const RECORD = { familyId: null, legalEvents: null, feeReduction: null, termCompensation: null };
const FORECAST = { royaltyFrom: null, discountFrom: null, uncertainty: null, shares: [] };
const PATENTS = {
  worksheets: [],
  reconciliations: [],
  selectionReasons: [],
  appraisals: [],
  settlements: [],
  desk: { preparer: '', reviewer: '', dueDiligenceGrade: null, panelSize: null },
  assumptionLog: { needFen: null, entries: [] },
  outcome: null,
};
const APPRAISAL = { validUntil: null, confirmation: null };

const patents = (section: JsonValue | undefined): JsonValue | undefined => {
  const added = withMissing(section, PATENTS);
  if (!isJsonObject(added)) return added;
  return inObject(inObject(added, 'records', each(RECORD)), 'forecasts', each(FORECAST));
};

const registration = (section: JsonValue | undefined): JsonValue | undefined =>
  isJsonObject(section) ? inObject(section, 'appraisal', (a) => withMissing(a, APPRAISAL)) : section;

/**
 * 1 → 2: worksheets, reconciliation, blind appraisals, assumption log, gazette events, fee reduction and term compensation. All
 * begin empty: a case of version 1 said nothing about them.
 */
export const toVersion2 = (record: JsonObject): Result<JsonObject> =>
  ok(
    inObject(record, 'sections', (sections) =>
      isJsonObject(sections)
        ? inObject(inObject(sections, 'patents', patents), 'registration', registration)
        : sections,
    ),
  );
