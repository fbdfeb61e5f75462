import type { CaseRecord } from '../../case/case-record';
import type { PatentDuplicate } from '../../intake/patent-duplicates';
import { TYPE_CODES } from '../../intake/bulk/identity-bytes';
import { type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { citationStatistics, usablePercentiles } from '../cohort/citation-percentile';
import type { CohortColumns } from '../cohort/cohort-columns';
import { readCohortRules } from '../cohort/cohort-rules';
import { answerPoints } from '../reading/leaf-reading';
import { settled } from '../score/grades';
import { scoreColumns } from '../score/score-columns';
import type { NodeScores, ScoreColumns } from '../score/score-nodes';
import { type ScoringContext, scoringContext1 } from '../score/scoring-context';
import { type KeptRows, keepFirst } from './keep-first';
import { rankOrder } from './rank-order';
import type { RangeColumns } from './range-columns';
import type { ReadList } from './read-list';
import { measurable } from './row-points';

/** One range of one list, with the number of its first row among all rows and of its first record in the list. */
export interface PlacedRange {
  readonly list: ReadList;
  readonly range: RangeColumns;
  readonly firstRow: number;
  readonly firstFailed: number;
  /** Record number and physical line of the record that the range calls 0. */
  readonly firstRecord: number;
  readonly firstLine: number;
}

export interface RankedDuplicate {
  readonly kind: PatentDuplicate['kind'];
  readonly other: { readonly fileName: string; readonly record: number };
  readonly kept: { readonly fileName: string; readonly record: number };
}

/** Scores of all patents of the lists, in list order, and their rank order. NaN = no score. */
export interface RankedList {
  readonly context: ScoringContext;
  readonly placed: readonly PlacedRange[];
  readonly kept: KeptRows;
  /** Per kept patent. */
  readonly body: Float64Array;
  readonly scores: ScoreColumns;
  readonly closed: Int32Array;
  readonly unknown: Int32Array;
  readonly outOfScope: Uint8Array;
  /** 1 + row of the grade table for the low and the high end; 0 = withheld. */
  readonly worstGrade: Uint8Array;
  readonly bestGrade: Uint8Array;
  readonly referenceOnly: Uint8Array;
  /** Kept patents, best first. */
  readonly order: Uint32Array;
}

const place = (lists: readonly ReadList[]): readonly PlacedRange[] => {
  const placed: PlacedRange[] = [];
  let [firstRow, firstFailed] = [0, 0];
  for (const list of lists) {
    let [firstRecord, firstLine] = [list.table.bodyRecord, list.table.bodyLine];
    for (const range of list.ranges) {
      placed.push({ list, range, firstRow, firstFailed, firstRecord, firstLine });
      firstRow += range.rows;
      firstFailed += range.failed.rows;
      firstRecord += range.shape.records;
      firstLine += range.shape.lines;
    }
  }
  return placed;
};

/**
 * One column of all ranges, at the rows that stay. One function per kind of column: a loop over several kinds is several
 * times slower.
 */
const gatherDoubles = (
  placed: readonly PlacedRange[],
  { rows }: KeptRows,
  of: (range: RangeColumns) => Float64Array | undefined,
): Float64Array => {
  const into = new Float64Array(rows.length);
  let at = 0;
  for (const { range, firstRow } of placed) {
    const column = of(range) ?? new Float64Array(range.rows);
    const end = firstRow + range.rows;
    if (rows[firstRow + range.rows - 1] === end - 1) {
      // Nothing was left out up to here: the column as it is.
      into.set(column, firstRow);
      at = end;
    }
    for (; at < rows.length && (rows[at] ?? end) < end; at++)
      into[at] = column[(rows[at] ?? firstRow) - firstRow] ?? NaN;
  }
  return into;
};

const gatherIntegers = (
  placed: readonly PlacedRange[],
  { rows }: KeptRows,
  of: (range: RangeColumns) => Int32Array,
): Int32Array => {
  const into = new Int32Array(rows.length);
  let at = 0;
  for (const { range, firstRow } of placed) {
    const column = of(range);
    const end = firstRow + range.rows;
    if (rows[firstRow + range.rows - 1] === end - 1) {
      // Nothing was left out up to here: the column as it is.
      into.set(column, firstRow);
      at = end;
    }
    for (; at < rows.length && (rows[at] ?? end) < end; at++)
      into[at] = column[(rows[at] ?? firstRow) - firstRow] ?? 0;
  }
  return into;
};

const gatherBytes = (
  placed: readonly PlacedRange[],
  { rows }: KeptRows,
  of: (range: RangeColumns) => Uint8Array,
): Uint8Array => {
  const into = new Uint8Array(rows.length);
  let at = 0;
  for (const { range, firstRow } of placed) {
    const column = of(range);
    const end = firstRow + range.rows;
    if (rows[firstRow + range.rows - 1] === end - 1) {
      // Nothing was left out up to here: the column as it is.
      into.set(column, firstRow);
      at = end;
    }
    for (; at < rows.length && (rows[at] ?? end) < end; at++)
      into[at] = column[(rows[at] ?? firstRow) - firstRow] ?? 0;
  }
  return into;
};

const joined = (columns: readonly Float64Array[]): Float64Array => {
  const all = new Float64Array(columns.reduce((sum, column) => sum + column.length, 0));
  let at = 0;
  for (const column of columns) {
    all.set(column, at);
    at += column.length;
  }
  return all;
};

const CITATIONS = 'forwardCitationPercentile';

/** Percentiles from the lists themselves, for patents without one: the same statistics as for the list of a case. */
const fillCitations = (
  context: ScoringContext,
  rules: RulesAt,
  placed: readonly PlacedRange[],
  kept: KeptRows,
  outOfScope: Uint8Array,
  columns: readonly Float64Array[],
): Result<null> => {
  if (!context.indicators.some(({ input }) => input === CITATIONS)) return ok(null);
  const cohort = readCohortRules(rules);
  if (!cohort.ok) return cohort;
  const count = kept.rows.length;
  const list: CohortColumns = {
    rows: count,
    subclasses: [],
    subclass: gatherIntegers(placed, kept, (r) => r.subclass),
    filingYear: gatherIntegers(placed, kept, (r) => r.filingYear),
    type: gatherBytes(placed, kept, (r) => r.type),
    publicDay: gatherIntegers(placed, kept, (r) => r.grantDay),
    forward: gatherDoubles(placed, kept, (r) => r.forward),
  };
  const usable = usablePercentiles(
    citationStatistics(list, context.valuationDate, cohort.value),
    cohort.value,
  );
  const own = gatherBytes(placed, kept, (r) => r.ownPercentile);
  context.indicators.forEach((indicator, position) => {
    const column = columns[position];
    if (indicator.input !== CITATIONS || column === undefined) return;
    for (let row = 0; row < count; row++) {
      const value = usable[row] ?? NaN;
      if (own[row] === 1 || outOfScope[row] === 1 || Number.isNaN(value)) continue;
      column[row] = answerPoints(context.scheme.value, indicator, { kind: 'number', number: value });
    }
  });
  return ok(null);
};

/** One column of points per indicator; those that no list measures share one of NaN. */
const pointColumns = (
  context: ScoringContext,
  placed: readonly PlacedRange[],
  kept: KeptRows,
): readonly Float64Array[] => {
  const count = kept.rows.length;
  const unmeasured = new Float64Array(count).fill(NaN);
  const order = measurable(context);
  return context.indicators.map((_, position) => {
    const at = order.indexOf(position);
    return at < 0 ? unmeasured : gatherDoubles(placed, kept, (r) => r.points[at]);
  });
};

const blank = (node: NodeScores, row: number): void => {
  node.point[row] = NaN;
  node.low[row] = NaN;
  node.high[row] = NaN;
};

const belowFloor = (coverage: Float64Array, floor: number): Uint8Array => {
  const below = new Uint8Array(coverage.length);
  for (let row = 0; row < below.length; row++) if (settled(coverage[row] ?? 0) < floor) below[row] = 1;
  return below;
};

/** 1 + row of the grade table for every end, as `gradeSpan` picks it; 0 = withheld. */
const grades = (context: ScoringContext, ends: Float64Array): Uint8Array => {
  const least = Float64Array.from(context.grades.value, (grade) => grade.min);
  const codes = new Uint8Array(ends.length);
  for (let row = 0; row < codes.length; row++) {
    const points = settled(ends[row] ?? NaN);
    let grade = 0;
    while (grade < least.length && !((least[grade] ?? 0) <= points)) grade += 1;
    codes[row] = grade === least.length ? 0 : grade + 1;
  }
  return codes;
};

/**
 * Scores and ranks the patents of lists that were read: duplicates over all lists left out, citation percentiles from the
 * lists, gates, grades. The figures are those of `scorePatents` for the same lists imported into a case.
 * Fails as `scoringContext` does.
 */
export const rankList = (
  lists: readonly ReadList[],
  caseRecord: CaseRecord,
  rules: RulesAt,
): Result<RankedList> => {
  const read = scoringContext1(caseRecord, rules);
  if (!read.ok) return read;
  const context = read.value;
  const placed = place(lists);
  const ranges = placed.map((p) => p.range);
  const kept = keepFirst(
    { body: joined(ranges.map((r) => r.body)), publication: joined(ranges.map((r) => r.publication)) },
    joined(ranges.map((r) => r.failed.publication)),
  );
  const count = kept.rows.length;
  const scored = TYPE_CODES.map((type) => context.types.value.includes(type));
  const outOfScope = gatherBytes(placed, kept, (r) => r.type).map((type) => (scored[type] === true ? 0 : 1));
  const columns = pointColumns(context, placed, kept);
  const filled = fillCitations(context, rules, placed, kept, outOfScope, columns);
  if (!filled.ok) return filled;
  const scores = scoreColumns(context.plan, columns, count);
  const closed = gatherIntegers(placed, kept, (r) => r.closed);
  const rejecting = (context.gates?.value ?? []).reduce(
    (bits, gate, i) => (gate.result === 'reject' ? bits | (1 << i) : bits),
    0,
  );
  for (let row = 0; row < count; row++) {
    const out = outOfScope[row] === 1;
    if (out || ((closed[row] ?? 0) & rejecting) !== 0) blank(scores.total, row);
    if (out) for (const dimension of scores.dimensions) blank(dimension, row);
  }
  const body = gatherDoubles(placed, kept, (r) => r.body);
  const floor = Number(context.coverageFloor.value);
  return ok({
    context,
    placed,
    kept,
    body,
    scores,
    closed,
    unknown: gatherIntegers(placed, kept, (r) => r.unknown),
    outOfScope,
    worstGrade: grades(context, scores.total.low),
    bestGrade: grades(context, scores.total.high),
    referenceOnly: belowFloor(scores.total.coverage, floor),
    order: rankOrder(scores.total.low, body),
  });
};
