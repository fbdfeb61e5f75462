import type { PatentRecord } from '../../case/patents-section';
import { type PlainDate, partsOf } from '../../kernel/plain-date';
import type { PatentCalendar } from '../calendar/calendar';
import { type Reading, measured, missing, option } from './reading';

/** Readings that the PVD-2012 and the bibliographic-only scheme need beside those of the framework. */

const NO_FILING_DATE = '缺申请日，无法计算法定剩余寿命';

/** 有效期: whole remaining years of the statutory term, rounded down; 0 for a dead right. */
export const wholeYearsLeft = ({ remaining }: PatentCalendar): Reading =>
  remaining === null ? missing(NO_FILING_DATE) : measured(remaining.floor().toNumber());

/** Year of the last day of protection less the year of the valuation date, ≥ 0; 0 for a dead right. */
export const expiryYearDifference = (
  { remaining, lastDay }: PatentCalendar,
  valuationDate: PlainDate,
): Reading => {
  if (remaining !== null && remaining.isZero()) return measured(0);
  if (lastDay === null) return missing(NO_FILING_DATE);
  return measured(Math.max(0, partsOf(lastDay).year - partsOf(valuationDate).year));
};

export const licences = ({ licenceCount }: PatentRecord): Reading =>
  licenceCount === null ? missing('缺许可次数') : option(licenceCount > 0 ? 'licensed' : 'none');

/** A count per page of the specification; a missing or zero page count leaves it unmeasured. */
export const perPage = (count: number | null, pages: number | null, label: string): Reading => {
  if (count === null) return missing(`缺${label}`);
  if (pages === null || pages === 0) return missing('缺说明书页数');
  return measured(count / pages);
};

const FOREIGN_OFFICES = ['EP', 'JP', 'KR', 'US'];

/** Which of EP, JP, KR, US the family covers, as one option key such as `EP+US`; `none` when it covers none. */
export const foreignOffices = ({ familyJurisdictions: family }: PatentRecord): Reading => {
  if (family === null || family.length === 0) return missing('缺同族国家（地区）');
  const codes = new Set(family.map((code) => code.trim().toUpperCase()));
  const covered = FOREIGN_OFFICES.filter((office) => codes.has(office));
  return option(covered.length === 0 ? 'none' : covered.join('+'));
};
