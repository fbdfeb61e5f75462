import type { CaseRecord } from '../../case/case-record';
import type { DataAsset } from '../../case/data-assets-section';
import { parsePlainDate } from '../../kernel/plain-date';
import { type Result, ok, refuse } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { type Booking, bookingChecklist } from './booking';
import { type CertificateTerm, certificateTerm } from './certificate-term';
import { type FilledForm, fillForm } from './registration-form';
import { type LegalEffect, readCalendar, readLegalEffect, readProcedure } from './rights-rules';
import { type Timetable, nationalTimetable } from './timetable';

/** Everything the page says about the rights of one data asset beside its gates. */
export interface RightsView {
  readonly form: FilledForm;
  /** `null` until a day of application is planned. */
  readonly timetable: Timetable | null;
  readonly booking: Booking;
  readonly legal: LegalEffect;
  readonly certificates: readonly CertificateTerm[];
}

const timetableOf = (asset: DataAsset, rules: RulesAt): Result<Timetable | null> => {
  if (asset.rights.applyOn === null) return ok(null);
  const day = parsePlainDate(asset.rights.applyOn, '本页 › 拟申请日');
  if (!day.ok) return day;
  const procedure = readProcedure(rules);
  if (!procedure.ok) return procedure;
  const calendar = readCalendar(rules);
  return calendar.ok ? ok(nationalTimetable(day.value, procedure.value.value, calendar.value)) : calendar;
};

const termsOf = (
  asset: DataAsset,
  caseRecord: CaseRecord,
  rules: RulesAt,
): Result<readonly CertificateTerm[]> => {
  const terms: CertificateTerm[] = [];
  for (const certificate of asset.rights.certificates) {
    const own = certificateTerm(certificate, caseRecord, rules);
    if (!own.ok) return own;
    terms.push(own.value);
  }
  return ok(terms);
};

/** Errors: `E_ASSET_UNKNOWN` and those of the rulebook. */
export const rightsView = (caseRecord: CaseRecord, assetId: string, rules: RulesAt): Result<RightsView> => {
  const asset = caseRecord.sections.dataAssets.assets.find((a) => a.id === assetId);
  if (asset === undefined)
    return refuse('E_ASSET_UNKNOWN', '案卷中没有这份数据资产', assetId, '请在画像页重新选择');
  const held = new Set(caseRecord.attachments.map((a) => a.id));
  const form = fillForm(asset, caseRecord, rules);
  if (!form.ok) return form;
  const timetable = timetableOf(asset, rules);
  if (!timetable.ok) return timetable;
  const booking = bookingChecklist(asset, rules, (id) => held.has(id));
  if (!booking.ok) return booking;
  const legal = readLegalEffect(rules);
  if (!legal.ok) return legal;
  const certificates = termsOf(asset, caseRecord, rules);
  if (!certificates.ok) return certificates;
  return ok({
    form: form.value,
    timetable: timetable.value,
    booking: booking.value,
    legal: legal.value.value,
    certificates: certificates.value,
  });
};
