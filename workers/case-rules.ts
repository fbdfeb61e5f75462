import type { CaseRecord } from '../src/lib/case/case-record';
import { type Result, fail, ok } from '../src/lib/kernel/result';
import { parsePlainDate } from '../src/lib/kernel/plain-date';
import { ALL_RULES } from '../src/lib/rulebook/all-rules';
import type { RulesAt } from '../src/lib/rulebook/model';
import { parseOverlay } from '../src/lib/rulebook/overlay';
import { rulesAt } from '../src/lib/rulebook/resolver';

/** The rules in force for a case: its valuation date, its region and the overlay recorded in it. */
export const rulesOfCase = (caseRecord: CaseRecord): Result<RulesAt> => {
  const date = parsePlainDate(caseRecord.valuationDate, '案情 › 评估基准日');
  if (!date.ok) return date;
  const base = { entries: ALL_RULES, date: date.value, region: caseRecord.region };
  if (caseRecord.overlay === null) return ok(rulesAt(base));
  const overlay = parseOverlay(caseRecord.overlay.json);
  return overlay.ok ? ok(rulesAt({ ...base, overlay: overlay.value })) : fail(overlay.failure);
};
