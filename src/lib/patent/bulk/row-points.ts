import type { PatentRecord } from '../../case/patents-section';
import { NumberMemo } from '../../intake/bulk/number-memo';
import { TYPE_CODES } from '../../intake/bulk/identity-bytes';
import {
  INVALIDATION_CODES,
  type RowFacts,
  STATUS_CODES,
  UNKNOWN_FACT_DAY,
} from '../../intake/bulk/row-facts';
import { fromDayNumber } from '../../kernel/plain-date';
import { calendarOf } from '../calendar/calendar';
import type { LegalStatus } from '../reading/facts';
import { gatesOf } from '../reading/gates';
import { type IndicatorContext, TERM_INPUTS } from '../reading/indicator-inputs';
import { INPUT_NAMES } from '../reading/input-keys';
import { readLeaf } from '../reading/leaf-reading';
import type { Indicator } from '../scheme/scheme-schema';
import { type ScoringContext, indicatorContext } from '../score/scoring-context';
import { type DerivedFacts, type KeyOf, LEAF_KEYS, lifeKey } from './leaf-keys';

const STATUSES: readonly LegalStatus[] = ['in_force', 'grace', 'pending', 'dead'];

/** Most gates of a scenario: one bit each. */
export const MOST_GATES = 20;

interface Leaf {
  readonly indicator: Indicator;
  readonly keyOf: KeyOf;
  readonly memo: NumberMemo;
  column: Float64Array;
}

/** Makes the record of the row at hand, as the importer would. */
export type RecordOfRow = () => PatentRecord;

/** Positions of the indicators that a list can measure. */
export const measurable = (context: ScoringContext): readonly number[] =>
  context.indicators.flatMap(({ input }, i) => (INPUT_NAMES.some((name) => name === input) ? [i] : []));

/**
 * Points and gates of one row after another. Whatever has not been met before is read by the readers of the case path from
 * the record of that row, once per distinct case.
 */
export class RowPoints {
  /** Gates that are closed and gates that cannot be judged, as bits in the order of the table. */
  closed = 0;
  unknown = 0;
  readonly #context: ScoringContext;
  readonly #recordOf: RecordOfRow;
  readonly #leaves: readonly Leaf[];
  readonly #scored: readonly boolean[];
  readonly #derived: DerivedFacts = { legalStatus: 0, remaining: 0 };
  readonly #lives = new NumberMemo();
  readonly #statuses = new NumberMemo();
  readonly #gates = new NumberMemo();
  #record: PatentRecord | null = null;
  /** Any record of the list. */
  #template: PatentRecord | null = null;
  #own: IndicatorContext | null = null;

  /** @param columns one per measurable indicator, filled at the rows given to `read` */
  constructor(context: ScoringContext, columns: readonly Float64Array[], recordOf: RecordOfRow) {
    this.#context = context;
    this.#recordOf = recordOf;
    this.#scored = TYPE_CODES.map((type) => context.types.value.includes(type));
    this.#leaves = measurable(context).flatMap((position, at): Leaf[] => {
      const indicator = context.indicators[position];
      const name = INPUT_NAMES.find((input) => input === indicator?.input);
      const column = columns[at];
      return indicator === undefined || name === undefined || column === undefined
        ? []
        : [{ indicator, keyOf: LEAF_KEYS[name], memo: new NumberMemo(), column }];
    });
  }

  /** Takes wider columns in place of those it had. */
  moveTo(columns: readonly Float64Array[]): void {
    this.#leaves.forEach((leaf, at) => {
      leaf.column = columns[at] ?? leaf.column;
    });
  }

  /** Writes the points of the row at hand to `at` and sets its gates. */
  read(facts: RowFacts, at: number): void {
    this.#record = null;
    this.#own = null;
    const derived = this.#derived;
    const life = this.#life(facts);
    derived.remaining = life % 4;
    derived.legalStatus = this.#status(facts, life >> 2);
    this.#readGates(facts);
    if (this.#scored[facts.type] !== true) {
      for (const { column } of this.#leaves) column[at] = NaN;
      return;
    }
    for (const leaf of this.#leaves) {
      const key = leaf.keyOf(facts, derived);
      const known = key === key ? leaf.memo.get(key) : undefined;
      leaf.column[at] = known ?? this.#points(leaf, key, facts);
    }
  }

  #points({ indicator, memo }: Leaf, key: number, facts: RowFacts): number {
    const own =
      indicator.input !== null && TERM_INPUTS.has(indicator.input)
        ? indicatorContext(this.#context, this.#termRecord(facts))
        : this.#ownContext();
    const { score } = readLeaf(this.#context.scheme.value, indicator, own, undefined);
    if (key === key) memo.set(key, score);
    return score;
  }

  /** Remaining life in the lowest two bits, above them whether the term is over: 0 not known, 1 no, 2 yes. */
  #life(facts: RowFacts): number {
    const key = lifeKey(facts);
    const known = this.#lives.get(key);
    if (known !== undefined) return known;
    const { valuationDate, calendar } = this.#context;
    const { remaining, expired } = calendarOf(this.#termRecord(facts), valuationDate, calendar.term.value);
    const value =
      (remaining === null ? 0 : remaining.isZero() ? 1 : 2) + (expired === null ? 0 : expired ? 8 : 4);
    this.#lives.set(key, value);
    return value;
  }

  #status(facts: RowFacts, expired: number): number {
    const key =
      ((facts.feesDay + 2_147_483_648) * 5 + facts.status) * 15 + facts.invalidationOutcome * 3 + expired;
    const known = this.#statuses.get(key);
    if (known !== undefined) return known;
    const { value } = this.#ownContext().legalStatus;
    const code = value === null ? 0 : STATUSES.indexOf(value) + 1;
    this.#statuses.set(key, code);
    return code;
  }

  #readGates(facts: RowFacts): void {
    const table = this.#context.gates;
    if (table === null) return;
    const key =
      (((this.#derived.legalStatus * 5 + facts.invalidationOutcome) * 3 + facts.invalidationPending) * 3 +
        facts.pledgeLive) *
        3 +
      facts.procedureSuspended;
    let bits = this.#gates.get(key);
    if (bits === undefined) {
      const own = this.#ownContext();
      bits = 0;
      table.value.forEach((row, i) => {
        const { closed, unknown } = gatesOf([row], table.rule.id, own, NO_ANSWERS);
        if (closed.length > 0) bits = (bits ?? 0) + (1 << i);
        if (unknown.length > 0) bits = (bits ?? 0) + (1 << i) * UNKNOWN_SHIFT;
      });
      this.#gates.set(key, bits);
    }
    this.closed = bits % UNKNOWN_SHIFT;
    this.unknown = Math.floor(bits / UNKNOWN_SHIFT);
  }

  /**
   * A record that is right in all that the statutory term rests on, made without reading the row: there are as many of these
   * cases as filing days.
   */
  #termRecord({ filingDay, type, status, invalidationOutcome }: RowFacts): PatentRecord {
    this.#template ??= this.#recordNow();
    return {
      ...this.#template,
      filingDate: filingDay === UNKNOWN_FACT_DAY ? null : fromDayNumber(filingDay),
      type: TYPE_CODES[type] ?? 'invention',
      status: STATUS_CODES[status - 1] ?? null,
      invalidationOutcome: INVALIDATION_CODES[invalidationOutcome - 1] ?? null,
    };
  }

  #recordNow(): PatentRecord {
    return (this.#record ??= this.#recordOf());
  }

  #ownContext(): IndicatorContext {
    return (this.#own ??= indicatorContext(this.#context, this.#recordNow()));
  }
}

const NO_ANSWERS = new Map<string, never>();
const UNKNOWN_SHIFT = 1 << MOST_GATES;
