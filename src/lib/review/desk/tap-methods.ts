import type { CaseRecord } from '../../case/case-record';
import type { Method, MethodRegistry } from '../../case/method';
import type { Finding } from '../../case/exchange';
import type { RulesAt } from '../../rulebook/model';

/** What was seen while methods ran again. */
export interface RerunSeen {
  /** `null` = no method ran. */
  readonly caseRecord: CaseRecord | null;
  readonly rules: RulesAt | null;
  readonly findings: readonly Finding[];
}

export interface TappedMethods {
  readonly methods: MethodRegistry;
  readonly seen: () => RerunSeen;
}

/**
 * The same methods, watched: what they are given and the findings of those that `keep` names stay at hand, so that nothing has to run
 * a second time to be shown. Results are untouched.
 */
export const tapMethods = (registry: MethodRegistry, keep: (method: string) => boolean): TappedMethods => {
  let caseRecord: CaseRecord | null = null;
  let rules: RulesAt | null = null;
  const findings: Finding[] = [];
  const watched = (method: Method): Method => ({
    ...method,
    run: (input) => {
      const outputs = method.run(input);
      ({ caseRecord, rules } = input);
      if (keep(method.id)) for (const finding of outputs.findings) findings.push(finding);
      return outputs;
    },
  });
  const methods = new Map([...registry].map(([id, method]) => [id, watched(method)] as const));
  return { methods, seen: () => ({ caseRecord, rules, findings }) };
};
