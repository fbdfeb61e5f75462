import type { DataFingerprint, FingerprintList } from '../../case/data-fingerprint';
import { type Basis, type Interval, collisionText, shareText, wilson } from '../table/basis';
import { hashesOf, sameList } from './merge-fingerprints';

/** Trials below which an overlap is not stated as a number. */
const LEAST_TRIALS = 30;

/** A share with its 95 % interval and how many hashes it stands on; `share` is `null` with too few of them. */
export interface OverlapShare {
  readonly share: string | null;
  readonly interval: Interval;
  readonly trials: number;
}

/** Overlap of two lists of different rows, or different key values. Copies within a package do not count. */
export interface ListOverlap {
  readonly of: 'rows' | 'key';
  readonly columns: readonly string[];
  readonly basis: Basis;
  /** Common ÷ all of both (Jaccard). */
  readonly common: OverlapShare;
  /** Share of the first that stands in the second, and of the second in the first. */
  readonly firstInSecond: OverlapShare;
  readonly secondInFirst: OverlapShare;
  readonly statement: string;
}

export type FingerprintComparison =
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'compared'; readonly lists: readonly ListOverlap[]; readonly limits: readonly string[] };

/** What a reader must know beside the numbers. */
export const FINGERPRINT_LIMITS: readonly string[] = [
  '行须逐格字节相同才算相同：列序、格式或编码不同的同一批数据会显示为不重合，不重合不能证明没有重复质押。',
  '持有盐值的人可以拿猜测的内容逐个试算；手机号、证件号等取值空间小的键列，能试出某个值是否在保留的散列之中。盐值应只由机构保管，指纹按个人信息对待。',
  '不持有盐值的人不能由指纹得出行或键的内容。',
];

const share = (hits: number, trials: number, exact: boolean): OverlapShare => {
  const enough = exact ? trials > 0 : trials >= LEAST_TRIALS;
  const point = trials > 0 ? hits / trials : 0;
  return {
    share: enough ? shareText(hits, trials) : null,
    interval: exact && trials > 0 ? { low: point, high: point } : wilson(hits, trials),
    trials,
  };
};

const percent = (value: number): string => `${String(Math.round(value * 1000) / 10)}%`;

const inWords = (name: string, { share: point, interval, trials }: OverlapShare): string =>
  point === null
    ? `${name}未知（只有 ${String(trials)} 个可比散列）`
    : `${name}约 ${percent(Number(point))}（95% 区间 ${percent(interval.low)}–${percent(interval.high)}）`;

/** Hashes up to the place that both lists are known to. */
const comparable = (
  a: FingerprintList,
  b: FingerprintList,
): readonly [readonly string[], readonly string[]] => {
  const [x, y] = [hashesOf(a), hashesOf(b)];
  const ends = [a.complete ? null : x.at(-1), b.complete ? null : y.at(-1)].filter(
    (end) => typeof end === 'string',
  );
  const [limit] = ends.sort();
  const upTo = (all: readonly string[]): readonly string[] =>
    limit === undefined ? all : all.filter((hash) => hash <= limit);
  return [upTo(x), upTo(y)];
};

/**
 * Overlap of two lists made under one salt. Below the smaller of both largest kept hashes each list is complete, so the hashes
 * there are a uniform sample of all different rows of both; shares of it carry Wilson's 95 % interval. Exact when both
 * lists are complete.
 */
export const compareLists = (a: FingerprintList, b: FingerprintList): ListOverlap => {
  const exact = a.complete && b.complete;
  const [x, y] = comparable(a, b);
  const inY = new Set(y);
  const hits = x.filter((hash) => inY.has(hash)).length;
  const all = x.length + y.length - hits;
  const common = share(hits, all, exact);
  const firstInSecond = share(hits, x.length, exact);
  const secondInFirst = share(hits, y.length, exact);
  const rows = a.rows + b.rows;
  return {
    of: a.of,
    columns: a.columns,
    basis: {
      kind: exact ? 'exact' : 'estimate',
      rows,
      of: rows,
      error: exact ? collisionText(rows) : `由 ${String(all)} 个散列推得，95% 区间；${collisionText(rows)}`,
    },
    common,
    firstInSecond,
    secondInFirst,
    statement: [
      inWords('两者之并中的重合', common),
      inWords('前者见于后者', firstInSecond),
      inWords('后者见于前者', secondInFirst),
    ].join('；'),
  };
};

/**
 * Overlap of two packages by their fingerprints: rows with rows, key columns with those of the same headers. Unknown under
 * different salts (equal rows then have different hashes) and without a common list.
 */
export const compareFingerprints = (a: DataFingerprint, b: DataFingerprint): FingerprintComparison => {
  if (a.saltId !== b.saltId)
    return {
      kind: 'unknown',
      reason: '两份指纹的盐值不同，无法比较；请用同一机构登记簿的盐值重新生成',
    };
  const lists = a.lists.flatMap((list) => {
    const other = b.lists.find((candidate) => sameList(list, candidate));
    return other === undefined ? [] : [compareLists(list, other)];
  });
  if (lists.length === 0) return { kind: 'unknown', reason: '两份指纹没有可比的清单' };
  return { kind: 'compared', lists, limits: FINGERPRINT_LIMITS };
};
