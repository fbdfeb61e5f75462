import type { PatentRecord } from '../../case/patents-section';
import { Decimal } from '../../kernel/decimal';
import { type PlainDate, compareDates } from '../../kernel/plain-date';
import type { Failure } from '../../kernel/result';
import { recordDate } from './calendar';
import {
  type LifeRules,
  NO_COMPENSATION,
  type TermCompensation,
  protectionEnd,
  statutoryLastDayOf,
} from './protection-end';
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

/** When protection ends, and whether the right has ended before. */
export type LegalEnd = Pick<LegalLife, 'lastDay' | 'expired' | 'ended'>;

/** As `legalLife` says, without what a reason needs: most patents have no compensation, and their last day is kept. */
export const legalEnd = (record: PatentRecord, valuationDate: PlainDate, rules: LifeRules): LegalEnd => {
  const { ptaDays, pteDays } = record.termCompensation ?? NO_COMPENSATION;
  if (ptaDays !== 0 || pteDays !== 0) return legalLife(record, valuationDate, rules);
  const filingDate = recordDate(record.filingDate);
  const lastDay =
    filingDate === null ? null : statutoryLastDayOf(rules.calendar.term.value, record.type, filingDate);
  return { lastDay, expired: lastDay === null ? null : lastDay < valuationDate, ended: hasEnded(record) };
};

const hasEnded = ({ status, invalidationOutcome }: PatentRecord): boolean =>
  status === 'dead' || invalidationOutcome === 'invalid';

/**
 * Legal life with PTA and PTE days as entered in the record: what the calendar and every valuation from their second
 * versions on read. 专利法 第四十二条.
 */
export const legalLife = (record: PatentRecord, valuationDate: PlainDate, rules: LifeRules): LegalLife => {
  const compensation = record.termCompensation ?? NO_COMPENSATION;
  const filingDate = recordDate(record.filingDate);
  const ended = hasEnded(record);
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
