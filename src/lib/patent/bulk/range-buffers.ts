import { FAULT_LIMIT } from '../../intake/limits';
import { UNKNOWN_FACT_DAY, type RowFacts } from '../../intake/bulk/row-facts';
import { partsOf, fromDayNumber } from '../../kernel/plain-date';
import type { FailedRows, MisfitRow, RangeColumns, RangeShape } from './range-columns';

type Column = Float64Array | Int32Array | Uint32Array | Uint8Array;

/** The same column with room for `capacity` entries. */
const grown = <T extends Column>(column: T, capacity: number, make: (length: number) => T): T => {
  const wider = make(capacity);
  wider.set(column);
  return wider;
};

const doubles = (n: number): Float64Array => new Float64Array(n);
const integers = (n: number): Int32Array => new Int32Array(n);
const offsets = (n: number): Uint32Array => new Uint32Array(n);
const bytes = (n: number): Uint8Array => new Uint8Array(n);

/** Days of dates from 1900 to 2199. */
const DAYS_BEFORE_1970 = 25_567;
const ALL_DAYS = 110_000;

/** Takes the rows of a range one by one; columns grow by half when the guess of their number was too small. */
export class RangeBuffers {
  rows = 0;
  points: Float64Array[];
  #capacity: number;
  #record: Int32Array;
  #body: Float64Array;
  #publication: Float64Array;
  #type: Uint8Array;
  #filingYear: Int32Array;
  #grantDay: Int32Array;
  #subclass: Int32Array;
  #forward: Float64Array;
  #ownPercentile: Uint8Array;
  #titleStart: Uint32Array;
  #titleEnd: Uint32Array;
  #closed: Int32Array;
  #unknown: Int32Array;
  readonly #years = new Int16Array(ALL_DAYS);

  constructor(capacity: number, measurable: number) {
    const n = Math.max(64, capacity);
    this.#capacity = n;
    this.points = Array.from({ length: measurable }, () => doubles(n));
    this.#record = integers(n);
    this.#body = doubles(n);
    this.#publication = doubles(n);
    this.#type = bytes(n);
    this.#filingYear = integers(n);
    this.#grantDay = integers(n);
    this.#subclass = integers(n);
    this.#forward = doubles(n);
    this.#ownPercentile = bytes(n);
    this.#titleStart = offsets(n);
    this.#titleEnd = offsets(n);
    this.#closed = integers(n);
    this.#unknown = integers(n);
  }

  /** Whether the next row fits; if not, `grow` first: it replaces `points`. */
  get full(): boolean {
    return this.rows === this.#capacity;
  }

  grow(): void {
    const n = Math.ceil(this.#capacity * 1.5);
    this.#capacity = n;
    this.points = this.points.map((column) => grown(column, n, doubles));
    this.#record = grown(this.#record, n, integers);
    this.#body = grown(this.#body, n, doubles);
    this.#publication = grown(this.#publication, n, doubles);
    this.#type = grown(this.#type, n, bytes);
    this.#filingYear = grown(this.#filingYear, n, integers);
    this.#grantDay = grown(this.#grantDay, n, integers);
    this.#subclass = grown(this.#subclass, n, integers);
    this.#forward = grown(this.#forward, n, doubles);
    this.#ownPercentile = grown(this.#ownPercentile, n, bytes);
    this.#titleStart = grown(this.#titleStart, n, offsets);
    this.#titleEnd = grown(this.#titleEnd, n, offsets);
    this.#closed = grown(this.#closed, n, integers);
    this.#unknown = grown(this.#unknown, n, integers);
  }

  /** Adds the row whose points stand at `rows` already. */
  add(
    record: number,
    facts: RowFacts,
    gates: { closed: number; unknown: number },
    titleStart: number,
    titleEnd: number,
  ): void {
    const at = this.rows;
    this.#record[at] = record;
    this.#body[at] = facts.body;
    this.#publication[at] = facts.publication;
    this.#type[at] = facts.type;
    this.#filingYear[at] = this.#yearOf(facts.filingDay);
    this.#grantDay[at] = facts.grantDay;
    this.#subclass[at] = facts.mainSubclass;
    this.#forward[at] = facts.forwardCitationCount;
    this.#ownPercentile[at] = Number.isNaN(facts.forwardCitationPercentile) ? 0 : 1;
    this.#titleStart[at] = titleStart;
    this.#titleEnd[at] = titleEnd;
    this.#closed[at] = gates.closed;
    this.#unknown[at] = gates.unknown;
    this.rows = at + 1;
  }

  /** Columns cut to what was added. */
  finish(failed: FailedRows, shape: RangeShape): RangeColumns {
    const n = this.rows;
    return {
      rows: n,
      record: this.#record.subarray(0, n),
      body: this.#body.subarray(0, n),
      publication: this.#publication.subarray(0, n),
      type: this.#type.subarray(0, n),
      filingYear: this.#filingYear.subarray(0, n),
      grantDay: this.#grantDay.subarray(0, n),
      subclass: this.#subclass.subarray(0, n),
      forward: this.#forward.subarray(0, n),
      ownPercentile: this.#ownPercentile.subarray(0, n),
      titleStart: this.#titleStart.subarray(0, n),
      titleEnd: this.#titleEnd.subarray(0, n),
      closed: this.#closed.subarray(0, n),
      unknown: this.#unknown.subarray(0, n),
      points: this.points.map((column) => column.subarray(0, n)),
      failed,
      shape,
    };
  }

  #yearOf(day: number): number {
    if (day === UNKNOWN_FACT_DAY) return 0;
    const known = this.#years[day + DAYS_BEFORE_1970] ?? 0;
    if (known !== 0) return known;
    const { year } = partsOf(fromDayNumber(day));
    this.#years[day + DAYS_BEFORE_1970] = year;
    return year;
  }
}

/** Failed rows and rows that do not fit the table. */
export class FailedBuffers {
  readonly misfits: MisfitRow[] = [];
  leftOut = 0;
  readonly #record: number[] = [];
  readonly #start: number[] = [];
  readonly #failures: number[] = [];
  readonly #publication: number[] = [];

  addMisfit(misfit: MisfitRow): void {
    this.leftOut += 1;
    if (this.misfits.length < FAULT_LIMIT) this.misfits.push(misfit);
  }

  addFailed(record: number, start: number, failures: number, publication: number): void {
    this.#record.push(record);
    this.#start.push(start);
    this.#failures.push(failures);
    this.#publication.push(publication);
  }

  failed(): FailedRows {
    return {
      rows: this.#record.length,
      record: Int32Array.from(this.#record),
      start: Uint32Array.from(this.#start),
      failures: Int32Array.from(this.#failures),
      publication: Float64Array.from(this.#publication),
    };
  }
}
