import type { PatentRecord } from '../../case/patents-section';
import { Decimal } from '../../kernel/decimal';
import { type PlainDate, compareDates } from '../../kernel/plain-date';
import type { Failure } from '../../kernel/result';
import { recordDate } from './calendar';
import { type LifeRules, NO_COMPENSATION, type TermCompensation, protectionEnd } from './protection-end';
import { legalRemainingYears, termYears } from './term';

/** Legal life of one patent on a valuation date, term compensation counted. `null` = not known. */
export interface LegalLife {
  readonly filingDate: PlainDate | null;
  readonly termYears: number | null;
  readonly compensation: TermCompensation;
  /** Last day of the statutory term. */
  readonly statutoryLastDay: PlainDate | null;
  /** Last day with compensation; an earlier end by lapse or invalidity is not in it. */
  readonly lastDay: PlainDate | null;
  readonly expired: boolean | null;
  /** Lapsed, abandoned or invalid by the record. */
  readonly ended: boolean;
  /** Years from the valuation date to the last day, unrounded; 0 for a dead right. */
  readonly remaining: Decimal | null;
  /** Why compensation as entered cannot be; then the last day is not known. */
  readonly fault: Failure | null;
}

/**
 * Legal life with PTA and PTE days as entered in the record: what the calendar and every valuation from their second
 * versions on read. 专利法 第四十二条.
 */
export const legalLife = (record: PatentRecord, valuationDate: PlainDate, rules: LifeRules): LegalLife => {
  const compensation = record.termCompensation ?? NO_COMPENSATION;
  const filingDate = recordDate(record.filingDate);
  const ended = record.status === 'dead' || record.invalidationOutcome === 'invalid';
  const end = protectionEnd(record, compensation, rules);
  const lastDay = end.ok ? end.value.lastDay : null;
  const years = lastDay === null ? null : legalRemainingYears(valuationDate, lastDay);
  return {
    filingDate,
    termYears: filingDate === null ? null : termYears(rules.calendar.term.value, record.type, filingDate),
    compensation,
    statutoryLastDay: end.ok ? end.value.statutoryLastDay : null,
    lastDay,
    expired: lastDay === null ? null : compareDates(lastDay, valuationDate) < 0,
    ended,
    remaining: ended ? new Decimal(0) : years,
    fault: end.ok || end.failure.code === 'E_MISSING' ? null : end.failure,
  };
};
