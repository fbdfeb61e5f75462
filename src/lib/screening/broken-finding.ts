import type { Subject } from '../case/exchange';
import type { Failure } from '../kernel/result';
import { derive } from '../kernel/trace';
import type { ScreenedFinding } from './finding-model';
import type { LoadedSet } from './rule-sets';

/** A rule that cannot be read in force on the day of the case: unknown, and it holds the case. */
export const brokenFinding = (
  id: string,
  failure: Failure,
  set: LoadedSet,
  method: string,
  subject: Subject,
): ScreenedFinding => {
  const message = `规则未能读取（${failure.code}）：${failure.message}`;
  const trace = derive({
    id: `finding/${id}/${subject.id}`,
    label: `规则 ${id}`,
    value: 'unknown',
    unit: 'text',
    formula: message,
    method,
    note: failure.code,
    children: [],
  });
  return {
    rule: id,
    method,
    subject,
    title: `规则 ${id}`,
    verdict: 'unknown',
    severity: 'block',
    veto: false,
    message,
    remedy: failure.remedy,
    confidence: 'assumption',
    trace,
    set: set.id,
    code: '',
    curable: false,
    derivedFrom: [],
    answerable: false,
    declarable: false,
    remedies: [failure.remedy],
    evidence: [],
  };
};
