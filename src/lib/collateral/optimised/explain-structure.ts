import { fenText } from '../../kernel/fen';
import { waysOut } from '../optimiser/alternatives';
import { type LeftOutReason, explainLeftOut } from '../optimiser/left-out';
import { marginalValues } from '../optimiser/marginal-value';
import type { MilpSolver } from '../optimiser/milp';
import { type StructureOutcome, optimiseStructure } from '../optimiser/optimise-structure';
import type { AlternativeKind } from '../optimiser/proposal';
import type { Alternative } from '../structure-model';
import type { AskedCase } from './asked-case';
import { type CapStep, capSteps } from './cap-steps';

/** What one step more of a limit at which the structure stands would bring, found by solving again. */
export interface StepMore {
  readonly limitId: string;
  readonly step: string;
  readonly effect: string;
}

/** Why a usable source is not in the structure, found by solving again with it. */
export interface WhyLeftOut {
  readonly id: string;
  readonly title: string;
  readonly code: LeftOutReason['code'];
  readonly reason: string;
  readonly remedy: string;
  /** Extra yearly cost with it, 分; `null` where that is not the reason or not known. */
  readonly extraCostFen: string | null;
}

/** Everything about a structure that has to be solved again for. */
export interface StructureReasons {
  readonly leftOut: readonly WhyLeftOut[];
  /** Left out as well, not asked this time, by title. */
  readonly notAsked: readonly string[];
  readonly steps: readonly StepMore[];
  /** Limits that together make the ask impossible; empty when it is possible. */
  readonly conflict: readonly { readonly id: string; readonly text: string }[];
  /** At most three smallest changes that make an impossible ask possible. */
  readonly alternatives: readonly Alternative[];
  /** What could be carried at most as things are, and with each cap a step lower and higher. */
  readonly caps: { readonly mostFen: string; readonly steps: readonly CapStep[] } | null;
}

export const NO_REASONS: StructureReasons = {
  leftOut: [],
  notAsked: [],
  steps: [],
  conflict: [],
  alternatives: [],
  caps: null,
};

const whyLeftOut = (
  { ask, names }: AskedCase,
  outcome: StructureOutcome,
  solver: MilpSolver,
): Pick<StructureReasons, 'leftOut' | 'notAsked'> => {
  const refused = new Set(outcome.refused.map(({ id }) => id));
  const answer = explainLeftOut(ask, outcome, solver);
  return {
    leftOut: answer.reasons
      .filter(({ id, code }) => !refused.has(id) && code !== 'NEVER_USE')
      .map(({ id, title, code, message, remedy, extraCostFen }) => ({
        id,
        title,
        code,
        reason: names.inWords(message),
        remedy: names.inWords(remedy),
        extraCostFen: extraCostFen === null ? null : fenText(extraCostFen),
      })),
    notAsked: answer.notAsked.map(names.titleOf),
  };
};

/** Kinds whose subject is a source of the case. */
const OF_SOURCE: ReadonlySet<AlternativeKind> = new Set([
  'raise-support',
  'use-source',
  'drop-must',
  'register',
  'release-lien',
  'extend-term',
  'obtain-consent',
  'enter-value',
]);

/** The card of the case on which a source is kept: a joined offer has the id of the offer, its card another. */
const cardOf = ({ candidates }: AskedCase, id: string): string =>
  candidates.proposed.find((asset) => asset.id === id)?.itemId ?? id;

const toAmount = (kind: AlternativeKind, asked: AskedCase, more: bigint | null, id: string | null) => {
  if (kind === 'ask-less') return more === null ? null : fenText(asked.needFen - more);
  if (kind !== 'raise-support') return more === null ? null : fenText(more);
  const from = asked.ask.layers.find((layer) => layer.id === id)?.mostFen ?? 0n;
  return more === null ? null : fenText(from + more);
};

const alternativesOf = (
  asked: AskedCase,
  before: StructureOutcome,
  ways: ReturnType<typeof waysOut>,
): readonly Alternative[] =>
  ways.alternatives.map(({ id, kind, subjectId, text, amountFen, outcome, costFen, input }) => {
    const cost = before.check?.costFen ?? null;
    const from = asked.ask.layers.find((layer) => layer.id === subjectId)?.mostFen ?? null;
    return {
      id,
      kind,
      sourceId: OF_SOURCE.has(kind) && subjectId !== null ? cardOf(asked, subjectId) : null,
      text: asked.names.inWords(text),
      fromFen: kind === 'raise-support' && from !== null ? fenText(from) : null,
      toFen: toAmount(kind, asked, amountFen, subjectId),
      needFen: fenText(input.needFen),
      coveredFen: fenText(outcome.check?.coveredFen ?? 0n),
      costFen: costFen === null ? null : fenText(costFen),
      costChangeFen: costFen === null || cost === null ? null : fenText(costFen - cost),
    };
  });

/**
 * Reasons, prices of limits and ways out of a structure, each found by solving the changed ask: duals of a mixed-integer model are
 * not prices. Nothing is said of an ask that could not be answered.
 */
export const explainStructure = (asked: AskedCase, solver: MilpSolver): StructureReasons => {
  const { ask, names } = asked;
  const outcome = optimiseStructure(ask, solver);
  if (outcome.status === 'refused') return NO_REASONS;
  const ways = outcome.status === 'infeasible' ? waysOut(ask, outcome, solver) : null;
  return {
    ...(outcome.plan === null ? NO_REASONS : whyLeftOut(asked, outcome, solver)),
    steps:
      outcome.plan === null
        ? []
        : marginalValues(ask, outcome, solver).map(({ limitId, step, effect }) => ({
            limitId,
            step: names.inWords(step),
            effect,
          })),
    conflict: (ways?.conflict ?? []).map(({ id, text }) => ({ id, text: names.inWords(text) })),
    alternatives: ways === null ? [] : alternativesOf(asked, outcome, ways),
    caps: capSteps(asked, solver),
  };
};
