import type { CaseRecord } from '../case/case-record';
import type { Finding } from '../case/exchange';
import type { Method, MethodInput, Outputs } from '../case/method';
import type { Failure, Result } from '../kernel/result';
import type { TraceNode } from '../kernel/trace';
import type { RulesAt } from '../rulebook/model';
import { bindForm } from './bind-form';
import { enteredValue } from './case-values';
import { type ChecklistItem, checklist } from './checklist';
import { type ContractItemState, contractItemStates } from './contract-items';
import { COMPLETENESS_METHOD, caseSubject, finding, ruleTrace } from './findings';
import { creditCodeFindings, formFindings } from './form-findings';

const PAPER_VERDICT: Record<ChecklistItem['status'], Finding['verdict']> = {
  present: 'pass',
  missing: 'fail',
  unstated: 'unknown',
  'not-needed': 'pass',
};

const paperRemedy = (item: ChecklistItem): string => {
  if (item.need === 'unknown') return `请先在案卷中说明是否需要“${item.title}”的事实`;
  return `请备齐“${item.title}”并在材料清单中登记`;
};

const statusTrace = ({ code, title, status }: ChecklistItem): TraceNode =>
  enteredValue(
    `$.sections.registration.papers.${code}`,
    `登记 › 材料 › ${title}`,
    status === 'unstated' ? null : status === 'present',
  ).trace;

const paperFinding = (caseRecord: CaseRecord, item: ChecklistItem, rules: RulesAt): Finding => {
  const open = item.need === 'unknown' && item.status !== 'present';
  const verdict = open ? 'unknown' : PAPER_VERDICT[item.status];
  return finding(
    caseSubject(caseRecord),
    {
      rule: `registration.document.${item.code}`,
      title: `材料：${item.title}（${item.article}）`,
      verdict,
      severity: item.need === 'not-needed' ? 'note' : 'hold',
      message: item.reason,
      remedy: verdict === 'pass' ? '' : paperRemedy(item),
    },
    [statusTrace(item), ...ruleTrace(rules, item.rule)],
  );
};

const NAMED = 5;

const missingText = (labels: readonly string[]): string =>
  `案卷缺：${labels.slice(0, NAMED).join('、')}${labels.length > NAMED ? ` 等 ${labels.length} 项` : ''}`;

const contractFinding = (caseRecord: CaseRecord, state: ContractItemState, rules: RulesAt): Finding => {
  const complete = state.missing.length === 0;
  return finding(
    caseSubject(caseRecord),
    {
      rule: `registration.contract.${state.item.code}`,
      title: `质押合同必备事项的数据：${state.item.label}`,
      verdict: complete ? 'pass' : 'fail',
      severity: 'hold',
      message: complete
        ? '案卷数据齐备；合同文本是否写明须由人核对'
        : missingText(state.missing.map(({ label }) => label)),
      remedy: complete ? '' : '请补齐上述数据并核对质押合同文本',
    },
    [...state.missing.map(({ trace }) => trace), ...ruleTrace(rules, state.rule)],
  );
};

const ruleFailure = (caseRecord: CaseRecord, failure: Failure): Finding =>
  finding(
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

const settled = <T>(
  caseRecord: CaseRecord,
  result: Result<T>,
  findings: (value: T) => readonly Finding[],
): readonly Finding[] => (result.ok ? findings(result.value) : [ruleFailure(caseRecord, result.failure)]);

const run = ({ caseRecord, rules }: MethodInput): Outputs => ({
  figures: [],
  offers: [],
  findings: [
    ...settled(caseRecord, bindForm(caseRecord, rules), (form) => formFindings(caseRecord, form, rules)),
    ...creditCodeFindings(caseRecord),
    ...settled(caseRecord, checklist(caseRecord, rules), (items) =>
      items.map((item) => paperFinding(caseRecord, item, rules)),
    ),
    ...settled(caseRecord, contractItemStates(caseRecord, rules), (states) =>
      states.map((state) => contractFinding(caseRecord, state, rules)),
    ),
  ],
});

/**
 * What the filing still lacks: fields of the form, papers of art. 7, data for the contract items of art. 8.
 * Findings only. A field nobody filled fails; a paper nobody spoke of is unknown.
 */
export const completenessMethod: Method = {
  id: COMPLETENESS_METHOD,
  title: '登记材料齐备性',
  needs: [],
  run,
};
