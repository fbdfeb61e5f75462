import { Decimal } from '../../kernel/decimal';
import { type Result, mapResult, ok, refuse } from '../../kernel/result';
import { NOT_NEGATIVE, POSITIVE } from '../domain';
import {
  type Entered,
  type EnteredFen,
  type Place,
  allOf,
  fieldPath,
  readEntered,
  readEnteredFen,
} from '../entered';
import { type Term, amountStep, shown } from '../term';

/** One part of what it would cost to make the patent again: 材料, 人工, 间接费用, 申请与年费, 合理利润, 机会成本 … */
export interface CostPart {
  /** Id, unique in the list, e.g. `labour`. */
  readonly id: string;
  readonly title: string;
  readonly amount: EnteredFen;
}

/** How the replacement cost is found. */
export type CostBasis =
  | {
      /** Made by the owner: every part at today's prices. */
      readonly kind: 'parts';
      readonly parts: readonly CostPart[];
    }
  | {
      /** Bought: the price paid, moved by a price index (物价指数法). */
      readonly kind: 'index';
      readonly bookCost: EnteredFen;
      /** Price index when it was bought, > 0. */
      readonly indexThen: Entered;
      /** Index of the same series on the valuation date, > 0. */
      readonly indexNow: Entered;
    };

const costOfParts = (parts: readonly CostPart[], place: Place): Result<Term> => {
  if (parts.length === 0)
    return refuse(
      'E_MISSING',
      '没有重置成本的构成',
      fieldPath(place, 'parts'),
      '请列出材料、人工、间接费用、申请费与年费等',
    );
  const terms: Term[] = [];
  const seen = new Set<string>();
  for (const { id, title, amount } of parts) {
    const field = `parts[${id}]`;
    if (seen.has(id))
      return refuse('E_PART_TWICE', `“${title}”列了两次`, fieldPath(place, field), '每项成本只列一次');
    seen.add(id);
    const term = readEnteredFen(place, { field, label: title, domain: NOT_NEGATIVE }, amount);
    if (!term.ok) return term;
    terms.push(term.value);
  }
  return ok(
    amountStep({
      id: `${place.id}/replacement-cost`,
      label: '重置成本',
      value: terms.reduce((sum, { value }) => sum.plus(value), new Decimal(0)),
      formula: terms.map(shown).join(' + '),
      children: terms.map(({ node }) => node),
    }),
  );
};

const costByIndex = (basis: CostBasis & { kind: 'index' }, place: Place): Result<Term> =>
  mapResult(
    allOf({
      book: readEnteredFen(
        place,
        { field: 'bookCost', label: '账面成本', domain: NOT_NEGATIVE },
        basis.bookCost,
      ),
      then: readEntered(
        place,
        { field: 'indexThen', label: '购置时物价指数', domain: POSITIVE, unit: 'none' },
        basis.indexThen,
      ),
      now: readEntered(
        place,
        { field: 'indexNow', label: '基准日物价指数', domain: POSITIVE, unit: 'none' },
        basis.indexNow,
      ),
    }),
    ({ book, then, now }) =>
      amountStep({
        id: `${place.id}/replacement-cost`,
        label: '重置成本',
        value: book.value.times(now.value).dividedBy(then.value),
        formula: `${shown(book)} 元 × ${shown(now)} ÷ ${shown(then)}`,
        children: [book.node, now.node, then.node],
      }),
  );

/**
 * Replacement cost in 元, unrounded: the sum of the parts, or book cost · index now / index then.
 * Fails with `E_MISSING`, `E_NUMBER`, `E_RANGE`, `E_PART_TWICE`.
 */
export const replacementCost = (basis: CostBasis, place: Place): Result<Term> =>
  basis.kind === 'parts' ? costOfParts(basis.parts, place) : costByIndex(basis, place);
