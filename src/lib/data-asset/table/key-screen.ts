import { columnDistinct } from '../kernel/column-summary';
import type { ColumnSketch, ProfileSketch } from '../kernel/sketch';
import { type Basis, exactBasis } from './basis';
import type { CodedSample } from './coded-sample';
import { DISTINCT_SD, duplicateEstimate } from './duplicates';

/** Columns of a key at most, and columns tried together. */
const MOST_COLUMNS = 3;
const MOST_TRIED = 24;
/** Candidates reported. */
const MOST_KEYS = 40;
/** Standard deviations that an estimate may fall short. */
const TOLERANCE = 3;

/** Columns that together may tell every row apart. */
export interface KeyCandidate {
  readonly columns: readonly number[];
  /** `exact`: shown for the whole table. `candidate`: nothing known speaks against it; the exact pass was not made. */
  readonly status: 'exact' | 'candidate';
  readonly basis: Basis;
}

export interface KeyScreen {
  readonly keys: readonly KeyCandidate[];
  /** Rows repeat as a whole, so no set of columns is a key of the rows as they stand: the keys are those of distinct rows. */
  readonly ofDistinctRows: boolean;
  /** Why combinations were not searched, or `null`. */
  readonly note: string | null;
}

const missingOf = (column: ColumnSketch): number =>
  [...column.missing.values()].reduce((sum, count) => sum + count, 0);

/** No two rows of the sample agree in the columns, and no cell is missing; at most three columns, so that keys stay exact. */
const tellsApart = (coded: CodedSample, columns: readonly number[]): boolean => {
  const seen = new Set<number>();
  for (let row = 0; row < coded.rows; row += 1) {
    let key = 0;
    for (const column of columns) {
      const code = coded.codes[column]?.[row] ?? 0;
      if (code === 0) return false;
      key = key * (coded.rows + 1) + code;
    }
    seen.add(key);
    if (seen.size <= row) return false;
  }
  return true;
};

const candidateBasis = (held: number, of: number): Basis => ({
  kind: 'screen',
  rows: held,
  of,
  error: `候选，未做精确核验；样本 ${String(held)} 个不同行（${String((held * (held - 1)) / 2)} 对）中没有同值的两行`,
});

const singleBasis = (coded: CodedSample | null, of: number): Basis => ({
  ...candidateBasis(coded?.rows ?? 0, of),
  error: `候选，未做精确核验；不同值个数为估计（相对标准差 0.81%），样本 ${String(coded?.rows ?? 0)} 个不同行中没有同值`,
});

/** Sets of `size` columns out of `from`, in order. */
function* choose(from: readonly number[], size: number): Generator<readonly number[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (const [i, first] of from.entries())
    for (const rest of choose(from.slice(i + 1), size - 1)) yield [first, ...rest];
}

/**
 * Columns, pairs and triples that may be keys. A column or set is left out when a cell is missing, when it cannot have enough
 * different values (their product falls short of the rows by more than three standard deviations), when two rows of the
 * sample agree in it, or when a part of it is a candidate already. Decimal numbers are measurements and join no combination.
 * @param coded sample of the same table; without it only single columns are told
 */
export const screenKeys = (sketch: ProfileSketch, coded: CodedSample | null): KeyScreen => {
  const duplicates = duplicateEstimate(sketch);
  const ofDistinctRows = duplicates.certainCopies > 0 || duplicates.extraInterval.low > 0;
  const rows = ofDistinctRows ? duplicates.distinctRows : sketch.rows;
  if (rows === 0) return { keys: [], ofDistinctRows, note: '没有记录，无法判断' };
  const complete = coded !== null && coded.sample.complete;
  const enough = rows * (1 - TOLERANCE * DISTINCT_SD);
  const basis = complete ? exactBasis(sketch.rows) : null;
  const status = complete ? 'exact' : 'candidate';
  const full = sketch.columns.flatMap((column, at) =>
    missingOf(column) > 0 || column.values === 0
      ? []
      : [{ at, distinct: columnDistinct(column), decimal: column.types.decimal > 0 }],
  );
  const keys: KeyCandidate[] = [];
  for (const { at, distinct } of full) {
    if (coded !== null && !tellsApart(coded, [at])) continue;
    const counted = distinct.exact && !ofDistinctRows;
    if (counted ? distinct.count !== rows : distinct.count < enough) continue;
    if (distinct.exact && distinct.count === sketch.rows)
      keys.push({ columns: [at], status: 'exact', basis: exactBasis(sketch.rows) });
    else keys.push({ columns: [at], status, basis: basis ?? singleBasis(coded, rows) });
  }
  if (coded === null) return { keys, ofDistinctRows, note: '没有行样本，未筛查列的组合' };
  const single = new Set(keys.flatMap(({ columns }) => columns));
  const tried = full
    .filter(({ at, decimal, distinct }) => !single.has(at) && !decimal && distinct.count > 1)
    .sort((a, b) => b.distinct.count - a.distinct.count || a.at - b.at);
  const counts = new Map(tried.map(({ at, distinct }) => [at, distinct.count]));
  const from = tried
    .slice(0, MOST_TRIED)
    .map(({ at }) => at)
    .sort((a, b) => a - b);
  for (let size = 2; size <= MOST_COLUMNS && keys.length < MOST_KEYS; size += 1)
    for (const columns of choose(from, size)) {
      if (keys.some((key) => key.columns.every((column) => columns.includes(column)))) continue;
      if (columns.reduce((product, column) => product * (counts.get(column) ?? 0), 1) < enough) continue;
      if (!tellsApart(coded, columns)) continue;
      keys.push({ columns, status, basis: basis ?? candidateBasis(coded.rows, rows) });
      if (keys.length === MOST_KEYS) break;
    }
  const note =
    tried.length > MOST_TRIED ? `不同值最多的 ${String(MOST_TRIED)} 列参加组合，其余列未筛查` : null;
  return { keys, ofDistinctRows, note };
};
