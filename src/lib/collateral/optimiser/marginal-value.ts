import { type Fen, formatWan } from '../../kernel/fen';
import { ratioOf } from '../ratio';
import { exactProblem } from './exact-problem';
import { layerRoomFen } from './layer-room';
import { type NamedLimit, namedLimits } from './limit-names';
import type { MilpSolver } from './milp';
import { type StructureOutcome, optimiseStructure } from './optimise-structure';
import type { AmountLimit, LimitBound, StructureInput } from './structure-input';

/** What one step more of a limit would bring, found by solving again with the step. */
export interface MarginalValue {
  readonly limitId: string;
  /** The step in words: `“厂房”多 1 万元`. */
  readonly step: string;
  /** In words: `年成本少 0.12 万元`, `没有变化`. */
  readonly effect: string;
  /** Change after minus before, rounded; `null` where one side is not known. */
  readonly costFen: Fen | null;
  readonly coveredFen: Fen;
  readonly count: number;
  readonly days: number | null;
}

const WAN = 1_000_000n;
const ONE_POINT = { numerator: 1n, denominator: 100n };

const clampShare = (share: string, points: bigint): string => {
  const { numerator, denominator } = ratioOf(share);
  const scaled = numerator * ONE_POINT.denominator + points * denominator;
  const whole = denominator * ONE_POINT.denominator;
  const kept = scaled < 0n ? 0n : scaled > whole ? whole : scaled;
  const text = kept.toString().padStart(whole.toString().length, '0');
  const digits = whole.toString().length - 1;
  return `${text.slice(0, text.length - digits)}.${text.slice(text.length - digits)}`;
};

const loosened = (bound: LimitBound | null, side: 'most' | 'least'): LimitBound | null => {
  if (bound === null) return null;
  const sign = side === 'most' ? 1n : -1n;
  if ('share' in bound) return { share: clampShare(bound.share, sign) };
  const fen = bound.fen + sign * WAN;
  return { fen: fen < 0n ? 0n : fen };
};

const stepOfLimit = ({ label, most, least }: AmountLimit): string => {
  const bound = most ?? least;
  const size = bound !== null && 'share' in bound ? '1 个百分点' : '1 万元';
  return `${label}放宽 ${size}`;
};

type Step = readonly [input: StructureInput, step: string];

const coverageStep = (input: StructureInput, coverage: string): Step => {
  const { numerator, denominator } = ratioOf(coverage);
  const less = numerator * 100n - denominator;
  const digits = (denominator * 100n).toString().length - 1;
  const text = (less < 0n ? 0n : less).toString().padStart(digits + 1, '0');
  return [
    { ...input, coverageLeast: `${text.slice(0, text.length - digits)}.${text.slice(text.length - digits)}` },
    '最低覆盖倍数降 1 个百分点',
  ];
};

/** The input with one step more room at a limit; `null` for an id without a step. */
export const loosenLimit = (input: StructureInput, limitId: string): Step | null => {
  const [kind = '', ...rest] = limitId.split('/');
  const id = rest.join('/');
  const { registriesMost, coverageLeast, daysMost } = input;
  switch (kind) {
    case 'need':
      return input.needFen <= WAN ? null : [{ ...input, needFen: input.needFen - WAN }, '少借 1 万元'];
    case 'coverage':
      return coverageLeast === null ? null : coverageStep(input, coverageLeast);
    case 'registries':
      return registriesMost === null
        ? null
        : [{ ...input, registriesMost: registriesMost + 1 }, '多 1 家登记机构'];
    case 'days':
      return daysMost === null ? null : [{ ...input, daysMost: daysMost + 1 }, '多 1 天'];
    case 'capacity': {
      const capacity = input.capacities.find((c) => c.id === id);
      if (capacity === undefined) return null;
      const more = { ...capacity, remainingFen: capacity.remainingFen + WAN };
      return [
        { ...input, capacities: input.capacities.map((c) => (c.id === id ? more : c)) },
        `“${capacity.title}”多 1 万元`,
      ];
    }
    case 'limit': {
      const limit = input.amountLimits.find((l) => id === l.id || id.startsWith(`${l.id}/`));
      if (limit === undefined) return null;
      const more = { ...limit, most: loosened(limit.most, 'most'), least: loosened(limit.least, 'least') };
      return [
        { ...input, amountLimits: input.amountLimits.map((l) => (l.id === limit.id ? more : l)) },
        stepOfLimit(limit),
      ];
    }
    case 'source': {
      const layer = input.layers.find((l) => l.id === id);
      if (layer !== undefined && layer.mostFen !== null) {
        const more = { ...layer, mostFen: layer.mostFen + WAN };
        const room = layerRoomFen(more, input.capacities);
        // Where a capacity stands in the way, its own step is the one to ask for.
        if (!room.ok || (room.fen !== null && more.mostFen > room.fen)) return null;
        return [
          { ...input, layers: input.layers.map((l) => (l.id === id ? more : l)) },
          `“${layer.title}”多 1 万元`,
        ];
      }
      const asset = input.assets.find((a) => a.id === id);
      if (asset === undefined) return null;
      const { leadFen, highFen } = asset.lendable;
      if (leadFen === null) return null;
      const lead = leadFen + WAN;
      const lendable = {
        ...asset.lendable,
        leadFen: lead,
        highFen: highFen !== null && highFen < lead ? lead : highFen,
      };
      return [
        { ...input, assets: input.assets.map((a) => (a.id === id ? { ...a, lendable } : a)) },
        `“${asset.title}”可用额多 1 万元`,
      ];
    }
    default:
      return null;
  }
};

const effectOf = (cost: Fen | null, covered: Fen, count: number, days: number | null): string => {
  const parts: string[] = [];
  const signed = (fen: Fen): string => `${fen < 0n ? '少' : '多'} ${formatWan(fen < 0n ? -fen : fen)} 万元`;
  const yuan = (fen: Fen): string => {
    const amount = fen < 0n ? -fen : fen;
    return `${fen < 0n ? '少' : '多'} ${amount / 100n}.${(amount % 100n).toString().padStart(2, '0')} 元`;
  };
  if (covered !== 0n) parts.push(`覆盖${signed(covered)}`);
  if (cost === null) parts.push('年成本变化未知');
  else if (cost !== 0n) parts.push(`年成本${yuan(cost)}`);
  if (days !== null && days !== 0) parts.push(`办妥${days < 0 ? '早' : '晚'} ${Math.abs(days)} 天`);
  if (count !== 0) parts.push(`${count < 0 ? '少' : '多'}用 ${Math.abs(count)} 项`);
  return parts.length === 0 ? '没有变化' : parts.join('，');
};

const difference = (
  step: string,
  limitId: string,
  before: StructureOutcome,
  after: StructureOutcome,
): MarginalValue => {
  const [was, is] = [before.check, after.check];
  if (was === null || is === null)
    return {
      limitId,
      step,
      effect: is === null ? '仍无可行组合' : '由此有可行组合',
      costFen: null,
      coveredFen: is?.coveredFen ?? 0n,
      count: is?.count ?? 0,
      days: null,
    };
  const costFen = was.costFen === null || is.costFen === null ? null : is.costFen - was.costFen;
  // A smaller need is covered by less; that is the step itself and no effect.
  const coveredFen = limitId === 'need' ? was.openFen - is.openFen : is.coveredFen - was.coveredFen;
  const days = was.days === null || is.days === null ? null : is.days - was.days;
  const count = is.count - was.count;
  return {
    limitId,
    step,
    effect: effectOf(costFen, coveredFen, count, days),
    costFen,
    coveredFen,
    count,
    days,
  };
};

/** Most limits whose step is tried at once: one ranking each. */
export const MARGINALS_AT_ONCE = 12;

/** The limits of an outcome in words; empty without a plan. */
export const limitsOf = (input: StructureInput, { plan, check }: StructureOutcome): readonly NamedLimit[] =>
  plan === null || check === null ? [] : namedLimits(exactProblem(input), plan, check);

/**
 * What one step more of each limit would bring: 1 万元, one percentage point, one registry, one day. Solved again each
 * time, because the duals of a mixed-integer model are not prices. `limitIds`, or the first `MARGINALS_AT_ONCE` at which
 * the plan stands.
 */
export const marginalValues = (
  input: StructureInput,
  outcome: StructureOutcome,
  solver: MilpSolver,
  limitIds: readonly string[] | null = null,
): readonly MarginalValue[] => {
  const asked =
    limitIds ??
    limitsOf(input, outcome)
      .filter(({ atLimit }) => atLimit)
      .map(({ id }) => id)
      .slice(0, MARGINALS_AT_ONCE);
  return asked.flatMap((limitId) => {
    const step = loosenLimit(input, limitId);
    if (step === null) return [];
    const [changed, text] = step;
    return [difference(text, limitId, outcome, optimiseStructure(changed, solver, { ties: false }))];
  });
};
