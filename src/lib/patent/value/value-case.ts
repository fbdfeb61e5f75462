import type { CaseRecord } from '../../case/case-record';
import type { RoyaltyForecast } from '../../case/patents-section';
import type { Worksheet } from '../../case/worksheet';
import { type Result, fail } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { formOf } from '../worksheet/forms';
import { givesValue } from '../worksheet/value-sheets';
import type { RateEntry, ValuedEntry } from './asset-valuation';
import type { EntryModel } from './entry-model';
import { ROYALTY_TITLE, forecastModel } from './forecast-model';
import { simulateForecast } from './simulate-forecast';
import { splitEntry } from './split-value';
import { type ValuingContext, valuingContext } from './valuing-context';
import { worksheetModel } from './worksheet-model';

/** A forecast or worksheet of the case and what valuing it came to. */
export interface ModelledEntry {
  readonly entry: string;
  readonly kind: ValuedEntry['kind'];
  readonly title: string;
  readonly product: string;
  readonly patents: readonly string[];
  readonly model: Result<EntryModel>;
}

const forecastEntry = (context: Result<ValuingContext>, forecast: RoyaltyForecast): ModelledEntry => ({
  entry: forecast.id,
  kind: 'relief-from-royalty',
  title: ROYALTY_TITLE,
  product: forecast.product,
  patents: forecast.patents,
  model: context.ok ? forecastModel(context.value, forecast) : fail(context.failure),
});

const worksheetEntry = (
  context: Result<ValuingContext>,
  rules: RulesAt,
  worksheet: Worksheet,
): ModelledEntry => {
  const form = formOf(worksheet.kind, rules);
  return {
    entry: worksheet.id,
    kind: worksheet.kind,
    title: form.ok ? form.value.title : worksheet.kind,
    product: worksheet.product,
    patents: worksheet.patents,
    model: context.ok ? worksheetModel(context.value, worksheet) : fail(context.failure),
  };
};

export const forecastEntries = (caseRecord: CaseRecord, rules: RulesAt): readonly ModelledEntry[] => {
  const context = valuingContext(caseRecord, rules);
  return caseRecord.sections.patents.forecasts.map((forecast) => forecastEntry(context, forecast));
};

export const worksheetEntries = (caseRecord: CaseRecord, rules: RulesAt): readonly ModelledEntry[] => {
  const context = valuingContext(caseRecord, rules);
  return caseRecord.sections.patents.worksheets
    .filter(({ kind }) => givesValue(kind))
    .map((worksheet) => worksheetEntry(context, rules, worksheet));
};

/** Every forecast and every worksheet that gives a value, valued. One that fails leaves the others alone. */
export const modelEntries = (caseRecord: CaseRecord, rules: RulesAt): readonly ModelledEntry[] => [
  ...forecastEntries(caseRecord, rules),
  ...worksheetEntries(caseRecord, rules),
];

/** The entries as the page and the terminal get them: with simulation and split. */
export const valuedEntries = (
  caseRecord: CaseRecord,
  rules: RulesAt,
  modelled: readonly ModelledEntry[],
): readonly ValuedEntry[] =>
  modelled.map(({ entry, kind, title, product, model }) => {
    const forecast = caseRecord.sections.patents.forecasts.find(({ id }) => id === entry);
    return {
      entry,
      kind,
      title,
      product,
      result: model.ok ? { ok: true, value: model.value.valuation } : model,
      simulation:
        forecast === undefined || forecast.uncertainty === null
          ? null
          : simulateForecast(caseRecord, rules, entry),
      split:
        forecast === undefined || forecast.shares.length === 0 || !model.ok
          ? null
          : splitEntry(caseRecord.sections.patents, forecast, model.value.valuation),
    };
  });

/** Every worksheet that gives a rate. */
export const rateEntries = (caseRecord: CaseRecord, rules: RulesAt): readonly RateEntry[] => {
  const context = valuingContext(caseRecord, rules);
  return context.ok ? context.value.rates.entries() : [];
};
