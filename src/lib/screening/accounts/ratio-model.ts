import type { Decimal } from '../../kernel/decimal';
import { type Result, ok, refuse } from '../../kernel/result';
import type { Place } from '../../valuation/entered';
import { type Step, type Term, ratioStep, shown } from '../../valuation/term';
import type { Statement, StatementItem } from './statement';

/** The year asked about and the one before, when it is there. */
export interface Years {
  readonly year: Statement;
  readonly before: Statement | null;
}

/** A ratio of the accounts. Its definition is printed wherever its value is. */
export interface RatioDefinition {
  /** Stable key; the figure is `accounts/<id>`. */
  readonly id: string;
  readonly label: string;
  readonly definition: string;
  /** What it reads of the year, and of the year before. */
  readonly items: readonly StatementItem[];
  readonly itemsBefore: readonly StatementItem[];
  readonly compute: (years: Years, place: Place) => Result<Term>;
}

interface Division {
  readonly id: string;
  readonly label: string;
  readonly above: Term;
  readonly below: Term;
  /** Printed before the numbers, e.g. `负债合计 ÷ 资产总计`. */
  readonly definition: string;
  readonly place: Place;
}

/** `above ÷ below`; a divisor of zero or less is refused by name: the ratio has no meaning there. */
export const divided = ({ id, label, above, below, definition, place }: Division): Result<Term> =>
  below.value.lte(0)
    ? refuse(
        'E_DIVISOR',
        `${label}的分母为 ${shown(below)}，没有意义`,
        place.path,
        `请核对报表；“${definition}”要求分母大于 0`,
      )
    : ok(
        ratioStep({
          id: `${place.id}/${id}`,
          label,
          value: above.value.dividedBy(below.value),
          formula: () => `${definition} = ${shown(above)} ÷ ${shown(below)}`,
          children: () => [above.node, below.node],
        }),
      );

/** A sum or difference in 元 that is only a step on the way. */
export const stepOf = (
  make: (step: Step) => Term,
  place: Place,
  step: { id: string; label: string; value: Decimal; formula: Step['formula']; from: readonly Term[] },
): Term =>
  make({
    id: `${place.id}/${step.id}`,
    label: step.label,
    value: step.value,
    formula: step.formula,
    children: () => step.from.map((term) => term.node),
  });
