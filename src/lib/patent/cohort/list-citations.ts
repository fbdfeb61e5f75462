import type { PatentRecord, PatentsSection, PatentType } from '../../case/patents-section';
import { Decimal, decimalText } from '../../kernel/decimal';
import type { PlainDate } from '../../kernel/plain-date';
import { measured, missing, type Reading } from '../reading/reading';
import {
  CITATION_FLAG_TEXT,
  type CitationStatistics,
  citationStatistics,
  flagsAt,
  usablePercentiles,
} from './citation-percentile';
import { type CohortColumns, PATENT_TYPES, cohortColumnsOf } from './cohort-columns';
import type { CohortRules } from './cohort-rules';

/** The citation statistics of the list of a case, computed once. */
export interface ListCitations {
  readonly section: PatentsSection;
  readonly rowOf: ReadonlyMap<string, number>;
  readonly columns: CohortColumns;
  readonly statistics: CitationStatistics;
  /** Percentiles that may be scored; NaN = none. */
  readonly usable: Float64Array;
  readonly rules: CohortRules;
}

/** Ranks the forward citations of all patents of the case among each other. */
export const listCitations = (
  section: PatentsSection,
  valuationDate: PlainDate,
  rules: CohortRules,
): ListCitations => {
  const columns = cohortColumnsOf(section.records);
  const statistics = citationStatistics(columns, valuationDate, rules);
  return {
    section,
    rowOf: new Map(section.records.map(({ id }, row) => [id, row])),
    columns,
    statistics,
    usable: usablePercentiles(statistics, rules),
    rules,
  };
};

const TYPE_TITLE: Readonly<Record<PatentType, string>> = {
  invention: '发明',
  'utility-model': '实用新型',
  design: '外观设计',
};

/** `G06Q × 2017 年申请 × 发明`; `null` when the patent belongs to no cohort. */
export const cohortLabel = ({ columns, statistics }: ListCitations, row: number): string | null => {
  const subclass = columns.subclasses[columns.subclass[row] ?? -1];
  const type = PATENT_TYPES[columns.type[row] ?? -1];
  if ((statistics.cohorts.of[row] ?? -1) < 0 || subclass === undefined || type === undefined) return null;
  return `${subclass} × ${columns.filingYear[row] ?? 0} 年申请 × ${TYPE_TITLE[type]}`;
};

/** Place from the most cited down, patents with equal counts sharing the middle of theirs: `2.5`; `null` when undefined. */
export const rankText = ({ twiceRank, size }: CitationStatistics, row: number): string | null => {
  const measuredCount = size[row] ?? 0;
  if (measuredCount === 0) return null;
  return decimalText(new Decimal(2 * measuredCount - (twiceRank[row] ?? 0) + 1).div(2));
};

/** What stands against or beside the percentile of a row: cohort, its size, the place in it, flags. */
export const cohortText = (list: ListCitations, row: number): string => {
  const { statistics } = list;
  const label = cohortLabel(list, row);
  const rank = rankText(statistics, row);
  const flags = flagsAt(statistics, row).map((flag) => CITATION_FLAG_TEXT[flag]);
  const cohort =
    label === null || rank === null
      ? []
      : [`本清单同组（${label}）有被引证次数的 ${statistics.size[row] ?? 0} 件，本件第 ${rank} 位`];
  return [...cohort, ...flags].join('；');
};

/**
 * Percentile of a patent for an indicator: the one on its record, else the one from the list, else unmeasured with what
 * stands against it.
 */
export const citationReading = (record: PatentRecord, list: ListCitations): Reading => {
  if (record.forwardCitationPercentile !== null)
    return measured(Number(record.forwardCitationPercentile), '采用记录所载百分位，未用本清单推算');
  const row = list.rowOf.get(record.id) ?? -1;
  const value = list.usable[row] ?? NaN;
  return Number.isNaN(value)
    ? missing(`缺被引证百分位，本清单也不足以推算：${cohortText(list, row)}`)
    : measured(value, `按本清单推算：${cohortText(list, row)}`);
};
