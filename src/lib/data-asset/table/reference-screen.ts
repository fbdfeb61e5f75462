import { distinctOf, mergeRegisters } from '../kernel/distinct-registers';
import { columnDistinct } from '../kernel/column-summary';
import type { ColumnSketch } from '../kernel/sketch';
import { type Basis, type Interval, collisionText, shareText } from './basis';
import { DISTINCT_SD } from './duplicates';

const Z = 1.96;

/** Whether the values of one column (child) stand in another (parent), as two sketches show it. */
export interface ReferenceScreen {
  /**
   * `included` and `not-included` are certain; `possible`: nothing in the sketches speaks against it; `unknown`: the
   * child has no values.
   */
  readonly verdict: 'included' | 'possible' | 'not-included' | 'unknown';
  readonly basis: Basis;
  readonly childValues: number;
  /** Different values of the child that stand in the parent. */
  readonly found: Interval;
  readonly foundShare: string | null;
  /** Rows of the child that are certainly without a match. */
  readonly certainOrphans: number;
}

const rootOfSquares = (a: number, b: number, c: number): number => Math.sqrt(a * a + b * b + c * c);

const textOf = (value: Uint8Array): string => String.fromCharCode(...value);

/** Both lists of values are complete: counted. */
const exactScreen = (child: ColumnSketch, parent: ColumnSketch): ReferenceScreen => {
  const held = new Set(parent.top.values.map(({ value }) => textOf(value)));
  const orphans = child.top.values.filter(({ value }) => !held.has(textOf(value)));
  const childValues = child.top.values.length;
  const found = childValues - orphans.length;
  return {
    verdict: orphans.length === 0 ? 'included' : 'not-included',
    basis: {
      kind: 'exact',
      rows: child.values + parent.values,
      of: child.values + parent.values,
      error: collisionText(childValues + held.size),
    },
    childValues,
    found: { low: found, high: found },
    foundShare: shareText(found, childValues),
    certainOrphans: orphans.reduce((sum, { count }) => sum + count, 0),
  };
};

/**
 * Screen of a reference. Exact while both columns list all of their values. Otherwise: listed values of the child against a
 * complete list of the parent; registers, which of an included column are nowhere above those of the including one, so a
 * single higher register disproves inclusion for certain; and the sizes of the two and of their union (±1.6 % each).
 * Missing cells refer to nothing. Rows are counted by the second pass (`referenceCounts`).
 */
export const screenReference = (child: ColumnSketch, parent: ColumnSketch): ReferenceScreen => {
  if (child.values > 0 && child.top.complete && parent.top.complete) return exactScreen(child, parent);
  const childValues = columnDistinct(child).count;
  const parentValues = columnDistinct(parent).count;
  const union = distinctOf(mergeRegisters(child.registers, parent.registers));
  const listed = parent.top.complete ? exactScreen(child, parent) : null;
  const above = child.registers.some((rank, i) => rank > (parent.registers[i] ?? 0));
  // |A ∩ B| = |A| + |B| − |A ∪ B|, each with its own error.
  const shared = childValues + parentValues - union;
  const slack = Z * DISTINCT_SD * rootOfSquares(childValues, parentValues, union);
  const most = above ? childValues - 1 : childValues;
  const clamp = (x: number): number => Math.round(Math.min(most, Math.max(0, x)));
  const refuted = above || (listed !== null && listed.certainOrphans > 0);
  return {
    verdict: child.values === 0 ? 'unknown' : refuted ? 'not-included' : 'possible',
    basis: {
      kind: 'estimate',
      rows: child.values + parent.values,
      of: child.values + parent.values,
      error: `由两列及其并集的 HyperLogLog 估计相减，95% 约 ±${String(Math.ceil(slack))} 个值；“不包含”为确定结论，“可能包含”须第二遍核验`,
    },
    childValues,
    found: { low: clamp(shared - slack), high: clamp(shared + slack) },
    foundShare: shareText(clamp(shared), childValues),
    certainOrphans: listed?.certainOrphans ?? 0,
  };
};
