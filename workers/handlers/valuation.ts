import { runMethods } from '../../src/lib/case/method';
import { ok } from '../../src/lib/kernel/result';
import { answerSheet } from '../../src/lib/patent/reading/answer-sheet';
import { explainPatentScore } from '../../src/lib/patent/score/explain-score';
import { scorePatents } from '../../src/lib/patent/score/score-patents';
import { simulateForecast } from '../../src/lib/patent/value/simulate-forecast';
import { valueForecast } from '../../src/lib/patent/value/value-patents';
import { rulesOfCase } from '../case-rules';
import { feeCalendar } from '../fee-calendar';
import { ASSET_METHODS } from '../methods';
import type { HandlersOf } from './types';

export const valuationHandlers: HandlersOf<'valuation'> = {
  scorePatents: ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? scorePatents(caseRecord, rules.value) : rules;
  },

  explainScore: ({ caseRecord, patent }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? explainPatentScore(caseRecord, rules.value, patent) : rules;
  },

  answerSheet: ({ caseRecord, patent }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? answerSheet(caseRecord, rules.value, patent) : rules;
  },

  feeCalendar: ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? feeCalendar(caseRecord, rules.value) : rules;
  },

  evaluateAssets: ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    if (!rules.ok) return rules;
    const valuations = caseRecord.sections.patents.forecasts.map((forecast) => ({
      forecast: forecast.id,
      result: valueForecast(caseRecord, rules.value, forecast.id),
      simulation:
        forecast.uncertainty === undefined || forecast.uncertainty === null
          ? null
          : simulateForecast(caseRecord, rules.value, forecast.id),
    }));
    return ok({ ...runMethods(ASSET_METHODS, caseRecord, rules.value), valuations });
  },
};
