import type { CaseRecord } from '../../case/case-record';
import type { Subject } from '../../case/exchange';
import type { RoyaltyForecast } from '../../case/patents-section';
import { Decimal } from '../../kernel/decimal';
import { fenText } from '../../kernel/fen';
import { type PlainDate, parsePlainDate } from '../../kernel/plain-date';
import { type Failure, type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { rateWarnings } from '../../valuation/rate-warnings';
import { type RoyaltyInput, reliefFromRoyalty } from '../../valuation/methods/relief-from-royalty';
import { sensitivityGrid } from '../../valuation/compare/sensitivity';
import type { Valuation } from '../../valuation/valuation';
import { type IncomeRules, readIncomeRules } from '../../valuation/valuation-rules';
import { bundleOf } from './bundle';
import { type BundleLife, bundleLife } from './bundle-life';
import { type CalendarRules, readCalendarRules } from '../calendar/calendar';
import { completeForecast, findForecast, forecastPath } from './forecast-inputs';
import { lifeTrace, valueTrace } from './value-trace';

interface ValuingContext {
  readonly caseRecord: CaseRecord;
  readonly valuationDate: PlainDate;
  readonly calendar: CalendarRules;
  readonly income: IncomeRules;
}

const readContext = (caseRecord: CaseRecord, rules: RulesAt): Result<ValuingContext> => {
  const valuationDate = parsePlainDate(caseRecord.valuationDate, 'valuationDate');
  if (!valuationDate.ok) return valuationDate;
  const calendar = readCalendarRules(rules);
  if (!calendar.ok) return calendar;
  const income = readIncomeRules(rules);
  if (!income.ok) return income;
  return ok({
    caseRecord,
    valuationDate: valuationDate.value,
    calendar: calendar.value,
    income: income.value,
  });
};

/** What a value is about: the bundle of patents behind one product. */
export const forecastSubject = (forecast: RoyaltyForecast): Subject => ({
  kind: 'patent-pool',
  id: forecast.id,
  title: `${forecast.product}（${forecast.patents.length} 件专利）`,
});

const lifeZero = (path: string): Failure => ({
  code: 'W_LIFE_ZERO',
  message: '收益年限为 0，收益法价值为 0',
  path: `${path}.patents`,
  remedy: '专利已届满、终止或无效的不得质押；请从组合和质押清单中移除',
});

/** A forecast with its bundle and its life, complete enough to be valued or simulated. */
interface ValuableForecast {
  readonly royalty: Omit<RoyaltyInput, 'lifeYears'>;
  readonly economicLife: Decimal;
  readonly legal: BundleLife;
  readonly warnings: readonly Failure[];
}

const valuable = (context: ValuingContext, forecast: RoyaltyForecast): Result<ValuableForecast> => {
  const { caseRecord, valuationDate, calendar } = context;
  const bundle = bundleOf(caseRecord.sections.patents, forecast);
  if (!bundle.ok) return bundle;
  const complete = completeForecast(forecast);
  if (!complete.ok) return complete;
  const legal = bundleLife(caseRecord, forecast.id, bundle.value.records, valuationDate, calendar);
  return legal.ok ? ok({ ...complete.value, legal: legal.value, warnings: bundle.value.warnings }) : legal;
};

const valueWith = (context: ValuingContext, forecast: RoyaltyForecast): Result<Valuation> => {
  const { income } = context;
  const path = forecastPath(forecast);
  const read = valuable(context, forecast);
  if (!read.ok) return read;
  const { royalty, economicLife, legal, warnings } = read.value;
  const lifeYears = Decimal.min(legal.years, economicLife);
  const input: RoyaltyInput = { ...royalty, lifeYears };
  const value = reliefFromRoyalty(input, path);
  if (!value.ok) return value;
  const sensitivity = sensitivityGrid(input, value.value.valueFen, {
    discountRatePoints: new Decimal(income.grid.value.discountRatePoints),
    royaltyRateShare: new Decimal(income.grid.value.royaltyRateShare),
  });
  const life = lifeTrace(forecast, legal, economicLife);
  const trace = valueTrace(forecast, input, value.value, life, income);
  return ok({
    subject: forecastSubject(forecast),
    approach: 'income',
    method: 'relief-from-royalty',
    valueFen: fenText(value.value.valueFen),
    lowFen: sensitivity.lowFen,
    highFen: sensitivity.highFen,
    sensitivity,
    confidence: trace.confidence,
    trace,
    warnings: [
      ...(lifeYears.isZero() ? [lifeZero(path)] : []),
      ...warnings,
      ...rateWarnings(input, income, path),
    ],
  });
};

/**
 * What version 1 of the method computes; it never changes. `forecast-model` is what runs.
 * Values one forecast by relief from royalty (许可费节省法): bundle checked, income capped at the earliest expiry of the
 * bundle and at the economic life, sensitivity range beside it.
 * Fails with `E_UNKNOWN_FORECAST`, the bundle codes of `bundleOf`, `E_MISSING` for any gap (nothing is taken as 0), and
 * the codes of `reliefFromRoyalty`.
 */
export const valueForecast = (
  caseRecord: CaseRecord,
  rules: RulesAt,
  forecastId: string,
): Result<Valuation> => {
  const forecast = findForecast(caseRecord.sections.patents, forecastId);
  if (!forecast.ok) return forecast;
  const context = readContext(caseRecord, rules);
  return context.ok ? valueWith(context.value, forecast.value) : context;
};
