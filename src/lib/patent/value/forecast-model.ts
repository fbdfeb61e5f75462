import type { RoyaltyForecast } from '../../case/patents-section';
import { Decimal, decimalToFen, fenToYuan } from '../../kernel/decimal';
import { type Fen, fenText } from '../../kernel/fen';
import { type Result, mapResult, ok, refuse } from '../../kernel/result';
import { CONSTRAINTS } from '../../valuation/constraints';
import { type RoyaltyInput, reliefFromRoyalty } from '../../valuation/methods/relief-from-royalty';
import { sensitivityGrid } from '../../valuation/compare/sensitivity';
import { rateWarnings } from '../../valuation/rate-warnings';
import type { Change } from '../../valuation/sheet/change';
import { type EntryModel, LEVEL_SEARCH, RATE_SEARCH, SHARE_SEARCH, inputLever } from './entry-model';
import { forecastPath } from './forecast-inputs';
import { type ReadForecast, readForecast } from './read-forecast';
import { lifeTrace, valueTrace } from './value-trace';
import { useSubject, valueUses } from './value-use';
import type { ValuingContext } from './valuing-context';

export const ROYALTY_TITLE = '许可费节省法';

/** A life of 0 is no value at all: `E_LIFE_ZERO` with its constraint. */
export const lifeZero = (path: string, what: string): Result<never> =>
  refuse(
    'E_LIFE_ZERO',
    `“${what}”的收益年限为 0，没有可以估值的收益`,
    path,
    '专利已届满、终止或无效的不得质押，请从组合和质押清单中移除；经济寿命填 0 的请核对',
    CONSTRAINTS.lifePositive,
  );

const inputOf = ({ royalty, legal, economicLife }: ReadForecast): RoyaltyInput => ({
  ...royalty,
  lifeYears: Decimal.min(legal.years, economicLife),
});

/** The input under a what-if. A shorter life drops the years it no longer reaches; sales are rounded to 分 year by year. */
const changed = (read: ReadForecast, { inputs = {}, choices = {}, level }: Change): RoyaltyInput => {
  const base = inputOf(read);
  const life = inputs['economicLifeYears'];
  const years = life === undefined ? base.netSalesFen.length : Decimal.max(1, life.ceil()).toNumber();
  const basis = choices['discountBasis'];
  const timing = choices['timing'];
  return {
    ...base,
    netSalesFen: base.netSalesFen
      .slice(0, years)
      .map((fen) => (level === undefined ? fen : decimalToFen(fenToYuan(fen).times(level)))),
    royaltyRate: inputs['royaltyRate'] ?? base.royaltyRate,
    discountRate: inputs['discountRate'] ?? base.discountRate,
    taxRate: inputs['taxRate'] ?? base.taxRate,
    lifeYears: life === undefined ? base.lifeYears : Decimal.min(read.legal.years, life),
    discountBasis: basis === 'pre-tax' || basis === 'post-tax' ? basis : base.discountBasis,
    timing: timing === 'mid-year' || timing === 'end-year' ? timing : base.timing,
  };
};

const modelOf = (
  context: ValuingContext,
  forecast: RoyaltyForecast,
  read: ReadForecast,
  input: RoyaltyInput,
): Result<EntryModel> => {
  const { income } = context;
  const path = forecastPath(forecast);
  const value = reliefFromRoyalty(input, path);
  if (!value.ok) return value;
  const use = valueUses(context.caseRecord.sections.patents).find(({ id }) => id === forecast.id);
  if (use === undefined) throw new Error('forecast of the case expected');
  const sensitivity = sensitivityGrid(input, value.value.valueFen, {
    discountRatePoints: new Decimal(income.grid.value.discountRatePoints),
    royaltyRateShare: new Decimal(income.grid.value.royaltyRateShare),
  });
  const trace = valueTrace(
    forecast,
    input,
    value.value,
    lifeTrace(forecast, read.legal, read.economicLife),
    income,
    { royalty: read.royaltyNode, discount: read.discountNode },
  );
  const valueAt = (change: Change): Result<Fen> =>
    mapResult(reliefFromRoyalty(changed(read, change), path), ({ valueFen }) => valueFen);
  return ok({
    use,
    title: ROYALTY_TITLE,
    valuation: {
      subject: useSubject(use),
      approach: 'income',
      method: 'relief-from-royalty',
      valueFen: fenText(value.value.valueFen),
      lowFen: sensitivity.lowFen,
      highFen: sensitivity.highFen,
      sensitivity,
      confidence: trace.confidence,
      trace,
      warnings: [...read.warnings, ...rateWarnings(input, income, path)],
    },
    rate: inputLever('discountRate', '折现率', 'ratio', input.discountRate, RATE_SEARCH),
    lead: inputLever('royaltyRate', '许可费率', 'ratio', input.royaltyRate, SHARE_SEARCH),
    others: [
      {
        key: 'salesLevel',
        label: '销售收入水平（对预测的倍数）',
        unit: 'none',
        base: new Decimal(1),
        search: LEVEL_SEARCH,
        change: (level) => ({ level }),
      },
      inputLever('economicLifeYears', '收益年限', 'year', input.lifeYears, [
        '0.001',
        input.lifeYears.toFixed(),
        '0.001',
      ]),
    ],
    terms: {
      discountRate: input.discountRate,
      discountBasis: input.discountBasis,
      taxRate: input.taxRate,
      timing: input.timing,
      economicLifeYears: input.lifeYears,
    },
    valueAt,
  });
};

/**
 * Values one forecast by 许可费节省法: bundle checked against all forecasts and worksheets, rates typed in or taken from a
 * worksheet, income capped at the earliest expiry of the bundle and at the economic life.
 * Fails as `readForecast` and `reliefFromRoyalty`, and with `E_LIFE_ZERO`.
 */
export const forecastModel = (context: ValuingContext, forecast: RoyaltyForecast): Result<EntryModel> => {
  const read = readForecast(context, forecast);
  if (!read.ok) return read;
  const input = inputOf(read.value);
  if (!input.lifeYears.isZero()) return modelOf(context, forecast, read.value, input);
  const path = forecastPath(forecast);
  return lifeZero(
    read.value.legal.years.isZero() ? `${path}.patents` : `${path}.economicLifeYears`,
    forecast.product,
  );
};
