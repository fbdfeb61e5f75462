import type { CaseRecord } from '../src/lib/case/case-record';
import { type Outputs, runMethods } from '../src/lib/case/method';
import type { RulesAt } from '../src/lib/rulebook/model';
import { ASSET_METHODS } from './methods';

const known = new WeakMap<CaseRecord, Outputs>();

/**
 * What the asset methods leave for a case. Several calls about one record ask for it; an unchanged record arrives as the
 * same object and is computed once. The rules follow from the record (see `rulesOfCase`).
 */
export const assetOutputs = (caseRecord: CaseRecord, rules: RulesAt): Outputs => {
  const before = known.get(caseRecord);
  if (before !== undefined) return before;
  const outputs = runMethods(ASSET_METHODS, caseRecord, rules);
  known.set(caseRecord, outputs);
  return outputs;
};
