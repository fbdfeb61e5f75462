import type { Fen } from '../../kernel/fen';
import type { SolveCounter } from './answer-question';
import type { ExactProblem } from './exact-problem';
import type { MilpSolver } from './milp';
import type { StructureOutcome } from './optimise-structure';
import type { StructureInput } from './structure-input';

export type AlternativeKind =
  | 'register'
  | 'extend-term'
  | 'obtain-consent'
  | 'enter-value'
  | 'release-lien'
  | 'raise-support'
  | 'add-support'
  | 'add-asset'
  | 'ask-less'
  | 'use-source'
  | 'drop-must'
  | 'relax-limit';

/** A change of the ask with its words, not yet tried. */
export interface Proposal {
  readonly kind: AlternativeKind;
  /** The source or limit that changes; `null` for the need and for something new. */
  readonly subjectId: string | null;
  readonly text: string;
  /** How much is asked for, 分; `null` where the change is not an amount. */
  readonly amountFen: Fen | null;
  readonly input: StructureInput;
}

/** What proposals are made from. */
export interface Situation {
  readonly input: StructureInput;
  readonly problem: ExactProblem;
  readonly conflict: readonly string[];
  readonly outcome: StructureOutcome;
  readonly solver: MilpSolver;
  readonly counter: SolveCounter;
}
