import { Decimal } from '../../kernel/decimal';
import { type Result, fail, mapResult, ok } from '../../kernel/result';
import { NOT_NEGATIVE } from '../../valuation/domain';
import { type Entered, allOf, readEntered } from '../../valuation/entered';
import type { MethodValue } from '../../valuation/method-value';
import { type Depreciation, costApproach } from '../../valuation/methods/cost-approach';
import { type Comparable, marketComparables } from '../../valuation/methods/market-comparables';
import type { CostBasis, CostPart } from '../../valuation/methods/replacement-cost';
import { asEntered } from '../../valuation/rates/share-conversion';
import { shown, yearStep } from '../../valuation/term';
import { choice, contextOf, entered, enteredFen, rowsOf } from '../../valuation/sheet/sheet';
import type { PatentSheet } from './sheet';

/** Worksheets of the cost and the market approach → the engines. */

const titleOf = (title: string): string => title.split(' › ').at(-1) ?? title;

const partsOf = (sheet: PatentSheet): Result<CostBasis> => {
  const parts: CostPart[] = [];
  for (const place of rowsOf(sheet, 'parts')) {
    const amount = enteredFen(sheet, 'amount', place);
    if (!amount.ok) return fail(amount.failure);
    parts.push({ id: place.row, title: titleOf(place.title), amount: amount.value });
  }
  return ok({ kind: 'parts', parts });
};

const byIndex = (sheet: PatentSheet): Result<CostBasis> =>
  mapResult(
    allOf({
      bookCost: enteredFen(sheet, 'bookCost'),
      indexThen: entered(sheet, 'indexThen'),
      indexNow: entered(sheet, 'indexNow'),
    }),
    (read) => ({ kind: 'index' as const, ...read }),
  );

/** Years of use that are left: the shorter of the bundle's legal life and the economic life entered. */
const remainingYears = (sheet: PatentSheet): Result<Entered> => {
  const context = contextOf(sheet);
  const economic = entered(sheet, 'economicLifeYears');
  if (!economic.ok) return economic;
  const term = readEntered(
    context,
    { field: 'economicLifeYears', label: '剩余经济寿命', domain: NOT_NEGATIVE, unit: 'year' },
    economic.value,
  );
  if (!term.ok) return term;
  const { legal } = sheet;
  if (legal === null) throw new Error('life of the bundle expected');
  const bound = { value: legal.years, node: legal.trace };
  return ok(
    asEntered(
      yearStep({
        id: `${context.id}/remaining-years`,
        label: '剩余使用年限',
        value: Decimal.min(legal.years, term.value.value),
        formula: `min(法定 ${shown(bound)}，经济 ${shown(term.value)})`,
        children: [legal.trace, term.value.node],
      }),
    ),
  );
};

const depreciationOf = (sheet: PatentSheet, kind: string): Result<Depreciation> =>
  kind === 'age'
    ? mapResult(
        allOf({ usedYears: entered(sheet, 'usedYears'), remainingYears: remainingYears(sheet) }),
        (read) => ({ kind: 'age' as const, ...read }),
      )
    : mapResult(
        allOf({ functional: entered(sheet, 'functional'), economic: entered(sheet, 'economic') }),
        (read) => ({ kind: 'obsolescence' as const, ...read }),
      );

export const valueCost = (sheet: PatentSheet): Result<MethodValue> => {
  const chosen = allOf({ basis: choice(sheet, 'costBasis'), wear: choice(sheet, 'depreciation') });
  if (!chosen.ok) return chosen;
  const read = allOf({
    cost: chosen.value.basis === 'parts' ? partsOf(sheet) : byIndex(sheet),
    depreciation: depreciationOf(sheet, chosen.value.wear),
  });
  return read.ok ? costApproach(read.value, contextOf(sheet)) : read;
};

const comparablesOf = (sheet: PatentSheet): Result<readonly Comparable[]> => {
  const comparables: Comparable[] = [];
  for (const place of rowsOf(sheet, 'comparables')) {
    const price = enteredFen(sheet, 'price', place);
    if (!price.ok) return fail(price.failure);
    const adjustments: Record<string, Entered> = {};
    for (const { key } of place.form.inputs) {
      if (key === 'price') continue;
      const factor = entered(sheet, key, place);
      if (!factor.ok) return fail(factor.failure);
      adjustments[key] = factor.value;
    }
    comparables.push({ id: place.row, title: titleOf(place.title), price: price.value, adjustments });
  }
  return ok(comparables);
};

export const valueMarket = (sheet: PatentSheet): Result<MethodValue> => {
  const read = allOf({ statistic: choice(sheet, 'statistic'), comparables: comparablesOf(sheet) });
  if (!read.ok) return read;
  const { statistic, comparables } = read.value;
  return marketComparables(
    { comparables, statistic: statistic === 'mean' ? 'mean' : 'median' },
    contextOf(sheet),
  );
};
