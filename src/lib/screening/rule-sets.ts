import { type Failure, type Result, ok } from '../kernel/result';
import type { ResolvedRule, RulesAt } from '../rulebook/model';
import { readTyped } from '../rulebook/read-rule';
import { type ItemComputation, type RuleSet, type ScreeningRule, ruleSet, screeningRule } from './rule-model';

export const REFUSAL_SET = 'screening.set.patent-pledge-refusal';
export const THREE_VIEWS_SET = 'screening.set.three-views';
export const REPAYMENT_SET = 'screening.set.repayment';
export const DATA_ASSET_SET = 'screening.set.data-asset-gates';

export interface LoadedRule {
  readonly id: string;
  readonly spec: ScreeningRule;
  readonly rule: ResolvedRule;
  /** How the item is computed from data; absent when it is not. */
  readonly computed?: { readonly spec: ItemComputation; readonly rule: ResolvedRule };
}

/** A rule set in force, with the rules that can be read and the failures of those that cannot. */
export interface LoadedSet {
  readonly id: string;
  readonly set: RuleSet;
  readonly rules: readonly LoadedRule[];
  readonly broken: readonly { readonly id: string; readonly failure: Failure }[];
}

const EMPTY: RuleSet = { title: '', rules: [], evidenceRequired: true, options: [], messages: {} };

/** What was loaded from the rules of one date, region and overlay: they say the same for as long as they live. */
interface Loaded {
  readonly rules: Map<string, Result<LoadedRule>>;
  readonly sets: Map<string, LoadedSet>;
}

const loadedFrom = new WeakMap<RulesAt, Loaded>();

const loadedOf = (rules: RulesAt): Loaded => {
  const known = loadedFrom.get(rules);
  if (known !== undefined) return known;
  const fresh: Loaded = { rules: new Map(), sets: new Map() };
  loadedFrom.set(rules, fresh);
  return fresh;
};

const readRule = (rules: RulesAt, id: string): Result<LoadedRule> => {
  const read = readTyped(rules, id, screeningRule);
  return read.ok ? ok({ id, spec: read.value.value, rule: read.value.rule }) : read;
};

/** One rule in force: the same object each time. Fails as `readTyped` does. */
export const loadRule = (rules: RulesAt, id: string): Result<LoadedRule> => {
  const loaded = loadedOf(rules).rules;
  const known = loaded.get(id);
  if (known !== undefined) return known;
  const read = readRule(rules, id);
  loaded.set(id, read);
  return read;
};

const readSet = (rules: RulesAt, id: string): LoadedSet => {
  const set = readTyped(rules, id, ruleSet);
  if (!set.ok) return { id, set: { ...EMPTY, title: id }, rules: [], broken: [{ id, failure: set.failure }] };
  const loaded: LoadedRule[] = [];
  const broken: { id: string; failure: Failure }[] = [];
  for (const ruleId of set.value.value.rules) {
    const read = loadRule(rules, ruleId);
    if (read.ok) loaded.push(read.value);
    else broken.push({ id: ruleId, failure: read.failure });
  }
  return { id, set: set.value.value, rules: loaded, broken };
};

/**
 * Loads a set, once for the rules of one date, region and overlay. When the set itself cannot be read, it is empty and
 * carries the failure as a broken rule.
 */
export const loadSet = (rules: RulesAt, id: string): LoadedSet => {
  const { sets } = loadedOf(rules);
  const known = sets.get(id);
  if (known !== undefined) return known;
  const set = readSet(rules, id);
  sets.set(id, set);
  return set;
};
