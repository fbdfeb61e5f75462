import { runMethods } from '../../src/lib/case/method';
import { ok } from '../../src/lib/kernel/result';
import { buildPackage } from '../../src/lib/registration/build-package';
import { checklist } from '../../src/lib/registration/checklist';
import { renderDocuments } from '../../src/lib/registration/render-documents';
import { riskNotes } from '../../src/lib/registration/risk-notes';
import { verifyPackage } from '../../src/lib/review/verify-package';
import { rulesOfCase } from '../case-rules';
import { ENGINE_VERSION } from '../engine-version';
import { methodsWith } from '../methods';
import { solver, solverFor } from '../solver';
import type { HandlersOf } from './types';

/** Checks of the package itself, and of how the valuation in it came about. */
const OF_THE_PACKAGE = /^(registration\.|patent\.(appraisal-route|assumption-log)@)/;

export const registrationHandlers: HandlersOf<'registration'> = {
  buildPackage: async ({ caseRecord, attachments }) => {
    const rules = rulesOfCase(caseRecord);
    if (!rules.ok) return rules;
    const { all } = methodsWith(await solverFor(caseRecord));
    const outputs = runMethods(all, caseRecord, rules.value);
    return buildPackage({
      caseRecord,
      outputs,
      rules: rules.value,
      methods: all.map((method) => method.id),
      attachments,
      engineVersion: ENGINE_VERSION,
    });
  },

  verifyPackage: async ({ bytes }) =>
    ok(
      await verifyPackage(bytes, {
        methods: methodsWith(await solver()).registry,
        renderDocuments,
        engineVersion: ENGINE_VERSION,
      }),
    ),

  riskNotes: ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? riskNotes(rules.value) : rules;
  },

  checkPackage: async ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    if (!rules.ok) return rules;
    const outputs = runMethods(methodsWith(await solverFor(caseRecord)).all, caseRecord, rules.value);
    const papers = checklist(caseRecord, rules.value);
    // Only these checks cross to the page: the traces of thousands of scores would stop it.
    const findings = outputs.findings.filter(({ method }) => OF_THE_PACKAGE.test(method));
    return papers.ok ? ok({ findings, papers: papers.value }) : papers;
  },
};
