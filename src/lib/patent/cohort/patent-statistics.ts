import type { CaseRecord } from '../../case/case-record';
import { parsePlainDate } from '../../kernel/plain-date';
import { type Result, ok, refuse } from '../../kernel/result';
import type { TraceNode } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import {
  CITATION_FLAG_TEXT,
  type CitationFlag,
  flagBits,
  flagsAt,
  percentileText,
} from './citation-percentile';
import { citationTrace } from './citation-trace';
import { readCohortRules } from './cohort-rules';
import { type ListCitations, cohortLabel, listCitations, rankText } from './list-citations';

/** One thing to know about a percentile. */
export interface StatisticFlag {
  readonly code: CitationFlag;
  readonly text: string;
  /** The percentile is not scored because of it. */
  readonly bars: boolean;
}

/** What the list of a case says about each of its patents, column by column in record order. */
export interface PatentStatistics {
  /** Record ids. */
  readonly patents: readonly string[];
  /** Percentile that is scored, 0–1: the record's own, else the one from the list; `null` = none. */
  readonly percentile: readonly (string | null)[];
  /** Whose percentile it is. */
  readonly from: readonly ('record' | 'list' | null)[];
  /** `G06Q × 2017 年申请 × 发明`; `null` = belongs to no cohort. */
  readonly cohort: readonly (string | null)[];
  /** Patents of the cohort with a citation count; 0 = no percentile. */
  readonly size: Int32Array;
  /** Place in the cohort from the most cited down, ties in the middle of theirs. */
  readonly rank: readonly (string | null)[];
  readonly flags: readonly (readonly StatisticFlag[])[];
  /** Whether the record names its citing and cited patents with their classes. */
  readonly citationDetail: readonly boolean[];
  /** What is not computed without them. */
  readonly citationDetailNote: string;
}

/** Lists print numbers of citations, not the documents; `oecd-classes` waits for a source that names them. */
const NO_DETAIL =
  '没有引证明细：清单只载引证、被引证的件数，不载施引与被引专利及其分类号，不计算普适性、原创性、激进性';

const readList = (caseRecord: CaseRecord, rules: RulesAt): Result<ListCitations> => {
  const valuationDate = parsePlainDate(caseRecord.valuationDate, 'valuationDate');
  if (!valuationDate.ok) return valuationDate;
  const cohort = readCohortRules(rules);
  return cohort.ok
    ? ok(listCitations(caseRecord.sections.patents, valuationDate.value, cohort.value))
    : cohort;
};

const statisticFlags = ({ statistics, rules }: ListCitations, row: number): readonly StatisticFlag[] =>
  flagsAt(statistics, row).map((code) => ({
    code,
    text: CITATION_FLAG_TEXT[code],
    bars: (flagBits([code]) & flagBits([...rules.unusable.value, 'undefined'])) !== 0,
  }));

/**
 * Citation percentile of every patent of the case with its cohort, size, rank and flags.
 * Fails with `E_DATE` when the valuation date cannot be read, or as `readCohortRules` does.
 */
export const patentStatistics = (caseRecord: CaseRecord, rules: RulesAt): Result<PatentStatistics> => {
  const read = readList(caseRecord, rules);
  if (!read.ok) return read;
  const list = read.value;
  const { records } = list.section;
  const { statistics } = list;
  const listed = records.map((_, row) =>
    Number.isNaN(list.usable[row] ?? NaN) ? null : percentileText(statistics, row),
  );
  const own = records.map(({ forwardCitationPercentile }) => forwardCitationPercentile);
  return ok({
    patents: records.map(({ id }) => id),
    percentile: records.map((_, row) => own[row] ?? listed[row] ?? null),
    from: records.map((_, row) => {
      if ((own[row] ?? null) !== null) return 'record';
      return (listed[row] ?? null) === null ? null : 'list';
    }),
    cohort: records.map((_, row) => cohortLabel(list, row)),
    size: statistics.size,
    rank: records.map((_, row) => rankText(statistics, row)),
    flags: records.map((_, row) => statisticFlags(list, row)),
    citationDetail: records.map(() => false),
    citationDetailNote: NO_DETAIL,
  });
};

/** How the percentile of one patent comes out of the list, whether or not its record has one. `E_UNKNOWN_PATENT`. */
export const explainCitationPercentile = (
  caseRecord: CaseRecord,
  rules: RulesAt,
  patentId: string,
): Result<TraceNode> => {
  const read = readList(caseRecord, rules);
  if (!read.ok) return read;
  const trace = citationTrace(read.value, read.value.rowOf.get(patentId) ?? -1);
  return trace === null
    ? refuse(
        'E_UNKNOWN_PATENT',
        `案卷中没有专利“${patentId}”`,
        'sections.patents.records',
        '请从专利清单中选择',
      )
    : ok(trace);
};
