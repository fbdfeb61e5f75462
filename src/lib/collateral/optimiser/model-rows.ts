import { boundFen } from './allocate';
import { type LimitRow, mostCarried } from './exact-problem';
import { type Pieces, amountOf, eachOnce, shareNumber } from './model-pieces';
import type { LimitBound } from './structure-input';

/** What each source can carry, per cell; least amounts; what is pledged beyond. */
export const addCarrierRows = ({ problem, builder, scale, y, x, p }: Pieces): void => {
  const { carriers, minimums, input } = problem;
  const cells = new Map<number, Map<number, number>>();
  for (const carrier of carriers) {
    const { index, unit, leastFen, fullFen } = carrier;
    const [used, carried, pledged] = [y[unit] ?? 0, x[index] ?? 0, p[index] ?? 0];
    const cell = cells.get(carried) ?? new Map<number, number>();
    cells.set(carried, cell);
    if (pledged === carried)
      cell.set(used, (cell.get(used) ?? 0) - amountOf(mostCarried(carrier, input.needFen), scale));
    else {
      cell.set(pledged, -1);
      builder.row(-Infinity, 0, [
        [pledged, 1],
        [used, -amountOf(fullFen, scale)],
      ]);
    }
    if (leastFen > 0n)
      builder.row(0, Infinity, [
        [carried, 1],
        [used, -amountOf(leastFen, scale)],
      ]);
  }
  for (const [carried, units] of cells) builder.row(-Infinity, 0, [[carried, 1], ...units]);
  for (const { unit, members, leastFen } of minimums)
    builder.row(0, Infinity, [
      ...members.map((index) => [x[index] ?? 0, 1] as const),
      [y[unit] ?? 0, -amountOf(leastFen, scale)],
    ]);
};

/** Limits on amounts, and the one that may give way. */
export const addLimitRows = (pieces: Pieces): void => {
  const { problem, question, builder, scale, x, need, excess } = pieces;
  const { objective, without } = question;
  const side = (row: LimitRow, bound: LimitBound, which: 'most' | 'least'): void => {
    const terms = [
      ...eachOnce(row.terms.map(({ index, weight }) => [x[index] ?? 0, Number(weight) / Number(row.scale)])),
    ];
    if (excess !== null && objective.kind === 'excess' && objective.limitId === row.limitId)
      terms.push([excess, which === 'most' ? -1 : 1]);
    const moves = need !== null && 'share' in bound;
    if (moves) terms.push([need, -shareNumber(bound.share)]);
    const value = moves ? 0 : amountOf(boundFen(bound, problem.input.needFen, which), scale);
    builder.row(which === 'most' ? -Infinity : value, which === 'most' ? value : Infinity, terms);
  };
  for (const row of problem.rows) {
    if (without.has(row.limitId)) continue;
    if (row.most !== null) side(row, row.most, 'most');
    if (row.least !== null) side(row, row.least, 'least');
  }
};

/** The least value behind the part of the need that no layer carries. */
export const addCoverage = ({ problem, question, builder, scale, y, x, p, need, excess }: Pieces): void => {
  const { input, carriers } = problem;
  if (input.coverageLeast === null || question.without.has('coverage')) return;
  const least = shareNumber(input.coverageLeast);
  const terms: (readonly [number, number])[] = [];
  const whole = new Map<number, number>();
  for (const { index, unit, layer, divisible, valueFen, fullFen } of carriers)
    if (layer) terms.push([x[index] ?? 0, least]);
    else if (divisible) terms.push([p[index] ?? 0, Number(valueFen) / Number(fullFen)]);
    else whole.set(unit, (whole.get(unit) ?? 0) + amountOf(valueFen, scale));
  for (const [unit, value] of whole) terms.push([y[unit] ?? 0, value]);
  if (excess !== null && question.objective.kind === 'excess' && question.objective.limitId === 'coverage')
    terms.push([excess, 1]);
  if (need !== null) terms.push([need, -least]);
  builder.row(need === null ? least * amountOf(input.needFen, scale) : 0, Infinity, eachOnce(terms));
};

/** Registries, conditions, and choices already excluded. */
export const addLogic = ({ problem, question, builder, y }: Pieces): void => {
  const { registriesMost } = problem.input;
  if (registriesMost !== null && !question.without.has('registries')) {
    const touched = problem.registries.map(({ units }) => {
      const z = builder.column(0, 1, false);
      for (const unit of units)
        builder.row(0, Infinity, [
          [z, 1],
          [y[unit] ?? 0, -1],
        ]);
      return z;
    });
    builder.row(
      -Infinity,
      registriesMost,
      touched.map((z) => [z, 1] as const),
    );
  }
  for (const { unit, anyOf } of problem.conditions)
    if (!anyOf.includes(unit))
      builder.row(0, Infinity, [...anyOf.map((other) => [y[other] ?? 0, 1] as const), [y[unit] ?? 0, -1]]);
  for (const choice of question.excluded) {
    const chosen = choice.filter((used) => used).length;
    builder.row(
      1 - chosen,
      Infinity,
      choice.map((used, unit) => [y[unit] ?? 0, used ? -1 : 1] as const),
    );
  }
};
