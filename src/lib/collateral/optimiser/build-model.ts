import type { ExactProblem } from './exact-problem';
import { daysOf } from './measures';
import { type MilpModel, milpBuilder } from './milp';
import { addCeilings, addObjective } from './model-measures';
import { type Pieces, amountOf, cellsOf, isPledgedApart, scaleFor } from './model-pieces';
import { addCarrierRows, addCoverage, addLimitRows, addLogic } from './model-rows';
import type { Question } from './question';

/** The model with the way back from its columns. */
export interface BuiltModel {
  readonly model: MilpModel;
  /** Column of each unit; of what each carrier carries. */
  readonly unitColumns: readonly number[];
  readonly carriedColumns: readonly number[];
  readonly needColumn: number | null;
  readonly excessColumn: number | null;
  /** 分 per unit of amount in the model; measure per unit of the objective. */
  readonly amountScale: number;
  readonly objectiveScale: number;
}

const unitColumns = (
  { carriers, units, input }: ExactProblem,
  { without, fixed, daysMost }: Question,
  builder: ReturnType<typeof milpBuilder>,
): readonly number[] => {
  const given = input.daysMost === null || without.has('days') ? null : BigInt(input.daysMost);
  const limit = given === null ? daysMost : daysMost === null || given < daysMost ? given : daysMost;
  return units.map(({ members, must }, unit) => {
    const late =
      limit !== null &&
      members.some((index) => carriers[index] !== undefined && daysOf(carriers[index]) > limit);
    const needed =
      must &&
      !members.every(
        (index) => carriers[index]?.source.use !== 'must' || without.has(`must/${carriers[index].source.id}`),
      );
    const lower = fixed.get(unit) === true || needed ? 1 : 0;
    const upper = late || fixed.get(unit) === false ? 0 : 1;
    const column = builder.column(Math.min(lower, upper), upper, true);
    // What must be used and comes too late leaves no choice.
    if (lower > upper) builder.row(lower, Infinity, [[column, 1]]);
    return column;
  });
};

/** The model of a question. Columns and rows follow the ids, so the same input gives the same model to the last bit. */
export const buildModel = (problem: ExactProblem, question: Question): BuiltModel => {
  const builder = milpBuilder();
  const { carriers, input } = problem;
  const { objective } = question;
  const scale = scaleFor(Number(input.needFen));
  const y = unitColumns(problem, question, builder);
  const x: number[] = [];
  cellsOf(problem, objective.kind === 'pledged' ? objective.index : null).forEach((first, index) => {
    x.push(first === index ? builder.column(0, amountOf(input.needFen, scale), false) : (x[first] ?? 0));
  });
  const p = carriers.map((carrier) =>
    isPledgedApart(problem, carrier)
      ? // Bounded by its row alone, so that the price of using it stays with the unit.
        builder.column(0, Infinity, false)
      : (x[carrier.index] ?? 0),
  );
  const need = objective.kind === 'need' ? builder.column(0, amountOf(input.needFen, scale), false) : null;
  const excess = objective.kind === 'excess' ? builder.column(0, Infinity, false) : null;
  const pieces: Pieces = { problem, question, builder, scale, y, x, p, need, excess };
  addCarrierRows(pieces);
  const total = [...new Set(x)].map((column) => [column, 1] as const);
  if (need !== null) builder.row(0, 0, [...total, [need, -1]]);
  else if (question.targetFen !== null) {
    const target = amountOf(question.targetFen, scale);
    builder.row(target, target, total);
  } else builder.row(-Infinity, amountOf(input.needFen, scale), total);
  addLimitRows(pieces);
  addCoverage(pieces);
  addLogic(pieces);
  addCeilings(pieces);
  const objectiveScale = addObjective(pieces);
  return {
    model: builder.build(),
    unitColumns: y,
    carriedColumns: x,
    needColumn: need,
    excessColumn: excess,
    amountScale: scale,
    objectiveScale,
  };
};
