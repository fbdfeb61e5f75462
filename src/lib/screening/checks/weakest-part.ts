import { type LateText, type Points, textOf, type Nodes } from '../check';
import { type Blocked, type Measured, none, points } from './measured-check';

/** One thing that an item looks at. `worst`: what it could still be while nobody knows. */
export type Part =
  | {
      readonly kind: 'seen';
      readonly points: Points;
      readonly seen: LateText;
      readonly nodes: Nodes;
    }
  | {
      readonly kind: 'absent';
      readonly worst: number;
      readonly why: LateText;
      readonly nodes: Nodes;
    }
  | Blocked;

export const seen = (range: Points, words: LateText, nodes: Nodes): Part => ({
  kind: 'seen',
  points: range,
  seen: words,
  nodes,
});

export const exactly = (value: number, words: LateText, nodes: Nodes): Part =>
  seen({ low: value, high: value }, words, nodes);

export const absent = (worst: number, why: LateText, nodes: Nodes): Part => ({
  kind: 'absent',
  worst,
  why,
  nodes,
});

/**
 * The weakest part decides. What nobody knows pulls the low end down to the worst it could be and never the high end.
 * Something seen that is worse than `stop` stands even beside a part that is blocked.
 */
export const weakestOf = (parts: readonly Part[], stop: number): Measured => {
  const known = parts.filter((p) => p.kind === 'seen');
  const missing = parts.filter((p) => p.kind === 'absent');
  const nodes = [...known, ...missing].flatMap((p) => p.nodes);
  const high = Math.min(4, ...known.map((p) => p.points.high));
  const problem = parts.find((p) => p.kind === 'blocked');
  if (problem !== undefined && high >= stop) return problem;
  const whys = missing.map((p) => p.why);
  if (known.length === 0) return none(() => whys.map(textOf).join('；'), nodes);
  const low = Math.min(high, ...known.map((p) => p.points.low), ...missing.map((p) => p.worst));
  return points({ low, high }, () => [...known.map((p) => p.seen), ...whys].map(textOf).join('；'), nodes);
};
