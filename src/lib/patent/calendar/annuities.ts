import type { PatentType } from '../../case/patents-section';
import { type Fen, multiplyFloor } from '../../kernel/fen';
import {
  type PlainDate,
  addDays,
  addMonths,
  addYears,
  compareDates,
  fullYearsBetween,
} from '../../kernel/plain-date';
import type { AnnualFees, LateFees } from './calendar-rules';

/** Patent year (专利年度) that a day falls in, 1 from the filing date on; ≤ 0 before it. */
export const patentYearOn = (filingDate: PlainDate, day: PlainDate): number =>
  fullYearsBetween(filingDate, day) + 1;

/** Day by which the fee of a patent year is due: filing date + (year − 1) years. */
export const annuityDueDate = (filingDate: PlainDate, year: number): PlainDate =>
  addYears(filingDate, year - 1);

/** Full annual fee of a patent year in 分; `null` when the table has none for it. */
export const annualFeeFen = (fees: AnnualFees, type: PatentType, year: number): Fen | null => {
  const band = fees[type]?.find((b) => b.fromYear <= year && year <= b.toYear);
  return band === undefined ? null : BigInt(band.feeFen);
};

/** One annual fee that falls due. */
export interface Annuity {
  readonly year: number;
  readonly due: PlainDate;
  /** Full fee, 分; `null` when the fee table has none. */
  readonly feeFen: Fen | null;
}

/** What the annuity calendar of one patent is computed from. */
export interface AnnuityBasis {
  readonly type: PatentType;
  readonly filingDate: PlainDate;
  /** `null`: the fee of the grant year cannot be told apart; every year counts as payable. */
  readonly grantDate: PlainDate | null;
  /** Last day covered by paid fees; `null` = not known. */
  readonly paidThrough: PlainDate | null;
  readonly termYears: number;
  readonly fees: AnnualFees;
}

/** Fees still to be paid as far as is known, oldest first: after the paid-through day and after the grant year. */
const payable = (basis: AnnuityBasis): readonly Annuity[] => {
  const { filingDate, grantDate, paidThrough, termYears, type, fees } = basis;
  const afterGrant = grantDate === null ? 1 : patentYearOn(filingDate, grantDate) + 1;
  const afterPaid = paidThrough === null ? 1 : patentYearOn(filingDate, addDays(paidThrough, 1));
  const list: Annuity[] = [];
  for (let year = Math.max(1, afterGrant, afterPaid); year <= termYears; year++)
    list.push({ year, due: annuityDueDate(filingDate, year), feeFen: annualFeeFen(fees, type, year) });
  return list;
};

/**
 * The next annual fee. With a known paid-through day: the first unpaid one, which may lie before `on` (滞纳).
 * Without: the first due on or after `on`. `null` when none is left in the term.
 */
export const nextAnnuity = (basis: AnnuityBasis, on: PlainDate): Annuity | null =>
  payable(basis).find((a) => basis.paidThrough !== null || compareDates(a.due, on) >= 0) ?? null;

/** Annual fees with a due date in [from, to], without those already paid. */
export const annuitiesDuring = (basis: AnnuityBasis, from: PlainDate, to: PlainDate): readonly Annuity[] =>
  payable(basis).filter((a) => compareDates(a.due, from) >= 0 && compareDates(a.due, to) <= 0);

/**
 * Month of delay of a payment: 0 on time, m for (due + (m−1) months, due + m months], `null` past the window.
 * A boundary day belongs to the earlier month.
 */
export const lateFeeMonth = (lateFees: LateFees, due: PlainDate, paidOn: PlainDate): number | null => {
  for (let month = 0; month <= lateFees.windowMonths; month++)
    if (compareDates(paidOn, addMonths(due, month)) <= 0) return month;
  return null;
};

/**
 * Late fee (滞纳金) in 分 for a month of delay, on the full fee, less what was already paid as late fee.
 * A shortfall is priced at the month of the later payment. `null` when the table has no such month.
 */
export const lateFeeFen = (
  lateFees: LateFees,
  fullFeeFen: Fen,
  month: number,
  paidFen: Fen = 0n,
): Fen | null => {
  if (month === 0) return 0n;
  const band = lateFees.bands.find((b) => b.month === month);
  if (band === undefined) return null;
  const open = multiplyFloor(fullFeeFen, band.ratio) - paidFen;
  return open > 0n ? open : 0n;
};
