import { type Fen, fenText, formatWan, multiplyFloor } from '../kernel/fen';
import type { RulesAt } from '../rulebook/model';
import { canonicalClassCode, readAssetClass } from './asset-class';
import { valueNeeded } from './available-amount';
import { type Candidates, sourceOfAsset } from './candidates';
import { MAX_SOURCES, least } from './covering-problem';
import { type EligibleAsset, checkEligibility } from './eligibility';
import { type IpMultiplier, gradedCap } from './ip-multiplier';
import type { PerfectionStates } from './perfection';
import type { ProposedAsset } from './proposed-asset';
import { percentText } from './ratio';
import { type Solution, type StructureProblem, type UsableSource, solveStructure } from './solve-structure';
import type { Alternative } from './structure-model';

/** A change and the problem it leads to. Kept only when solving that problem covers its need. */
interface Proposal {
  readonly kind: Alternative['kind'];
  readonly sourceId: string | null;
  readonly text: string;
  readonly fromFen: Fen | null;
  readonly toFen: Fen;
  readonly problem: StructureProblem;
}

interface Situation {
  readonly problem: StructureProblem;
  readonly solution: Solution;
  readonly candidates: Candidates;
  readonly rules: RulesAt;
  readonly states: PerfectionStates;
  /** `null`: no grade lowers the caps of intellectual property. */
  readonly multiplier: IpMultiplier | null;
}

const wan = (fen: Fen): string => `${formatWan(fen)} 万元`;

const withCapacity = (
  problem: StructureProblem,
  kind: UsableSource['kind'],
  id: string,
  capacityFen: Fen,
): StructureProblem => ({
  ...problem,
  sources: problem.sources.map((s) => (s.kind === kind && s.id === id ? { ...s, capacityFen } : s)),
});

const withSource = (problem: StructureProblem, source: UsableSource): StructureProblem => ({
  ...problem,
  sources: [...problem.sources, source],
});

const raiseSupport = ({ problem, candidates }: Situation, residual: Fen): readonly Proposal[] =>
  candidates.support.map(({ item, capacityFen }) => {
    const toFen = capacityFen + residual;
    return {
      kind: 'raise-support',
      sourceId: item.id,
      text: `把“${item.title}”的额度由 ${wan(capacityFen)}提高到 ${wan(toFen)}`,
      fromFen: capacityFen,
      toFen,
      problem: withCapacity(problem, 'support', item.id, toFen),
    };
  });

const addSupport = ({ problem, candidates }: Situation, residual: Fen): readonly Proposal[] => {
  if (candidates.support.length > 0 || problem.sources.length >= MAX_SOURCES) return [];
  const source: UsableSource = {
    id: 'new-support',
    title: '新增增信',
    kind: 'support',
    intellectualProperty: false,
    capacityFen: residual,
    oneOffCostFen: 0n,
    feeRate: null,
    must: false,
  };
  const text = `新增担保、保险等增信 ${wan(residual)}（费率待定，年成本未知）`;
  return [
    {
      kind: 'add-support',
      sourceId: null,
      text,
      fromFen: null,
      toFen: residual,
      problem: withSource(problem, source),
    },
  ];
};

/** What one asset would have to be worth, or be agreed at, to carry the residual as well. */
const raiseAsset = (
  { problem }: Situation,
  { asset, available }: EligibleAsset,
  residual: Fen,
): Proposal | null => {
  const amount = available.availableFen + residual;
  const needed = valueNeeded(amount, asset.share, available.cap, asset.priorClaimsFen);
  const changed = withCapacity(problem, 'asset', asset.id, amount);
  const credit = asset.enteredCredit;
  if (credit !== null && amount > credit.fen) {
    const known = asset.value;
    const support =
      needed === null
        ? ''
        : known !== null && known.fen < needed
          ? `，并使价值由 ${wan(known.fen)}达到 ${wan(needed)}`
          : `（按 ${percentText(available.cap)} 上限需要价值 ${wan(needed)}）`;
    if (known !== null && needed === null) return null;
    return {
      kind: 'raise-credit',
      sourceId: asset.id,
      text: `把“${asset.title}”的授信额由 ${wan(credit.fen)}提高到 ${wan(amount)}${support}`,
      fromFen: credit.fen,
      toFen: amount,
      problem: changed,
    };
  }
  if (asset.value === null || needed === null) return null;
  return {
    kind: 'raise-value',
    sourceId: asset.id,
    text: `“${asset.title}”的评估价值由 ${wan(asset.value.fen)}增至 ${wan(needed)}（按 ${percentText(available.cap)} 上限）`,
    fromFen: asset.value.fen,
    toFen: needed,
    problem: changed,
  };
};

/** What an asset without a value would have to be worth. */
const enterValue = (
  { problem, rules, states, multiplier }: Situation,
  asset: ProposedAsset,
  residual: Fen,
): Proposal | null => {
  const assetClass = readAssetClass(rules, canonicalClassCode(rules, asset.classCode));
  if (!assetClass.ok || problem.sources.length >= MAX_SOURCES) return null;
  const { defaultCap, defaultCapTrace, intellectualProperty } = assetClass.value;
  const before = asset.capOverride ?? defaultCap;
  const cap =
    multiplier !== null && intellectualProperty
      ? gradedCap(asset.id, asset.title, { cap: before, trace: defaultCapTrace }, multiplier).cap
      : before;
  const needed = valueNeeded(residual, asset.share, cap, asset.priorClaimsFen);
  if (needed === null) return null;
  const value = { fen: needed, trace: defaultCapTrace };
  const eligible = checkEligibility({ ...asset, value }, rules, states, multiplier);
  if (!eligible.ok) return null;
  return {
    kind: 'enter-value',
    sourceId: asset.id,
    text: `“${asset.title}”评估并录入价值不少于 ${wan(needed)}（抵质押率 ${percentText(cap)}）`,
    fromFen: null,
    toFen: needed,
    problem: withSource(problem, sourceOfAsset(eligible.value)),
  };
};

/** Largest need that the same sources cover; the limit on intellectual property moves with the need. */
const largestNeed = ({ problem, solution }: Situation): Fen => {
  const sum = (limited: boolean): Fen =>
    problem.sources.reduce((t, s) => (s.intellectualProperty === limited ? t + s.capacityFen : t), 0n);
  const [free, limited] = [sum(false), sum(true)];
  let low = 0n;
  let high = solution.coveredFen;
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (free + least(limited, multiplyFloor(middle, problem.ipLimit)) >= middle) low = middle;
    else high = middle - 1n;
  }
  return low;
};

const askLess = (situation: Situation): readonly Proposal[] => {
  const { problem } = situation;
  const toFen = largestNeed(situation);
  if (toFen === 0n) return [];
  return [
    {
      kind: 'ask-less',
      sourceId: null,
      text: `贷款由 ${wan(problem.needFen)}改为 ${wan(toFen)}`,
      fromFen: problem.needFen,
      toFen,
      problem: { ...problem, needFen: toFen },
    },
  ];
};

/** Change of the yearly cost; known as well when the same unknown costs stand on both sides. */
const costChange = (before: Solution, after: Solution): Fen | null =>
  before.unknownCosts.join('\n') === after.unknownCosts.join('\n')
    ? after.knownCostFen - before.knownCostFen
    : null;

const solved = (proposal: Proposal, before: Solution): readonly Alternative[] => {
  const { kind, sourceId, text, fromFen, toFen, problem } = proposal;
  const after = solveStructure(problem);
  const { feasible, coveredFen, costFen } = after;
  if (!feasible) return [];
  const change = costChange(before, after);
  return [
    {
      id: sourceId === null ? kind : `${kind}/${sourceId}`,
      kind,
      sourceId,
      text,
      fromFen: fromFen === null ? null : fenText(fromFen),
      toFen: fenText(toFen),
      needFen: fenText(problem.needFen),
      coveredFen: fenText(coveredFen),
      costFen: costFen === null ? null : fenText(costFen),
      costChangeFen: change === null ? null : fenText(change),
    },
  ];
};

/**
 * The smallest single changes that make an infeasible ask feasible, each found by arithmetic and confirmed by solving
 * the changed problem again; one that does not make it feasible (a limit stands in the way) is not offered.
 * Empty when nothing is missing.
 */
export const alternativesFor = (situation: Situation): readonly Alternative[] => {
  const { problem, solution, candidates } = situation;
  const residual = problem.needFen - solution.coveredFen;
  if (residual === 0n) return [];
  const proposals: readonly (Proposal | null)[] = [
    ...raiseSupport(situation, residual),
    ...addSupport(situation, residual),
    ...candidates.assets.map((asset) => raiseAsset(situation, asset, residual)),
    ...candidates.notValued.map((asset) => enterValue(situation, asset, residual)),
    ...askLess(situation),
  ];
  return proposals.flatMap((proposal) => (proposal === null ? [] : solved(proposal, solution)));
};
