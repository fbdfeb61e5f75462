import type { CaseRecord } from '../../case/case-record';
import { type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';
import { positiveCount } from '../rule-shapes';
import type { WholeFiling } from './bound-filings';
import type { ListContent } from './list-xlsx';
import { sourceCell } from './source-table';

const WIDE = new Set([
  'patent_title',
  'source_title',
  'detail.work_title',
  'detail.location',
  'detail.serials',
]);

/**
 * The EXCEL list of a filing, or `null` where none is wanted: patents above the number of the guide, with the dot before the check
 * digit removed; other filings always. Errors: those of the rulebook.
 */
export const filingList = (
  caseRecord: CaseRecord,
  rules: RulesAt,
  whole: WholeFiling,
): Result<ListContent | null> => {
  const { filing, values } = whole;
  const { list } = filing.definition;
  if (list === null || filing.act !== 'register' || values.rows.length === 0) return ok(null);
  if (list.aboveRule !== null) {
    const threshold = readTyped(rules, list.aboveRule, positiveCount);
    if (!threshold.ok) return threshold;
    if (values.rows.length <= threshold.value.value) return ok(null);
  }
  return ok({
    title: list.title,
    fiction: caseRecord.fiction,
    date: caseRecord.valuationDate,
    columns: list.columns.map(({ title, source }) => ({ title, width: WIDE.has(source) ? 50 : 18 })),
    rows: values.rows.map((row) => list.columns.map(({ source }) => sourceCell(whole, row, source))),
  });
};
