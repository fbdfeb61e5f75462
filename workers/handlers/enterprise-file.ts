import { fileFindings } from '../../src/lib/screening/enterprise-file/accounts-method';
import { fileView } from '../../src/lib/screening/enterprise-file/file-view';
import { importFile, outlineFile } from '../../src/lib/screening/enterprise-file/import/file-import';
import { openEnterpriseFile } from '../../src/lib/screening/enterprise-file/open-file';
import { toFinding } from '../../src/lib/screening/finding-model';
import { ok } from '../../src/lib/kernel/result';
import { rulesOfCase } from '../case-rules';
import type { HandlersOf } from './types';

/** The part of the intake worker that takes files into 一企一档. */
export const fileImportHandlers: Pick<HandlersOf<'intake'>, 'planFileImport' | 'applyFileImport'> = {
  planFileImport: ({ caseRecord, ...input }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? outlineFile(input, caseRecord, rules.value) : rules;
  },

  applyFileImport: ({ caseRecord, stamp, decisions, ...input }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? importFile(input, caseRecord, rules.value, stamp, decisions) : rules;
  },
};

/** The part of the screening worker that shows 一企一档. */
export const fileViewHandlers: Pick<HandlersOf<'collateral'>, 'fileView'> = {
  fileView: ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    if (!rules.ok) return rules;
    const file = openEnterpriseFile(caseRecord, rules.value);
    return ok(fileView(file, fileFindings(file, rules.value).map(toFinding)));
  },
};
