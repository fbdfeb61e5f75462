import { type Decimal, decimalText } from '../kernel/decimal';
import { type TraceNode, type Unit, derive } from '../kernel/trace';

/** A number and its reason, made in one step. Amounts of money are in 元, unrounded. */
export interface Term {
  readonly value: Decimal;
  readonly node: TraceNode;
  /** The value of the node as it will be printed, where it is known without making the node. */
  readonly text?: string;
}

/** A number whose reason is made when somebody first looks at it. */
class LateTerm implements Term {
  private made: TraceNode | null = null;

  constructor(
    readonly value: Decimal,
    private readonly make: () => TraceNode,
  ) {}

  get node(): TraceNode {
    return (this.made ??= this.make());
  }
}

/** A step whose number is printed to so many places. */
class LateStep extends LateTerm {
  constructor(
    value: Decimal,
    make: () => TraceNode,
    private readonly places: number,
  ) {
    super(value, make);
  }
  get text(): string {
    return decimalText(this.value, this.places);
  }
}

/** `make` must come to the same whenever it is called. */
export const lateTerm = (value: Decimal, make: () => TraceNode): Term => new LateTerm(value, make);

const AMOUNT_PLACES = 6;
const RATIO_PLACES = 12;

/** The number as formulas print it: ratios to 12 decimals, anything else to 6. */
export const shown = ({ value, node }: Term): string =>
  decimalText(value, node.unit === 'ratio' ? RATIO_PLACES : AMOUNT_PLACES);

export interface Step {
  readonly id: string;
  readonly label: string;
  readonly value: Decimal;
  /** The formula with its numbers filled in; a function where it is asked for by few. */
  readonly formula: string | (() => string);
  readonly children: readonly TraceNode[] | (() => readonly TraceNode[]);
  readonly note?: string;
}

const made = <T>(given: T | (() => T)): T =>
  // No formula and no list of nodes is a function.
  typeof given === 'function' ? (given as () => T)() : given;

const stepOf = (step: Step, unit: Unit, places: number): Term =>
  new LateStep(step.value, () => nodeOf(step, unit, places), places);

const nodeOf = (step: Step, unit: Unit, places: number): TraceNode => {
  const { value, formula, children, ...rest } = step;
  const exact = value.decimalPlaces() <= places;
  return derive({
    ...rest,
    formula: made(formula),
    children: made(children),
    value: decimalText(value, places),
    unit,
    ...(exact ? {} : { rounding: `显示保留 ${places} 位小数，计算不取整` }),
  });
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
