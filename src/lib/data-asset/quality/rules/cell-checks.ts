import type { RuleCondition } from '../../../case/data-rules';
import { type Result, ok, refuse } from '../../../kernel/result';
import { compilePattern } from './pattern';
import { type RowCheck, outcomeOf, outcomeWithout } from './row-check';
import type { RowCells } from './row-cells';
import { Scalar, compareScalars, scalarOf } from './scalar';
import { ValueMemo } from './value-memo';

type Of<K extends RuleCondition['kind']> = Extract<RuleCondition, { kind: K }>;

/** A check of one column; cells without a value are passed over. */
const cellCheck = (column: number, holds: (cells: RowCells) => boolean): RowCheck => ({
  columns: [column],
  judgesCell: true,
  check: (cells, row) => (cells.locate(row, column) ? outcomeOf(holds(cells)) : outcomeWithout(cells)),
});

/** Every value is of a type. */
export const typeCheck = ({ type }: Of<'type'>, column: number): RowCheck => {
  const scalar = new Scalar();
  return cellCheck(column, (cells) => {
    if (type === 'boolean') return cells.isBoolean();
    if (!scalar.read(cells.bytes, cells.view, cells.start, cells.end)) return false;
    if (type === 'date') return scalar.kind === 'time';
    return type === 'integer' ? scalar.isInteger : scalar.kind === 'number';
  });
};

const BOUND = '范围的两端应是数字，或都是日期（例如 2026-01-31）';

/** Numbers or dates between two ends, both included. Errors: `E_RULE_VALUE` for ends that cannot be read. */
export const rangeCheck = ({ min, max }: Of<'range'>, column: number): Result<RowCheck> => {
  const low = min === null ? null : scalarOf(min);
  const high = max === null ? null : scalarOf(max);
  if ((min !== null && low === null) || (max !== null && high === null))
    return refuse('E_RULE_VALUE', BOUND, '范围', '请改正上下限');
  if (low === null && high === null)
    return refuse('E_RULE_VALUE', '上限和下限都没有填写', '范围', '请至少填写一端');
  const order = low !== null && high !== null ? compareScalars(low, high) : 0;
  if (order === null || order > 0)
    return refuse('E_RULE_VALUE', order === null ? BOUND : '下限大于上限', '范围', '请改正上下限');
  const scalar = new Scalar();
  return ok(
    cellCheck(column, (cells) => {
      if (!scalar.read(cells.bytes, cells.view, cells.start, cells.end)) return false;
      const above = low === null ? 0 : compareScalars(scalar, low);
      const below = high === null ? 0 : compareScalars(scalar, high);
      return above !== null && below !== null && above >= 0 && below <= 0;
    }),
  );
};

/** Characters between two numbers. Errors: `E_RULE_VALUE` for ends the wrong way round. */
export const lengthCheck = ({ min, max }: Of<'length'>, column: number): Result<RowCheck> => {
  if ((min === null && max === null) || (min !== null && max !== null && min > max))
    return refuse('E_RULE_VALUE', '长度的上下限没有填写或前后颠倒', '长度', '请改正上下限');
  return ok(
    cellCheck(column, (cells) => {
      const length = cells.length();
      return length >= (min ?? 0) && length <= (max ?? Infinity);
    }),
  );
};

/** Values match a pattern from beginning to end. Errors: those of the pattern. */
export const patternCheck = ({ pattern }: Of<'pattern'>, column: number): Result<RowCheck> => {
  const compiled = compilePattern(pattern);
  if (!compiled.ok) return compiled;
  const memo = new ValueMemo();
  return ok(cellCheck(column, (cells) => memo.answer(cells, () => compiled.value(cells.text()))));
};

/** Values are among a list. Errors: `E_RULE_VALUE` for an empty list. */
export const domainCheck = ({ values }: Of<'domain'>, column: number): Result<RowCheck> => {
  const allowed = new Set(values.map((value) => value.trim()));
  allowed.delete('');
  if (allowed.size === 0) return refuse('E_RULE_VALUE', '还没有列出允许的值', '允许的值', '请至少写一个值');
  const memo = new ValueMemo();
  return ok(cellCheck(column, (cells) => memo.answer(cells, () => allowed.has(cells.text()))));
};

const SECONDS = 86_400;

/** Time of the record against another time of the record, or against the end of a day. */
export const freshCheck = (
  { days }: Of<'fresh'>,
  column: number,
  against: number | null,
  asOf: string,
): RowCheck => {
  const own = new Scalar();
  const other = new Scalar();
  const day = scalarOf(asOf)?.value ?? 0;
  const most = days * SECONDS;
  return {
    columns: against === null ? [column] : [column, against],
    judgesCell: false,
    check: (cells, row) => {
      if (!cells.locate(row, column)) return outcomeWithout(cells);
      const readable = own.read(cells.bytes, cells.view, cells.start, cells.end) && own.kind === 'time';
      let end = day + SECONDS - 1;
      if (against !== null) {
        if (!cells.locate(row, against)) return outcomeWithout(cells);
        if (!other.read(cells.bytes, cells.view, cells.start, cells.end) || other.kind !== 'time')
          return 'violated';
        end = other.value;
      }
      const age = end - own.value;
      return outcomeOf(readable && age >= 0 && age <= most + (against === null ? SECONDS - 1 : 0));
    },
  };
};
