import type { DataRule, RuleCount, RuleExample } from '../../../case/data-rules';
import type { Failure } from '../../../kernel/result';
import type { RecordBlock } from '../../kernel/record-block';
import { type RuleGround, compileRule } from './compile-rule';
import { maskCell } from './mask';
import type { RowCells } from './row-cells';
import type { RowCheck } from './row-check';
import { MOST_EXAMPLES, type RuleTally } from './rule-tally';
import { ruleHash } from './rule-identity';

/** Records that a rule cannot judge. */
export interface UnreadableRecords {
  readonly rule: string;
  readonly records: number;
}

/** One rule while it counts. */
interface Counter {
  readonly rule: DataRule;
  readonly check: RowCheck | null;
  readonly failure: Failure | null;
  applicable: number;
  satisfied: number;
  unreadable: number;
  first: RuleTally['first'];
  readonly examples: RuleExample[];
}

/** Counts all rules over blocks of records, record after record. */
export class RuleEvaluator {
  readonly #header: readonly string[];
  readonly #personal: ReadonlySet<string>;
  readonly #counters: readonly Counter[];
  /** The row at which a column last held a dirty cell. */
  readonly #dirtyAt: Float64Array;
  readonly #mostRows: number;
  #file = '';
  #record = 0;
  #rows = 0;
  #dirty = 0;

  /** @param personal names of columns that hold personal data; `mostRows` ends the count early, for a preview */
  constructor(
    rules: readonly DataRule[],
    ground: RuleGround,
    personal: ReadonlySet<string>,
    mostRows: number | null,
  ) {
    this.#header = ground.header;
    this.#personal = personal;
    this.#mostRows = mostRows ?? Infinity;
    this.#dirtyAt = new Float64Array(ground.header.length).fill(-1);
    this.#counters = rules.map((rule): Counter => {
      const compiled = compileRule(rule, ground);
      return {
        rule,
        check: compiled.ok ? compiled.value : null,
        failure: compiled.ok ? null : compiled.failure,
        applicable: 0,
        satisfied: 0,
        unreadable: 0,
        first: null,
        examples: [],
      };
    });
  }

  get rows(): number {
    return this.#rows;
  }

  /** Enough rows have been taken. */
  get done(): boolean {
    return this.#rows >= this.#mostRows;
  }

  get dirtyCells(): number {
    return this.#dirty;
  }

  beginFile(name: string): void {
    this.#file = name;
    this.#record = 0;
  }

  addBlock(block: RecordBlock, cells: RowCells): void {
    cells.bind(block);
    for (let row = 0; row < block.rows && !this.done; row += 1) {
      this.#rows += 1;
      this.#record += 1;
      for (const counter of this.#counters) this.#count(counter, cells, row);
    }
  }

  counts(): readonly RuleCount[] {
    return this.#counters.map(({ rule, check, failure, applicable, satisfied, first, examples }) => ({
      rule: rule.id,
      hash: ruleHash(rule.condition),
      applicable,
      satisfied,
      first,
      examples,
      problem: failure === null ? (check?.problem?.() ?? null) : `${failure.message}。${failure.remedy}`,
    }));
  }

  unreadable(): readonly UnreadableRecords[] {
    return this.#counters.flatMap(({ rule, unreadable }) =>
      unreadable === 0 ? [] : [{ rule: rule.id, records: unreadable }],
    );
  }

  #count(counter: Counter, cells: RowCells, row: number): void {
    const { check } = counter;
    if (check === null) return;
    const outcome = check.check(cells, row);
    if (outcome === 'not-applicable') return;
    if (outcome === 'unreadable') {
      counter.unreadable += 1;
      return;
    }
    counter.applicable += 1;
    if (outcome === 'satisfied') {
      counter.satisfied += 1;
      return;
    }
    if (check.judgesCell) this.#markDirty(check.columns);
    counter.first ??= { file: this.#file, record: this.#record };
    if (counter.examples.length < MOST_EXAMPLES)
      counter.examples.push({
        file: this.#file,
        record: this.#record,
        cells: check.columns.map((column) => this.#shown(cells, row, column)),
      });
  }

  #markDirty(columns: readonly number[]): void {
    for (const column of columns) {
      if (this.#dirtyAt[column] === this.#rows) continue;
      this.#dirtyAt[column] = this.#rows;
      this.#dirty += 1;
    }
  }

  #shown(cells: RowCells, row: number, column: number): RuleExample['cells'][number] {
    const name = this.#header[column] ?? '';
    if (!cells.locate(row, column)) return { column: name, masked: cells.lost ? '（读不出）' : '（缺失）' };
    return { column: name, masked: maskCell(cells.text(), this.#personal.has(name)) };
  }
}
