import { canonicalNumber } from '../../intake/bulk/identity-bytes';
import { cellText } from '../../intake/bulk/cell-text';
import { markUnseen } from '../../kernel/characters';
import type { PlacedRange, RankedDuplicate, RankedList } from './rank-list';

/** Range in which the n-th of a running count falls; `first` says where each range begins. */
const rangeOf = (
  placed: readonly PlacedRange[],
  n: number,
  first: (range: PlacedRange) => number,
): PlacedRange | undefined => {
  let [low, high] = [0, placed.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const at = placed[middle];
    if (at !== undefined && first(at) <= n) low = middle;
    else high = middle - 1;
  }
  return placed[low];
};

export const rangeOfRow = (placed: readonly PlacedRange[], row: number): PlacedRange | undefined =>
  rangeOf(placed, row, (p) => p.firstRow);
export const rangeOfFailed = (placed: readonly PlacedRange[], row: number): PlacedRange | undefined =>
  rangeOf(placed, row, (p) => p.firstFailed);

const placeOfRow = (placed: readonly PlacedRange[], row: number): { fileName: string; record: number } => {
  const at = rangeOfRow(placed, row);
  return {
    fileName: at?.list.table.fileName ?? '',
    record: at === undefined ? 0 : at.firstRecord + (at.range.record[row - at.firstRow] ?? 0),
  };
};

const placeOfFailed = (placed: readonly PlacedRange[], row: number): { fileName: string; record: number } => {
  const at = rangeOfFailed(placed, row);
  return {
    fileName: at?.list.table.fileName ?? '',
    record: at === undefined ? 0 : at.firstRecord + (at.range.failed.record[row - at.firstFailed] ?? 0),
  };
};

/** The first duplicates with their places, in the order of the rows left out. */
export const listedDuplicates = ({ placed, kept }: RankedList, limit: number): readonly RankedDuplicate[] =>
  kept.duplicates.slice(0, limit).map(({ kind, other, kept: first }) => ({
    kind,
    other:
      kind === 'publication-in-application-column' ? placeOfFailed(placed, other) : placeOfRow(placed, other),
    kept: placeOfRow(placed, first),
  }));

/** What is closed or cannot be judged: codes and titles of the gates. */
export interface RankedGate {
  readonly code: string;
  readonly title: string;
  readonly message: string;
}

/** One ranked patent. Scores 0–100; `null` = none. */
export interface RankedRow {
  readonly rank: number;
  readonly fileName: string;
  readonly record: number;
  readonly applicationNumber: string;
  readonly title: string;
  readonly total: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly coverage: number;
  readonly legal: number | null;
  readonly technical: number | null;
  readonly economic: number | null;
  /** One grade, a span such as `C–B`, `null` when the total is withheld. */
  readonly grade: string | null;
  readonly referenceOnly: boolean;
  readonly gates: readonly RankedGate[];
  readonly unknownGates: readonly RankedGate[];
}

const orNull = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;

const OUT_OF_SCOPE: RankedGate = {
  code: 'type-out-of-scope',
  title: '专利类型不在适用范围',
  message: '专利类型不在评分框架的适用范围内，不评分',
};

/** Closed gates and those that cannot be judged, of a kept patent. */
export const gatesAt = (
  { context, closed, unknown, outOfScope }: RankedList,
  at: number,
): [RankedGate[], RankedGate[]] => {
  const table = context.gates?.value ?? [];
  const of = (bits: number): RankedGate[] =>
    table
      .filter((_, i) => (bits & (1 << i)) !== 0)
      .map(({ code, title, message }) => ({ code, title, message }));
  const shut = of(closed[at] ?? 0);
  return [outOfScope[at] === 1 ? [OUT_OF_SCOPE, ...shut] : shut, of(unknown[at] ?? 0)];
};

/** Grade text of codes as `RankedList` has them, as `gradeSpan` writes it; empty = withheld. */
export const gradeText = ({ context }: RankedList, worst: number, best: number): string => {
  if (worst === 0) return '';
  const table = context.grades.value;
  const [low, high] = [table[worst - 1]?.grade ?? '', table[best - 1]?.grade ?? ''];
  return low === high ? high : `${low}–${high}`;
};

/** The patent of the given rank, 1 = best. */
export const rankedRow = (list: RankedList, rank: number): RankedRow | null => {
  const at = list.order[rank - 1];
  const row = at === undefined ? undefined : list.kept.rows[at];
  const range = row === undefined ? undefined : rangeOfRow(list.placed, row);
  if (at === undefined || row === undefined || range === undefined) return null;
  const own = row - range.firstRow;
  const { total, dimensions } = list.scores;
  const [gates, unknownGates] = gatesAt(list, at);
  const { titleStart, titleEnd } = range.range;
  const grade = gradeText(list, list.worstGrade[at] ?? 0, list.bestGrade[at] ?? 0);
  return {
    rank,
    fileName: range.list.table.fileName,
    record: range.firstRecord + (range.range.record[own] ?? 0),
    applicationNumber: canonicalNumber(list.body[at] ?? 0),
    title: markUnseen(cellText(range.list.table.bytes, titleStart[own] ?? 0, titleEnd[own] ?? 0).trim()),
    total: orNull(total.point[at]),
    low: orNull(total.low[at]),
    high: orNull(total.high[at]),
    coverage: total.coverage[at] ?? 0,
    legal: orNull(dimensions[0]?.point[at]),
    technical: orNull(dimensions[1]?.point[at]),
    economic: orNull(dimensions[2]?.point[at]),
    grade: grade === '' ? null : grade,
    referenceOnly: list.referenceOnly[at] === 1,
    gates,
    unknownGates,
  };
};
