import type { Fen } from '../../kernel/fen';
import type { Measure } from './measures';

/** What one solve asks. Limits are named by the ids of `limit-names.ts`. */
export interface Question {
  readonly objective:
    | { readonly kind: 'nothing' }
    | { readonly kind: 'measure'; readonly measure: Exclude<Measure, 'days'> }
    /** As large a need as possible, shares of the need moving with it. */
    | { readonly kind: 'need' }
    /** As little as possible over one limit on amounts. */
    | { readonly kind: 'excess'; readonly limitId: string }
    /** As little as possible pledged of one source. */
    | { readonly kind: 'pledged'; readonly index: number }
    /** Units in order: the first used if possible, then the second …; at most `FIRST_UNITS`. */
    | { readonly kind: 'first'; readonly units: readonly number[] };
  /** 分 to be covered; `null`: whatever comes. */
  readonly targetFen: Fen | null;
  /** Found before and not to be passed, in the scale of the measure. */
  readonly ceilings: readonly {
    readonly measure: Exclude<Measure, 'days' | 'open'>;
    readonly most: bigint;
  }[];
  readonly daysMost: bigint | null;
  /** Units fixed beside those that must be used. */
  readonly fixed: ReadonlyMap<number, boolean>;
  /** Limits that do not hold in this question. */
  readonly without: ReadonlySet<string>;
  /** Choices of units already seen to be impossible in exact numbers. */
  readonly excluded: readonly (readonly boolean[])[];
}

export const FIRST_UNITS = 16;

/** A question about a target, plain but for the changes. */
export const question = (targetFen: Fen | null, changes: Partial<Question> = {}): Question => ({
  objective: { kind: 'nothing' },
  targetFen,
  ceilings: [],
  daysMost: null,
  fixed: new Map(),
  without: new Set(),
  excluded: [],
  ...changes,
});
