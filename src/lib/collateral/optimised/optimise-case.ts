import type { Figure, Subject } from '../../case/exchange';
import type { MethodInput } from '../../case/method';
import { type Fen, fenText } from '../../kernel/fen';
import type { Failure } from '../../kernel/result';
import { ipAmountOf } from '../binding-limits';
import { type Candidates, gatherCandidates, sourceOfAsset, sourceOfSupport } from '../candidates';
import { readIpConcentration, shareLabel, shareText } from '../concentration';
import { debtTermOf } from '../debt-term';
import { ipMultiplierOf } from '../ip-multiplier';
import { limitsOf } from '../optimiser/marginal-value';
import type { MilpSolver } from '../optimiser/milp';
import { type StructureOutcome, optimiseStructure } from '../optimiser/optimise-structure';
import type { Plan } from '../optimiser/structure-input';
import type { PlanCheck } from '../optimiser/verify-plan';
import { readPerfectionStates } from '../perfection';
import { repaymentHold } from '../repayment-hold';
import { contractRatioOf } from '../structure-figures';
import {
  type Frame,
  readNeed,
  sortedFailures,
  sortedLeftOut,
  unknownCosts,
  unsolved,
} from '../structure-frame';
import { type UsedSource, describeUsed } from '../structure-items';
import {
  STRUCTURE_METHOD,
  type SolvedStructureMethod,
  type SourceRecognition,
  type Structure,
  type StructurePlan,
} from '../structure-model';
import type { AskedCase } from './asked-case';
import { structureInputOf } from './input-of-case';
import { namesOf } from './names';
import { mustFailures, notUsed, refusedHere } from './outside';
import { coverageOf, planFigures } from './plan-figures';
import { recognisedWords, recogniserFor, recognitionsOf } from './recognised-sources';

const FORMULA = '求得的最优组合中承担的部分，按整数分复核';

/** The ask of a case, or the structure that says why there is none. */
export const askOf = (
  input: MethodInput,
  method: SolvedStructureMethod = STRUCTURE_METHOD,
):
  | { readonly ok: true; readonly asked: AskedCase }
  | { readonly ok: false; readonly structure: Structure } => {
  const { caseRecord, rules, prior } = input;
  const { enterprise, collateral } = caseRecord.sections;
  const subject: Subject = { kind: 'case', id: 'case', title: caseRecord.title };
  const frame: Frame = {
    residualReason: collateral.residualReason,
    repayment: repaymentHold(prior.findings),
    method,
    ipMultiplier: ipMultiplierOf(prior.figures),
  };
  const stop = (
    needFen: Fen | null,
    reason: Failure,
    candidates: Candidates | null,
    recognition: readonly SourceRecognition[] = [],
  ) => ({
    ok: false as const,
    structure: { ...unsolved(subject, frame, needFen, reason, candidates), recognition },
  });
  const states = readPerfectionStates(rules);
  if (!states.ok) return stop(null, states.failure, null);
  const recogniser = recogniserFor(input, method, states.value);
  if (!recogniser.ok) return stop(null, recogniser.failure, null);
  const concentration = readIpConcentration(rules);
  if (!concentration.ok) return stop(null, concentration.failure, null);
  const candidates = gatherCandidates(collateral, prior.offers, rules, states.value, frame.ipMultiplier);
  const recognition = method === STRUCTURE_METHOD ? recognitionsOf(candidates, recogniser.value) : [];
  const need = readNeed(caseRecord);
  if (!need.ok) return stop(null, need.failure, candidates, recognition);
  const term = debtTermOf(enterprise.need);
  const read = structureInputOf({
    section: collateral,
    candidates,
    needFen: need.value,
    years: term.years,
    concentration: concentration.value,
    rules,
    states: states.value,
    multiplier: frame.ipMultiplier,
  });
  if (!read.ok) return stop(need.value, read.failure, candidates, recognition);
  const registries = new Map(
    candidates.assets.flatMap(({ assetClass }) => assetClass.registry.registries.map((r) => [r.id, r.name])),
  );
  return {
    ok: true,
    asked: {
      subject,
      frame,
      needFen: need.value,
      candidates,
      ask: read.value.input,
      failures: read.value.failures,
      recogniser: recogniser.value,
      recognition,
      concentration: concentration.value,
      term,
      feeTraces: read.value.feeTraces,
      names: namesOf(read.value.input, candidates.leftOut, rules, registries),
    },
  };
};

const planOf = (
  { ask, names, candidates }: AskedCase,
  outcome: StructureOutcome,
  check: PlanCheck,
  used: readonly UsedSource[],
): StructurePlan => {
  const registryName = new Map(
    candidates.assets.flatMap(({ assetClass }) => assetClass.registry.registries.map((r) => [r.id, r.name])),
  );
  return {
    goal: ask.goal,
    proof: outcome.proof,
    paid: check.paid.map(({ sourceId, label, payer, yearlyFen }) => ({
      sourceId,
      title: names.titleOf(sourceId),
      label,
      payer,
      yearlyFen: yearlyFen === null ? null : fenText(yearlyFen),
    })),
    byPayer: check.byPayer.map(({ payer, yearlyFen }) => ({ payer, yearlyFen: fenText(yearlyFen) })),
    bearers: check.bearers.map(({ bearer, fen }) => ({ bearer, fen: fenText(fen) })),
    registries: check.registries.map((id) => ({ id, name: registryName.get(id) ?? id })),
    days: check.days,
    pledgedValueFen: fenText(check.pledgedValueFen),
    coverage: coverageOf(used, check),
  };
};

/** 分 of a proved bound, rounded down. Only where the cost is what is made least: behind another goal it bounds nothing by itself. */
const boundFen = ({ ask }: AskedCase, outcome: StructureOutcome): string | null => {
  if (ask.goal !== 'least-cost') return null;
  const line = outcome.proof?.lines.find(({ measure }) => measure === 'cost');
  return line === undefined ? null : (line.bound.split('.')[0] ?? null);
};

/** What a plan uses, and its figures: they follow from the ask and the plan, without a solver. */
export const describedPlan = (
  asked: AskedCase,
  plan: Plan,
  check: PlanCheck,
): { readonly used: readonly UsedSource[]; readonly figures: readonly Figure[] } => {
  const { subject, frame, needFen, candidates, recogniser, concentration, term, names } = asked;
  const sources = new Map(
    [...candidates.assets.map(sourceOfAsset), ...candidates.support.map(sourceOfSupport)].map((source) => [
      source.id,
      source,
    ]),
  );
  const solution = {
    coveredFen: check.coveredFen,
    costFen: check.costFen,
    knownCostFen: check.knownCostFen,
    used: plan.lines.flatMap(({ id, carriedFen }) => {
      const source = sources.get(id);
      return source === undefined ? [] : [{ source, amountFen: carriedFen }];
    }),
  };
  const used = describeUsed(solution, candidates, recogniser, FORMULA);
  const figures = planFigures(
    subject,
    {
      method: frame.method,
      needFen,
      solution,
      used,
      concentration,
      term,
      check,
      lines: plan.lines,
      onlyBorrower: asked.ask.costOf === 'borrower',
      feeTraces: asked.feeTraces,
      ...recognisedWords(frame.method),
    },
    names,
  );
  return { used, figures };
};

/** The structure of an answered ask. */
export const structureOfOutcome = (asked: AskedCase, outcome: StructureOutcome): Structure => {
  const { subject, frame, needFen, candidates, names, failures } = asked;
  const { plan, check } = outcome;
  if (plan === null || check === null) {
    const [reason = NOTHING] = outcome.failures;
    const stopped = {
      ...unsolved(subject, frame, needFen, reason, candidates),
      recognition: asked.recognition,
    };
    return outcome.status === 'refused' ? stopped : emptyPlan(asked, outcome, stopped);
  }
  const { used, figures } = describedPlan(asked, plan, check);
  const ipFen = ipAmountOf(used);
  return {
    recognition: asked.recognition,
    plan: planOf(asked, outcome, check, used),
    status: outcome.status === 'optimal' && !candidates.mustBlocked ? 'optimal' : 'infeasible',
    repayment: frame.repayment,
    ipMultiplier: frame.ipMultiplier,
    needFen: fenText(needFen),
    coveredFen: fenText(check.coveredFen),
    recognisedFen: fenText(used.reduce((sum, u) => sum + BigInt(u.item.recognisedFen), 0n)),
    residualFen: fenText(check.openFen),
    residualReason: frame.residualReason,
    ipShare: shareText(ipFen, needFen),
    ipShareLabel: shareLabel(ipFen, needFen),
    contractRatio: contractRatioOf(used),
    costFen: check.costFen === null ? null : fenText(check.costFen),
    knownCostFen: fenText(check.knownCostFen),
    boundFen: boundFen(asked, outcome),
    gap: outcome.proof === null ? null : outcome.proof.gap.toString(),
    items: used.map(({ item }) => item),
    leftOut: sortedLeftOut([
      ...candidates.leftOut,
      ...refusedHere(asked, outcome),
      ...notUsed(asked, outcome),
    ]),
    binding: limitsOf(asked.ask, outcome).map(({ id, text, atLimit }) => ({
      id,
      text: names.inWords(text),
      atLimit,
    })),
    alternatives: [],
    failures: sortedFailures([
      ...candidates.failures,
      ...failures,
      ...mustFailures(outcome, asked),
      ...unknownCosts(candidates),
    ]),
    figures,
  };
};

const NOTHING: Failure = {
  code: 'E_NOTHING_USABLE',
  message: '没有可以使用的押品或增信，或已定的要求互相冲突，一分钱也覆盖不了',
  path: '押品组合',
  remedy: '请增加押品或增信，或放宽要求',
};

/** No plan at all: nothing is covered, and that is known. */
const emptyPlan = (asked: AskedCase, outcome: StructureOutcome, stopped: Structure): Structure => ({
  ...stopped,
  status: 'infeasible',
  leftOut: sortedLeftOut([
    ...asked.candidates.leftOut,
    ...refusedHere(asked, outcome),
    ...notUsed(asked, outcome),
  ]),
  coveredFen: '0',
  recognisedFen: '0',
  residualFen: fenText(asked.needFen),
  failures: [...stopped.failures, ...sortedFailures([...asked.failures, ...mustFailures(outcome, asked)])],
});

/**
 * The best lawful structure of collateral and support for the need of a case, found by the solver, proved, and recomputed in whole
 * 分. What cannot be used is left out with its reason and the rest stands; when the need cannot be covered, the most that can be is
 * shown with the residual, which is never filled. The same answer for any order of the input.
 *
 * `unsolved` with one failure first: `E_NEED_MISSING`, a parameter that is not in force, or `E_NOT_PROVED`. Reads
 * `sections.enterprise.need`, `sections.collateral`, `prior.offers` and `screening/ip-cap-multiplier`, by which the caps of
 * intellectual property are lowered. Sources: 民法典 (perfection, pairing), 押品管理指引（银监发〔2017〕16号）; caps and limits are
 * rulebook entries.
 */
export const optimiseCase = (
  input: MethodInput,
  solver: MilpSolver,
  method: SolvedStructureMethod = STRUCTURE_METHOD,
): Structure => {
  const read = askOf(input, method);
  return read.ok ? structureOfOutcome(read.asked, optimiseStructure(read.asked.ask, solver)) : read.structure;
};
