import type { CaseRecord } from '../../case/case-record';
import type { ForecastUncertainty, RoyaltyForecast } from '../../case/patents-section';
import { decimalText } from '../../kernel/decimal';
import { fenText } from '../../kernel/fen';
import { type Result, ok, refuse } from '../../kernel/result';
import type { TraceNode } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import type { Distribution } from '../../valuation/simulation/distribution';
import { type RoyaltyUncertainty, royaltyModel } from '../../valuation/simulation/royalty-uncertainty';
import { blocksFor, mergeDraws, simulateBlocks } from '../../valuation/simulation/simulate-royalty';
import { summariseDraws } from '../../valuation/simulation/simulation-summary';
import { simulationTraces } from '../../valuation/simulation/simulation-trace';
import { findForecast, forecastPath } from './forecast-inputs';
import { forecastModel } from './forecast-model';
import { type ReadForecast, readForecast } from './read-forecast';
import { valuingContext } from './valuing-context';

/** What a simulation of one forecast says. Amounts are decimal-integer text of 分. */
export interface ForecastSimulation {
  readonly forecast: string;
  readonly draws: number;
  readonly seed: string;
  readonly p10Fen: string;
  readonly p50Fen: string;
  readonly p90Fen: string;
  readonly meanFen: string;
  readonly standardErrorFen: string;
  /** P10, P50 and P90 with their inputs. */
  readonly traces: readonly TraceNode[];
}

const PLACES = 12;
const triangular = (low: string, mode: string, high: string): Distribution => ({
  kind: 'triangular',
  low,
  mode,
  high,
});
const constant = (value: string): Distribution => ({ kind: 'constant', value });

const modelOf = (
  { royalty, economicLife, legal }: ReadForecast,
  spread: ForecastUncertainty,
): RoyaltyUncertainty => ({
  netSalesFen: royalty.netSalesFen,
  salesLevel: triangular(spread.salesLow, '1', spread.salesHigh),
  salesGrowth: constant('0'),
  royaltyRate: triangular(spread.royaltyLow, decimalText(royalty.royaltyRate), spread.royaltyHigh),
  discountRate: triangular(spread.discountLow, decimalText(royalty.discountRate), spread.discountHigh),
  economicLifeYears: constant(decimalText(economicLife, PLACES)),
  legalLifeYears: decimalText(legal.years, PLACES),
  taxRate: decimalText(royalty.taxRate),
  discountBasis: royalty.discountBasis,
  timing: royalty.timing,
});

const spreadOf = (forecast: RoyaltyForecast, path: string): Result<ForecastUncertainty> => {
  const spread = forecast.uncertainty;
  return spread === null
    ? refuse(
        'E_MISSING',
        `“${forecast.product}”没有填写各输入的上下限，不能模拟`,
        path,
        '请填写收入、费率、折现率的上下限及其依据；不会拿默认幅度代替',
      )
    : ok(spread);
};

/**
 * Simulates relief from royalty for one forecast within the limits a person stated. The same case gives the same bits on
 * every machine and for any number of workers. Fails as `valueForecast` does, with `E_MISSING` when no limits are
 * stated, and with the codes of `royaltyModel` (limits out of order or of range).
 */
export const simulateForecast = (
  caseRecord: CaseRecord,
  rules: RulesAt,
  forecastId: string,
): Result<ForecastSimulation> => {
  const forecast = findForecast(caseRecord.sections.patents, forecastId);
  if (!forecast.ok) return forecast;
  const path = `${forecastPath(forecast.value)}.uncertainty`;
  const spread = spreadOf(forecast.value, path);
  if (!spread.ok) return spread;
  const context = valuingContext(caseRecord, rules);
  if (!context.ok) return context;
  // What has no value has no distribution of values either.
  const valued = forecastModel(context.value, forecast.value);
  if (!valued.ok) return valued;
  const read = readForecast(context.value, forecast.value);
  if (!read.ok) return read;
  const given = modelOf(read.value, spread.value);
  const model = royaltyModel(given, path);
  if (!model.ok) return model;
  const { seed, draws } = spread.value;
  const drawn = simulateBlocks(model.value, seed, 0, blocksFor(draws));
  const summary = summariseDraws(mergeDraws([{ fromBlock: 0, draws: drawn }], draws));
  if (!summary.ok) return summary;
  const traces = simulationTraces(given, summary.value, {
    id: `patent-value/${forecastId}`,
    title: forecast.value.product,
    path,
    seed,
    known: [read.value.legal.trace],
  });
  const { p10Fen, p50Fen, p90Fen, meanFen, standardErrorFen } = summary.value;
  return ok({
    forecast: forecastId,
    draws,
    seed,
    p10Fen: fenText(p10Fen),
    p50Fen: fenText(p50Fen),
    p90Fen: fenText(p90Fen),
    meanFen: fenText(meanFen),
    standardErrorFen: fenText(standardErrorFen),
    traces,
  });
};
