import { type Decimal, decimalToFen } from '../kernel/decimal';
import { type Fen, fenText } from '../kernel/fen';
import type { Failure } from '../kernel/result';
import { type TraceNode, derive } from '../kernel/trace';
import type { RulesAt } from '../rulebook/model';
import type { Place } from './entered';

/** Where a valuation stands and which rules hold. */
export interface MethodContext extends Place {
  readonly rules: RulesAt;
}

/** What a method found: one amount with its reason, confidence in `trace.confidence`. */
export interface MethodValue {
  readonly approach: 'income' | 'market' | 'cost';
  /** Name of the method, e.g. `profit-split`. */
  readonly method: string;
  /** 元, unrounded. */
  readonly total: Decimal;
  /** `total` rounded once to 分, half away from zero. */
  readonly valueFen: Fen;
  readonly trace: TraceNode;
  /** What a person should look at although the value stands; codes `W_…`. */
  readonly warnings: readonly Failure[];
}

export interface ValueStep {
  readonly approach: MethodValue['approach'];
  readonly method: string;
  readonly label: string;
  readonly total: Decimal;
  readonly formula: string;
  readonly children: readonly TraceNode[];
  readonly warnings: readonly Failure[];
}

/** The last step of every method: rounds once and closes the trace. */
export const methodValue = (place: Place, step: ValueStep): MethodValue => {
  const { approach, method, label, total, formula, children, warnings } = step;
  const valueFen = decimalToFen(total);
  const trace = derive({
    id: place.id,
    label,
    value: fenText(valueFen),
    unit: 'fen',
    formula,
    rounding: '四舍五入到分',
    note: '内部估值，不是资产评估报告；金额前各步保留 40 位有效数字',
    children,
  });
  return { approach, method, total, valueFen, trace, warnings };
};
