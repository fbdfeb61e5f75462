import { addDays } from '../../kernel/plain-date';
import { type Failure, type Result, fail, mapResult, ok, refuse } from '../../kernel/result';
import { allOf } from '../../valuation/entered';
import { equivalentInvestmentShare } from '../../valuation/rates/equivalent-investment';
import {
  type Sheet,
  choice,
  contextOf,
  entered,
  enteredFen,
  ownFields,
  rowsOf,
  yearlyFen,
} from '../../valuation/sheet/sheet';
import type { Term } from '../../valuation/term';
import { type Vintage, effectiveRecords } from '../pricing/decay';
import { dataDiscountRate } from '../pricing/discount-build-up';
import { marginalShare } from '../pricing/marginal-share';
import { type OptionValue, optionValue } from '../pricing/option-value';
import { scoresOf } from './cost-values';

/** Worksheets that give a number to others, and the option → the engines. */

/** A number that a worksheet gives to others, with its trace. */
export interface GivenTerm {
  readonly term: Term;
  readonly basis: 'pre-tax' | 'post-tax' | null;
  readonly warnings: readonly Failure[];
}

const plain = (term: Term): GivenTerm => ({ term, basis: null, warnings: [] });

const WHOLE_DAYS = /^(0|[1-9]\d{0,4})$/;

const quotedOn = (sheet: Sheet): Result<ReturnType<typeof addDays>> => {
  const days = entered(sheet, 'quotedDaysBefore');
  if (!days.ok) return days;
  const text = days.value.value ?? '';
  return WHOLE_DAYS.test(text)
    ? ok(addDays(sheet.valuationDate, -Number(text)))
    : refuse(
        'E_RANGE',
        `天数“${text}”不是不小于 0 的整数`,
        `${ownFields(sheet).path}.inputs.quotedDaysBefore`,
        '请填写报价日早于评估基准日的整天数；当日报价填 0',
      );
};

const discount = (sheet: Sheet): Result<GivenTerm> => {
  const read = allOf({
    basis: choice(sheet, 'basis'),
    rate: entered(sheet, 'riskFree'),
    quotedOn: quotedOn(sheet),
    scores: scoresOf(sheet),
  });
  if (!read.ok) return read;
  const { basis, rate, quotedOn: day, scores } = read.value;
  return mapResult(
    dataDiscountRate({ riskFree: { rate, quotedOn: day }, scores }, sheet.valuationDate, contextOf(sheet)),
    ({ rate: term, warnings }) => ({
      term,
      basis: basis === 'pre-tax' ? ('pre-tax' as const) : ('post-tax' as const),
      warnings,
    }),
  );
};

const marginal = (sheet: Sheet): Result<GivenTerm> => {
  const read = allOf({
    timing: choice(sheet, 'timing'),
    discountRate: entered(sheet, 'discountRate'),
    extraProfit: yearlyFen(sheet, 'extraProfit'),
    totalProfit: yearlyFen(sheet, 'totalProfit'),
  });
  if (!read.ok) return read;
  const { timing, ...rest } = read.value;
  return mapResult(
    marginalShare({ ...rest, timing: timing === 'mid-year' ? 'mid-year' : 'end-year' }, contextOf(sheet)),
    plain,
  );
};

const equivalent = (sheet: Sheet): Result<GivenTerm> => {
  const read = allOf({
    dataCost: enteredFen(sheet, 'dataCost'),
    dataRate: entered(sheet, 'dataCostProfitRate'),
    userCost: enteredFen(sheet, 'userCost'),
    userRate: entered(sheet, 'userCostProfitRate'),
  });
  if (!read.ok) return read;
  const { dataCost, dataRate, userCost, userRate } = read.value;
  return mapResult(
    equivalentInvestmentShare(
      {
        patent: { cost: dataCost, costProfitRate: dataRate },
        buyer: { cost: userCost, costProfitRate: userRate },
      },
      contextOf(sheet),
      { patent: '数据资产', buyer: '使用方' },
    ),
    plain,
  );
};

const records = (sheet: Sheet): Result<GivenTerm> => {
  const half = entered(sheet, 'halfLifeYears');
  if (!half.ok) return half;
  const vintages: Vintage[] = [];
  for (const place of rowsOf(sheet, 'vintages')) {
    const read = allOf({
      ageYears: entered(sheet, 'ageYears', place),
      records: entered(sheet, 'records', place),
    });
    if (!read.ok) return fail(read.failure);
    vintages.push(read.value);
  }
  return mapResult(effectiveRecords(vintages, half.value, contextOf(sheet)), plain);
};

/** Worksheets that give a rate, a share or a number of records, by kind. */
export const GIVING_SHEETS = {
  'discount-build-up': discount,
  'marginal-share': marginal,
  'equivalent-investment': equivalent,
  decay: records,
} as const;

/** Real option on the data: told beside the value, never in it. Errors: those of reading the worksheet and of the engine. */
export const valueOption = (sheet: Sheet): Result<OptionValue> => {
  const read = allOf({
    sceneValue: enteredFen(sheet, 'sceneValue'),
    developmentCost: enteredFen(sheet, 'developmentCost'),
    riskFreeRate: entered(sheet, 'riskFreeRate'),
    volatility: entered(sheet, 'volatility'),
    years: entered(sheet, 'years'),
    leakage: entered(sheet, 'leakage'),
  });
  return read.ok ? optionValue(read.value, contextOf(sheet)) : read;
};
