import type { Fen } from '../../kernel/fen';
import { ratioOf } from '../ratio';
import { leastOf, shareCeil, shareFloor } from './exact-ratio';
import { type Carrier, type ExactProblem, mostCarried } from './exact-problem';
import type { Amounts } from './measures';
import type { LimitBound } from './structure-input';

/** The bound of a limit in 分: rounded down where it is the most, up where it is the least. */
export const boundFen = (bound: LimitBound, needFen: Fen, side: 'most' | 'least'): Fen =>
  'fen' in bound
    ? bound.fen
    : side === 'most'
      ? shareFloor(needFen, bound.share)
      : shareCeil(needFen, bound.share);

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** Cheapest per 分 first; among equals what must be used, then not intellectual property, then assets, then by id. */
const fillOrder = (carriers: readonly Carrier[]): readonly Carrier[] =>
  [...carriers].sort(
    (a, b) =>
      Number(a.unitCostUnknown) - Number(b.unitCostUnknown) ||
      compare(a.unitCost, b.unitCost) ||
      Number(b.source.use === 'must') - Number(a.source.use === 'must') ||
      Number(a.intellectualProperty) - Number(b.intellectualProperty) ||
      Number(a.layer) - Number(b.layer) ||
      a.index - b.index,
  );

interface Filling {
  readonly x: Fen[];
  readonly add: (index: number, amount: Fen) => void;
  /** Most that can still be added to a carrier. */
  readonly room: (carrier: Carrier) => Fen;
}

interface OpenRow {
  readonly weights: ReadonlyMap<number, bigint>;
  slack: bigint;
}

const startFilling = (
  { carriers, rows }: ExactProblem,
  used: readonly boolean[],
  needFen: Fen,
  targetFen: Fen,
): Filling => {
  const x = carriers.map(() => 0n);
  const open: OpenRow[] = rows.flatMap(({ most, scale, terms }) =>
    most === null
      ? []
      : [
          {
            weights: new Map(terms.map(({ index, weight }) => [index, weight])),
            slack: boundFen(most, needFen, 'most') * scale,
          },
        ],
  );
  const rowsOf = carriers.map(({ index, unit }) =>
    used[unit] === true ? open.filter(({ weights }) => weights.has(index)) : [],
  );
  let rest = targetFen;
  return {
    x,
    add: (index, amount) => {
      x[index] = (x[index] ?? 0n) + amount;
      rest -= amount;
      for (const row of rowsOf[index] ?? []) row.slack -= (row.weights.get(index) ?? 0n) * amount;
    },
    room: (carrier) => {
      let room = leastOf(mostCarried(carrier, needFen) - (x[carrier.index] ?? 0n), rest);
      for (const { weights, slack } of rowsOf[carrier.index] ?? [])
        room = leastOf(room, slack / (weights.get(carrier.index) ?? 1n));
      return room;
    },
  };
};

/** Fills `members` up to `least` (weighted by `scale`); false when that is not possible. */
const fillTo = (
  filling: Filling,
  members: readonly { readonly carrier: Carrier; readonly weight: bigint }[],
  least: bigint,
): boolean => {
  let missing =
    least - members.reduce((sum, { carrier, weight }) => sum + (filling.x[carrier.index] ?? 0n) * weight, 0n);
  for (const { carrier, weight } of members) {
    if (missing <= 0n) return true;
    const amount = leastOf(filling.room(carrier), (missing + weight - 1n) / weight);
    if (amount <= 0n) continue;
    filling.add(carrier.index, amount);
    missing -= amount * weight;
  }
  return missing <= 0n;
};

interface Pledging {
  readonly pledged: readonly Fen[];
  /** Value still missing for the coverage; ≤ 0 = none. */
  readonly missing: Fen;
}

/** What is pledged: all of a whole asset, of a divisible one what it carries and more where the coverage asks for it. */
const pledge = (
  { carriers, input: { coverageLeast } }: ExactProblem,
  used: readonly boolean[],
  carried: readonly Fen[],
  needFen: Fen,
): Pledging => {
  const active = carriers.filter(({ unit }) => used[unit] === true);
  const pledged = carriers.map(({ index, unit, divisible, fullFen }) =>
    used[unit] !== true ? 0n : divisible ? (carried[index] ?? 0n) : fullFen,
  );
  if (coverageLeast === null) return { pledged, missing: 0n };
  const byLayers = active.reduce((sum, { layer, index }) => (layer ? sum + (carried[index] ?? 0n) : sum), 0n);
  let missing = shareCeil(needFen - byLayers, coverageLeast);
  for (const carrier of active) missing -= valuePledged(carrier, pledged[carrier.index] ?? 0n);
  const raisable = active
    .filter(({ layer, divisible, valueFen }) => !layer && divisible && valueFen > 0n)
    .sort(
      (a, b) =>
        Number(a.unitCostUnknown) - Number(b.unitCostUnknown) ||
        compare(a.unitCost * a.fullFen * b.valueFen, b.unitCost * b.fullFen * a.valueFen) ||
        a.index - b.index,
    );
  for (const carrier of raisable) {
    if (missing <= 0n) break;
    const before = pledged[carrier.index] ?? 0n;
    const had = valuePledged(carrier, before);
    const wanted = ((had + missing) * carrier.fullFen + carrier.valueFen - 1n) / carrier.valueFen;
    const after = leastOf(carrier.fullFen, wanted > before ? wanted : before);
    pledged[carrier.index] = after;
    missing -= valuePledged(carrier, after) - had;
  }
  return { pledged, missing };
};

/**
 * Moves what assets carry to layers until the coverage is kept: every 分 that a layer carries needs no value behind it.
 * Taken from the dearest assets that no least amount holds.
 */
const moveToLayers = (
  { input: { coverageLeast }, minimums, rows }: ExactProblem,
  filling: Filling,
  active: readonly Carrier[],
  missing: Fen,
): void => {
  const { numerator, denominator } = ratioOf(coverageLeast ?? '0');
  if (numerator === 0n) return;
  let rest = (missing * denominator + numerator - 1n) / numerator;
  const held = new Set([
    ...minimums.flatMap(({ members }) => members),
    ...rows.flatMap(({ least, terms }) => (least === null ? [] : terms.map(({ index }) => index))),
  ]);
  const givers = active.filter(({ layer, index }) => !layer && !held.has(index)).reverse();
  for (const giver of givers)
    for (const taker of active.filter(({ layer }) => layer)) {
      const spare = (filling.x[giver.index] ?? 0n) - giver.leastFen;
      const most = leastOf(rest, spare);
      if (most <= 0n) break;
      filling.add(giver.index, -most);
      const room = leastOf(most, filling.room(taker));
      if (room > 0n) filling.add(taker.index, room);
      const back = most - (room > 0n ? room : 0n);
      if (back > 0n) filling.add(giver.index, back);
      if (room > 0n) rest -= room;
    }
};

/** Value that a pledged amount stands for, whole 分 rounded down. Layers have none. */
export const valuePledged = ({ layer, valueFen, fullFen }: Carrier, pledgedFen: Fen): Fen =>
  layer || fullFen === 0n ? 0n : (valueFen * pledgedFen) / fullFen;

export interface Allocation extends Amounts {
  readonly coveredFen: Fen;
}

/**
 * Spreads a target over the chosen units in whole 分, every limit on amounts kept: least amounts first, then the
 * cheapest. Exact and cheapest where the limits are nested (classes within registries, one limit on intellectual property);
 * where they cross, `hint` – what the solver found, in 分 – shows the way and is rounded down before the filling.
 * `null` when a least amount or the coverage cannot be kept; less than the target may be covered.
 */
export const allocate = (
  problem: ExactProblem,
  used: readonly boolean[],
  targetFen: Fen,
  hint: readonly number[] | null,
): Allocation | null => {
  const { input, carriers, minimums, rows } = problem;
  const needFen = input.needFen;
  const active = fillOrder(carriers.filter(({ unit }) => used[unit] === true));
  const filling = startFilling(problem, used, needFen, targetFen);
  for (const carrier of active) {
    const wanted = hint === null ? 0n : BigInt(Math.max(0, Math.floor((hint[carrier.index] ?? 0) + 1e-6)));
    const start = wanted > carrier.leastFen ? wanted : carrier.leastFen;
    const amount = hint === null ? start : leastOf(start, filling.room(carrier));
    if (amount < carrier.leastFen || filling.room(carrier) < amount) return null;
    filling.add(carrier.index, amount);
  }
  for (const { unit, members, leastFen } of minimums) {
    if (used[unit] !== true) continue;
    const chosen = active.filter(({ index }) => members.includes(index));
    if (
      !fillTo(
        filling,
        chosen.map((carrier) => ({ carrier, weight: 1n })),
        leastFen,
      )
    )
      return null;
  }
  for (const { least, scale, terms } of rows) {
    if (least === null) continue;
    const weights = new Map(terms.map(({ index, weight }) => [index, weight]));
    const chosen = active.flatMap((carrier) => {
      const weight = weights.get(carrier.index);
      return weight === undefined ? [] : [{ carrier, weight }];
    });
    if (!fillTo(filling, chosen, boundFen(least, needFen, 'least') * scale)) return null;
  }
  for (const carrier of active) {
    const room = filling.room(carrier);
    if (room > 0n) filling.add(carrier.index, room);
  }
  let pledging = pledge(problem, used, filling.x, needFen);
  if (pledging.missing > 0n) {
    moveToLayers(problem, filling, active, pledging.missing);
    pledging = pledge(problem, used, filling.x, needFen);
    if (pledging.missing > 0n) return null;
  }
  const { pledged } = pledging;
  return { carried: filling.x, pledged, coveredFen: filling.x.reduce((sum, amount) => sum + amount, 0n) };
};
