import { runMethods } from '../../src/lib/case/method';
import { ok } from '../../src/lib/kernel/result';
import { buildPackage } from '../../src/lib/registration/build-package';
import { filingsView } from '../../src/lib/registration/filings/filing-view';
import { riskNotes } from '../../src/lib/registration/risk-notes';
import { verifyPackage } from '../../src/lib/review/verify-package';
import { rulesOfCase } from '../case-rules';
import { ENGINE_VERSION } from '../engine-version';
import { methodsWith } from '../methods';
import { pdfMaker } from '../pdf-writer';
import { recalculation } from '../recalculation';
import { solverFor } from '../solver';
import { deskHandlers } from './desk';
import { documentHandlers } from './documents';
import { signingHandlers } from './signing';
import { templatesAreSafe } from '../template-safety';
import type { HandlersOf } from './types';

/** Checks of the package itself, and of how the valuation in it came about. */
const OF_THE_PACKAGE = /^(registration\.|patent\.(appraisal-route|assumption-log)@)/;

export const registrationHandlers: HandlersOf<'registration'> = {
  ...deskHandlers,
  ...documentHandlers,
  ...signingHandlers,

  buildPackage: async ({ caseRecord, attachments, documents, saved }) => {
    const rules = rulesOfCase(caseRecord);
    if (!rules.ok) return rules;
    const safe = await templatesAreSafe(documents?.files ?? new Map());
    if (!safe.ok) return safe;
    const { all } = methodsWith(await solverFor(caseRecord));
    const outputs = runMethods(all, caseRecord, rules.value);
    return buildPackage({
      caseRecord,
      outputs,
      rules: rules.value,
      methods: all.map((method) => method.id),
      attachments,
      engineVersion: ENGINE_VERSION,
      ...(saved === undefined ? {} : { revision: { ...saved, previous: null } }),
      ...(documents === undefined
        ? {}
        : {
            documents: {
              request: { pdf: documents.pdf, templates: documents.templates },
              files: documents.files,
              makePdf: pdfMaker(),
            },
          }),
    });
  },

  verifyPackage: async ({ bytes }) => ok(await verifyPackage(bytes, await recalculation())),

  riskNotes: ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? riskNotes(rules.value) : rules;
  },

  checkPackage: async ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    if (!rules.ok) return rules;
    const outputs = runMethods(methodsWith(await solverFor(caseRecord)).all, caseRecord, rules.value);
    const filings = filingsView(caseRecord, outputs, rules.value);
    // Only these checks cross to the page: the traces of thousands of scores would stop it.
    const findings = outputs.findings.filter(({ method }) => OF_THE_PACKAGE.test(method));
    return filings.ok ? ok({ findings, filings: filings.value }) : filings;
  },
};
