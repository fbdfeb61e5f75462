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
  const known: Extract<Part, { kind: 'seen' }>[] = [];
  const missing: Extract<Part, { kind: 'absent' }>[] = [];
  let problem: Blocked | null = null;
  let [low, high] = [4, 4];
  for (const part of parts) {
    if (part.kind === 'blocked') problem ??= part;
    else if (part.kind === 'absent') {
      missing.push(part);
      low = Math.min(low, part.worst);
    } else {
      known.push(part);
      low = Math.min(low, part.points.low);
      high = Math.min(high, part.points.high);
    }
  }
  if (problem !== null && high >= stop) return problem;
  const nodes = [...known, ...missing].map((p) => p.nodes);
  const words = (): string =>
    [...known.map((p) => p.seen), ...missing.map((p) => p.why)].map(textOf).join('；');
  return known.length === 0 ? none(words, nodes) : points({ low: Math.min(low, high), high }, words, nodes);
};
