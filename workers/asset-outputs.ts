import type { CaseRecord } from '../src/lib/case/case-record';
import { type Outputs, runMethods } from '../src/lib/case/method';
import type { RulesAt } from '../src/lib/rulebook/model';
import { Memory } from '../src/lib/screening/memory';
import { watchedCase } from '../src/lib/screening/sight';
import { ASSET_METHODS } from './methods';

const known = new WeakMap<CaseRecord, Outputs>();

/** Rules follow from date, region and overlay of the case: what was made under others does not count. */
const settingOf = ({ valuationDate, region, overlay }: CaseRecord): string =>
  JSON.stringify([valuationDate, region, overlay?.json ?? null]);

/** The case asked about last: while it is edited, what no edit touched stays. */
let desk: { readonly setting: string; readonly memory: Memory<CaseRecord> } | null = null;

/**
 * What the asset methods leave for a case. Several calls about one record ask for it; an unchanged record arrives as the
 * same object and is computed once. An edited record is computed again only when a field of a section changed that the
 * methods looked at: an answer of 三看三评 is none. The rules follow from the record (see `rulesOfCase`).
 */
export const assetOutputs = (caseRecord: CaseRecord, rules: RulesAt): Outputs => {
  const before = known.get(caseRecord);
  if (before !== undefined) return before;
  const setting = settingOf(caseRecord);
  if (desk?.setting !== setting) desk = { setting, memory: new Memory() };
  desk.memory.begin();
  const outputs = desk.memory.recall('assets', caseRecord, (note) =>
    runMethods(
      ASSET_METHODS,
      watchedCase<CaseRecord>(caseRecord, (now) => now, note),
      rules,
    ),
  );
  known.set(caseRecord, outputs);
  return outputs;
};
