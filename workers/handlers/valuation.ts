import { runMethods } from '../../src/lib/case/method';
import { ok } from '../../src/lib/kernel/result';
import { explainCitationPercentile, patentStatistics } from '../../src/lib/patent/cohort/patent-statistics';
import { answerSheet } from '../../src/lib/patent/reading/answer-sheet';
import { explainPatentScore } from '../../src/lib/patent/score/explain-score';
import { evaluatePatents } from '../../src/lib/patent/value/evaluate-patents';
import { whatIf } from '../../src/lib/patent/value/explore';
import { worksheetForms } from '../../src/lib/patent/worksheet/forms';
import { backTestReport } from '../authoring/back-test';
import { rulesOfCase } from '../case-rules';
import { qualityView } from '../data-quality';
import { feeCalendar, feeReductions } from '../fee-calendar';
import { ASSET_METHODS } from '../methods';
import { patentStanding, portfolioProposal } from '../portfolio';
import { scoreTableOf } from '../score-table';
import { appraisalHandlers } from './appraisal';
import { authoringHandlers } from './authoring';
import { dataValueHandlers } from './data-value';
import type { HandlersOf } from './types';

export const valuationHandlers: HandlersOf<'valuation'> = {
  ...authoringHandlers,
  ...appraisalHandlers,
  ...dataValueHandlers,

  backTest: (input, job) =>
    backTestReport(input, async (caseRecord) => valuationHandlers.evaluateAssets({ caseRecord }, job)),

  scorePatents: ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? scoreTableOf(caseRecord, rules.value) : rules;
  },

  selectPortfolio: ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? portfolioProposal(caseRecord, rules.value) : rules;
  },

  patentStanding: ({ caseRecord, patent }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? patentStanding(caseRecord, rules.value, patent) : rules;
  },

  dataQuality: ({ caseRecord, asset }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? qualityView(caseRecord, rules.value, asset) : rules;
  },

  explainScore: ({ caseRecord, patent }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? explainPatentScore(caseRecord, rules.value, patent) : rules;
  },

  answerSheet: ({ caseRecord, patent }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? answerSheet(caseRecord, rules.value, patent) : rules;
  },

  patentStatistics: ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? patentStatistics(caseRecord, rules.value) : rules;
  },

  explainCitation: ({ caseRecord, patent }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? explainCitationPercentile(caseRecord, rules.value, patent) : rules;
  },

  feeCalendar: ({ caseRecord, payOn }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? feeCalendar(caseRecord, payOn, rules.value) : rules;
  },

  feeReductions: ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? feeReductions(caseRecord, rules.value) : rules;
  },

  evaluateAssets: ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    if (!rules.ok) return rules;
    const outputs = runMethods(ASSET_METHODS, caseRecord, rules.value);
    // One tree per pledged patent and score would stop the page; it asks for them one by one (`explainScore`).
    const figures = outputs.figures.filter(({ subject }) => subject.kind !== 'patent');
    return ok({ ...outputs, figures, ...evaluatePatents(caseRecord, rules.value) });
  },

  worksheetForms: ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? worksheetForms(rules.value) : rules;
  },

  whatIf: ({ caseRecord, entry }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? whatIf(caseRecord, rules.value, entry) : rules;
  },
};
