import { type Result, fail, ok, refuse } from '../../kernel/result';
import { type Entered, allOf } from '../../valuation/entered';
import {
  type FieldPlace,
  type Sheet,
  choice,
  contextOf,
  entered,
  enteredFen,
  isGiven,
  rowsOf,
} from '../../valuation/sheet/sheet';
import { publicCases } from '../pricing/comparables';
import { type DataComparable, type DataMarketValue, dataMarket } from '../pricing/market';
import type { Corrections } from '../pricing/market-corrections';
import type { Likeness } from '../pricing/similarity';
import { rowTitle } from './opened-sheet';

/** The market worksheet → the engine. */

const LIKE = 'like-';

const LIKENESS: Readonly<Record<string, Likeness>> = { '0': '0', '0.5': '0.5', '1': '1' };

const likenessesOf = (place: FieldPlace): DataComparable['likeness'] =>
  Object.fromEntries(
    place.form.choices
      .filter(({ key }) => key.startsWith(LIKE))
      .map(({ key }) => [key.slice(LIKE.length), LIKENESS[place.values.choices[key] ?? ''] ?? null]),
  );

const priceOf = (sheet: Sheet, place: FieldPlace): Result<DataComparable['price']> => {
  const chosen = choice(sheet, 'publicCase', place);
  if (!chosen.ok) return chosen;
  if (chosen.value === 'own') {
    const amount = enteredFen(sheet, 'price', place);
    return amount.ok ? ok({ kind: 'own', amount: amount.value }) : amount;
  }
  const cases = publicCases(sheet.rules);
  if (!cases.ok) return cases;
  const from = cases.value.find(({ id }) => id === chosen.value);
  return from === undefined
    ? refuse(
        'E_CHOICE_UNKNOWN',
        `参数库中没有公开案例“${chosen.value}”`,
        `${place.path}.choices.publicCase`,
        '请从列出的案例中选择；晚于评估基准日的案例不可用',
      )
    : ok({ kind: 'public', from });
};

const correctionsOf = (sheet: Sheet, place: FieldPlace, by: string): Result<Corrections> => {
  const at = (key: string): Result<Entered> => entered(sheet, key, place);
  if (by === 'five') {
    const read = allOf({
      quality: at('quality'),
      supplyDemand: at('supplyDemand'),
      date: at('date'),
      capacity: at('capacity'),
      other: at('other'),
    });
    return read.ok ? ok({ kind: 'five', ...read.value }) : read;
  }
  const read = allOf({
    technology: at('technology'),
    ownDensity: entered(sheet, 'ownDensity'),
    otherDensity: at('otherDensity'),
    indexNow: entered(sheet, 'indexNow'),
    indexThen: at('indexThen'),
    ownVolume: entered(sheet, 'ownVolume'),
    otherVolume: at('otherVolume'),
    other: at('other'),
    elasticity: isGiven(sheet, 'capacityElasticity') ? entered(sheet, 'capacityElasticity') : ok(null),
  });
  if (!read.ok) return read;
  const { elasticity, ...rest } = read.value;
  return ok({ kind: 'ratios', ...rest, ...(elasticity === null ? {} : { capacityElasticity: elasticity }) });
};

const comparableOf = (
  sheet: Sheet,
  place: FieldPlace & { readonly row: string },
  by: string,
): Result<DataComparable> => {
  const read = allOf({ price: priceOf(sheet, place), corrections: correctionsOf(sheet, place, by) });
  return read.ok
    ? ok({ id: place.row, title: rowTitle(place.title), likeness: likenessesOf(place), ...read.value })
    : read;
};

/** Comparable prices under corrections; only public cases that are a price. Errors: those of reading the worksheet and of the engine. */
export const valueMarket = (sheet: Sheet): Result<DataMarketValue> => {
  const chosen = allOf({ by: choice(sheet, 'correctedBy'), weighedBy: choice(sheet, 'weighedBy') });
  if (!chosen.ok) return chosen;
  const comparables: DataComparable[] = [];
  const weights: Record<string, Entered> = {};
  for (const place of rowsOf(sheet, 'comparables')) {
    const comparable = comparableOf(sheet, place, chosen.value.by);
    if (!comparable.ok) return fail(comparable.failure);
    comparables.push(comparable.value);
    if (chosen.value.weighedBy !== 'stated') continue;
    const weight = entered(sheet, 'weight', place);
    if (!weight.ok) return fail(weight.failure);
    weights[place.row] = weight.value;
  }
  return dataMarket(
    { comparables, ...(chosen.value.weighedBy === 'stated' ? { weights } : {}) },
    contextOf(sheet),
  );
};
