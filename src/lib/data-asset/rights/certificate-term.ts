import * as v from 'valibot';
import type { CaseRecord } from '../../case/case-record';
import type { DataCertificate } from '../../case/data-rights';
import { type PlainDate, addMonths, daysBetween, parsePlainDate } from '../../kernel/plain-date';
import { type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';
import { type RenewalWindow, renewalWindow } from './timetable';

const term = v.strictObject({
  years: v.pipe(v.number(), v.integer(), v.minValue(1)),
  renewalMonths: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

export interface CertificateTerm {
  readonly id: string;
  /** Days from the end of the loan to the end of the certificate; negative when it ends earlier, `null` unknown. */
  readonly daysLeftAtLoanEnd: number | null;
  /** Only the national system names one. */
  readonly renewal: RenewalWindow | null;
}

const dateOf = (text: string | null): PlainDate | null => {
  const read = text === null ? null : parsePlainDate(text);
  return read?.ok === true ? read.value : null;
};

/** Days a certificate is still valid when the loan ends, and when it may be renewed. Errors: those of the rulebook. */
export const certificateTerm = (
  certificate: DataCertificate,
  { sections }: CaseRecord,
  rules: RulesAt,
): Result<CertificateTerm> => {
  const until = dateOf(certificate.validUntil);
  const debtEnd = dateOf(sections.enterprise.need.debtEnd);
  const left = until === null || debtEnd === null ? null : daysBetween(debtEnd, until);
  const own = { id: certificate.id, daysLeftAtLoanEnd: left };
  if (certificate.registerSystem !== 'national-data-property' || until === null)
    return ok({ ...own, renewal: null });
  const read = readTyped(rules, 'screening.data-asset.certificate-term', term);
  if (!read.ok) return read;
  return ok({ ...own, renewal: renewalWindow(until, addMonths(until, -read.value.value.renewalMonths)) });
};
