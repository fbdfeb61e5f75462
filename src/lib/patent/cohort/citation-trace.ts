import { Decimal, decimalText } from '../../kernel/decimal';
import { type TraceNode, derive } from '../../kernel/trace';
import { ruleLeaf } from '../../rulebook/read-rule';
import { fieldLeaf } from '../reading/record-source';
import { type ListCitations, cohortText } from './list-citations';

/**
 * Trace of one citation percentile: its own cells, cohort, size, rank and flags, the counts in the formula, the limits.
 * The value is the one that may be scored, `null` where there is none. Returns `null` for a row that is not there.
 */
export const citationTrace = (list: ListCitations, row: number): TraceNode | null => {
  const { section, statistics, rules, usable } = list;
  const record = section.records[row];
  if (record === undefined) return null;
  const value = usable[row] ?? NaN;
  const scored = !Number.isNaN(value);
  return derive({
    id: `patent-citation-percentile/${record.id}`,
    label: `被引证百分位（本清单推算） · ${record.title}`,
    value: scored ? decimalText(new Decimal(value)) : null,
    unit: 'ratio',
    ...(scored
      ? {
          formula: `（2 × 少于本件的件数 + 与本件相同的件数）÷（2 × 同组件数）= ${statistics.twiceRank[row] ?? 0} ÷ ${2 * (statistics.size[row] ?? 0)}`,
          rounding: '四舍五入到 6 位小数',
        }
      : {}),
    note: cohortText(list, row),
    children: [
      fieldLeaf(section, record, 'forwardCitationCount'),
      fieldLeaf(section, record, 'ipcMain'),
      fieldLeaf(section, record, 'filingDate'),
      fieldLeaf(section, record, 'type'),
      fieldLeaf(section, record, 'grantDate'),
      ruleLeaf(rules.truncationYears.rule),
      ruleLeaf(rules.smallCohort.rule),
      ruleLeaf(rules.weakZeroTypes.rule),
      ruleLeaf(rules.unusable.rule),
    ],
  });
};
