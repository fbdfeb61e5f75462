import type { CaseRecord } from '../src/lib/case/case-record';
import { type Outputs, mergeOutputs } from '../src/lib/case/method';
import type { MilpSolver } from '../src/lib/collateral/optimiser/milp';
import {
  NO_REASONS,
  type StructureReasons,
  explainStructure,
} from '../src/lib/collateral/optimised/explain-structure';
import { askOf, optimiseCase } from '../src/lib/collateral/optimised/optimise-case';
import type { Structure } from '../src/lib/collateral/structure-model';
import type { RulesAt } from '../src/lib/rulebook/model';
import { assetOutputs } from './asset-outputs';
import { screeningOf } from './screening';

/** What the assets and the checks leave for whatever comes after the checks. */
export const afterScreening = (caseRecord: CaseRecord, rules: RulesAt): Outputs => {
  const { figures, findings } = screeningOf(caseRecord, rules);
  return mergeOutputs(assetOutputs(caseRecord, rules), { figures, findings, offers: [] });
};

/** An unchanged record arrives as the same object, and its rules follow from it: structure, loss and life ask once. */
const solved = new WeakMap<CaseRecord, Structure>();

/** The structure of a case as a package computes it: after the checks, whose grade lowers the caps. */
export const structureOf = (caseRecord: CaseRecord, rules: RulesAt, solver: MilpSolver): Structure => {
  const before = solved.get(caseRecord);
  if (before !== undefined) return before;
  const structure = optimiseCase({ caseRecord, rules, prior: afterScreening(caseRecord, rules) }, solver);
  solved.set(caseRecord, structure);
  return structure;
};

/** What a structure of a case has to be solved again for: reasons, prices of limits, ways out. */
export const reasonsOf = (caseRecord: CaseRecord, rules: RulesAt, solver: MilpSolver): StructureReasons => {
  const read = askOf({ caseRecord, rules, prior: afterScreening(caseRecord, rules) });
  return read.ok ? explainStructure(read.asked, solver) : NO_REASONS;
};
