import { type Decimal, decimalText } from '../../kernel/decimal';
import { type Fen, fenText } from '../../kernel/fen';
import type { Result } from '../../kernel/result';

/** The values of two inputs that a grid moves, row by row and within a row. */
export interface GridAxes {
  readonly rows: readonly Decimal[];
  readonly columns: readonly Decimal[];
}

export interface GridCell {
  readonly row: string;
  readonly column: string;
  /** 分 as text; `null` where the pair is outside the method's domain. */
  readonly valueFen: string | null;
}

/** Values over two moved inputs, and their ends; `baseFen` is among them. */
export interface ValueGrid {
  readonly cells: readonly GridCell[];
  readonly lowFen: string;
  readonly highFen: string;
}

/** Values of every pair of `axes`, by any method. Pairs that the method refuses are `null` and enter neither end. */
export const valueGrid = (
  { rows, columns }: GridAxes,
  baseFen: Fen,
  valueAt: (row: Decimal, column: Decimal) => Result<Fen>,
): ValueGrid => {
  let [low, high] = [baseFen, baseFen];
  const cells = rows.flatMap((row) =>
    columns.map((column): GridCell => {
      const value = valueAt(row, column);
      if (value.ok && value.value < low) low = value.value;
      if (value.ok && value.value > high) high = value.value;
      return {
        row: decimalText(row),
        column: decimalText(column),
        valueFen: value.ok ? fenText(value.value) : null,
      };
    }),
  );
  return { cells, lowFen: fenText(low), highFen: fenText(high) };
};
