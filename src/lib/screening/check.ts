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
export type LazyNode = TraceNode | (() => TraceNode) | LateNode;

/** What makes a node when somebody looks, for what would otherwise need a function of its own each time. */
export abstract class LateNode {
  abstract trace(): TraceNode;
}

/** What makes nodes when somebody looks, for what would otherwise make as many objects as it read. */
export abstract class LateNodes {
  abstract nodes(): Nodes;
}

/** Nodes, and lists of nodes as they were: joined, not copied. In the order in which they were read. */
export type Nodes = readonly (LazyNode | LateNodes | Nodes)[];

/** Words, or how to make them: most are made only when somebody reads them. */
export type LateText = string | (() => string);

export const textOf = (text: LateText): string => (typeof text === 'function' ? text() : text);

/** A verdict with its reasons and the facts it read. */
export interface Check {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly nodes: Nodes;
  readonly points?: Points | undefined;
  readonly standing?: readonly Standing[] | undefined;
  /** A problem with a code: it is said whatever else decides. */
  readonly isNamed?: boolean | undefined;
}

type More = Pick<Check, 'points' | 'standing' | 'isNamed'>;

/** All checks of one shape, whatever they hold: thousands are read in the same few places. */
class Checked implements Check {
  readonly points: Points | undefined;
  readonly standing: readonly Standing[] | undefined;
  readonly isNamed: boolean | undefined;

  constructor(
    readonly verdict: Verdict,
    readonly reasons: readonly Reason[],
    readonly nodes: Nodes,
    more: More,
  ) {
    this.points = more.points;
    this.standing = more.standing;
    this.isNamed = more.isNamed;
  }
}

const NO_MORE: More = { points: undefined, standing: undefined, isNamed: undefined };

/** A check put together from what others came to. */
export const checked = (
  verdict: Verdict,
  reasons: readonly Reason[],
  nodes: Nodes,
  more: More = NO_MORE,
): Check => new Checked(verdict, reasons, nodes, more);

/** The same check with other nodes. */
export const reread = (check: Check, nodes: Nodes): Check =>
  new Checked(check.verdict, check.reasons, nodes, check);

type Facts = Readonly<Record<string, string>>;

/** A reason whose facts are put into words when somebody reads them. */
class LateReason implements Reason {
  private made: Facts | null = null;

  constructor(
    readonly verdict: Verdict,
    readonly key: string,
    private readonly make: () => Facts,
  ) {}

  get facts(): Facts {
    return (this.made ??= this.make());
  }
}

const NO_FACTS: Facts = {};
const NO_NODES: Nodes = [];
const NO_REASONS: readonly Reason[] = [];

/** Facts that cost something to word are given as a function: most verdicts are counted, not read. */
export const check = (
  verdict: Verdict,
  key: string,
  facts: Facts | (() => Facts) = NO_FACTS,
  nodes: Nodes = NO_NODES,
): Check => checked(verdict, reasonsOf(verdict, key, facts), nodes);

const reasonsOf = (verdict: Verdict, key: string, facts: Facts | (() => Facts)): readonly Reason[] => [
  typeof facts === 'function' ? new LateReason(verdict, key, facts) : { verdict, key, facts },
];

/** A check with the points that it leaves possible. */
export const scored = (
  verdict: Verdict,
  key: string,
  facts: Facts | (() => Facts),
  nodes: Nodes,
  points: Points,
  isNamed = false,
): Check => checked(verdict, reasonsOf(verdict, key, facts), nodes, { points, standing: undefined, isNamed });

/** The same words for another verdict. */
export const reasonFor = (verdict: Verdict, { key, facts }: Reason): Reason => ({ verdict, key, facts });

/** A verdict that needs no words of its own beside the other checks of a rule. */
export const quiet = (verdict: Verdict, nodes: Nodes = NO_NODES): Check =>
  checked(verdict, NO_REASONS, nodes);

/** A rule that could not be carried out: unknown, with a code. */
export const failed = (code: string, detail: string): Check => check('unknown', 'error', { code, detail });

const isList = (node: LazyNode | LateNodes | Nodes): node is Nodes => Array.isArray(node);

const eachNode = (nodes: Nodes, then: (node: LazyNode) => void): void => {
  for (const node of nodes)
    if (isList(node)) eachNode(node, then);
    else if (node instanceof LateNodes) eachNode(node.nodes(), then);
    else then(node);
};

const made = (lazy: LazyNode): TraceNode =>
  typeof lazy === 'function' ? lazy() : lazy instanceof LateNode ? lazy.trace() : lazy;

/** The nodes made, each id once, in the order in which they were read. */
export const madeNodes = (nodes: Nodes): readonly TraceNode[] => {
  const seen = new Map<string, TraceNode>();
  const known = new Set<LazyNode>();
  eachNode(nodes, (lazy) => {
    if (known.has(lazy)) return;
    known.add(lazy);
    const node = made(lazy);
    if (!seen.has(node.id)) seen.set(node.id, node);
  });
  return [...seen.values()];
};

/** One list after the other. */
export const joinedNodes = (a: Nodes, b: Nodes): Nodes => (a.length === 0 ? b : b.length === 0 ? a : [a, b]);

/** One list after the other; the lists are not to be written into. */
export const joined = <T>(a: readonly T[], b: readonly T[]): readonly T[] =>
  a.length === 0 ? b : b.length === 0 ? a : [...a, ...b];

/** The reasons of the checks that decided, and everything that was read. */
const combine = (verdict: Verdict, checks: readonly Check[]): Check => {
  let reasons = NO_REASONS;
  let nodes = NO_NODES;
  for (const check of checks) {
    if (check.verdict === verdict) reasons = joined(reasons, check.reasons);
    nodes = joinedNodes(nodes, check.nodes);
  }
  return checked(verdict, reasons, nodes);
};

const verdictsOf = (checks: readonly Check[]): readonly Verdict[] => checks.map(({ verdict }) => verdict);

/** Kleene `all` over explained checks; the reasons are those that decided. */
export const allOf = (checks: readonly Check[]): Check => combine(all(verdictsOf(checks)), checks);

/** Kleene `any` over explained checks; the reasons are those that decided. */
export const anyOf = (checks: readonly Check[]): Check => combine(any(verdictsOf(checks)), checks);
