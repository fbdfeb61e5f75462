import type { AppraisalApi } from '../../src/lib/bridge/appraisal-contract';
import type { Handlers } from '../../src/lib/bridge/job';
import type { CaseRecord } from '../../src/lib/case/case-record';
import type { Appraisal } from '../../src/lib/case/patents-section';
import { type Result, mapResult, ok, refuse } from '../../src/lib/kernel/result';
import { reviewAppraisals, settleDifference } from '../../src/lib/patent/appraisal/appraisal-review';
import { caseRoute } from '../../src/lib/patent/appraisal/case-route';
import { sealAppraisal } from '../../src/lib/patent/appraisal/seal-check';
import { readSheet, writeSheet } from '../../src/lib/patent/appraisal/sealed-sheet';
import { readScheme } from '../../src/lib/patent/scheme/scheme';
import type { Scheme } from '../../src/lib/patent/scheme/scheme-schema';
import { stabilityReport } from '../../src/lib/patent/score/stability-report';
import { rulesOfCase } from '../case-rules';

const schemeOf = (caseRecord: CaseRecord): Result<Scheme> => {
  const rules = rulesOfCase(caseRecord);
  if (!rules.ok) return rules;
  return mapResult(readScheme(rules.value, caseRecord.sections.patents.scheme), ({ value }) => value);
};

const appraisalOf = ({ sections: { patents } }: CaseRecord, by: string): Result<Appraisal> => {
  const found = patents.appraisals.find((appraisal) => appraisal.by === by);
  return found === undefined
    ? refuse('E_APPRAISAL_MISSING', `案卷中没有 ${by} 的盲评`, by, '请先开始盲评')
    : ok(found);
};

export const appraisalHandlers: Handlers<AppraisalApi> = {
  appraisalRoute: ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? caseRoute(caseRecord, rules.value) : rules;
  },

  sealAppraisal: async ({ caseRecord, by }) => {
    const scheme = schemeOf(caseRecord);
    if (!scheme.ok) return scheme;
    const appraisal = appraisalOf(caseRecord, by);
    if (!appraisal.ok) return appraisal;
    return mapResult(await sealAppraisal(appraisal.value, scheme.value, caseRecord), (seal) => ({ seal }));
  },

  compareAppraisals: ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? reviewAppraisals(caseRecord, rules.value) : rules;
  },

  settleDifference: ({ caseRecord, patent, indicator, decision }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? settleDifference(caseRecord, rules.value, { patent, indicator }, decision) : rules;
  },

  writeAppraisal: async ({ caseRecord, by }) => {
    const appraisal = appraisalOf(caseRecord, by);
    if (!appraisal.ok) return appraisal;
    return mapResult(await writeSheet(appraisal.value, caseRecord), (bytes) => ({ bytes }));
  },

  readAppraisal: async ({ caseRecord, bytes }) => {
    const scheme = schemeOf(caseRecord);
    return scheme.ok ? readSheet(bytes, scheme.value, caseRecord) : scheme;
  },

  weightStability: ({ caseRecord, patents }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? stabilityReport(caseRecord, rules.value, patents) : rules;
  },
};
