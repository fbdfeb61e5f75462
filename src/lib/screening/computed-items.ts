import type { Failure } from '../kernel/result';
import type { RulesAt } from '../rulebook/model';
import { readTyped } from '../rulebook/read-rule';
import { type ScreeningRule, computationList, itemComputation } from './rule-model';
import { type LoadedRule, type LoadedSet, loadSet } from './rule-sets';

type Broken = { readonly id: string; readonly failure: Failure };

/** Which items of a set are computed from data, and how. */
export const THREE_VIEWS_COMPUTATION = 'screening.three-views.computation';
export const REPAYMENT_COMPUTATION = 'screening.repayment.computation';
/** The set of `screening.repayment`; `REPAYMENT_SET` is the one asked rule that it replaced. */
export const REPAYMENT_SOURCES_SET = 'screening.set.repayment-sources';

const own = (items: Readonly<Record<string, string>>, id: string): string | undefined =>
  Object.hasOwn(items, id) ? items[id] : undefined;

/** The item as it is judged: its own name, weight, severity and evidence, tested as the computation says. */
const computedSpec = (
  spec: ScreeningRule,
  computed: NonNullable<LoadedRule['computed']>['spec'],
): ScreeningRule => ({
  ...spec,
  test: computed.test,
  fields: { ...spec.fields, ...computed.fields },
  parameters: { ...spec.parameters, ...computed.parameters },
  messages: { ...spec.messages, ...computed.messages },
});

const withComputations = (rules: RulesAt, loaded: LoadedSet, id: string): LoadedSet => {
  const list = readTyped(rules, id, computationList);
  if (!list.ok) return { ...loaded, rules: [], broken: [...loaded.broken, { id, failure: list.failure }] };
  const { items, messages } = list.value.value;
  const judged: LoadedRule[] = [];
  const broken: Broken[] = [...loaded.broken];
  for (const rule of loaded.rules) {
    const entry = own(items, rule.id);
    if (entry === undefined) {
      judged.push(rule);
      continue;
    }
    const read = readTyped(rules, entry, itemComputation);
    if (!read.ok) {
      broken.push({ id: rule.id, failure: read.failure });
      continue;
    }
    const computed = { spec: read.value.value, rule: read.value.rule };
    judged.push({ ...rule, spec: computedSpec(rule.spec, computed.spec), computed });
  }
  return {
    ...loaded,
    set: { ...loaded.set, messages: { ...loaded.set.messages, ...messages } },
    rules: judged,
    broken,
  };
};

/** What each computed rule of 第一还款来源 sums up: it says nothing that its parts do not say. */
export const repaymentSums = (rules: RulesAt): ReadonlyMap<string, readonly string[]> =>
  new Map(
    loadComputedSet(rules, REPAYMENT_SOURCES_SET, REPAYMENT_COMPUTATION).rules.flatMap(({ id, computed }) =>
      computed === undefined || computed.spec.derivedFrom.length === 0
        ? []
        : [[id, computed.spec.derivedFrom] as const],
    ),
  );

const known = new WeakMap<RulesAt, Map<string, LoadedSet>>();

/**
 * A set whose items are computed from data where the list `computation` says how; loaded once for the rules of one date,
 * region and overlay. An item without an entry stays as it is; one whose entry cannot be read is broken, so that it never
 * falls back to a weaker test in silence.
 */
export const loadComputedSet = (rules: RulesAt, id: string, computation: string): LoadedSet => {
  const sets = known.get(rules) ?? new Map<string, LoadedSet>();
  known.set(rules, sets);
  const key = `${id} ${computation}`;
  const before = sets.get(key);
  if (before !== undefined) return before;
  const set = withComputations(rules, loadSet(rules, id), computation);
  sets.set(key, set);
  return set;
};
