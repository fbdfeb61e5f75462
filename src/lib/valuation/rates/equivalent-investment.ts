import { type Result, mapResult } from '../../kernel/result';
import { NOT_NEGATIVE, POSITIVE } from '../domain';
import { type Entered, type EnteredFen, type Place, allOf, readEntered, readEnteredFen } from '../entered';
import { type Term, amountStep, ratioStep, shown } from '../term';

/** What one side puts in: its replacement cost and the profit that such cost usually earns. */
export interface Contribution {
  /** C: replacement cost, 分, > 0. */
  readonly cost: EnteredFen;
  /** g: cost profit rate (成本利润率), ≥ 0; 400 % is `4`. */
  readonly costProfitRate: Entered;
}

const contributionOf = (
  place: Place,
  side: 'patent' | 'buyer',
  title: string,
  given: Contribution,
): Result<Term> =>
  mapResult(
    allOf({
      cost: readEnteredFen(
        place,
        { field: `${side}.cost`, label: `${title}重置成本`, domain: POSITIVE },
        given.cost,
      ),
      profit: readEntered(
        place,
        { field: `${side}.costProfitRate`, label: `${title}成本利润率`, domain: NOT_NEGATIVE },
        given.costProfitRate,
      ),
    }),
    ({ cost, profit }) =>
      amountStep({
        id: `${place.id}/${side}-equivalent`,
        label: `${title}约当投资量`,
        value: profit.value.plus(1).times(cost.value),
        formula: `${shown(cost)} 元 × (1 + ${shown(profit)})`,
        children: [cost.node, profit.node],
      }),
  );

/**
 * 约当投资分成法: q = Q_patent / (Q_patent + Q_buyer), Q = C · (1 + g). The share is exact; it is not rounded to the
 * four digits that printed solutions carry on with. `titles` names the two sides when the first is not a patent. Fails with `E_MISSING`, `E_NUMBER`, `E_RANGE`.
 */
export const equivalentInvestmentShare = (
  input: { readonly patent: Contribution; readonly buyer: Contribution },
  place: Place,
  titles: { readonly patent: string; readonly buyer: string } = { patent: '专利', buyer: '受让方' },
): Result<Term> =>
  mapResult(
    allOf({
      patent: contributionOf(place, 'patent', titles.patent, input.patent),
      buyer: contributionOf(place, 'buyer', titles.buyer, input.buyer),
    }),
    ({ patent, buyer }) =>
      ratioStep({
        id: `${place.id}/profit-share`,
        label: '利润分成率 q（约当投资量）',
        value: patent.value.dividedBy(patent.value.plus(buyer.value)),
        formula: `${shown(patent)} ÷ (${shown(patent)} + ${shown(buyer)})`,
        children: [patent.node, buyer.node],
      }),
  );
