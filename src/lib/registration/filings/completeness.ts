import type { CaseRecord } from '../../case/case-record';
import type { Finding } from '../../case/exchange';
import type { Method, MethodInput, Outputs } from '../../case/method';
import type { Failure } from '../../kernel/result';
import { type Said, caseSubject } from '../findings';
import { boundFilings } from './bound-filings';
import { completenessFinding, completenessId, filingFindings } from './filing-findings';
import type { Reading } from './reading';

const unreadable = (failure: Failure): Said => ({
  rule: `registration.rules.${failure.code}`,
  title: '登记规则可读',
  verdict: 'unknown',
  severity: 'block',
  message: `${failure.message}（${failure.path}）`,
  remedy: failure.remedy,
});

const NOTHING: Said = {
  rule: 'registration.filings',
  title: '有可以登记的担保',
  verdict: 'fail',
  severity: 'block',
  message: '没有选定质押专利，也没有其他押品、数据资产或增信',
  remedy: '请在“专利”页选定质押专利，或在“押品与组合”加入押品和增信',
};

const findingsOf = ({ caseRecord, rules }: MethodInput, reading: Reading): readonly Finding[] => {
  const ofCase = (record: CaseRecord, said: Said): readonly Finding[] => [
    completenessFinding(reading, caseSubject(record), said, []),
  ];
  const plan = boundFilings(caseRecord, rules, reading);
  if (!plan.ok) return ofCase(caseRecord, unreadable(plan.failure));
  if (plan.value.filings.length === 0) return ofCase(caseRecord, NOTHING);
  return plan.value.filings.flatMap((whole) => filingFindings(caseRecord, whole, rules));
};

const completenessOf = (reading: Reading): Method => ({
  id: completenessId(reading),
  title: '登记材料齐备性（每个登记机构）',
  needs: [],
  run: (input): Outputs => ({ figures: [], offers: [], findings: findingsOf(input, reading) }),
});

/** Released, and kept for the packages that were made with it. See `reading.ts`. */
export const filingCompleteness2: Method = completenessOf(2);

/**
 * What every filing of the case still lacks: fields of its form, papers, data for the items of its contract, time. Findings only. A
 * field nobody filled fails; a paper nobody spoke of is unknown.
 */
export const filingCompleteness: Method = completenessOf(3);
