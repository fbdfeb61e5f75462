import { type Fen, fenText } from '../../kernel/fen';
import { amountAtCap } from '../available-amount';
import type { EligibleAsset } from '../eligibility';
import type { MilpSolver } from '../optimiser/milp';
import { optimiseStructure } from '../optimiser/optimise-structure';
import type { AmountLimit, LimitBound, StructureInput } from '../optimiser/structure-input';
import { boundFen } from '../optimiser/allocate';
import { compareRatioTexts, ratioOf } from '../ratio';
import type { AskedCase } from './optimise-case';

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

/** Most that can be carried under all limits, 分. */
const mostCarried = (ask: StructureInput, needFen: Fen, solver: MilpSolver): Fen => {
  const all = everything(ask);
  if (all === 0n) return 0n;
  const asked = { ...ask, needFen: all, amountLimits: inFen(ask.amountLimits, needFen) };
  return optimiseStructure(asked, solver, { ties: false }).check?.coveredFen ?? 0n;
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

/** What the asset carries with its cap moved, or with its entered credit a tenth lower and higher. */
const movesOf = ({ asset, assetClass, available }: EligibleAsset): readonly [Move, Move] => {
  if (available.basis === 'entered-credit' || asset.value === null) {
    const tenth = available.availableFen / 10n;
    return [
      { label: '录入授信额少一成', fen: available.availableFen - tenth },
      { label: '录入授信额多一成', fen: available.availableFen + tenth },
    ];
  }
  const { fen: value } = asset.value;
  const at = (points: bigint): Move => {
    const cap = movedCap(available.cap, points, assetClass.hardMax);
    return { label: percent(cap), fen: amountAtCap(value, asset.share, cap, asset.priorClaimsFen) };
  };
  return [at(-1n), at(1n)];
};

/**
 * How the most that can be lent hangs on each cap: every cap ten points lower and higher (never above what may be set), every entered
 * credit a tenth, solved again each time under all limits. Steps that change most stand first.
 */
export const capSteps = (
  { ask, candidates, needFen }: AskedCase,
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
  const steps = candidates.assets.slice(0, CAPS_AT_ONCE).map((eligible) => {
    const { asset, available } = eligible;
    const [low, high] = movesOf(eligible);
    const most = ({ fen }: Move): Fen => mostCarried(withAmount(asset.id, fen), needFen, solver);
    const [lowFen, highFen] = [most(low), most(high)];
    return {
      spread: highFen - lowFen,
      step: {
        id: asset.id,
        title: asset.title,
        cap: available.basis === 'entered-credit' ? null : available.cap,
        lowLabel: low.label,
        highLabel: high.label,
        lowFen: fenText(lowFen),
        highFen: fenText(highFen),
      },
    };
  });
  return {
    mostFen: fenText(mostCarried(ask, needFen, solver)),
    steps: [...steps]
      .sort((a, b) => (a.spread > b.spread ? -1 : a.spread < b.spread ? 1 : a.step.id < b.step.id ? -1 : 1))
      .map(({ step }) => step),
  };
};
