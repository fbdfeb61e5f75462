import type { RuleExample } from '../../../case/data-rules';

/** Findings kept per rule. */
export const MOST_EXAMPLES = 20;

/** What a rule counted over a part of the data. Tallies of parts in their order add up to the tally of the whole. */
export interface RuleTally {
  readonly applicable: number;
  readonly satisfied: number;
  readonly first: { readonly file: string; readonly record: number } | null;
  readonly examples: readonly RuleExample[];
}

/** Nothing counted yet. */
export const NO_TALLY: RuleTally = { applicable: 0, satisfied: 0, first: null, examples: [] };

/**
 * Union of two parts, `a` before `b`. Not for `unique` and `order`, whose parts know nothing of each other: those rules
 * take one pass over everything.
 */
export const mergeTallies = (a: RuleTally, b: RuleTally): RuleTally => ({
  applicable: a.applicable + b.applicable,
  satisfied: a.satisfied + b.satisfied,
  first: a.first ?? b.first,
  examples: [...a.examples, ...b.examples].slice(0, MOST_EXAMPLES),
});
