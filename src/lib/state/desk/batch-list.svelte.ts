import type { DeskEntry } from '../../case/desk/entry';
import type { ReviewedPackage } from '../../review/desk/review-package';
import { type BatchRow, waitingRow } from './batch-rows';
import { pathOf } from './chosen-files';
import type { Ground } from './ground';
import type { ReviewBasis } from './package-review';
import { type DeskRegister, standingIn } from './register.svelte';
import { shortened } from './shortened';

/** The packages of a batch, and what the register and the batch itself say of each of them. */
export class BatchList {
  rows = $state.raw<readonly BatchRow[]>([]);
  readonly #register: DeskRegister;
  /** By content id, what the register knew before the first copy of this batch came in. */
  readonly #before = new Map<string, DeskEntry | null>();
  readonly #firstOf = $derived.by(() => {
    const first = new Map<string, BatchRow>();
    for (const row of this.rows) {
      const id = row.reviewed?.report.id ?? null;
      if (id !== null && !first.has(id)) first.set(id, row);
    }
    return first;
  });
  #next = 0;

  constructor(register: DeskRegister) {
    this.#register = register;
  }

  /** The rows with what is known of them now: a later package may change it. */
  get live(): readonly BatchRow[] {
    return this.rows.map((row) => this.asOfNow(row));
  }

  asOfNow(row: BatchRow): BatchRow {
    const { reviewed } = row;
    const id = reviewed?.report.id ?? null;
    if (reviewed === null || id === null) return row;
    const register = this.#register;
    const { facts } = reviewed;
    const hasData = row.salts.length > 0 || facts.unprinted !== undefined;
    const twin = this.#firstOf.get(id);
    return {
      ...row,
      twin: twin === undefined || twin.key === row.key ? null : pathOf(twin.file),
      get samePatents() {
        return register.samePatents({ id, facts });
      },
      get unprintedElsewhere() {
        return hasData ? register.unprintedElsewhere({ id, facts }).map((entry) => entry.id) : [];
      },
    };
  }

  find(key: number | null): BatchRow | null {
    return this.rows.find((row) => row.key === key) ?? null;
  }

  count(state: BatchRow['state']): number {
    return this.rows.filter((row) => row.state === state).length;
  }

  add(files: readonly File[]): readonly BatchRow[] {
    const fresh = files.map((file) => waitingRow((this.#next += 1), file));
    this.rows = [...this.rows, ...fresh];
    return fresh;
  }

  change(key: number, change: Partial<BatchRow>): void {
    this.rows = this.rows.map((row) => (row.key === key ? { ...row, ...change } : row));
  }

  changeAll(which: (row: BatchRow) => boolean, state: (row: BatchRow) => BatchRow['state']): void {
    this.rows = this.rows.map((row) => (which(row) ? { ...row, state: state(row) } : row));
  }

  /** The next that waits, now being checked. */
  take(): BatchRow | null {
    const row = this.rows.find(({ state }) => state === 'waiting');
    if (row === undefined) return null;
    this.change(row.key, { state: 'checking', failure: null });
    return row;
  }

  /** Leaves only what is under way. */
  clear(): void {
    this.rows = this.rows.filter(({ state }) => state === 'checking');
    this.#before.clear();
  }

  /** What the register knew of a package before its first copy in this batch; said by whichever copy comes in first. */
  knownBefore(id: string, known: DeskEntry | null): DeskEntry | null {
    const said = this.#before.get(id);
    if (said !== undefined) return said;
    this.#before.set(id, known);
    return known;
  }

  /** What a row is reviewed by if it is reviewed now. */
  basis(row: BatchRow, ground: Ground): ReviewBasis {
    return { ground, register: this.#register.received(this.#own(row)) };
  }

  /** Whether the register says of the case of a row what it said when the row was reviewed. */
  stands(row: BatchRow): boolean {
    if (row.reviewed === null) return true;
    const { report, facts } = row.reviewed;
    return this.#register.standing(report.id, facts, this.#own(row)) === row.standing;
  }

  /** Id under which a row must not be taken for one that came in before: it is the first copy of what nobody knew. */
  #own({ key, reviewed }: BatchRow): string | null {
    const id = reviewed?.report.id ?? null;
    if (id === null || (this.#before.get(id) ?? null) !== null) return null;
    return (this.#firstOf.get(id)?.key ?? key) === key ? id : null;
  }
}

/** What a row becomes when its package was reviewed. */
export const reviewedBy = (
  reviewed: ReviewedPackage,
  { ground, register }: ReviewBasis,
): Pick<BatchRow, 'state' | 'reviewed' | 'ground' | 'standing'> => ({
  state: 'done',
  reviewed: shortened(reviewed),
  ground,
  standing: standingIn(register, reviewed.report.id, reviewed.facts),
});
