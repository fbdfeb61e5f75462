import type { Fen } from '../../kernel/fen';
import type { SolveCounter } from './answer-question';
import { conflictOf } from './conflict';
import { exactProblem } from './exact-problem';
import { byCodeUnit } from './exact-ratio';
import { limitText } from './limit-names';
import type { MilpSolver } from './milp';
import { type StructureOutcome, optimiseStructure } from './optimise-structure';
import type { AlternativeKind, Proposal, Situation } from './proposal';
import { limitProposals } from './propose-limits';
import { amountProposals, cureProposals } from './propose-sources';
import type { StructureInput } from './structure-input';

/** One smallest change that makes the ask possible, confirmed by ranking the changed ask. */
export interface StructureAlternative extends Proposal {
  readonly id: string;
  readonly outcome: StructureOutcome;
  /** Yearly cost after the change; `null` when a fee in use is not known. */
  readonly costFen: Fen | null;
}

export interface WaysOut {
  /** Limits that together make the ask impossible; none could be left out of the list. */
  readonly conflict: readonly { readonly id: string; readonly text: string }[];
  /** At most three, of different kinds, the least disturbing first. */
  readonly alternatives: readonly StructureAlternative[];
  readonly solves: number;
}

export const MOST_ALTERNATIVES = 3;

/** Papers before money, money before asking less, asking less before the bank's own limits. */
const KIND_ORDER: readonly (readonly AlternativeKind[])[] = [
  ['register', 'extend-term', 'obtain-consent', 'enter-value', 'release-lien'],
  ['raise-support', 'add-support'],
  ['add-asset'],
  ['ask-less'],
  ['use-source'],
  ['drop-must'],
  ['relax-limit'],
];

const rankOf = (kind: AlternativeKind): number => KIND_ORDER.findIndex((kinds) => kinds.includes(kind));

const bySmallness = (a: Proposal, b: Proposal): number =>
  rankOf(a.kind) - rankOf(b.kind) ||
  ((a.amountFen ?? 0n) < (b.amountFen ?? 0n) ? -1 : (a.amountFen ?? 0n) > (b.amountFen ?? 0n) ? 1 : 0) ||
  byCodeUnit(a.subjectId ?? '', b.subjectId ?? '');

/** Tries the proposals of one rank in order until one makes the ask possible. */
const firstThatHelps = (
  proposals: readonly Proposal[],
  { solver, counter }: Situation,
): StructureAlternative | null => {
  for (const proposal of proposals) {
    const outcome = optimiseStructure(proposal.input, solver, { ties: false });
    counter.solves += outcome.proof?.solves ?? 1;
    if (outcome.status !== 'optimal') continue;
    const id = proposal.subjectId === null ? proposal.kind : `${proposal.kind}/${proposal.subjectId}`;
    return { ...proposal, id, outcome, costFen: outcome.check?.costFen ?? null };
  }
  return null;
};

/** Adds what a mixed change would be where no single one helps: everything that only needs papers, together. */
const allPapers = (cures: readonly Proposal[], input: StructureInput): readonly Proposal[] => {
  const [first] = cures;
  if (first === undefined || cures.length < 2) return [];
  const freed = new Set(cures.map(({ subjectId }) => subjectId));
  const free = <T extends { readonly id: string }>(source: T): T =>
    freed.has(source.id) ? { ...source, blocked: null } : source;
  return [
    {
      kind: first.kind,
      subjectId: cures.map(({ subjectId }) => subjectId ?? '').join('+'),
      text: cures.map(({ text }) => text).join('；'),
      amountFen: null,
      input: { ...input, assets: input.assets.map(free), layers: input.layers.map(free) },
    },
  ];
};

/**
 * The ways out of an impossible ask: which limits conflict, and up to three smallest changes that make it possible, each
 * found by a solve of its own and confirmed by ranking the changed ask. Nothing for an ask that is possible.
 */
export const waysOut = (input: StructureInput, outcome: StructureOutcome, solver: MilpSolver): WaysOut => {
  if (outcome.status !== 'infeasible') return { conflict: [], alternatives: [], solves: 0 };
  const counter: SolveCounter = { solves: 0 };
  const problem = exactProblem(input);
  const conflict = conflictOf(problem, solver, counter);
  const situation: Situation = { input, problem, conflict, outcome, solver, counter };
  const cures = cureProposals(situation);
  const proposals = [...cures, ...amountProposals(situation), ...limitProposals(situation)].sort(bySmallness);
  const alternatives: StructureAlternative[] = [];
  for (let rank = 0; rank < KIND_ORDER.length && alternatives.length < MOST_ALTERNATIVES; rank++) {
    const group = proposals.filter(({ kind }) => rankOf(kind) === rank);
    const found = firstThatHelps(rank === 0 ? [...group, ...allPapers(cures, input)] : group, situation);
    if (found !== null) alternatives.push(found);
  }
  return {
    conflict: conflict.map((id) => ({ id, text: limitText(problem, id) })),
    alternatives,
    solves: counter.solves,
  };
};
