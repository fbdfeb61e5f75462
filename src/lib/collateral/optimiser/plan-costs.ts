import { type Fen, divideRounded } from '../../kernel/fen';
import { ratioOf } from '../ratio';
import { byCodeUnit, leastCommonMultiple } from './exact-ratio';
import { type Line, fullOf } from './plan-lines';
import type { CostPart, Payer, StructureInput } from './structure-input';

/** One fee of a source in use, as it is paid. */
export interface PaidCost {
  readonly sourceId: string;
  readonly label: string;
  readonly payer: Payer;
  /** Per year, once-fees spread over the debt, 分 rounded once; `null` = not known. */
  readonly yearlyFen: Fen | null;
}

/** A yearly cost as an exact fraction of 分. */
export interface ExactCost {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** One fee of a line as an exact yearly fraction of 分; `null` = not known. */
const yearlyCost = (
  part: CostPart,
  { source, pledged }: Line,
  { years }: StructureInput,
): ExactCost | null => {
  const spread = (numerator: bigint, denominator: bigint): ExactCost =>
    part.when === 'yearly'
      ? { numerator, denominator }
      : { numerator: numerator * years.denominator, denominator: denominator * years.numerator };
  if ('fixedFen' in part) return part.fixedFen === null ? null : spread(part.fixedFen, 1n);
  if (part.rate === null) return null;
  const rate = ratioOf(part.rate);
  const base = source.kind === 'asset' && !source.divisible ? fullOf(source) : pledged;
  return spread(base * rate.numerator, rate.denominator);
};

const addCost = (a: ExactCost, b: ExactCost): ExactCost => {
  const denominator = leastCommonMultiple(a.denominator, b.denominator);
  return {
    numerator: (a.numerator * denominator) / a.denominator + (b.numerator * denominator) / b.denominator,
    denominator,
  };
};

const ZERO: ExactCost = { numerator: 0n, denominator: 1n };
const rounded = ({ numerator, denominator }: ExactCost): Fen => divideRounded(numerator, denominator);

/** What a plan costs a year: counted fees as one exact fraction, every fee with its payer. */
export const costsOf = (input: StructureInput, lines: readonly Line[]) => {
  let cost = ZERO;
  const unknown = new Set<string>();
  const payers = new Map<Payer, ExactCost>();
  const paid: PaidCost[] = [];
  for (const line of lines)
    for (const part of line.source.costs) {
      const { label, payer } = part;
      const yearly = yearlyCost(part, line, input);
      paid.push({
        sourceId: line.source.id,
        label,
        payer,
        yearlyFen: yearly === null ? null : rounded(yearly),
      });
      const counted = input.costOf === 'everyone' || payer === 'borrower';
      if (yearly === null) {
        if (counted) unknown.add(line.source.id);
        continue;
      }
      payers.set(payer, addCost(payers.get(payer) ?? ZERO, yearly));
      if (counted) cost = addCost(cost, yearly);
    }
  return {
    cost,
    costFen: unknown.size > 0 ? null : rounded(cost),
    knownCostFen: rounded(cost),
    unknownCosts: [...unknown],
    paid,
    byPayer: [...payers]
      .sort(([a], [b]) => byCodeUnit(a, b))
      .map(([payer, sum]) => ({ payer, yearlyFen: rounded(sum) })),
  };
};
