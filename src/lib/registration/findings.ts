import type { CaseRecord } from '../case/case-record';
import type { Finding, Subject } from '../case/exchange';
import { type TraceNode, derive } from '../kernel/trace';
import type { RulesAt } from '../rulebook/model';
import { ruleLeaf } from '../rulebook/read-rule';

export const COMPLETENESS_METHOD = 'registration.completeness@1';

export type Said = Pick<Finding, 'rule' | 'title' | 'verdict' | 'severity' | 'message' | 'remedy'>;

const VERDICT_TEXT: Record<Finding['verdict'], string> = { pass: '通过', fail: '不通过', unknown: '未知' };

/** A finding of the completeness method; its confidence is the weakest of what it rests on. */
export const finding = (subject: Subject, said: Said, children: readonly TraceNode[]): Finding => {
  const trace = derive({
    id: `${said.rule}/${subject.id}`,
    label: said.title,
    value: VERDICT_TEXT[said.verdict],
    unit: 'text',
    method: COMPLETENESS_METHOD,
    children,
  });
  return { ...said, method: COMPLETENESS_METHOD, subject, veto: false, confidence: trace.confidence, trace };
};

export const caseSubject = ({ title }: CaseRecord): Subject => ({ kind: 'case', id: 'case', title });

/** Subject of a row of the form: the case, or the patent whose id the row carries. */
export const subjectOf = (caseRecord: CaseRecord, id: string): Subject => {
  const patent = caseRecord.sections.patents.records.find((record) => record.id === id);
  return patent === undefined
    ? caseSubject(caseRecord)
    : { kind: 'patent', id, title: `${patent.applicationNumber} ${patent.title}` };
};

/** Leaf that names the rule by its title; the whole table is in the rule pack. */
export const ruleTrace = (rules: RulesAt, id: string): readonly TraceNode[] => {
  const rule = rules.read(id);
  return rule.ok ? [ruleLeaf(rule.value, undefined, rule.value.title, 'text')] : [];
};
