import type { CaseRecord } from '../src/lib/case/case-record';
import type { Result } from '../src/lib/kernel/result';
import { type ScoreTable, scorePatents } from '../src/lib/patent/score/score-patents';
import type { RulesAt } from '../src/lib/rulebook/model';

const known = new WeakMap<CaseRecord, Result<ScoreTable>>();

/** The score table of a case, computed once for a record that several calls ask about. The rules follow from the record. */
export const scoreTableOf = (caseRecord: CaseRecord, rules: RulesAt): Result<ScoreTable> => {
  const before = known.get(caseRecord);
  if (before !== undefined) return before;
  const table = scorePatents(caseRecord, rules);
  known.set(caseRecord, table);
  return table;
};
