import type { Verdict } from '../case/exchange';
import type { TraceNode } from '../kernel/trace';
import { all, any } from './kleene';

/** Why a check came out as it did: the key of a message template and what to fill in. */
export interface Reason {
  readonly verdict: Verdict;
  /** Template key, most special first: `fail.grace` falls back to `fail`. */
  readonly key: string;
  readonly facts: Readonly<Record<string, string>>;
}

/** Points of a scored item that are still possible; measured when both ends meet. 0–4. */
export interface Points {
  readonly low: number;
  readonly high: number;
}

/** What can still be the case where a declaration cures a ground: see 公告第461号 art. 11 (10) and (11). */
export type Standing = 'clear' | 'declared' | 'undeclared';

/**
 * A node of a trace, or how to make it. A verdict and its words need no trace: most are made only when somebody opens the
 * reason, so whoever passes a node on must not look into it.
 */
export type LazyNode = TraceNode | (() => TraceNode);

/** A verdict with its reasons and the facts it read. */
export interface Check {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly nodes: readonly LazyNode[];
  readonly points?: Points;
  readonly standing?: readonly Standing[];
}

type Facts = Readonly<Record<string, string>>;

export const check = (
  verdict: Verdict,
  key: string,
  facts: Facts = {},
  nodes: readonly LazyNode[] = [],
): Check => ({
  verdict,
  reasons: [{ verdict, key, facts }],
  nodes,
});

/** A verdict that needs no words of its own beside the other checks of a rule. */
export const quiet = (verdict: Verdict, nodes: readonly LazyNode[] = []): Check => ({
  verdict,
  reasons: [],
  nodes,
});

/** A rule that could not be carried out: unknown, with a code. */
export const failed = (code: string, detail: string): Check => check('unknown', 'error', { code, detail });

/** The nodes made, each id once, in the order in which they were read. */
export const madeNodes = (nodes: readonly LazyNode[]): readonly TraceNode[] => {
  const seen = new Map<string, TraceNode>();
  for (const lazy of new Set(nodes)) {
    const node = typeof lazy === 'function' ? lazy() : lazy;
    if (!seen.has(node.id)) seen.set(node.id, node);
  }
  return [...seen.values()];
};

/** The reasons of the checks that decided, and everything that was read. */
const combine = (verdict: Verdict, checks: readonly Check[]): Check => {
  const reasons: Reason[] = [];
  const nodes: LazyNode[] = [];
  for (const check of checks) {
    if (check.verdict === verdict) reasons.push(...check.reasons);
    nodes.push(...check.nodes);
  }
  return { verdict, reasons, nodes };
};

const verdictsOf = (checks: readonly Check[]): readonly Verdict[] => checks.map((c) => c.verdict);

/** Kleene `all` over explained checks; the reasons are those that decided. */
export const allOf = (checks: readonly Check[]): Check => combine(all(verdictsOf(checks)), checks);

/** Kleene `any` over explained checks; the reasons are those that decided. */
export const anyOf = (checks: readonly Check[]): Check => combine(any(verdictsOf(checks)), checks);
