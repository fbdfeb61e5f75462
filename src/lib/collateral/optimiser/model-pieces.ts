import type { Fen } from '../../kernel/fen';
import { ratioOf } from '../ratio';
import type { Carrier, ExactProblem } from './exact-problem';
import type { milpBuilder } from './milp';
import type { Question } from './question';

/** A model while it is built: columns by unit and carrier. */
export interface Pieces {
  readonly problem: ExactProblem;
  readonly question: Question;
  readonly builder: ReturnType<typeof milpBuilder>;
  readonly scale: number;
  /** Whether a unit is used. */
  readonly y: readonly number[];
  /** What a carrier carries; carriers of one cell share a column. */
  readonly x: readonly number[];
  /** What is pledged; the column of `x` where it is the same. */
  readonly p: readonly number[];
  readonly need: number | null;
  readonly excess: number | null;
}

/** Power of ten that brings `value` into [100, 1000). */
export const scaleFor = (value: number): number => {
  let scale = 1;
  while (value / scale >= 1000) scale *= 10;
  while (value > 0 && value / scale < 100) scale /= 10;
  return scale;
};

export const amountOf = (fen: Fen, scale: number): number => Number(fen) / scale;
export const shareNumber = (share: string): number => {
  const { numerator, denominator } = ratioOf(share);
  return Number(numerator) / Number(denominator);
};

/** A row speaks of each column once. */
export const eachOnce = (
  terms: readonly (readonly [column: number, value: number])[],
): readonly (readonly [number, number])[] => [...new Map(terms)];

/** Whether what is pledged of a carrier needs a column beside what it carries: only the coverage tells them apart. */
export const isPledgedApart = (
  { input }: ExactProblem,
  { layer, divisible }: Pick<Carrier, 'layer' | 'divisible'>,
): boolean => input.coverageLeast !== null && divisible && !layer;

/**
 * The first carrier of the cell of each carrier. Carriers that no limit and no price of what they carry tells apart need
 * no amounts of their own in the model: together they carry at most what those in use can, and who carries what is
 * settled exactly afterwards. That makes the model several times smaller and no weaker. `apart` keeps one carrier alone.
 */
export const cellsOf = (problem: ExactProblem, apart: number | null): readonly number[] => {
  const { carriers, rows, minimums } = problem;
  const inRows: string[] = carriers.map(() => '');
  rows.forEach(({ terms }, row) => {
    for (const { index, weight } of terms) inRows[index] = `${inRows[index] ?? ''},${row}:${weight}`;
  });
  const grouped = new Set(minimums.flatMap(({ members }) => members));
  const firsts = new Map<string, number>();
  return carriers.map((carrier) => {
    const { index, layer, leastFen, unitCost, unitCostUnknown } = carrier;
    if (leastFen > 0n || grouped.has(index) || index === apart) return index;
    const price = isPledgedApart(problem, carrier) ? '0|false' : `${unitCost}|${unitCostUnknown}`;
    const key = `${layer}|${price}|${inRows[index] ?? ''}`;
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, index);
    return first ?? index;
  });
};
