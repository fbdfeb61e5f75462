import { canonicalJson } from '../kernel/canonical-json';
import type { JsonValue } from '../kernel/json';
import type { TraceNode } from '../kernel/trace';
import { plainJson } from './form-json';

/** Version of `results/{figures,findings,offers}.json`. */
export const RESULTS_SCHEMA = 'zhiya.results/2';

/** Nodes in the order of their first appearance, children before parents, each once. */
const nodeTable = (): { readonly nodes: JsonValue[]; readonly add: (node: TraceNode) => number } => {
  const nodes: JsonValue[] = [];
  const byObject = new Map<TraceNode, number>();
  const byText = new Map<string, number>();
  const add = (node: TraceNode): number => {
    const known = byObject.get(node);
    if (known !== undefined) return known;
    const packed = plainJson({ ...node, children: node.children.map(add) });
    const text = canonicalJson(packed);
    const number = byText.get(text) ?? nodes.length;
    if (number === nodes.length) nodes.push(packed);
    byText.set(text, number);
    byObject.set(node, number);
    return number;
  };
  return { nodes, add };
};

/**
 * Results as the package carries them: every distinct node of their traces once in `nodes`, in place of a node its number.
 * Nothing is left out: a trace is had back by putting the nodes in again. The same results give the same JSON.
 */
export const resultsJson = (results: readonly { readonly trace: TraceNode }[]): JsonValue => {
  const { nodes, add } = nodeTable();
  const items = results.map((result) => plainJson({ ...result, trace: add(result.trace) }));
  return { schema: RESULTS_SCHEMA, items, nodes };
};
