import type { DeskEntry, DeskFacts } from './entry';

/** Another entry of the register that names patents of this one. */
export interface SamePatents {
  /** Id of the other entry. */
  readonly other: string;
  /** Both are of one case: an earlier or later revision, not a second pledge. */
  readonly sameCase: boolean;
  /** It bears the same case id, but names another pledgor or pledgee: a conflict. */
  readonly otherParties: boolean;
  /** The other one was released or withdrawn. */
  readonly released: boolean;
  /** The patents of both, ascending. */
  readonly patents: readonly string[];
}

type Held = Pick<DeskEntry, 'id' | 'facts' | 'releasedOn'>;

type Parties = Pick<DeskFacts, 'caseId' | 'pledgor' | 'pledgee'>;

const agree = (a: string | null, b: string | null): boolean => (a ?? '').trim() === (b ?? '').trim();

/** Whether two entries are of one case: the same case id, and the same pledgor and pledgee. */
export const isSameCase = (a: Parties, b: Parties): boolean =>
  a.caseId !== null && a.caseId === b.caseId && agree(a.pledgor, b.pledgor) && agree(a.pledgee, b.pledgee);

/** Whether a second pledge may stand behind it. */
export const isConflict = ({ sameCase, released }: Pick<SamePatents, 'sameCase' | 'released'>): boolean =>
  !sameCase && !released;

/** Which entries name which patents. */
export class PatentIndex {
  readonly #holders = new Map<string, Set<string>>();
  readonly #held = new Map<string, Held>();

  constructor(entries: Iterable<Held> = []) {
    for (const entry of entries) this.put(entry);
  }

  /** Takes an entry in, in the place of what it said before. */
  put(entry: Held): void {
    this.remove(entry.id);
    this.#held.set(entry.id, entry);
    for (const patent of new Set(entry.facts.patents)) {
      const holders = this.#holders.get(patent);
      if (holders === undefined) this.#holders.set(patent, new Set([entry.id]));
      else holders.add(entry.id);
    }
  }

  remove(id: string): void {
    for (const patent of this.#held.get(id)?.facts.patents ?? []) this.#holders.get(patent)?.delete(id);
    this.#held.delete(id);
  }

  /** The other entries with a patent of this one: those that may be a second pledge first, then by id. */
  of({ id, facts }: Pick<DeskEntry, 'id' | 'facts'>): readonly SamePatents[] {
    const found = new Map<string, Set<string>>();
    for (const patent of facts.patents)
      for (const other of this.#holders.get(patent) ?? []) {
        if (other === id) continue;
        const patents = found.get(other);
        if (patents === undefined) found.set(other, new Set([patent]));
        else patents.add(patent);
      }
    const rows = [...found].map(([other, patents]) => {
      const held = this.#held.get(other);
      return {
        other,
        sameCase: held !== undefined && isSameCase(facts, held.facts),
        otherParties:
          held !== undefined &&
          facts.caseId !== null &&
          held.facts.caseId === facts.caseId &&
          !isSameCase(facts, held.facts),
        released: held !== undefined && held.releasedOn !== null,
        patents: [...patents].sort(),
      };
    });
    return rows.sort((a, b) => Number(isConflict(b)) - Number(isConflict(a)) || (a.other < b.other ? -1 : 1));
  }
}
