import type { Fen } from '../../kernel/fen';
import { ratioOf } from '../ratio';
import { leastCommonMultiple } from './exact-ratio';
import type { CostPart, SourceInput, StructureInput } from './structure-input';

/** Whether a fee is among those that are minimised. */
export const isCounted = ({ payer }: CostPart, { costOf }: StructureInput): boolean =>
  costOf === 'everyone' || payer === 'borrower';

/** Cost units per 分 and year, so that every fee is a whole number of units. */
export const costScale = (sources: readonly SourceInput[], { years }: StructureInput): bigint =>
  sources
    .flatMap(({ costs }) => costs)
    .reduce(
      (scale, part) =>
        'rate' in part && part.rate !== null
          ? leastCommonMultiple(scale, ratioOf(part.rate).denominator)
          : scale,
      1n,
    ) * years.numerator;

interface ScaledCost {
  readonly fixedCost: bigint;
  readonly unitCost: bigint;
  readonly costUnknown: boolean;
  readonly unitCostUnknown: boolean;
}

/** Counted fees of a source in cost units; `wholeFen` is the amount of one pledged whole, `null` of a divisible one. */
export const scaledCost = (
  costs: readonly CostPart[],
  wholeFen: Fen | null,
  scale: bigint,
  input: StructureInput,
): ScaledCost => {
  let [fixedCost, unitCost, costUnknown, unitCostUnknown] = [0n, 0n, false, false];
  for (const part of costs) {
    if (!isCounted(part, input)) continue;
    const yearly = (units: bigint): bigint =>
      part.when === 'yearly' ? units : (units * input.years.denominator) / input.years.numerator;
    if ('fixedFen' in part) {
      if (part.fixedFen === null) costUnknown = true;
      else fixedCost += yearly(part.fixedFen * scale);
    } else if (part.rate === null) {
      costUnknown = true;
      if (wholeFen === null) unitCostUnknown = true;
    } else {
      const { numerator, denominator } = ratioOf(part.rate);
      const perFen = yearly((numerator * scale) / denominator);
      if (wholeFen === null) unitCost += perFen;
      else fixedCost += perFen * wholeFen;
    }
  }
  return { fixedCost, unitCost, costUnknown, unitCostUnknown };
};
