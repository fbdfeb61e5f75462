import { exp, log } from '../../kernel/exact-maths';
import { Decimal, decimalText } from '../../kernel/decimal';

/** A judgement beside what the other judgements of the same matrix say of the same pair. */
export interface JudgementAdvice {
  /** 0-based, row < column. */
  readonly row: number;
  readonly column: number;
  /** a_ij as entered, decimal text of 4 places. */
  readonly given: string;
  /** Geometric mean over the detours i → k → j, decimal text of 4 places. */
  readonly implied: string;
  /** How many times the one is larger than the other, ≥ 1, decimal text of 2 places. */
  readonly factor: string;
}

const text = (value: number, places: number): string => decimalText(new Decimal(value), places);

/**
 * Judgements by how far they are from what the others imply, worst first, ties by place; those that agree (factor below
 * 1.005) are left out. For three indicators the factors are equal: any of the three may be the slip. Values: a reciprocal
 * matrix of positive numbers. Residuals of the row-geometric-mean solution rank judgements alike.
 */
export const inconsistentJudgements = (
  values: readonly (readonly number[])[],
): readonly JudgementAdvice[] => {
  const n = values.length;
  if (n < 3) return [];
  const at = (i: number, j: number): number => values[i]?.[j] ?? 1;
  const found: { advice: JudgementAdvice; size: number }[] = [];
  for (let row = 0; row < n; row += 1)
    for (let column = row + 1; column < n; column += 1) {
      let sum = 0;
      for (let k = 0; k < n; k += 1)
        if (k !== row && k !== column) sum += log(at(row, k)) + log(at(k, column));
      const implied = exp(sum / (n - 2));
      const size = Math.abs(log(at(row, column)) - sum / (n - 2));
      const factor = exp(size);
      if (factor >= 1.005)
        found.push({
          size,
          advice: {
            row,
            column,
            given: text(at(row, column), 4),
            implied: text(implied, 4),
            factor: text(factor, 2),
          },
        });
    }
  return found
    .sort((a, b) => {
      const gap = b.size - a.size;
      return Math.abs(gap) > 1e-9 ? gap : a.advice.row - b.advice.row || a.advice.column - b.advice.column;
    })
    .map(({ advice }) => advice);
};
