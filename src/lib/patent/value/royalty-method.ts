import type { Figure } from '../../case/exchange';
import { type Method } from '../../case/method';
import type { RoyaltyForecast } from '../../case/patents-section';
import type { Result } from '../../kernel/result';
import { type TraceNode, derive } from '../../kernel/trace';
import { readTyped, ruleLeaf } from '../../rulebook/read-rule';
import type { RulesAt } from '../../rulebook/model';
import { type Valuation } from '../../valuation/valuation';
import { sensitivityGridRule } from '../../valuation/valuation-rules';
import { enteredLeaf } from './forecast-inputs';
import { poolOffers } from './pool-offer';
import { forecastSubject, valueForecast } from './value-patents';

/** A forecast and what valuing it came to. */
interface ForecastValue {
  readonly forecast: RoyaltyForecast;
  readonly valuation: Result<Valuation>;
}

export const ROYALTY_METHOD = 'patent.relief-from-royalty@1';

const figure = ({ forecast }: ForecastValue, label: string, trace: TraceNode): Figure => ({
  id: trace.id,
  subject: forecastSubject(forecast),
  label,
  value: trace.value,
  unit: 'fen',
  method: ROYALTY_METHOD,
  confidence: trace.confidence,
  trace: { ...trace, method: ROYALTY_METHOD },
});

/** The value that could not be computed: unknown, with the reason and what to do. */
const refusedTrace = ({ forecast, valuation }: ForecastValue): TraceNode =>
  derive({
    id: `patent-value/${forecast.id}`,
    label: `许可费节省法估值 · ${forecast.product}`,
    value: null,
    unit: 'fen',
    ...(valuation.ok ? {} : { note: `${valuation.failure.message}。${valuation.failure.remedy}` }),
    children: [enteredLeaf(forecast, 'product', '产品', forecast.product, 'text', forecast.salesSource)],
  });

const endTrace = (
  rules: RulesAt,
  { forecast }: ForecastValue,
  valuation: Valuation,
  end: 'low' | 'high',
): TraceNode => {
  const grid = readTyped(rules, 'valuation.sensitivity-grid', sensitivityGridRule);
  return derive({
    id: `patent-value/${forecast.id}/${end}`,
    label: `${end === 'low' ? '敏感性低端' : '敏感性高端'} · ${forecast.product}`,
    value: end === 'low' ? valuation.lowFen : valuation.highFen,
    unit: 'fen',
    formula: `${valuation.sensitivity.basis}，取九格中的${end === 'low' ? '最小值' : '最大值'}`,
    rounding: '四舍五入到分',
    note: '敏感性范围，不是概率分位数',
    children: [valuation.trace, ...(grid.ok ? [ruleLeaf(grid.value.rule)] : [])],
  });
};

const figuresOf = (rules: RulesAt, value: ForecastValue): readonly Figure[] => {
  if (!value.valuation.ok) return [figure(value, '许可费节省法估值', refusedTrace(value))];
  const valuation = value.valuation.value;
  return [
    figure(value, '许可费节省法估值', valuation.trace),
    figure(value, '敏感性低端', endTrace(rules, value, valuation, 'low')),
    figure(value, '敏感性高端', endTrace(rules, value, valuation, 'high')),
  ];
};

/**
 * Version 1, kept so that packages made with it recompute; version 2 runs.
 * Values of the forecasts: `patent-value/<forecastId>` in 分 with `…/low` and `…/high` of the sensitivity range, and the
 * offer `offer/patent-pool` of the pledged patents. A forecast that is refused leaves `null` and its reason.
 */
export const royaltyMethod: Method = {
  id: ROYALTY_METHOD,
  title: '许可费节省法（收益法）',
  needs: [],
  run({ caseRecord, rules }) {
    const section = caseRecord.sections.patents;
    const values = section.forecasts.map((forecast) => ({
      forecast,
      valuation: valueForecast(caseRecord, rules, forecast.id),
    }));
    return {
      figures: values.flatMap((value) => figuresOf(rules, value)),
      findings: [],
      offers: poolOffers(
        section,
        values.map(({ forecast, valuation }) => ({
          product: forecast.product,
          patents: forecast.patents,
          value: valuation,
          openBecause: valuation.ok ? '' : `“${forecast.product}”未能估值：${valuation.failure.message}`,
        })),
      ),
    };
  },
};
