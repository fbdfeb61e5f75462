import { type ColumnType, columnDistinct, columnType } from '../kernel/column-summary';
import type { ProfileSketch } from '../kernel/sketch';
import { type Basis, type Interval, exactBasis, wilson } from './basis';
import { type CodedSample, groupBy, groupSizes } from './coded-sample';
import type { ExactGroups } from './exact-counts';

/** Why a column may help to recognise a person although it names nobody. */
export type QuasiKind = 'date' | 'district' | 'coordinate' | 'category';

export interface QuasiProposal {
  readonly column: number;
  readonly kind: QuasiKind;
  readonly reason: string;
}

/** Values up to which a column sorts people into classes. */
const CATEGORIES = 200;
const DISTRICT =
  /地址|住址|省|市|区|县|乡|镇|街道|村|小区|邮编|district|city|county|address|zip|postcode|region/i;
const COORDINATE = /经度|纬度|坐标|longitude|latitude|^lng$|^lon$|^lat$/i;

/** What is asked of a column to propose it. */
export interface QuasiFacts {
  readonly name: string;
  readonly type: ColumnType;
  readonly distinct: number;
  readonly distinctExact: boolean;
}

const kindOf = (
  { name, type, distinct, distinctExact }: QuasiFacts,
  rows: number,
): QuasiProposal['kind'] | null => {
  if (distinct < 2 || (distinctExact && distinct === rows)) return null;
  if (type === 'date') return 'date';
  if (COORDINATE.test(name) && (type === 'decimal' || type === 'integer')) return 'coordinate';
  if (DISTRICT.test(name)) return 'district';
  const sorting = type === 'text' || type === 'boolean' || type === 'integer';
  return sorting && distinct <= CATEGORIES && distinct * 10 <= rows ? 'category' : null;
};

const REASON: Record<QuasiKind, string> = {
  date: '日期',
  district: '列名像地区或地址',
  coordinate: '列名像坐标',
  category: `取值不超过 ${String(CATEGORIES)} 种的分类`,
};

/** Columns that may be quasi-identifiers: a proposal by type, name and number of values; a person chooses. */
export const proposeQuasi = (columns: readonly QuasiFacts[], rows: number): readonly QuasiProposal[] =>
  columns.flatMap((facts, column) => {
    const kind = kindOf(facts, rows);
    return kind === null ? [] : [{ column, kind, reason: REASON[kind] }];
  });

/** As `proposeQuasi`, out of a sketch. */
export const proposeQuasiIdentifiers = (
  sketch: ProfileSketch,
  names: readonly string[],
  typeShare: number,
): readonly QuasiProposal[] =>
  proposeQuasi(
    sketch.columns.map((column, at) => {
      const { count, exact } = columnDistinct(column);
      const { type } = columnType(column, typeShare);
      return { name: names[at] ?? '', type, distinct: count, distinctExact: exact };
    }),
    sketch.rows,
  );

/** Group sizes over the columns. A missing cell is a value of its own: not having one can tell a person too. */
export interface QuasiFigures {
  readonly columns: readonly number[];
  readonly basis: Basis;
  readonly k: number;
  /** Groups seen; of a screen never more than there are. */
  readonly groups: number;
  /** Smallest group; `null` when only a sample was seen or there are no rows. */
  readonly smallest: number | null;
  /** Rows in groups below k; `null` when only a sample was seen. */
  readonly rowsBelow: number | null;
  /** Their share of the rows; on a sample an upper bound of the share of the distinct rows. */
  readonly shareBelow: Interval | null;
  readonly statement: string;
}

const NOT_ANONYMOUS = '去标识化不等于匿名化：本结果只描述准标识组合的组规模，不构成匿名化结论。';

const percent = (share: number): string => `${String(Math.round(share * 10_000) / 100)}%`;

const exactFigures = (
  columns: readonly number[],
  basis: Basis,
  counts: ExactGroups['counts'],
): QuasiFigures => {
  const share = counts.rows > 0 ? counts.rowsInSmall / counts.rows : null;
  return {
    columns,
    basis,
    k: counts.small,
    groups: counts.groups,
    smallest: counts.smallest,
    rowsBelow: counts.rowsInSmall,
    shareBelow: share === null ? null : { low: share, high: share },
    statement:
      counts.smallest === null
        ? `没有记录，无法判断。${NOT_ANONYMOUS}`
        : `共 ${String(counts.groups)} 组，最小组 ${String(counts.smallest)} 行；不足 ${String(counts.small)} 行的组含 ${String(counts.rowsInSmall)} 行。${NOT_ANONYMOUS}`,
  };
};

/** Group sizes counted by the second pass (a `cells` task with `missing: 'value'`). */
export const exactQuasi = (columns: readonly number[], { basis, counts }: ExactGroups): QuasiFigures =>
  exactFigures(columns, basis, counts);

/**
 * Group sizes as the sample shows them. Exact when the sample holds every distinct row. Otherwise a bound: a row whose group
 * has k occurrences in the sample is certainly not in a small group of the table; the rest may be. Shares are of distinct rows.
 * @param k rulebook `data-table.small-group`
 */
export const screenQuasi = (coded: CodedSample, columns: readonly number[], k: number): QuasiFigures => {
  const { sample, rows } = coded;
  const grouping = groupBy(coded, columns, 'value');
  const sizes = groupSizes(grouping, sample.counts);
  let [below, rowsBelow, small] = [0, 0, 0];
  let smallest = Infinity;
  for (let group = 1; group < sizes.length; group += 1) {
    const size = sizes[group] ?? 0;
    if (size < smallest) smallest = size;
    if (size >= k) continue;
    small += 1;
    rowsBelow += size;
  }
  for (const group of grouping.groups) if ((sizes[group] ?? 0) < k) below += 1;
  if (sample.complete) {
    const counts = {
      rows: sample.seen,
      missing: 0,
      groups: grouping.count,
      singles: sizes.subarray(1).filter((size) => size === 1).length,
      smallest: grouping.count === 0 ? null : smallest,
      largest: sizes.subarray(1).reduce((most, size) => Math.max(most, size), 0),
      small: k,
      rowsInSmall: rowsBelow,
      smallGroups: small,
    };
    return exactFigures(columns, exactBasis(sample.seen), counts);
  }
  const high = wilson(below, rows).high;
  return {
    columns,
    basis: {
      kind: 'bound',
      rows,
      of: sample.seen,
      error: `上界：由 ${String(rows)} 个不同行的样本推得，95% 把握；精确组规模须第二遍核验`,
    },
    k,
    groups: grouping.count,
    smallest: null,
    rowsBelow: null,
    shareBelow: { low: 0, high },
    statement: `至多约 ${percent(high)} 的不同行处于不足 ${String(k)} 行的组（样本上界）。${NOT_ANONYMOUS}`,
  };
};
