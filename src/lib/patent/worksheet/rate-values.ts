import type { Confidence } from '../../kernel/confidence';
import { type PlainDate, addDays } from '../../kernel/plain-date';
import { type Failure, type Result, mapResult, ok, refuse } from '../../kernel/result';
import { type TraceNode, leaf } from '../../kernel/trace';
import { allOf } from '../../valuation/entered';
import { capitalCost } from '../../valuation/rates/capital-cost';
import type { DiscountRate } from '../../valuation/rates/discount-rate';
import { equivalentInvestmentShare } from '../../valuation/rates/equivalent-investment';
import { type LicenceMeasure, licenceRate } from '../../valuation/rates/licence-rate';
import { riskBuildUp } from '../../valuation/rates/risk-build-up';
import type { RiskFreeRate } from '../../valuation/rates/risk-free-rate';
import { adjustedShare } from '../../valuation/rates/share-adjustment';
import {
  asEntered,
  profitShareOfSalesShare,
  salesShareOfProfitShare,
} from '../../valuation/rates/share-conversion';
import { shareScore } from '../../valuation/rates/share-score';
import type { Term } from '../../valuation/term';
import {
  type Sheet,
  choice,
  contextOf,
  entered,
  enteredFen,
  isGiven,
  ownFields,
} from '../../valuation/sheet/sheet';

/** Worksheets that give a rate → the engines. Where the engine knows a table of the rules, each choice is one answer. */

export interface Rate {
  readonly term: Term;
  readonly gives: 'royalty-rate' | 'profit-share' | 'discount-rate';
  readonly basis: 'pre-tax' | 'post-tax' | null;
  readonly warnings: readonly Failure[];
}

const discount = ({ rate, basis, warnings }: DiscountRate): Rate => ({
  term: rate,
  gives: 'discount-rate',
  basis,
  warnings,
});

const share = (gives: 'royalty-rate' | 'profit-share', warnings: readonly Failure[] = []) => {
  return (term: Term): Rate => ({ term, gives, basis: null, warnings });
};

const WHOLE_DAYS = /^(0|[1-9]\d{0,4})$/;

const quotedOn = (sheet: Sheet): Result<PlainDate> => {
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

const riskFree = (sheet: Sheet): Result<RiskFreeRate> =>
  mapResult(allOf({ rate: entered(sheet, 'riskFree'), quotedOn: quotedOn(sheet) }), (read) => read);

/** What a person chose, as a leaf. Choices have no source of their own: the note of the worksheet is it. */
const chosenLeaf = (sheet: Sheet, key: string, value: string, unit: 'text' | 'score'): TraceNode => {
  const { path, traceId, title } = ownFields(sheet);
  const label = sheet.form.choices.find((field) => field.key === key)?.label ?? key;
  const note = sheet.worksheet.note.trim();
  const confidence: Confidence = note === '' ? 'assumption' : 'secondary';
  return leaf({
    id: `${traceId}/${key}`,
    label,
    value,
    unit,
    confidence,
    source: { kind: 'field', path: `${path}.choices.${key}`, label: `估值工作表 › ${title} › ${label}` },
    note: note === '' ? '未写来源' : `来源：${note}`,
  });
};

const given = (sheet: Sheet, key: string): string | null => {
  const { choices } = sheet.worksheet;
  const value = Object.hasOwn(choices, key) ? choices[key] : undefined;
  return value === undefined || value === '' ? null : value;
};

const buildUp = (sheet: Sheet): Result<Rate> => {
  const read = allOf({ basis: choice(sheet, 'basis'), riskFree: riskFree(sheet) });
  if (!read.ok) return read;
  const items = sheet.form.choices.filter(({ key }) => key !== 'basis');
  const answers = items.map(({ key }) => {
    const option = given(sheet, key);
    return {
      item: key,
      option,
      ...(option === null ? {} : { source: chosenLeaf(sheet, key, option, 'text') }),
    };
  });
  const basis = read.value.basis === 'pre-tax' ? 'pre-tax' : 'post-tax';
  return mapResult(
    riskBuildUp({ riskFree: read.value.riskFree, answers, basis }, sheet.valuationDate, contextOf(sheet)),
    discount,
  );
};

const capital = (sheet: Sheet): Result<Rate> => {
  const read = allOf({
    riskFree: riskFree(sheet),
    beta: entered(sheet, 'beta'),
    equityRiskPremium: entered(sheet, 'equityRiskPremium'),
    companyPremium: entered(sheet, 'companyPremium'),
    equity: enteredFen(sheet, 'equity'),
    debt: enteredFen(sheet, 'debt'),
    costOfDebt: isGiven(sheet, 'costOfDebt') ? entered(sheet, 'costOfDebt') : ok({ value: null }),
    taxRate: entered(sheet, 'taxRate'),
    patentPremium: entered(sheet, 'patentPremium'),
  });
  return read.ok ? mapResult(capitalCost(read.value, sheet.valuationDate, contextOf(sheet)), discount) : read;
};

const equivalent = (sheet: Sheet): Result<Rate> => {
  const read = allOf({
    patentCost: enteredFen(sheet, 'patentCost'),
    patentRate: entered(sheet, 'patentCostProfitRate'),
    buyerCost: enteredFen(sheet, 'buyerCost'),
    buyerRate: entered(sheet, 'buyerCostProfitRate'),
  });
  if (!read.ok) return read;
  const { patentCost, patentRate, buyerCost, buyerRate } = read.value;
  return mapResult(
    equivalentInvestmentShare(
      {
        patent: { cost: patentCost, costProfitRate: patentRate },
        buyer: { cost: buyerCost, costProfitRate: buyerRate },
      },
      contextOf(sheet),
    ),
    share('profit-share'),
  );
};

const conversion = (sheet: Sheet): Result<Rate> => {
  const direction = choice(sheet, 'direction');
  if (!direction.ok) return direction;
  const salesMargin = entered(sheet, 'salesMargin');
  if (!salesMargin.ok) return salesMargin;
  const margin = salesMargin.value;
  if (direction.value === 'to-sales') {
    const profitShare = entered(sheet, 'profitShare');
    return profitShare.ok
      ? mapResult(
          salesShareOfProfitShare({ profitShare: profitShare.value, salesMargin: margin }, contextOf(sheet)),
          share('royalty-rate'),
        )
      : profitShare;
  }
  const royaltyRate = entered(sheet, 'royaltyRate');
  return royaltyRate.ok
    ? mapResult(
        profitShareOfSalesShare({ royaltyRate: royaltyRate.value, salesMargin: margin }, contextOf(sheet)),
        share('profit-share'),
      )
    : royaltyRate;
};

const adjustment = (sheet: Sheet): Result<Rate> => {
  const scoredBy = choice(sheet, 'scoredBy');
  if (!scoredBy.ok) return scoredBy;
  const context = contextOf(sheet);
  const factors = sheet.form.choices.filter(({ key }) => key !== 'scoredBy');
  const kScore =
    scoredBy.value === 'entered'
      ? entered(sheet, 'kScore')
      : mapResult(
          shareScore(
            factors.map(({ key }) => {
              const score = given(sheet, key);
              return score === null
                ? { factor: key, score: null }
                : { factor: key, score: Number(score), source: chosenLeaf(sheet, key, score, 'score') };
            }),
            context,
          ),
          asEntered,
        );
  const read = allOf({ kMin: entered(sheet, 'kMin'), kMax: entered(sheet, 'kMax'), kScore });
  return read.ok ? mapResult(adjustedShare(read.value, context), share('royalty-rate')) : read;
};

const MEASURES: readonly LicenceMeasure[] = ['salesMedian', 'salesMean', 'profitMean'];

const licence = (sheet: Sheet): Result<Rate> => {
  const read = allOf({
    industryCode: choice(sheet, 'industryCode'),
    period: choice(sheet, 'period'),
    measure: choice(sheet, 'measure'),
  });
  if (!read.ok) return read;
  const { industryCode, period } = read.value;
  const measure = MEASURES.find((one) => one === read.value.measure);
  if (measure === undefined)
    return refuse(
      'E_CHOICE_UNKNOWN',
      `没有“${read.value.measure}”这一项`,
      `${ownFields(sheet).path}.choices.measure`,
      '请从列出的三项中选择',
    );
  return mapResult(licenceRate({ industryCode, period, measure }, contextOf(sheet)), ({ rate, warnings }) =>
    share(measure === 'profitMean' ? 'profit-share' : 'royalty-rate', warnings)(rate),
  );
};

export const RATE_SHEETS = {
  'risk-build-up': buildUp,
  'capital-cost': capital,
  'equivalent-investment': equivalent,
  'share-conversion': conversion,
  'share-adjustment': adjustment,
  'licence-rate': licence,
} as const;
