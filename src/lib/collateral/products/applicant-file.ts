import type { TraceNode } from '../../kernel/trace';

/**
 * 一企一档 as this part reads it. Whoever composes the domains hands it over, so that contradictions, ages and missing sources are judged
 * in one place for the whole program.
 */
export interface ApplicantFile {
  /** Calendar years whose accounts may speak for the enterprise, newest first. */
  readonly accountYears: readonly number[];
  fact(field: string, period: string | null): FileFactRead;
  events(kind: string): FileEventRead;
}

export type FileFactRead =
  | { readonly known: true; readonly label: string; readonly value: string; readonly node: TraceNode }
  | {
      readonly known: false;
      /** `missing` and `stale`: nobody has said lately. Anything else is a fault in what was said. */
      readonly why: string;
      readonly label: string;
      readonly message: string;
      readonly remedy: string;
      readonly node: TraceNode;
    };

export interface FileEventRead {
  readonly label: string;
  /** A search that counts stands behind the list. */
  readonly searched: boolean;
  readonly events: readonly { readonly standing: 'open' | 'closed' | 'repaired' | 'unknown' }[];
  readonly message: string;
  readonly remedy: string;
  readonly nodes: readonly TraceNode[];
}
