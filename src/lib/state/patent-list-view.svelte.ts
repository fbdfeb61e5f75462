import type { ScoreTable } from '../patent/score/score-patents';
import type { CaseRecord } from '../case/case-record';
import { type PatentColumns, doubtCounts, gradesIn, patentColumns, scoreColumns } from './patent-columns';
import { type Grouping, type ListLine, linesOf } from './patent-groups';
import {
  NO_FILTER,
  type PatentFilter,
  type PatentOrder,
  type SortKey,
  filterRows,
  pledgedWith,
  sortRows,
} from './patent-list';

type Patents = CaseRecord['sections']['patents'];

/** What the view needs of the open case. */
export interface ListHost {
  readonly record: CaseRecord;
  readonly results: { readonly scores: { readonly value: ScoreTable | null } };
  changeSection(key: 'patents', edit: (section: Patents) => Patents): void;
}

/** What a person sees of the patent list: filter, order and grouping, and the rows they lead to. */
export class PatentListView {
  filter = $state.raw<PatentFilter>(NO_FILTER);
  order = $state.raw<PatentOrder>({ key: null, descending: false });
  grouping = $state<Grouping>('none');
  readonly #open: ListHost;

  constructor(open: ListHost) {
    this.#open = open;
  }

  readonly #section = $derived.by(() => this.#open.record.sections.patents);
  // The list of records outlives most changes of the section: its columns are made again only with it.
  readonly #records = $derived.by(() => this.#section.records);
  readonly #pledgedIds = $derived.by(() => this.#section.pledged);
  readonly list: PatentColumns = $derived.by(() => patentColumns(this.#records));
  readonly scores = $derived.by(() => scoreColumns(this.#records, this.#open.results.scores.value));
  readonly pledged: ReadonlySet<string> = $derived.by(() => new Set(this.#pledgedIds));
  readonly rows = $derived.by(() => filterRows(this.list, this.scores, this.pledged, this.filter));
  readonly lines: readonly ListLine[] = $derived.by(() =>
    linesOf(
      sortRows(this.rows, this.list, this.scores, this.pledged, this.order),
      this.list,
      this.#section,
      this.grouping,
    ),
  );
  readonly grades = $derived.by(() => gradesIn(this.scores));
  readonly doubts = $derived.by(() => doubtCounts(this.list, this.scores));
  /** How many of the rows shown are pledged. */
  readonly pledgedShown = $derived.by(() =>
    this.rows.reduce((sum, row) => sum + (this.pledged.has(this.list.records[row]?.id ?? '') ? 1 : 0), 0),
  );

  narrow(change: Partial<PatentFilter>): void {
    this.filter = { ...this.filter, ...change };
  }

  clear(): void {
    this.filter = NO_FILTER;
  }

  /** First click ascending for words and descending for numbers, second the other way, third as imported. */
  sortBy(key: SortKey, firstDescending: boolean): void {
    if (this.order.key !== key) this.order = { key, descending: firstDescending };
    else if (this.order.descending === firstDescending) this.order = { key, descending: !firstDescending };
    else this.order = { key: null, descending: false };
  }

  pledge(rows: Iterable<number>, pledged: boolean): void {
    this.#open.changeSection('patents', (section) => ({
      ...section,
      pledged: [...pledgedWith(section.pledged, this.list, rows, pledged)],
    }));
  }
}
