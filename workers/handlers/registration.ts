import { runMethods } from '../../src/lib/case/method';
import { ok } from '../../src/lib/kernel/result';
import { buildPackage } from '../../src/lib/registration/build-package';
import { checklist } from '../../src/lib/registration/checklist';
import { renderDocuments } from '../../src/lib/registration/render-documents';
import { verifyPackage } from '../../src/lib/review/verify-package';
import { rulesOfCase } from '../case-rules';
import { ENGINE_VERSION } from '../engine-version';
import { ALL_METHODS, METHOD_REGISTRY } from '../methods';
import type { HandlersOf } from './types';

export const registrationHandlers: HandlersOf<'registration'> = {
  buildPackage: ({ caseRecord, attachments }) => {
    const rules = rulesOfCase(caseRecord);
    if (!rules.ok) return rules;
    const outputs = runMethods(ALL_METHODS, caseRecord, rules.value);
    return buildPackage({
      caseRecord,
      outputs,
      rules: rules.value,
      methods: ALL_METHODS.map((method) => method.id),
      attachments,
      engineVersion: ENGINE_VERSION,
    });
  },

  verifyPackage: async ({ bytes }) =>
    ok(
      await verifyPackage(bytes, {
        methods: METHOD_REGISTRY,
        renderDocuments,
        engineVersion: ENGINE_VERSION,
      }),
    ),

  checkPackage: ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    if (!rules.ok) return rules;
    const outputs = runMethods(ALL_METHODS, caseRecord, rules.value);
    const papers = checklist(caseRecord, rules.value);
    return papers.ok ? ok({ outputs, papers: papers.value }) : papers;
  },
};
