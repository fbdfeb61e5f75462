import type { RuleCondition } from '../../../case/data-rules';
import { Decimal } from '../../../kernel/decimal';
import { type Result, ok, refuse } from '../../../kernel/result';
import { type RowCheck, outcomeOf, outcomeWithout } from './row-check';
import { Scalar } from './scalar';

const POWERS = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/** Adds numbers of few digits as whole numbers, all others as decimals: never a rounding in between. */
class ExactSum {
  readonly #mantissas: number[] = [];
  readonly #fractions: number[] = [];
  #rest: Decimal | null = null;
  #places = 0;

  clear(): void {
    this.#mantissas.length = 0;
    this.#fractions.length = 0;
    this.#rest = null;
    this.#places = 0;
  }

  add(scalar: Scalar, sign: 1 | -1): void {
    if (!scalar.exact) {
      this.#rest = (this.#rest ?? new Decimal(0)).plus(scalar.decimal().times(sign));
      return;
    }
    this.#mantissas.push(sign * scalar.mantissa);
    this.#fractions.push(scalar.fraction);
    this.#places = Math.max(this.#places, scalar.fraction);
  }

  /** Whether |sum| ≤ most. */
  within(most: Decimal): boolean {
    let total = 0;
    let safe = this.#rest === null;
    for (const [i, mantissa] of this.#mantissas.entries()) {
      const scaled = mantissa * (POWERS[this.#places - (this.#fractions[i] ?? 0)] ?? NaN);
      total += scaled;
      safe &&= Number.isSafeInteger(scaled) && Number.isSafeInteger(total);
    }
    if (safe && total === 0) return true;
    if (safe) return new Decimal(total).div(new Decimal(10).pow(this.#places)).abs().lte(most);
    const exact = this.#mantissas.reduce(
      (sum, mantissa, i) => sum.plus(new Decimal(mantissa).div(new Decimal(10).pow(this.#fractions[i] ?? 0))),
      this.#rest ?? new Decimal(0),
    );
    return exact.abs().lte(most);
  }
}

/** |total − Σ parts| ≤ tolerance; a cell that is no number breaks the rule. */
export const sumCheck = (
  { tolerance }: Extract<RuleCondition, { kind: 'sum' }>,
  total: number,
  parts: readonly number[],
): Result<RowCheck> => {
  if (parts.length === 0) return refuse('E_RULE_VALUE', '还没有选择相加的列', '合计', '请至少选择一列');
  const most = new Decimal(tolerance);
  if (most.lt(0)) return refuse('E_RULE_VALUE', '允许的误差不能为负', '误差', '请填写 0 或正数');
  const scalar = new Scalar();
  const sum = new ExactSum();
  const columns = [total, ...parts];
  return ok({
    columns,
    judgesCell: false,
    check: (cells, row) => {
      sum.clear();
      let numbers = true;
      for (const [i, column] of columns.entries()) {
        if (!cells.locate(row, column)) return outcomeWithout(cells);
        numbers &&= scalar.read(cells.bytes, cells.view, cells.start, cells.end) && scalar.kind === 'number';
        if (numbers) sum.add(scalar, i === 0 ? 1 : -1);
      }
      return outcomeOf(numbers && sum.within(most));
    },
  });
};
