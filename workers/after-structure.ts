import type { CaseRecord } from '../src/lib/case/case-record';
import { type MethodInput, mergeOutputs } from '../src/lib/case/method';
import { type Result, ok } from '../src/lib/kernel/result';
import { rulesOfCase } from './case-rules';
import { solverFor } from './solver';
import { afterScreening, structureOf } from './structure';

/** An unchanged record arrives as the same object: loss, draws and cost of one case ask for its structure once. */
const known = new WeakMap<CaseRecord, Promise<Result<MethodInput>>>();

const compute = async (caseRecord: CaseRecord): Promise<Result<MethodInput>> => {
  const rules = rulesOfCase(caseRecord);
  if (!rules.ok) return rules;
  const { figures } = structureOf(caseRecord, rules.value, await solverFor(caseRecord));
  const prior = mergeOutputs(afterScreening(caseRecord, rules.value), { figures, findings: [], offers: [] });
  return ok({ caseRecord, rules: rules.value, prior });
};

/** What a method after the structure reads, as a package computes it. */
export const afterStructure = (caseRecord: CaseRecord): Promise<Result<MethodInput>> => {
  const before = known.get(caseRecord);
  if (before !== undefined) return before;
  const input = compute(caseRecord);
  known.set(caseRecord, input);
  // A solver that did not load is asked for again.
  input.catch(() => known.delete(caseRecord));
  return input;
};
