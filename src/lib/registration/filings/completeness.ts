import type { CaseRecord } from '../../case/case-record';
import type { Finding } from '../../case/exchange';
import type { Method, MethodInput, Outputs } from '../../case/method';
import type { Failure } from '../../kernel/result';
import { caseSubject } from '../findings';
import { boundFilings } from './bound-filings';
import { COMPLETENESS_2, filingFinding, filingFindings } from './filing-findings';

const unreadable = (caseRecord: CaseRecord, failure: Failure): Finding =>
  filingFinding(
    caseSubject(caseRecord),
    {
      rule: `registration.rules.${failure.code}`,
      title: '登记规则可读',
      verdict: 'unknown',
      severity: 'block',
      message: `${failure.message}（${failure.path}）`,
      remedy: failure.remedy,
    },
    [],
  );

const nothing = (caseRecord: CaseRecord): Finding =>
  filingFinding(
    caseSubject(caseRecord),
    {
      rule: 'registration.filings',
      title: '有可以登记的担保',
      verdict: 'fail',
      severity: 'block',
      message: '没有选定质押专利，也没有其他押品、数据资产或增信',
      remedy: '请在“专利”页选定质押专利，或在“押品与组合”加入押品和增信',
    },
    [],
  );

const run = ({ caseRecord, rules }: MethodInput): Outputs => {
  const plan = boundFilings(caseRecord, rules);
  const findings = !plan.ok
    ? [unreadable(caseRecord, plan.failure)]
    : plan.value.filings.length === 0
      ? [nothing(caseRecord)]
      : plan.value.filings.flatMap((whole) => filingFindings(caseRecord, whole, rules));
  return { figures: [], offers: [], findings };
};

/**
 * What every filing of the case still lacks: fields of its form, papers, data for the items of its contract, time. Findings only. A
 * field nobody filled fails; a paper nobody spoke of is unknown.
 */
export const filingCompleteness: Method = {
  id: COMPLETENESS_2,
  title: '登记材料齐备性（每个登记机构）',
  needs: [],
  run,
};
