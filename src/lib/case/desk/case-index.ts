import type { DeskEntry } from './entry';

type Held = Pick<DeskEntry, 'id' | 'facts'>;

const NONE: ReadonlySet<string> = new Set();

/** Which entries are of which case. */
export class CaseIndex {
  readonly #members = new Map<string, Set<string>>();
  readonly #caseOf = new Map<string, string>();

  constructor(entries: Iterable<Held> = []) {
    for (const entry of entries) this.put(entry);
  }

  /** Takes an entry in, in the place of what it said before. */
  put({ id, facts: { caseId } }: Held): void {
    const before = this.#caseOf.get(id);
    if (before === caseId) return;
    if (before !== undefined) this.#members.get(before)?.delete(id);
    this.#caseOf.delete(id);
    if (caseId === null) return;
    this.#caseOf.set(id, caseId);
    const members = this.#members.get(caseId);
    if (members === undefined) this.#members.set(caseId, new Set([id]));
    else members.add(id);
  }

  /** Ids of the entries of a case. */
  of(caseId: string | null): ReadonlySet<string> {
    return caseId === null ? NONE : (this.#members.get(caseId) ?? NONE);
  }
}
