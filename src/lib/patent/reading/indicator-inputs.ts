import type { PatentRecord } from '../../case/patents-section';
import { parseIpc } from '../../kernel/ipc';
import type { PlainDate } from '../../kernel/plain-date';
import {
  expiryYearDifference,
  foreignOffices,
  licences,
  perPage,
  wholeYearsLeft,
} from './bibliographic-inputs';
import type { PatentCalendar } from '../calendar/calendar';
import { type ListCitations, citationReading } from '../cohort/list-citations';
import type { EconomicLife } from './economic-life';
import type { Fact, InvalidationRecord, LegalStatus } from './facts';
import type { InputName } from './input-keys';
import type { PatentField } from './patent-fields';
import { type Reading, measured, missing, option } from './reading';

export type { Answer, Reading } from './reading';

/** One patent with everything derived from it that indicators share. */
export interface IndicatorContext {
  readonly record: PatentRecord;
  readonly valuationDate: PlainDate;
  readonly calendar: PatentCalendar;
  readonly legalStatus: Fact<LegalStatus>;
  readonly invalidation: Fact<InvalidationRecord>;
  readonly economicLife: EconomicLife | null;
  /** Whether `ipcAll` is the whole list and not the main symbol alone. */
  readonly ipcComplete: boolean;
  /** Citation statistics of the list, for a record without a percentile; `null` = not asked for (`patent.score@1`). */
  readonly citations: ListCitations | null;
}

export interface InputReader {
  /** Record fields that the answer rests on, for the trace. */
  readonly fields: readonly PatentField[];
  readonly read: (context: IndicatorContext) => Reading;
}

const fromFact = ({ value, note }: Fact<string>): Reading =>
  value === null ? missing(note ?? '不详') : option(value, note);

const countOf = (value: number | null, label: string): Reading =>
  value === null ? missing(`缺${label}`) : measured(value);

const ratioOf = (value: string | null, label: string): Reading =>
  value === null ? missing(`缺${label}`) : measured(Number(value));

const jurisdictions = ({ familyJurisdictions: family }: PatentRecord): Reading => {
  if (family === null || family.length === 0) return missing('缺同族国家（地区）');
  return measured(new Set(family.map((code) => code.trim().toUpperCase())).size);
};

const claimCategory = ({ claimCategories: categories }: PatentRecord): Reading => {
  if (categories === null || categories.length === 0) return missing('缺独立权利要求类型');
  const has = new Set(categories);
  if (has.has('product')) return option(has.has('method') ? 'product_method' : 'product');
  return option(has.has('method') ? 'method' : 'use');
};

/** Distinct parts of the complete symbol list; a main symbol alone is not the list. */
const ipcCount = ({ record, ipcComplete }: IndicatorContext, part: 'subclass' | 'section'): Reading => {
  if (record.ipcAll.length === 0 || !ipcComplete) return missing('缺全部 IPC 分类号');
  const symbols = record.ipcMain === null ? record.ipcAll : [...record.ipcAll, record.ipcMain];
  const seen = new Set<string>();
  for (const text of symbols) {
    const symbol = parseIpc(text);
    if (!symbol.ok) return missing(`分类号“${text}”无法识别`);
    seen.add(symbol.value[part]);
  }
  return measured(seen.size);
};

const deals = ({ transferCount, licenceCount }: PatentRecord): Reading => {
  if (transferCount === null) return missing('缺转让次数');
  if (licenceCount === null) return missing('缺许可次数');
  return measured(transferCount + licenceCount, '登记次数，未区分关联交易');
};

/** A pledge that has ended may have been repaid or enforced: only a person can tell. */
const pledges = ({ pledgeLive, pledgeCount }: PatentRecord): Reading => {
  if (pledgeLive === true) return option('live');
  if (pledgeCount === 0) return option('none', '无质押记录；保险情况不在清单内，可由人工改答');
  if (pledgeCount === null) return missing('缺质押次数');
  return missing('曾有质押，了结方式不详');
};

const litigation = ({ litigationOutcome, litigationCount }: PatentRecord): Reading => {
  if (litigationOutcome !== null) return option(litigationOutcome);
  return litigationCount === 0 ? option('none') : missing('缺诉讼结果');
};

/** min(legal remaining life, economic life), only when both are known; a life that is already 0 decides alone. */
export const remainingLife = (calendar: PatentCalendar, economicYears: number | null): Reading => {
  if (calendar.remaining !== null && calendar.remaining.isZero()) return measured(0);
  if (calendar.remaining === null) return missing('缺申请日，无法计算法定剩余寿命');
  if (economicYears === null) return missing('缺经济寿命');
  return measured(Math.min(calendar.remaining.toNumber(), economicYears));
};

const TERM_FIELDS = ['filingDate', 'type', 'status'] as const;

/** How each input of a scheme is read off a record. Nothing is guessed: an unknown part leaves the input unmeasured. */
export const INPUT_READERS: Readonly<Record<InputName, InputReader>> = {
  legalStatus: {
    fields: ['status', 'feesPaidThrough', 'filingDate', 'type', 'invalidationOutcome'],
    read: (c) => fromFact(c.legalStatus),
  },
  invalidationRecord: {
    fields: ['type', 'invalidationPending', 'invalidationOutcome', 'evaluationReportPositive'],
    read: (c) => fromFact(c.invalidation),
  },
  familyJurisdictions: { fields: ['familyJurisdictions'], read: (c) => jurisdictions(c.record) },
  claimCount: { fields: ['claimCount'], read: (c) => countOf(c.record.claimCount, '权利要求项数') },
  claimCategories: { fields: ['claimCategories'], read: (c) => claimCategory(c.record) },
  firstClaimChars: {
    fields: ['firstClaimChars'],
    read: (c) => countOf(c.record.firstClaimChars, '独立权利要求 1 字数'),
  },
  originalityIndex: {
    fields: ['originalityIndex'],
    read: (c) => ratioOf(c.record.originalityIndex, '原创性指数'),
  },
  forwardCitationPercentile: {
    fields: ['forwardCitationPercentile'],
    read: ({ record, citations }) =>
      citations === null
        ? ratioOf(record.forwardCitationPercentile, '被引证百分位')
        : citationReading(record, citations),
  },
  ipcSubclassCount: { fields: ['ipcMain', 'ipcAll'], read: (c) => ipcCount(c, 'subclass') },
  ipcSectionCount: { fields: ['ipcMain', 'ipcAll'], read: (c) => ipcCount(c, 'section') },
  remainingEconomicLifeYears: {
    fields: TERM_FIELDS,
    read: (c) => remainingLife(c.calendar, c.economicLife?.years.toNumber() ?? null),
  },
  armsLengthDeals: { fields: ['transferCount', 'licenceCount'], read: (c) => deals(c.record) },
  pledgeRecord: { fields: ['pledgeLive', 'pledgeCount'], read: (c) => pledges(c.record) },
  litigationOutcome: {
    fields: ['litigationOutcome', 'litigationCount'],
    read: (c) => litigation(c.record),
  },
  legalRemainingWholeYears: { fields: TERM_FIELDS, read: (c) => wholeYearsLeft(c.calendar) },
  expiryYearDifference: {
    fields: TERM_FIELDS,
    read: (c) => expiryYearDifference(c.calendar, c.valuationDate),
  },
  licenceRecord: { fields: ['licenceCount'], read: (c) => licences(c.record) },
  citationsPerPage: {
    fields: ['forwardCitationCount', 'pageCount'],
    read: ({ record }) => perPage(record.forwardCitationCount, record.pageCount, '被引证次数'),
  },
  claimsPerPage: {
    fields: ['claimCount', 'pageCount'],
    read: ({ record }) => perPage(record.claimCount, record.pageCount, '权利要求项数'),
  },
  foreignOffices: { fields: ['familyJurisdictions'], read: (c) => foreignOffices(c.record) },
};

/** Inputs that rest on the statutory term, whose parameter belongs into the trace. */
export const TERM_INPUTS: ReadonlySet<string> = new Set<InputName>([
  'remainingEconomicLifeYears',
  'legalRemainingWholeYears',
  'expiryYearDifference',
]);

const BY_NAME: ReadonlyMap<string, InputReader> = new Map(Object.entries(INPUT_READERS));

export const inputReader = (input: string | null): InputReader | null =>
  input === null ? null : (BY_NAME.get(input) ?? null);
