import type { Failure } from '../kernel/result';
import type { ResolvedRule, RulesAt } from '../rulebook/model';
import { readTyped } from '../rulebook/read-rule';
import { type RuleSet, type ScreeningRule, ruleSet, screeningRule } from './rule-model';

export const REFUSAL_SET = 'screening.set.patent-pledge-refusal';
export const THREE_VIEWS_SET = 'screening.set.three-views';
export const REPAYMENT_SET = 'screening.set.repayment';
export const DATA_ASSET_SET = 'screening.set.data-asset-gates';

export interface LoadedRule {
  readonly id: string;
  readonly spec: ScreeningRule;
  readonly rule: ResolvedRule;
}

/** A rule set in force, with the rules that can be read and the failures of those that cannot. */
export interface LoadedSet {
  readonly id: string;
  readonly set: RuleSet;
  readonly rules: readonly LoadedRule[];
  readonly broken: readonly { readonly id: string; readonly failure: Failure }[];
}

const EMPTY: RuleSet = { title: '', rules: [], evidenceRequired: true, options: [], messages: {} };

/** Loads a set. When the set itself cannot be read, it is empty and carries the failure as a broken rule. */
export const loadSet = (rules: RulesAt, id: string): LoadedSet => {
  const set = readTyped(rules, id, ruleSet);
  if (!set.ok) return { id, set: { ...EMPTY, title: id }, rules: [], broken: [{ id, failure: set.failure }] };
  const loaded: LoadedRule[] = [];
  const broken: { id: string; failure: Failure }[] = [];
  for (const ruleId of set.value.value.rules) {
    const read = readTyped(rules, ruleId, screeningRule);
    if (read.ok) loaded.push({ id: ruleId, spec: read.value.value, rule: read.value.rule });
    else broken.push({ id: ruleId, failure: read.failure });
  }
  return { id, set: set.value.value, rules: loaded, broken };
};
