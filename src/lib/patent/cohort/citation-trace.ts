import type { PatentRecord, PatentsSection } from '../../case/patents-section';
import { type TraceNode, derive } from '../../kernel/trace';
import { ruleLeaf } from '../../rulebook/read-rule';
import { CITATION_FLAG_TEXT, type CitationStatistics, flagsAt, percentileText } from './citation-percentile';
import type { CohortRules } from './cohort-rules';
import { fieldLeaf } from '../reading/record-source';

/** The records that the statistics were computed from, in row order, and the rules that were read. */
export interface CitationSubject {
  readonly section: PatentsSection;
  readonly records: readonly PatentRecord[];
  readonly statistics: CitationStatistics;
  readonly rules: CohortRules;
}

/**
 * Trace of one citation percentile: its own cells, the counts of its cohort in the formula, the limits of its flags.
 * `null` value where it is undefined. Returns `null` for a row that is not there.
 */
export const citationTrace = (subject: CitationSubject, row: number): TraceNode | null => {
  const { section, records, statistics, rules } = subject;
  const record = records[row];
  if (record === undefined) return null;
  const size = statistics.size[row] ?? 0;
  const flags = flagsAt(statistics, row).map((flag) => CITATION_FLAG_TEXT[flag]);
  return derive({
    id: `patent-citation-percentile/${record.id}`,
    label: `被引证百分位 · ${record.title}`,
    value: percentileText(statistics, row),
    unit: 'ratio',
    ...(size === 0
      ? {}
      : {
          formula: `（2 × 少于本件的件数 + 与本件相同的件数）÷（2 × 同组件数）= ${statistics.twiceRank[row] ?? 0} ÷ ${2 * size}`,
        }),
    rounding: '四舍五入到 6 位小数',
    ...(flags.length === 0 ? {} : { note: flags.join('；') }),
    children: [
      fieldLeaf(section, record, 'forwardCitationCount'),
      fieldLeaf(section, record, 'ipcMain'),
      fieldLeaf(section, record, 'filingDate'),
      fieldLeaf(section, record, 'type'),
      fieldLeaf(section, record, 'grantDate'),
      ruleLeaf(rules.truncationYears.rule),
      ruleLeaf(rules.smallCohort.rule),
      ruleLeaf(rules.weakZeroTypes.rule),
    ],
  });
};
