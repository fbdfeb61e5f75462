import { type Decimal, decimalText } from '../kernel/decimal';
import { type TraceNode, type Unit, derive } from '../kernel/trace';

/** A number and its reason, made in one step. Amounts of money are in 元, unrounded. */
export interface Term {
  readonly value: Decimal;
  readonly node: TraceNode;
}

const AMOUNT_PLACES = 6;
const RATIO_PLACES = 12;

/** The number as formulas print it: ratios to 12 decimals, anything else to 6. */
export const shown = ({ value, node }: Term): string =>
  decimalText(value, node.unit === 'ratio' ? RATIO_PLACES : AMOUNT_PLACES);

export interface Step {
  readonly id: string;
  readonly label: string;
  readonly value: Decimal;
  /** The formula with its numbers filled in. */
  readonly formula: string;
  readonly children: readonly TraceNode[];
  readonly note?: string;
}

const stepOf = (step: Step, unit: Unit, places: number): Term => {
  const { value, ...rest } = step;
  const exact = value.decimalPlaces() <= places;
  return {
    value,
    node: derive({
      ...rest,
      value: decimalText(value, places),
      unit,
      ...(exact ? {} : { rounding: `显示保留 ${places} 位小数，计算不取整` }),
    }),
  };
};

/** A computed rate or share. */
export const ratioStep = (step: Step): Term => stepOf(step, 'ratio', RATIO_PLACES);

/** A computed amount in 元; the label says so. */
export const amountStep = (step: Step): Term =>
  stepOf({ ...step, label: `${step.label}（元）` }, 'none', AMOUNT_PLACES);

/** A computed number of years. */
export const yearStep = (step: Step): Term => stepOf(step, 'year', AMOUNT_PLACES);

/** A computed 0–100 score. */
export const scoreStep = (step: Step): Term => stepOf(step, 'score', AMOUNT_PLACES);
