import { type Lists, listAt, listCount } from './class-lists';
import { UNKNOWN_DAY } from './cohort-columns';
import { type PlainDate, addYears, dayNumber, fromDayNumber } from '../../kernel/plain-date';

/**
 * Forward citations within `years` of publication: citing documents published up to and including the anniversary. A
 * citing day before the publication counts (applications are cited early). NaN when the patent's own day is not known or
 * when a citing day is not known, because the count could be larger.
 */
export const forwardWithin = (
  citers: Lists,
  publicDay: Int32Array,
  citingDay: Int32Array,
  years: number,
): Float64Array => {
  const out = new Float64Array(listCount(citers)).fill(NaN);
  for (let row = 0; row < out.length; row++) {
    const own = publicDay[row] ?? UNKNOWN_DAY;
    if (own === UNKNOWN_DAY) continue;
    const last = dayNumber(addYears(fromDayNumber(own), years));
    let count = 0;
    for (const citer of listAt(citers, row)) {
      const day = citingDay[citer] ?? UNKNOWN_DAY;
      if (day === UNKNOWN_DAY) count = NaN;
      else if (day <= last) count += 1;
    }
    out[row] = count;
  }
  return out;
};

/** Years a right was kept in force after filing: whole years completed, `null` when not known or not filed yet. */
export const renewalYears = (filingDate: PlainDate | null, paidThrough: PlainDate | null): number | null => {
  if (filingDate === null || paidThrough === null || paidThrough < filingDate) return null;
  let years = 0;
  // Paid through the day before an anniversary keeps that whole year in force.
  while (dayNumber(addYears(filingDate, years + 1)) - 1 <= dayNumber(paidThrough)) years += 1;
  return years;
};
