import type { RowCells } from './row-cells';

/** What a rule says of one record; `unreadable` = it cannot say, because the file does not give up a cell it would read. */
export type Outcome = 'satisfied' | 'violated' | 'not-applicable' | 'unreadable';

/** A rule judged record by record. */
export interface RowCheck {
  /** Columns whose cells a finding shows. */
  readonly columns: readonly number[];
  /** It judges single cells: a violated one is a dirty cell. */
  readonly judgesCell: boolean;
  check(cells: RowCells, row: number): Outcome;
  /** Why the count is not to be trusted, asked at the end; `null` = it is. */
  problem?(): string | null;
}

/** The outcome for a record of which the cell found last has no value. */
export const outcomeWithout = ({ lost }: RowCells): Outcome => (lost ? 'unreadable' : 'not-applicable');

/** The outcome of a check that applies. */
export const outcomeOf = (holds: boolean): Outcome => (holds ? 'satisfied' : 'violated');
