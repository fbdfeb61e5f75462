import type { Subject } from '../case/exchange';
import type { MethodInput } from '../case/method';
import { type Fen, fenText } from '../kernel/fen';
import type { Failure } from '../kernel/result';
import { alternativesFor } from './alternatives';
import { bindingLimits, ipAmountOf, isAtIpLimit } from './binding-limits';
import { type Candidates, gatherCandidates, sourceOfAsset, sourceOfSupport } from './candidates';
import { type IpConcentration, readIpConcentration, shareLabel, shareText } from './concentration';
import { MAX_SOURCES } from './covering-problem';
import { debtTermOf } from './debt-term';
import { recogniserByNumber } from './earlier-recognition';
import { ipMultiplierOf } from './ip-multiplier';
import { type PerfectionStates, readPerfectionStates } from './perfection';
import { repaymentHold } from './repayment-hold';
import { type Solution, type StructureProblem, solveStructure } from './solve-structure';
import { contractRatioOf, structureFigures } from './structure-figures';
import {
  type Frame,
  readNeed,
  sortedFailures,
  sortedLeftOut,
  unknownCosts,
  unsolved,
} from './structure-frame';
import { describeUnused, describeUsed } from './structure-items';
import {
  type LeftOut,
  type EnumeratedStructureMethod,
  STRUCTURE_METHOD_1,
  STRUCTURE_METHOD_2,
  type Structure,
} from './structure-model';

const tooMany = (count: number): Failure => ({
  code: 'E_TOO_MANY',
  message: `可用的押品和增信共 ${count} 项，本版最多精确求解 ${MAX_SOURCES} 项`,
  path: '押品组合',
  remedy: `请把暂不考虑的来源改为“不使用”，使可用来源不超过 ${MAX_SOURCES} 项`,
});

interface Prepared {
  readonly input: MethodInput;
  readonly subject: Subject;
  readonly frame: Frame;
  readonly candidates: Candidates;
  readonly problem: StructureProblem;
  readonly states: PerfectionStates;
  readonly concentration: IpConcentration;
}

const unusedOf = (
  { problem, concentration }: Prepared,
  solution: Solution,
  ipFen: Fen,
): readonly LeftOut[] => {
  const atLimit = isAtIpLimit(ipFen, problem.needFen, concentration);
  return problem.sources
    .filter((s) => !solution.used.some(({ source }) => source.kind === s.kind && source.id === s.id))
    .map((s) => describeUnused(s, atLimit));
};

const structureOf = (prepared: Prepared): Structure => {
  const { input, subject, frame, candidates, problem, states, concentration } = prepared;
  const { method, ipMultiplier, repayment, residualReason } = frame;
  const { needFen } = problem;
  const { enterprise } = input.caseRecord.sections;
  const solution = solveStructure(problem);
  const used = describeUsed(solution, candidates, recogniserByNumber(states, false));
  const ipFen = ipAmountOf(used);
  const term = debtTermOf(enterprise.need);
  const { costFen } = solution;
  return {
    plan: null,
    recognition: [],
    status: solution.feasible && !candidates.mustBlocked ? 'optimal' : 'infeasible',
    repayment,
    ipMultiplier,
    needFen: fenText(needFen),
    coveredFen: fenText(solution.coveredFen),
    recognisedFen: fenText(used.reduce((sum, u) => sum + BigInt(u.item.recognisedFen), 0n)),
    residualFen: fenText(needFen - solution.coveredFen),
    residualReason,
    ipShare: shareText(ipFen, needFen),
    ipShareLabel: shareLabel(ipFen, needFen),
    contractRatio: contractRatioOf(used),
    costFen: costFen === null ? null : fenText(costFen),
    knownCostFen: fenText(solution.knownCostFen),
    boundFen: fenText(solution.boundFen),
    gap: solution.gap,
    items: used.map((u) => u.item),
    leftOut: sortedLeftOut([...candidates.leftOut, ...unusedOf(prepared, solution, ipFen)]),
    binding: bindingLimits(needFen, solution, used, concentration),
    alternatives: alternativesFor({
      problem,
      solution,
      candidates,
      rules: input.rules,
      states,
      multiplier: ipMultiplier,
    }),
    failures: sortedFailures([...candidates.failures, ...unknownCosts(candidates)]),
    figures: structureFigures(subject, { method, needFen, solution, used, concentration, term }),
  };
};

/**
 * The cheapest structure of collateral and support that covers the need, exactly: amounts in whole 分, no rounding
 * but the named ones, the same answer for any order of the input. What cannot be used is left out with its reason and
 * the rest stands. When the need cannot be covered, the most that can be is shown with the residual, which is never
 * filled, and the smallest changes that would cover it.
 *
 * `unsolved` with one failure first: `E_NEED_MISSING`, `E_TOO_MANY` (over 20 usable sources), or a parameter that is
 * not in force on the valuation date. Reads `sections.enterprise.need`, `sections.collateral`, `prior.offers` and, from
 * version 2, `screening/ip-cap-multiplier`, by which the caps of intellectual property are lowered.
 * Sources: 民法典 (perfection), 押品管理指引（银监发〔2017〕16号）; caps and limits are rulebook entries.
 */
export const structureCase = (
  input: MethodInput,
  method: EnumeratedStructureMethod = STRUCTURE_METHOD_2,
): Structure => {
  const { caseRecord, rules, prior } = input;
  const { enterprise, collateral } = caseRecord.sections;
  const subject: Subject = { kind: 'case', id: 'case', title: caseRecord.title };
  const frame: Frame = {
    residualReason: collateral.residualReason,
    repayment: repaymentHold(prior.findings),
    method,
    ipMultiplier: method === STRUCTURE_METHOD_1 ? null : ipMultiplierOf(prior.figures),
  };
  const stop = (needFen: Fen | null, reason: Failure, candidates: Candidates | null): Structure =>
    unsolved(subject, frame, needFen, reason, candidates);

  const states = readPerfectionStates(rules);
  if (!states.ok) return stop(null, states.failure, null);
  const concentration = readIpConcentration(rules);
  if (!concentration.ok) return stop(null, concentration.failure, null);
  const candidates = gatherCandidates(collateral, prior.offers, rules, states.value, frame.ipMultiplier);
  const need = readNeed(caseRecord);
  if (!need.ok) return stop(null, need.failure, candidates);
  const sources = [...candidates.assets.map(sourceOfAsset), ...candidates.support.map(sourceOfSupport)];
  if (sources.length > MAX_SOURCES) return stop(need.value, tooMany(sources.length), candidates);
  const problem: StructureProblem = {
    needFen: need.value,
    ipLimit: concentration.value.limit,
    years: debtTermOf(enterprise.need).years,
    sources,
  };
  return structureOf({
    input,
    subject,
    frame,
    candidates,
    problem,
    states: states.value,
    concentration: concentration.value,
  });
};
