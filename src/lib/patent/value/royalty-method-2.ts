import type { CaseRecord } from '../../case/case-record';
import type { Figure } from '../../case/exchange';
import type { Method } from '../../case/method';
import type { RoyaltyForecast } from '../../case/patents-section';
import type { RulesAt } from '../../rulebook/model';
import { patentSubject } from '../pledged-patents';
import { entryFigures, figureOf, productLeaf, refusedTrace, useOf } from './entry-figures';
import { simulateForecast } from './simulate-forecast';
import { splitEntry } from './split-value';
import { type ModelledEntry, forecastEntries } from './value-case';
import { useSubject } from './value-use';

export const ROYALTY_METHOD_2 = 'patent.relief-from-royalty@2';

const QUANTILES = ['p10', 'p50', 'p90'] as const;

const simulated = (caseRecord: CaseRecord, rules: RulesAt, forecast: RoyaltyForecast): readonly Figure[] => {
  if (forecast.uncertainty === null) return [];
  const use = useOf(caseRecord.sections.patents, forecast.id);
  const simulation = simulateForecast(caseRecord, rules, forecast.id);
  return QUANTILES.map((end, index) => {
    const label = end.toUpperCase();
    const id = `patent-value/${forecast.id}/${end}`;
    const found = simulation.ok ? simulation.value.traces[index] : undefined;
    const trace =
      found ??
      refusedTrace(
        id,
        `${label} · ${forecast.product}`,
        simulation.ok
          ? { code: 'E_MISSING', message: `没有 ${label}`, path: '', remedy: '请重新模拟' }
          : simulation.failure,
        [productLeaf(use)],
      );
    return figureOf(useSubject(use), ROYALTY_METHOD_2, `模拟 ${label}`, trace);
  });
};

const SPLIT = '按贡献份额分得的价值';

const split = (
  { sections: { patents: section } }: CaseRecord,
  forecast: RoyaltyForecast,
  { model }: ModelledEntry,
): readonly Figure[] => {
  if (forecast.shares.length === 0 || !model.ok) return [];
  const parts = splitEntry(section, forecast, model.value.valuation);
  const use = useOf(section, forecast.id);
  return section.records
    .filter(({ id }) => forecast.patents.includes(id))
    .map((record) => {
      const part = parts.ok ? parts.value.find(({ patent }) => patent === record.id) : undefined;
      const trace =
        part?.trace ??
        refusedTrace(
          `patent-value/${forecast.id}/patent/${record.id}`,
          `${SPLIT} · ${record.title}`,
          parts.ok
            ? { code: 'E_MISSING', message: '没有贡献份额', path: '', remedy: '请写明贡献份额' }
            : parts.failure,
          [productLeaf(use)],
        );
      return figureOf(patentSubject(record), ROYALTY_METHOD_2, SPLIT, trace);
    });
};

/**
 * Values of the forecasts: `patent-value/<forecastId>` in 分 with `…/low` and `…/high` of the sensitivity range, `…/p10`,
 * `…/p50`, `…/p90` where a person stated how far the inputs may lie, and `…/patent/<patentId>` where the bundle is split
 * by stated shares. A forecast that is refused leaves `null` and its reason. Makes no offer: `patent.reconciliation` does.
 * Against version 1: rates from worksheets, a life of 0 refused, a bundle checked against worksheets as well.
 */
export const royaltyMethod2: Method = {
  id: ROYALTY_METHOD_2,
  title: '许可费节省法（收益法）',
  needs: [],
  run({ caseRecord, rules }) {
    const section = caseRecord.sections.patents;
    const figures = forecastEntries(caseRecord, rules).flatMap((entry, index) => {
      const forecast = section.forecasts[index];
      return [
        ...entryFigures(section, rules, ROYALTY_METHOD_2, entry),
        ...(forecast === undefined
          ? []
          : [...simulated(caseRecord, rules, forecast), ...split(caseRecord, forecast, entry)]),
      ];
    });
    return { figures, findings: [], offers: [] };
  },
};
