/** Sizes of groups of equal rows or cells, exact up to collisions of 64-bit hashes. */
export interface GroupCounts {
  /** Rows that were grouped. */
  readonly rows: number;
  /** Rows left out because one of the cells is missing. */
  readonly missing: number;
  readonly groups: number;
  /** Groups of one row. */
  readonly singles: number;
  /** `null` without groups. */
  readonly smallest: number | null;
  readonly largest: number | null;
  /** Rows in groups of fewer than `small` rows, and how many such groups. */
  readonly small: number;
  readonly rowsInSmall: number;
  readonly smallGroups: number;
}

export const emptyCounts = (small: number, missing: number): GroupCounts => ({
  rows: 0,
  missing,
  groups: 0,
  singles: 0,
  smallest: null,
  largest: null,
  small,
  rowsInSmall: 0,
  smallGroups: 0,
});

/** Takes the sizes of the groups, each once. */
export class GroupTally {
  readonly #small: number;
  #rows = 0;
  #groups = 0;
  #singles = 0;
  #rowsInSmall = 0;
  #smallGroups = 0;
  #smallest = Infinity;
  #largest = 0;

  constructor(small: number) {
    this.#small = small;
  }

  add(size: number): void {
    this.#rows += size;
    this.#groups += 1;
    if (size === 1) this.#singles += 1;
    if (size < this.#small) {
      this.#rowsInSmall += size;
      this.#smallGroups += 1;
    }
    if (size < this.#smallest) this.#smallest = size;
    if (size > this.#largest) this.#largest = size;
  }

  counts(missing: number): GroupCounts {
    if (this.#groups === 0) return emptyCounts(this.#small, missing);
    return {
      rows: this.#rows,
      missing,
      groups: this.#groups,
      singles: this.#singles,
      smallest: this.#smallest,
      largest: this.#largest,
      small: this.#small,
      rowsInSmall: this.#rowsInSmall,
      smallGroups: this.#smallGroups,
    };
  }
}
