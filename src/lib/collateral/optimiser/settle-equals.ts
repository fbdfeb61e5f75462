import { type Choice, exactChoice } from './answer-question';
import type { ExactProblem } from './exact-problem';
import { compareMeasures } from './measures';
import { registryOf } from './exact-problem';
import type { Fen } from '../../kernel/fen';

/** Everything about a unit that a plan could feel, ids aside; `null` where the id itself is felt. */
const likeness = (problem: ExactProblem, rowsOf: readonly string[], unit: number): string | null => {
  const { carriers, units, conditions } = problem;
  const members = units[unit]?.members ?? [];
  const [index] = members;
  if (index === undefined || members.length > 1) return null;
  if (conditions.some((c) => c.unit === unit || c.anyOf.includes(unit))) return null;
  const carrier = carriers[index];
  if (carrier === undefined) return null;
  return [
    carrier.layer,
    carrier.intellectualProperty,
    carrier.fullFen,
    carrier.leastFen,
    carrier.divisible,
    carrier.valueFen,
    carrier.fixedCost,
    carrier.unitCost,
    carrier.costUnknown,
    carrier.unitCostUnknown,
    carrier.days,
    carrier.source.use,
    registryOf(carrier.source),
    rowsOf[index],
  ].join('|');
};

const rowsByCarrier = ({ carriers, rows }: ExactProblem): readonly string[] => {
  const text: string[] = carriers.map(() => '');
  rows.forEach(({ terms, scale }, row) => {
    for (const { index, weight } of terms) text[index] = `${text[index] ?? ''},${row}:${weight}/${scale}`;
  });
  return text;
};

/** Among units alike in everything but the id, those that come first are used. */
const firstOfAlike = (problem: ExactProblem, used: readonly boolean[]): boolean[] => {
  const rows = rowsByCarrier(problem);
  const alike = new Map<string, number[]>();
  problem.units.forEach((_, unit) => {
    const key = likeness(problem, rows, unit);
    if (key === null) return;
    const group = alike.get(key);
    if (group === undefined) alike.set(key, [unit]);
    else group.push(unit);
  });
  const settled = [...used];
  for (const group of alike.values()) {
    const number = group.filter((unit) => used[unit] === true).length;
    group.forEach((unit, at) => {
      settled[unit] = at < number;
    });
  }
  return settled;
};

/** How many units are tried for leaving out; each costs one exact filling. */
const MOST_DROPS = 200;

/**
 * The exact pass over a plan of many units: no unit stays that could be left out without making the plan worse, tried
 * from the one that carries least, and among equals those that come first by id are used.
 */
export const settleEquals = (
  problem: ExactProblem,
  choice: Choice,
  { targetFen, fixed }: { readonly targetFen: Fen; readonly fixed: ReadonlyMap<number, boolean> },
): readonly boolean[] => {
  const order = ['open', 'unknown', 'unpriced', 'cost', 'count'] as const;
  let best = choice;
  const carriedBy = (unit: number): Fen =>
    (problem.units[unit]?.members ?? []).reduce((s, i) => s + (choice.allocation.carried[i] ?? 0n), 0n);
  const spare = problem.carriers.reduce(
    (sum, { unit, index, fullFen }) =>
      choice.used[unit] === true ? sum + fullFen - (choice.allocation.carried[index] ?? 0n) : sum,
    0n,
  );
  const candidates = problem.units
    .map((unit, at) => ({ ...unit, at, carried: carriedBy(at) }))
    .filter(
      ({ at, must, carried }) =>
        choice.used[at] === true && !must && fixed.get(at) !== true && carried <= spare,
    )
    .sort((a, b) => (a.carried < b.carried ? -1 : a.carried > b.carried ? 1 : b.at - a.at))
    .slice(0, MOST_DROPS);
  for (const { at } of candidates) {
    const without = best.used.map((used, unit) => used && unit !== at);
    if (
      problem.conditions.some(
        (c) => without[c.unit] === true && !c.anyOf.some((unit) => without[unit] === true),
      )
    )
      continue;
    const tried = exactChoice(problem, without, targetFen, null);
    if (tried !== null && compareMeasures(tried.measures, best.measures, order) < 0) best = tried;
  }
  if (fixed.size > 0) return best.used;
  return firstOfAlike(problem, best.used);
};
