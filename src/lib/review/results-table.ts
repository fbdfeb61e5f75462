import { type Result, ok, refuse } from '../kernel/result';
import type { TraceNode } from '../kernel/trace';
import type { PackedNode } from './results-schema';

/** Depth of a trace, and nodes of all traces once they are put in again: 5,000 pledged patents have 1.5 million. */
const MAX_DEPTH = 200;
const MAX_NODES = 5_000_000;

const refused = (message: string, path: string): Result<never> =>
  refuse('E_TRACE_TABLE', message, path, '请用原件，或用做包时的版本重新导出');

export interface MeasuredNodes {
  readonly depth: Uint16Array;
  /** Nodes below and including each, shared ones counted as often as they are used. */
  readonly size: Float64Array;
}

/**
 * Children come before their parents, so that nothing runs in a circle, and no trace is deeper than 200.
 * @param children the children of all nodes, one node after another
 * @param ends where those of each node end
 */
export const measureNodes = (children: readonly number[], ends: readonly number[]): Result<MeasuredNodes> => {
  const depth = new Uint16Array(ends.length);
  const size = new Float64Array(ends.length);
  let from = 0;
  for (const [at, end] of ends.entries()) {
    let deepest = 0;
    let below = 1;
    for (; from < end; from += 1) {
      const child = children[from] ?? at;
      if (child >= at) return refused(`节点 ${at} 引用了不在它之前的节点 ${child}`, `nodes[${at}]`);
      deepest = Math.max(deepest, depth[child] ?? 0);
      below += size[child] ?? 0;
    }
    if (deepest >= MAX_DEPTH) return refused(`推导链超过 ${MAX_DEPTH} 层`, `nodes[${at}]`);
    depth[at] = deepest + 1;
    size[at] = below;
  }
  return ok({ depth, size });
};

/** Every trace is a node, and all together stay within bounds once their nodes are put in again. */
export const checkTraceSize = (traces: readonly number[], { size }: MeasuredNodes): Result<null> => {
  let total = 0;
  for (const [at, trace] of traces.entries()) {
    const nodes = size[trace];
    if (nodes === undefined) return refused(`引用的节点 ${trace} 不存在`, `items[${at}].trace`);
    total += nodes;
    if (total > MAX_NODES) return refused(`推导链展开后超过 ${MAX_NODES} 个节点`, `items[${at}].trace`);
  }
  return ok(null);
};

const measure = (nodes: readonly PackedNode[]): Result<MeasuredNodes> => {
  let end = 0;
  return measureNodes(
    nodes.flatMap(({ children }) => children),
    nodes.map(({ children }) => (end += children.length)),
  );
};

/**
 * Puts the nodes back in place of their numbers. Nodes used more than once are shared in memory.
 * Fails with `E_TRACE_TABLE` on a number without a node, on a node that refers to itself or to a later one, and when the
 * traces would be deeper than 200 or larger than 5 million nodes.
 */
export const withTraces = <T extends { readonly trace: number }>(
  items: readonly T[],
  nodes: readonly PackedNode[],
): Result<readonly (Omit<T, 'trace'> & { readonly trace: TraceNode })[]> => {
  const measured = measure(nodes);
  if (!measured.ok) return measured;
  const traces = items.map(({ trace }) => trace);
  const bounded = checkTraceSize(traces, measured.value);
  if (!bounded.ok) return bounded;
  const whole: TraceNode[] = [];
  for (const node of nodes)
    whole.push({ ...node, children: node.children.flatMap((child) => whole[child] ?? []) });
  return ok(
    items.flatMap((item) => {
      const trace = whole[item.trace];
      return trace === undefined ? [] : [{ ...item, trace }];
    }),
  );
};

/** Whether the nodes are each different, all used, and numbered in the order of their first appearance. */
export const isTidyTable = (
  items: readonly { readonly trace: number }[],
  nodes: readonly PackedNode[],
): boolean => {
  let next = 0;
  const visit = (at: number): boolean => {
    if (at < next) return true;
    if (!(nodes[at]?.children ?? []).every(visit) || at !== next) return false;
    next += 1;
    return true;
  };
  const inOrder = items.every(({ trace }) => visit(trace)) && next === nodes.length;
  // Nodes come from one schema: equal ones have their keys in the same order.
  return inOrder && new Set(nodes.map((node) => JSON.stringify(node))).size === nodes.length;
};
