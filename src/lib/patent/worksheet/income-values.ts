import { Decimal, decimalText } from '../../kernel/decimal';
import { type Result, fail, ok, refuse } from '../../kernel/result';
import { type Entered, allOf } from '../../valuation/entered';
import type { MethodValue } from '../../valuation/method-value';
import { type ContributoryAsset, excessEarnings } from '../../valuation/methods/excess-earnings';
import { excessIncome } from '../../valuation/methods/excess-income';
import { profitSplit } from '../../valuation/methods/income-share';
import type { IncomeTerms } from '../../valuation/methods/income-terms';
import { incrementalIncome } from '../../valuation/methods/incremental-income';
import type { Increment } from '../../valuation/methods/increments';
import { constantIncome, decliningIncome } from '../../valuation/methods/level-income';
import {
  choice,
  contextOf,
  entered,
  enteredFen,
  inOrder,
  isGiven,
  ownFields,
  rowsOf,
  yearly,
  yearlyFen,
} from '../../valuation/sheet/sheet';
import { basisOf, sameBasis, timingOf } from '../../valuation/sheet/tax-basis';
import type { PatentSheet } from './sheet';

/** Worksheets of the income approach → the engines. */

/** r, T, timing and the two lives; the legal life is that of the bundle, never typed. */
export const incomeTerms = (sheet: PatentSheet): Result<IncomeTerms> => {
  const read = allOf({
    basis: choice(sheet, 'discountBasis'),
    timing: choice(sheet, 'timing'),
    discountRate: entered(sheet, 'discountRate'),
    taxRate: entered(sheet, 'taxRate'),
    economicLifeYears: entered(sheet, 'economicLifeYears'),
  });
  if (!read.ok) return read;
  const { discountRate, taxRate, economicLifeYears } = read.value;
  const { legal } = sheet;
  if (legal === null) throw new Error('life of the bundle expected');
  const discountBasis = basisOf(read.value.basis);
  const basis = sameBasis(ownFields(sheet), discountRate, discountBasis);
  if (!basis.ok) return basis;
  return ok({
    discountRate,
    taxRate,
    economicLifeYears,
    discountBasis,
    timing: timingOf(read.value.timing),
    legalLifeYears: { value: decimalText(legal.years), source: legal.trace },
  });
};

export const valueProfitSplit = (sheet: PatentSheet): Result<MethodValue> => {
  const read = allOf({
    terms: incomeTerms(sheet),
    operatingProfit: yearlyFen(sheet, 'operatingProfit'),
    profitShare: entered(sheet, 'profitShare'),
    decay: isGiven(sheet, 'shareDecay') ? entered(sheet, 'shareDecay') : ok(null),
  });
  if (!read.ok) return read;
  const { terms, operatingProfit, profitShare, decay } = read.value;
  return profitSplit(
    { ...terms, operatingProfit, profitShare, ...(decay === null ? {} : { shareDecay: decay }) },
    contextOf(sheet),
  );
};

type Years = readonly Entered[];

/** The three kinds of increment share their corner by their making: each series is asked for once. */
const incrementsOf = (
  kinds: ReadonlySet<string>,
  series: Readonly<Record<string, Years>>,
): readonly (readonly Increment[])[] => {
  const at = (key: string, year: number): Entered => series[key]?.[year] ?? { value: null };
  return (series['quantityAfter'] ?? []).map((_, year): readonly Increment[] => [
    ...(kinds.has('volume')
      ? [
          {
            kind: 'volume' as const,
            quantityBefore: at('quantityBefore', year),
            quantityAfter: at('quantityAfter', year),
            price: at('priceBefore', year),
            unitCost: at('costBefore', year),
          },
        ]
      : []),
    ...(kinds.has('price')
      ? [
          {
            kind: 'price' as const,
            priceBefore: at('priceBefore', year),
            priceAfter: at('priceAfter', year),
            quantity: at('quantityAfter', year),
          },
        ]
      : []),
    ...(kinds.has('cost')
      ? [
          {
            kind: 'cost' as const,
            costBefore: at('costBefore', year),
            costAfter: at('costAfter', year),
            quantity: at('quantityAfter', year),
          },
        ]
      : []),
  ]);
};

const SERIES_OF: Readonly<Record<string, readonly string[]>> = {
  volume: ['quantityBefore', 'quantityAfter', 'priceBefore', 'costBefore'],
  price: ['priceBefore', 'priceAfter', 'quantityAfter'],
  cost: ['costBefore', 'costAfter', 'quantityAfter'],
};

export const valueIncremental = (sheet: PatentSheet): Result<MethodValue> => {
  const terms = incomeTerms(sheet);
  if (!terms.ok) return terms;
  const chosen = choice(sheet, 'increments');
  if (!chosen.ok) return chosen;
  const kinds = new Set(chosen.value.split('+'));
  const keys = [...new Set([...kinds].flatMap((kind) => SERIES_OF[kind] ?? []))];
  const series = inOrder(keys.map((key) => yearly(sheet, key)));
  if (!series.ok) return series;
  const lengths = series.value.map(({ length }) => length);
  const odd = lengths.findIndex((length) => length !== lengths[0]);
  if (odd >= 0)
    return refuse(
      'E_SERIES_LENGTH',
      `逐年数据的年数不一致：${lengths.join('、')}`,
      `${ownFields(sheet).path}.series.${keys[odd] ?? ''}`,
      '请按同样的年度填写',
    );
  const byKey = Object.fromEntries(keys.map((key, i) => [key, series.value[i] ?? []]));
  return incrementalIncome({ ...terms.value, increments: incrementsOf(kinds, byKey) }, contextOf(sheet));
};

export const valueExcessIncome = (sheet: PatentSheet): Result<MethodValue> => {
  const read = allOf({
    terms: incomeTerms(sheet),
    profit: yearlyFen(sheet, 'profit'),
    capital: yearlyFen(sheet, 'capital'),
    industryReturn: entered(sheet, 'industryReturn'),
    basis: choice(sheet, 'industryReturnBasis'),
  });
  if (!read.ok) return read;
  const { terms, basis, ...amounts } = read.value;
  return excessIncome({ ...terms, ...amounts, industryReturnBasis: basisOf(basis) }, contextOf(sheet));
};

const contributoryAssets = (sheet: PatentSheet): Result<readonly ContributoryAsset[]> => {
  const assets: ContributoryAsset[] = [];
  for (const place of rowsOf(sheet, 'contributoryAssets')) {
    const read = allOf({
      amount: yearlyFen(sheet, 'amount', place),
      requiredReturn: entered(sheet, 'requiredReturn', place),
      basis: choice(sheet, 'requiredReturnBasis', place),
    });
    if (!read.ok) return fail(read.failure);
    const { amount, requiredReturn, basis } = read.value;
    const title = place.title.split(' › ').at(-1) ?? place.row;
    assets.push({ id: place.row, title, amount, requiredReturn, requiredReturnBasis: basisOf(basis) });
  }
  return ok(assets);
};

export const valueExcessEarnings = (sheet: PatentSheet): Result<MethodValue> => {
  const read = allOf({
    terms: incomeTerms(sheet),
    operatingProfit: yearlyFen(sheet, 'operatingProfit'),
    assets: contributoryAssets(sheet),
  });
  if (!read.ok) return read;
  const { terms, operatingProfit, assets } = read.value;
  return excessEarnings({ ...terms, operatingProfit, contributoryAssets: assets }, contextOf(sheet));
};

export const valueConstant = (sheet: PatentSheet): Result<MethodValue> => {
  const read = allOf({ terms: incomeTerms(sheet), yearlyIncome: enteredFen(sheet, 'yearlyIncome') });
  if (!read.ok) return read;
  return constantIncome({ ...read.value.terms, yearlyIncome: read.value.yearlyIncome }, contextOf(sheet));
};

export const valueDeclining = (sheet: PatentSheet): Result<MethodValue> => {
  const read = allOf({
    terms: incomeTerms(sheet),
    firstIncome: enteredFen(sheet, 'firstIncome'),
    yearlyDecline: enteredFen(sheet, 'yearlyDecline'),
  });
  if (!read.ok) return read;
  const { terms, ...amounts } = read.value;
  return decliningIncome({ ...terms, ...amounts }, contextOf(sheet));
};

/** n of an income worksheet: the shorter of the legal and the economic life. */
export const lifeOf = (sheet: PatentSheet, terms: IncomeTerms): Decimal =>
  Decimal.min(sheet.legal?.years ?? 0, terms.economicLifeYears.value ?? 0);
