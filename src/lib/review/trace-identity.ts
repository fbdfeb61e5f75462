import { canonicalJson } from '../kernel/canonical-json';
import type { TraceNode } from '../kernel/trace';
import { plainJson } from './plain-json';

/**
 * Numbers traces so that two have the same number exactly when they are equal to the last field. A node used many times
 * is looked at once, so that a small file whose nodes multiply cannot keep the comparison busy.
 */
export const traceIdentity = (): ((trace: TraceNode) => number) => {
  const byObject = new Map<TraceNode, number>();
  const byText = new Map<string, number>();
  const identityOf = (node: TraceNode): number => {
    const known = byObject.get(node);
    if (known !== undefined) return known;
    const text = canonicalJson(plainJson({ ...node, children: node.children.map(identityOf) }));
    const number = byText.get(text) ?? byText.size;
    byText.set(text, number);
    byObject.set(node, number);
    return number;
  };
  return identityOf;
};
