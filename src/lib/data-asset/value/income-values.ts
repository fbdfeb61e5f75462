import { type Result, fail, mapResult, ok } from '../../kernel/result';
import { type Entered, allOf } from '../../valuation/entered';
import { asEntered } from '../../valuation/rates/share-conversion';
import {
  type FieldPlace,
  type Sheet,
  choice,
  contextOf,
  entered,
  isGiven,
  ownFields,
  rowsOf,
  yearly,
  yearlyFen,
} from '../../valuation/sheet/sheet';
import { basisOf, sameBasis, timingOf } from '../../valuation/sheet/tax-basis';
import type { Charge } from '../pricing/charges';
import type { DataIncomeTerms, DataIncomeValue } from '../pricing/data-terms';
import { survivalByDecay } from '../pricing/decay';
import { dataExcess, dataExcessEarnings } from '../pricing/excess-income';
import { dataIncrement, directIncome } from '../pricing/income-direct';
import { type ShareIncomeInput, royaltySaved, shareIncome } from '../pricing/income-share';
import type { QualityCarrier } from '../pricing/quality-once';
import { type Scene, sceneIncome } from '../pricing/scene-income';
import type { MethodValue } from '../../valuation/method-value';
import { rowTitle } from './opened-sheet';

/** Worksheets of the income approach → the engines. */

const CARRIERS: readonly QualityCarrier[] = ['income', 'share', 'discount-rate'];

/** An input that may be left out; `null` = it was. */
const optional = (sheet: Sheet, key: string, place: FieldPlace): Result<Entered | null> => {
  const { inputs } = place.values;
  const given = Object.hasOwn(inputs, key) ? inputs[key] : undefined;
  return given === undefined || (given.value === null && given.from === null)
    ? ok(null)
    : entered(sheet, key, place);
};

const termsOf = (sheet: Sheet, place: FieldPlace = ownFields(sheet)): Result<DataIncomeTerms> => {
  const read = allOf({
    basis: choice(sheet, 'discountBasis', place),
    timing: choice(sheet, 'timing', place),
    qualityIn: choice(sheet, 'qualityIn', place),
    discountRate: entered(sheet, 'discountRate', place),
    taxRate: entered(sheet, 'taxRate', place),
    rightYears: entered(sheet, 'rightYears', place),
    productYears: entered(sheet, 'productYears', place),
    certificateYears: optional(sheet, 'certificateYears', place),
    contractYears: optional(sheet, 'contractYears', place),
    halfLifeYears: optional(sheet, 'halfLifeYears', place),
  });
  if (!read.ok) return read;
  const { basis, timing, qualityIn, discountRate, taxRate, rightYears, productYears, ...limits } = read.value;
  const discountBasis = basisOf(basis);
  const agreed = sameBasis(place, discountRate, discountBasis);
  if (!agreed.ok) return agreed;
  return ok({
    discountRate,
    taxRate,
    discountBasis,
    timing: timingOf(timing),
    qualityIn: CARRIERS.filter((carrier) => carrier === qualityIn),
    life: {
      rightYears,
      productYears,
      ...(limits.certificateYears === null ? {} : { certificateYears: limits.certificateYears }),
      ...(limits.contractYears === null ? {} : { contractYears: limits.contractYears }),
      ...(limits.halfLifeYears === null ? {} : { halfLifeYears: limits.halfLifeYears }),
    },
  });
};

/** One rate for all years, or one per year. */
const rates = (sheet: Sheet, one: string, byYear: string): Result<Entered | readonly Entered[]> => {
  const by = choice(sheet, 'shareBy');
  if (!by.ok) return by;
  return by.value === 'yearly' ? yearly(sheet, byYear) : entered(sheet, one);
};

/** Yearly profit from the data itself, discounted. */
export const valueDirect = (sheet: Sheet): Result<DataIncomeValue> => {
  const read = allOf({ terms: termsOf(sheet), profit: yearlyFen(sheet, 'profit') });
  return read.ok ? directIncome({ ...read.value.terms, profit: read.value.profit }, contextOf(sheet)) : read;
};

/** Profit with the data less profit without, discounted. */
export const valueIncrement = (sheet: Sheet): Result<DataIncomeValue> => {
  const read = allOf({
    terms: termsOf(sheet),
    withData: yearlyFen(sheet, 'withData'),
    withoutData: yearlyFen(sheet, 'withoutData'),
  });
  if (!read.ok) return read;
  const { terms, ...years } = read.value;
  return dataIncrement({ ...terms, ...years }, contextOf(sheet));
};

const baseOf = (text: string): ShareIncomeInput['base'] => (text === 'profit' ? 'profit' : 'revenue');

/** Income times the share that the data earns, discounted. */
export const valueShare = (sheet: Sheet): Result<DataIncomeValue> => {
  const read = allOf({
    terms: termsOf(sheet),
    base: choice(sheet, 'base'),
    income: yearlyFen(sheet, 'income'),
    share: rates(sheet, 'share', 'shares'),
  });
  if (!read.ok) return read;
  const { terms, base, income, share } = read.value;
  return shareIncome({ ...terms, base: baseOf(base), income, share }, contextOf(sheet));
};

/** Revenue times the royalty that the owner is relieved from, discounted. */
export const valueRoyalty = (sheet: Sheet): Result<DataIncomeValue> => {
  const read = allOf({
    terms: termsOf(sheet),
    revenue: yearlyFen(sheet, 'revenue'),
    royaltyRate: rates(sheet, 'royaltyRate', 'royaltyRates'),
  });
  if (!read.ok) return read;
  const { terms, ...rest } = read.value;
  return royaltySaved({ ...terms, ...rest }, contextOf(sheet));
};

/** Income by scene of use, weighted. */
export const valueScenes = (sheet: Sheet): Result<MethodValue> => {
  const scenes: Scene[] = [];
  for (const place of rowsOf(sheet, 'scenes')) {
    const read = allOf({
      terms: termsOf(sheet, place),
      base: choice(sheet, 'base', place),
      income: yearlyFen(sheet, 'income', place),
      share: entered(sheet, 'share', place),
    });
    if (!read.ok) return fail(read.failure);
    const { terms, base, income, share } = read.value;
    scenes.push({
      id: place.row,
      title: rowTitle(place.title),
      income: { ...terms, base: baseOf(base), income, share },
    });
  }
  return sceneIncome(scenes, contextOf(sheet));
};

const chargesOf = (sheet: Sheet): Result<readonly Charge[]> => {
  const charges: Charge[] = [];
  for (const place of rowsOf(sheet, 'charges')) {
    const amount = yearlyFen(sheet, 'amount', place);
    if (!amount.ok) return fail(amount.failure);
    charges.push({ id: place.row, title: rowTitle(place.title), amount: amount.value });
  }
  return ok(charges);
};

/** Income above the usual of the industry, discounted. */
export const valueExcess = (sheet: Sheet): Result<DataIncomeValue> => {
  const read = allOf({
    terms: termsOf(sheet),
    income: yearlyFen(sheet, 'income'),
    charges: chargesOf(sheet),
  });
  if (!read.ok) return read;
  const { terms, ...rest } = read.value;
  return dataExcess({ ...terms, ...rest }, contextOf(sheet));
};

/** s_t by the half-life that the life of the income is limited with, or as typed. */
const survivalOf = (sheet: Sheet, years: number): Result<readonly Entered[]> => {
  const by = choice(sheet, 'survivalBy');
  if (!by.ok) return by;
  if (by.value === 'yearly') return yearly(sheet, 'survival');
  const half = entered(sheet, 'halfLifeYears');
  return half.ok
    ? mapResult(survivalByDecay(half.value, years, contextOf(sheet)), (terms) => terms.map(asEntered))
    : half;
};

/** Operating profit less contributory asset charges, with TAB where chosen (MPEEM). */
export const valueExcessEarnings = (sheet: Sheet): Result<DataIncomeValue> => {
  const profit = yearlyFen(sheet, 'operatingProfit');
  if (!profit.ok) return profit;
  const read = allOf({
    terms: termsOf(sheet),
    charges: chargesOf(sheet),
    survival: survivalOf(sheet, profit.value.length),
    amortised: isGiven(sheet, 'taxAmortisationYears') ? entered(sheet, 'taxAmortisationYears') : ok(null),
  });
  if (!read.ok) return read;
  const { terms, charges, survival, amortised } = read.value;
  return dataExcessEarnings(
    {
      ...terms,
      operatingProfit: profit.value,
      charges,
      survival,
      ...(amortised === null ? {} : { taxAmortisationYears: amortised }),
    },
    contextOf(sheet),
  );
};
