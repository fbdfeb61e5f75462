import { ruleLeaf } from '../../rulebook/read-rule';
import {
  type Check,
  type LateText,
  type Points,
  type Reason,
  type Nodes,
  check,
  joinedNodes,
  reasonFor,
  reread,
  scored,
  textOf,
} from '../check';
import { ANY_POINTS } from './answer-words';
import { type Asked, asked } from './asked-check';
import type { CheckInput, CheckTest } from './check-input';

type Facts = Readonly<Record<string, string>>;

/** What the data of a case say of an item. */
export type Measured =
  /** Nothing to compute from: people are asked. `why` says what is missing. */
  | { readonly kind: 'none'; readonly why: LateText; readonly nodes: Nodes }
  /** Points that the data still allow; both ends meet when everything is known. */
  | {
      readonly kind: 'points';
      readonly points: Points;
      /** What was seen, in Chinese. */
      readonly seen: LateText;
      readonly nodes: Nodes;
    }
  /** Something is wrong with the data: named, and never a pass. */
  | Blocked;

export interface Blocked {
  readonly kind: 'blocked';
  readonly check: Check;
}

export const none = (why: LateText, nodes: Nodes = []): Measured => ({
  kind: 'none',
  why,
  nodes,
});

export const blocked = (code: string, detail: string, remedy: string, nodes: Nodes): Blocked => ({
  kind: 'blocked',
  check: check('unknown', 'unknown.blocked', { code, detail, fix: remedy }, nodes),
});

export const points = (range: Points, seen: LateText, nodes: Nodes): Measured => ({
  kind: 'points',
  points: range,
  seen,
  nodes,
});

/** One way of measuring an item. */
export type Measure = (input: CheckInput) => Measured;

const verdictOf = ({ low, high }: Points, failBelow: number): Check['verdict'] =>
  low >= failBelow ? 'pass' : high < failBelow ? 'fail' : 'unknown';

const rangeText = ({ low, high }: Points): string => (low === high ? `${low}` : `${low}–${high}`);

const result = (
  verdict: Check['verdict'],
  key: string,
  facts: () => Facts,
  nodes: Nodes,
  range: Points,
): Check => scored(verdict, key, facts, nodes, range);

const blockedBeside = (problem: Check, { check: said, claimed }: Asked): Check => {
  const nodes = [...problem.nodes, ...said.nodes];
  if (said.verdict === 'fail')
    return { ...said, nodes, reasons: [...said.reasons, ...named(problem, 'fail')] };
  const high = claimed === null ? 4 : claimed.high;
  return { ...problem, nodes, points: { low: 0, high } };
};

/** A named problem keeps its words beside a verdict that another reason decided. */
const named = (problem: Check, verdict: Reason['verdict']): readonly Reason[] =>
  problem.reasons.map((reason) => reasonFor(verdict, reason));

const noneBeside = (why: LateText, nodes: Nodes, { check: said, claimed }: Asked): Check =>
  claimed === null
    ? result('unknown', 'unknown.no-data', () => ({ why: textOf(why) }), nodes, ANY_POINTS)
    : reread(said, joinedNodes(said.nodes, nodes));

interface Seen {
  readonly range: Points;
  readonly seen: LateText;
  readonly nodes: Nodes;
  readonly failBelow: number;
}

const computed = ({ range, seen, nodes, failBelow }: Seen): Check => {
  const verdict = verdictOf(range, failBelow);
  return result(
    verdict,
    `${verdict}.computed`,
    () => ({ seen: textOf(seen), points: rangeText(range) }),
    nodes,
    range,
  );
};

/** A better answer than the data allow is not followed: a fail stays one, anything else is open until settled. */
const against = (seen: Seen, said: Check, claimed: Points): Check => {
  const nodes = [...seen.nodes, ...said.nodes];
  const facts = (): Facts => ({
    seen: textOf(seen.seen),
    points: rangeText(seen.range),
    claimed: rangeText(claimed),
    code: 'E_ANSWER_AGAINST_DATA',
  });
  return seen.range.high < seen.failBelow
    ? result('fail', 'fail.against', facts, nodes, seen.range)
    : result('unknown', 'unknown.against', facts, nodes, { low: 0, high: seen.range.high });
};

/** A worse answer counts as it stands, with or without a paper. */
const worse = (seen: Seen, said: Check, claimed: Points): Check => {
  const verdict = verdictOf(claimed, seen.failBelow);
  const facts = (): Facts => ({
    ...said.reasons[0]?.facts,
    seen: textOf(seen.seen),
    points: rangeText(claimed),
  });
  return result(verdict, `${verdict}.worse`, facts, joinedNodes(seen.nodes, said.nodes), claimed);
};

const pointsBeside = (seen: Seen, { check: said, claimed }: Asked): Check => {
  if (claimed === null) return computed(seen);
  const saidPoints = said.points ?? ANY_POINTS;
  const nodes = joinedNodes(seen.nodes, said.nodes);
  if (said.isNamed === true)
    return seen.range.high < seen.failBelow
      ? reread(computed(seen), nodes)
      : { ...said, nodes, points: { low: 0, high: Math.min(saidPoints.high, seen.range.high) } };
  if (claimed.low > seen.range.high) return against(seen, said, claimed);
  if (claimed.high < seen.range.low) return worse(seen, said, claimed);
  const both = {
    low: Math.max(seen.range.low, saidPoints.low),
    high: Math.min(seen.range.high, saidPoints.high),
  };
  const verdict = verdictOf(both, seen.failBelow);
  const facts = (): Facts => ({
    seen: textOf(seen.seen),
    points: rangeText(both),
    ...said.reasons[0]?.facts,
  });
  const isUnnamed = verdict === 'unknown' && said.reasons[0]?.key === 'unknown.unnamed';
  return result(verdict, isUnnamed ? 'unknown.both.unnamed' : `${verdict}.both`, facts, nodes, both);
};

/**
 * An item answered from data where there are data, else by people. A person's worse answer always counts; a better one
 * cannot overrule what the data show (`E_ANSWER_AGAINST_DATA`). Data and answers that agree narrow each other.
 */
export const besideAnswer =
  (measure: Measure): CheckTest =>
  (input) => {
    const measured = measure(input);
    const said = asked(input);
    const { computed: by, spec } = input.loaded;
    const own: Nodes =
      by === undefined ? [] : [() => ruleLeaf(by.rule, `测算方法 ${spec.code}`, by.spec.test, 'text')];
    const found =
      measured.kind === 'blocked'
        ? blockedBeside(measured.check, said)
        : measured.kind === 'none'
          ? noneBeside(measured.why, measured.nodes, said)
          : pointsBeside(
              {
                range: measured.points,
                seen: measured.seen,
                nodes: measured.nodes,
                failBelow: spec.failBelow,
              },
              said,
            );
    return reread(found, joinedNodes(found.nodes, own));
  };
