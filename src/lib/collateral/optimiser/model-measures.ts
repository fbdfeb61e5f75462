import type { Carrier } from './exact-problem';
import type { Measure } from './measures';
import { type Pieces, scaleFor } from './model-pieces';

type Weights = (carrier: Carrier) => { readonly fixed: number; readonly perPledgedFen: number };

const WEIGHTS: Readonly<Record<Exclude<Measure, 'days' | 'open'>, Weights>> = {
  unknown: ({ costUnknown }) => ({ fixed: costUnknown ? 1 : 0, perPledgedFen: 0 }),
  unpriced: ({ unitCostUnknown }) => ({ fixed: 0, perPledgedFen: unitCostUnknown ? 1 : 0 }),
  cost: ({ fixedCost, unitCost }) => ({ fixed: Number(fixedCost), perPledgedFen: Number(unitCost) }),
  count: () => ({ fixed: 1, perPledgedFen: 0 }),
};

/** Terms of a measure, with the unit in which it is counted in the model. */
const measureTerms = (
  { problem, scale, y, p }: Pieces,
  measure: Exclude<Measure, 'days' | 'open'>,
): { readonly unit: number; readonly terms: readonly (readonly [number, number])[] } => {
  const raw = new Map<number, number>();
  let largest = 0;
  const add = (column: number, value: number): void => {
    raw.set(column, (raw.get(column) ?? 0) + value);
  };
  for (const carrier of problem.carriers) {
    const { fixed, perPledgedFen } = WEIGHTS[measure](carrier);
    add(y[carrier.unit] ?? 0, fixed);
    // Carriers of one cell have one price, so their common column is priced once.
    raw.set(p[carrier.index] ?? 0, perPledgedFen * scale);
    largest = Math.max(largest, fixed + perPledgedFen * Number(carrier.fullFen));
  }
  const unit = measure === 'count' || measure === 'unknown' || largest === 0 ? 1 : scaleFor(largest);
  return { unit, terms: [...raw].map(([column, value]) => [column, value / unit] as const) };
};

/** Slack of a ceiling, far above the rounding of doubles; whoever uses the answer compares exactly. */
const CEILING_SLACK = 1e-9;

export const addCeilings = (pieces: Pieces): void => {
  for (const { measure, most } of pieces.question.ceilings) {
    const { unit, terms } = measureTerms(pieces, measure);
    const value = Number(most) / unit;
    pieces.builder.row(-Infinity, value + CEILING_SLACK * Math.max(1, value), terms);
  }
};

/** Adds the objective; returns the measure per unit of it. */
export const addObjective = (pieces: Pieces): number => {
  const { builder, question, scale, y, x, p, need, excess } = pieces;
  const { objective } = question;
  switch (objective.kind) {
    case 'nothing':
      return 1;
    case 'need':
      if (need !== null) builder.addCost(need, -1);
      return scale;
    case 'excess':
      if (excess !== null) builder.addCost(excess, 1);
      return scale;
    case 'pledged':
      builder.addCost(p[objective.index] ?? 0, 1);
      return scale;
    case 'first':
      objective.units.forEach((unit, at) => {
        builder.addCost(y[unit] ?? 0, -(1 << (objective.units.length - 1 - at)));
      });
      return 1;
    case 'measure': {
      if (objective.measure === 'open') {
        for (const column of new Set(x)) builder.addCost(column, -1);
        return scale;
      }
      const { unit, terms } = measureTerms(pieces, objective.measure);
      for (const [column, value] of terms) builder.addCost(column, value);
      return unit;
    }
  }
};
