import { type Fen, fenText } from '../../kernel/fen';
import { availableAmount } from '../available-amount';
import type { EligibleAsset } from '../eligibility';
import type { IpMultiplier } from '../ip-multiplier';
import type { MilpSolver } from '../optimiser/milp';
import { optimiseStructure } from '../optimiser/optimise-structure';
import type { AmountLimit, LimitBound, StructureInput } from '../optimiser/structure-input';
import { boundFen } from '../optimiser/allocate';
import type { ProposedAsset } from '../proposed-asset';
import { compareRatioTexts, ratioOf } from '../ratio';
import type { AskedCase } from './asked-case';

/** What could be carried at most when one cap stands a step lower or higher. */
export interface CapStep {
  readonly id: string;
  readonly title: string;
  /** Cap in force, ratio text; `null` where a credit was entered and no cap applies. */
  readonly cap: string | null;
  /** Cap or amount of the step, in words. */
  readonly lowLabel: string;
  readonly highLabel: string;
  readonly lowFen: string;
  readonly highFen: string;
}

/** Most caps that are moved at once: two solves each. */
export const CAPS_AT_ONCE = 12;

const HUNDRED = 100n;

const fixedBound = (bound: LimitBound | null, needFen: Fen, side: 'most' | 'least'): LimitBound | null =>
  bound === null ? null : { fen: boundFen(bound, needFen, side) };

/** The same limits in 分 of the need as it is, so that asking for more does not loosen them. */
const inFen = (limits: readonly AmountLimit[], needFen: Fen): readonly AmountLimit[] =>
  limits.map((limit) => ({
    ...limit,
    most: fixedBound(limit.most, needFen, 'most'),
    least: fixedBound(limit.least, needFen, 'least'),
  }));

/** Everything that all usable sources could carry together: no need above it can be covered. */
const everything = ({ assets, layers }: StructureInput): Fen =>
  [
    ...assets.map(({ lendable, blocked }) => (blocked === null ? (lendable.leadFen ?? 0n) : 0n)),
    ...layers.map(({ mostFen }) => mostFen ?? 0n),
  ].reduce((sum, fen) => sum + fen, 0n);

/** Most that can be carried under all limits, 分; `null` where nothing could be proved. */
const mostCarried = (ask: StructureInput, needFen: Fen, solver: MilpSolver): Fen | null => {
  const all = everything(ask);
  if (all === 0n) return 0n;
  const asked = { ...ask, needFen: all, amountLimits: inFen(ask.amountLimits, needFen) };
  const { status, check } = optimiseStructure(asked, solver, { ties: false });
  return status === 'refused' ? null : (check?.coveredFen ?? 0n);
};

const percent = (cap: string): string => {
  const { numerator, denominator } = ratioOf(cap);
  const whole = (numerator * 10_000n) / denominator;
  return `${whole / HUNDRED}${whole % HUNDRED === 0n ? '' : `.${(whole % HUNDRED).toString().padStart(2, '0')}`} %`;
};

/** `cap` ± ten points within 0 and the most that may be set. */
const movedCap = (cap: string, points: bigint, hardMax: string): string => {
  const { numerator, denominator } = ratioOf(cap);
  const moved = numerator * 10n + points * denominator;
  const kept = moved < 0n ? 0n : moved;
  const digits = (denominator * 10n).toString().length - 1;
  const text = kept.toString().padStart(digits + 1, '0');
  const ratio = `${text.slice(0, text.length - digits)}.${text.slice(text.length - digits)}`;
  return compareRatioTexts(ratio, hardMax) > 0 ? hardMax : ratio;
};

interface Move {
  readonly label: string;
  readonly fen: Fen;
}

/** What the asset carries with the cap of its class moved, or with its entered credit a tenth lower and higher. */
const movesOf = (
  { asset, assetClass, available }: EligibleAsset,
  multiplier: IpMultiplier | null,
): readonly [Move, Move] => {
  const graded = assetClass.intellectualProperty ? multiplier : null;
  const carried = (changed: ProposedAsset): Fen =>
    availableAmount(changed, assetClass, graded)?.availableFen ?? 0n;
  const { enteredCredit } = asset;
  if (available.basis === 'entered-credit' && enteredCredit !== null) {
    const tenth = enteredCredit.fen / 10n;
    const at = (fen: Fen): Fen => carried({ ...asset, enteredCredit: { ...enteredCredit, fen } });
    return [
      { label: '录入授信额少一成', fen: at(enteredCredit.fen - tenth) },
      { label: '录入授信额多一成', fen: at(enteredCredit.fen + tenth) },
    ];
  }
  const cap = asset.capOverride ?? assetClass.defaultCap;
  const at = (points: bigint): Move => {
    const moved = movedCap(cap, points, assetClass.hardMax);
    return { label: percent(moved), fen: carried({ ...asset, capOverride: moved }) };
  };
  return [at(-1n), at(1n)];
};

/**
 * How the most that can be lent hangs on each cap: every cap ten points lower and higher (never above what may be set), every entered
 * credit a tenth, solved again each time under all limits. Steps that change most stand first.
 */
export const capSteps = (
  { ask, candidates, needFen, frame }: AskedCase,
  solver: MilpSolver,
): { readonly mostFen: string; readonly steps: readonly CapStep[] } | null => {
  if (candidates.assets.length === 0) return null;
  const withAmount = (id: string, fen: Fen): StructureInput => ({
    ...ask,
    assets: ask.assets.map((asset) =>
      asset.id === id
        ? {
            ...asset,
            lendable: { leadFen: fen, lowFen: null, highFen: null },
            ...(fen === 0n ? { use: 'never' as const } : {}),
          }
        : asset,
    ),
  });
  const now = mostCarried(ask, needFen, solver);
  if (now === null) return null;
  const steps = candidates.assets.slice(0, CAPS_AT_ONCE).flatMap((eligible) => {
    const { asset, available } = eligible;
    const [low, high] = movesOf(eligible, frame.ipMultiplier);
    const most = ({ fen }: Move): Fen | null => mostCarried(withAmount(asset.id, fen), needFen, solver);
    const [lowFen, highFen] = [most(low), most(high)];
    if (lowFen === null || highFen === null) return [];
    return [
      {
        spread: highFen - lowFen,
        step: {
          id: asset.id,
          title: asset.title,
          cap:
            available.basis === 'entered-credit'
              ? null
              : (asset.capOverride ?? eligible.assetClass.defaultCap),
          lowLabel: low.label,
          highLabel: high.label,
          lowFen: fenText(lowFen),
          highFen: fenText(highFen),
        },
      },
    ];
  });
  return {
    mostFen: fenText(now),
    steps: [...steps]
      .sort((a, b) => (a.spread > b.spread ? -1 : a.spread < b.spread ? 1 : a.step.id < b.step.id ? -1 : 1))
      .map(({ step }) => step),
  };
};
