import type { FileEvent } from '../../case/enterprise-file-section';
import type { TraceNode, Unit } from '../../kernel/trace';

/** Why a fact cannot be used. */
export type FileGap =
  /** Nobody has said. */
  | 'missing'
  /** Two sources say different things and nobody has settled it. */
  | 'contradiction'
  /** Too old at the valuation date, or its day is not known. */
  | 'stale'
  /** Nobody said where it comes from, or its source is not in the case. */
  | 'unsourced'
  /** Not a value of its kind. */
  | 'invalid'
  /** The catalogue does not know the field. */
  | 'error';

interface AnyRead {
  readonly field: string;
  readonly label: string;
  readonly unit: Unit;
  /** `2024`, `2024-06`; `null` = the field has no period. */
  readonly period: string | null;
  /** The fact or facts, down to file, row and column, made when somebody looks. A gap has the value `null`. */
  readonly node: TraceNode;
}

export interface KnownFact extends AnyRead {
  readonly known: true;
  /** Canonical text of the field's kind: 分, decimal, ratio, count, date, `true`/`false`, code of a choice, text. */
  readonly value: string;
  /** Day the source speaks of. */
  readonly asOf: string | null;
}

export interface UnknownFact extends AnyRead {
  readonly known: false;
  readonly why: FileGap;
  /** `E_MISSING`, `E_CONTRADICTION`, `E_STALE`, `E_UNSOURCED`, `E_VALUE`, `E_FIELD_UNKNOWN`. */
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  /** What the sources say, when they say something: each value once. */
  readonly values: readonly string[];
}

/** A fact of the enterprise file as rules see it: known, or not and why. Never a choice between two values. */
export type FactRead = KnownFact | UnknownFact;

/** Where one event stands on the valuation date. `unknown`: nobody has said, or a repair without its day. */
export type EventStanding = 'open' | 'closed' | 'repaired' | 'unknown';

export interface ReadEvent {
  readonly event: FileEvent;
  readonly standing: EventStanding;
  readonly node: TraceNode;
}

/** What is known of one kind of event. */
export interface FileEvents {
  readonly kind: string;
  readonly label: string;
  /** `none-found`: searched, dated, with the paper, and nothing found. No event without such a search is `unknown`. */
  readonly state: 'none-found' | 'found' | 'unknown';
  /** A search that counts stands behind the list, so that nothing else is to be expected. */
  readonly searched: boolean;
  /** Day of the newest search that counts. */
  readonly searchedOn: string | null;
  readonly events: readonly ReadEvent[];
  /** In Chinese: what is there, or why it is not known. */
  readonly message: string;
  /** What would make it known; empty when it is. */
  readonly remedy: string;
  readonly nodes: readonly TraceNode[];
}
