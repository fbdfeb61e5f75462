import { divideRounded, fenToDecimalText } from '../../kernel/fen';
import { type PlainDate, addDays, addYears, compareDates, dayNumber } from '../../kernel/plain-date';
import { type CohortColumns, PATENT_TYPES, UNKNOWN_DAY } from './cohort-columns';
import type { CitationFlag, CohortRules } from './cohort-rules';
import { type Cohorts, groupCohorts, measuredValues, rowsOf } from './cohorts';

/** Bits of `CitationStatistics.flags`. */
export const CITATION_FLAG = {
  /** Published or granted less than the truncation years before the valuation date: the count is incomplete. */
  truncated: 1,
  /** Neither day is known: whether the count is complete cannot be said. */
  truncationUnknown: 2,
  /** Fewer measured patents in the cohort than the limit. */
  smallCohort: 4,
  /** No citations, and of a type of which that says little. */
  weakZero: 8,
  /** No percentile: subclass, filing year or count not known. */
  undefined: 16,
  /** Several measured patents, all with the same count: the rank says nothing. */
  allEqual: 32,
} as const satisfies Readonly<Record<CitationFlag, number>>;
export type { CitationFlag };

const FLAG_ORDER: readonly CitationFlag[] = [
  'undefined',
  'truncated',
  'truncationUnknown',
  'smallCohort',
  'allEqual',
  'weakZero',
];

/** Words for the flags, in the order in which they are shown. */
export const CITATION_FLAG_TEXT: Readonly<Record<CitationFlag, string>> = {
  truncated: '公开或授权不久，被引证次数尚不完整',
  truncationUnknown: '公开日与授权日均未知，无法判断被引证次数是否完整',
  smallCohort: '同组专利过少',
  allEqual: '同组被引证次数全部相同，名次不含信息',
  weakZero: '实用新型、外观设计的零被引证证明力弱',
  undefined: '缺 IPC 小类、申请年或被引证次数，不计算百分位',
};

/** Forward-citation rank of every patent within IPC subclass × filing year × type. */
export interface CitationStatistics {
  readonly cohorts: Cohorts;
  /** 2 × (patents with fewer citations) + patents with as many, itself included; −1 = undefined. */
  readonly twiceRank: Int32Array;
  /** Patents of the cohort with as many citations, itself included; 0 = undefined. */
  readonly equal: Int32Array;
  /** Measured patents in the cohort; 0 = undefined. */
  readonly size: Int32Array;
  readonly flags: Uint8Array;
}

const lastCompleteDay = (valuationDate: PlainDate, years: number): number => {
  let day = addYears(valuationDate, -years);
  while (compareDates(addYears(addDays(day, 1), years), valuationDate) <= 0) day = addDays(day, 1);
  return dayNumber(day);
};

const rankCohort = (
  cohorts: Cohorts,
  cohort: number,
  forward: Float64Array,
  out: CitationStatistics,
): void => {
  const sorted = measuredValues(cohorts, cohort, forward);
  const runs = new Map<number, { readonly from: number; readonly to: number }>();
  for (let from = 0; from < sorted.length;) {
    const value = sorted[from] ?? NaN;
    let to = from;
    while (sorted[to] === value) to += 1;
    runs.set(value, { from, to });
    from = to;
  }
  for (const row of rowsOf(cohorts, cohort)) {
    const run = runs.get(forward[row] ?? NaN);
    if (run === undefined) continue;
    out.twiceRank[row] = run.from + run.to;
    out.equal[row] = run.to - run.from;
    out.size[row] = sorted.length;
  }
};

/**
 * Ranks forward citations within their cohorts and flags what weakens the rank. Percentile = mid-rank:
 * (fewer + equal ÷ 2) ÷ measured, ties share one percentile, a patent alone in its cohort stands at 0.5. Exactly the
 * truncation years after publication counts as complete. O(n log n); nothing is read but the columns.
 */
export const citationStatistics = (
  columns: CohortColumns,
  valuationDate: PlainDate,
  rules: CohortRules,
): CitationStatistics => {
  const { rows, forward, publicDay, type } = columns;
  const cohorts = groupCohorts(columns);
  const out: CitationStatistics = {
    cohorts,
    twiceRank: new Int32Array(rows).fill(-1),
    equal: new Int32Array(rows),
    size: new Int32Array(rows),
    flags: new Uint8Array(rows),
  };
  for (let cohort = 0; cohort < cohorts.count; cohort++) rankCohort(cohorts, cohort, forward, out);
  const complete = lastCompleteDay(valuationDate, rules.truncationYears.value);
  const weak = PATENT_TYPES.map((name) => rules.weakZeroTypes.value.includes(name));
  for (let row = 0; row < rows; row++) {
    const day = publicDay[row] ?? UNKNOWN_DAY;
    const size = out.size[row] ?? 0;
    let flags = 0;
    if (day === UNKNOWN_DAY) flags |= CITATION_FLAG.truncationUnknown;
    else if (day > complete) flags |= CITATION_FLAG.truncated;
    if (size === 0) flags |= CITATION_FLAG.undefined;
    else if (size < rules.smallCohort.value) flags |= CITATION_FLAG.smallCohort;
    // The mid-rank of one value shared by all is (0 + size ÷ 2) ÷ size.
    if (size > 1 && out.equal[row] === size) flags |= CITATION_FLAG.allEqual;
    if (forward[row] === 0 && weak[type[row] ?? -1] === true) flags |= CITATION_FLAG.weakZero;
    out.flags[row] = flags;
  }
  return out;
};

/** Bits of several flags. */
export const flagBits = (flags: readonly CitationFlag[]): number =>
  flags.reduce((bits, flag) => bits | CITATION_FLAG[flag], 0);

/**
 * Percentiles that may be scored, one per row: rounded to six decimals as `percentileText` prints them, NaN where undefined
 * or where a flag of `rules.unusable` stands against it. Feeds the columns of a list and of a bulk file alike.
 */
export const usablePercentiles = (
  { twiceRank, size, flags }: CitationStatistics,
  { unusable }: CohortRules,
): Float64Array => {
  const barred = flagBits(unusable.value) | CITATION_FLAG.undefined;
  const out = new Float64Array(size.length).fill(NaN);
  for (let row = 0; row < out.length; row++) {
    if (((flags[row] ?? 0) & barred) !== 0) continue;
    const doubled = 2 * (size[row] ?? 0);
    // Half up, from whole numbers below 2⁵³: the same millionths as in `percentileText`.
    const millionths = Math.floor(((twiceRank[row] ?? 0) * 2_000_000 + doubled) / (2 * doubled));
    out[row] = millionths / 1_000_000;
  }
  return out;
};

/** Percentile 0–1 of a row as a double, `null` when undefined. */
export const percentileAt = ({ twiceRank, size }: CitationStatistics, row: number): number | null => {
  const measured = size[row] ?? 0;
  return measured === 0 ? null : (twiceRank[row] ?? 0) / (2 * measured);
};

/** Percentile as ratio text, 六位小数四舍五入, from the integers; `null` when undefined. */
export const percentileText = ({ twiceRank, size }: CitationStatistics, row: number): string | null => {
  const measured = size[row] ?? 0;
  if (measured === 0) return null;
  const millionths = divideRounded(BigInt(twiceRank[row] ?? 0) * 1_000_000n, BigInt(2 * measured));
  return fenToDecimalText(millionths, 6);
};

/** Flags of a row, in the order in which they are shown. */
export const flagsAt = ({ flags }: CitationStatistics, row: number): readonly CitationFlag[] => {
  const bits = flags[row] ?? 0;
  return FLAG_ORDER.filter((flag) => (bits & CITATION_FLAG[flag]) !== 0);
};
