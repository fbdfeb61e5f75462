import { Decimal, decimalText } from '../../kernel/decimal';
import type { Fen } from '../../kernel/fen';
import { type Result, ok, refuse } from '../../kernel/result';
import { type TraceNode, derive } from '../../kernel/trace';
import { ruleLeaf } from '../../rulebook/read-rule';
import type { TypedRule } from '../../rulebook/read-rule';
import type { DisagreementBand } from '../simulation/uncertainty-rules';

/** One method's value of the subject that several methods valued. */
export interface ComparedValue {
  /** Stable name, e.g. `relief-from-royalty`; unique among the values compared. */
  readonly method: string;
  readonly title: string;
  readonly valueFen: Fen;
  /** The method's own named range. */
  readonly lowFen: Fen;
  readonly highFen: Fen;
  readonly trace: TraceNode;
}

export interface PairDisagreement {
  readonly lower: string;
  readonly higher: string;
  /** ln(higher ÷ lower) ≥ 0, 6 decimals: symmetric, adds up along a chain of methods. `null` when the lower is 0. */
  readonly logRatio: string | null;
  /** Whether the two methods' own ranges touch. */
  readonly rangesOverlap: boolean;
}

export interface Disagreement {
  /** (max − min) ÷ median, 6 decimals; `null` when the median is 0. */
  readonly spread: string | null;
  /** `null` when the spread is not known. */
  readonly band: DisagreementBand | null;
  /** Every pair, widest first; unknown ratios first of all, ties by names. */
  readonly pairs: readonly PairDisagreement[];
  readonly trace: TraceNode;
}

const PLACES = 6;

const compare = <T>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** By value, then by name: a total order, so that the order of the methods given does not matter. */
const ascending = (values: readonly ComparedValue[]): readonly ComparedValue[] =>
  [...values].sort((a, b) => compare(a.valueFen, b.valueFen) || compare(a.method, b.method));

const medianOf = (sorted: readonly ComparedValue[]): Decimal => {
  const [below, above] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (below === undefined || above === undefined) throw new RangeError('values expected');
  return new Decimal((below.valueFen + above.valueFen).toString()).dividedBy(2);
};

interface Ranked {
  readonly pair: PairDisagreement;
  readonly width: Decimal | null;
}

const pairOf = (lower: ComparedValue, higher: ComparedValue): Ranked => {
  const width =
    lower.valueFen > 0n
      ? new Decimal(higher.valueFen.toString()).dividedBy(lower.valueFen.toString()).ln()
      : null;
  return {
    width,
    pair: {
      lower: lower.method,
      higher: higher.method,
      logRatio: width === null ? null : decimalText(width, PLACES),
      rangesOverlap: lower.lowFen <= higher.highFen && higher.lowFen <= lower.highFen,
    },
  };
};

const byWidth = (a: Ranked, b: Ranked): number => {
  if (a.width === null || b.width === null) {
    if (a.width !== b.width) return a.width === null ? -1 : 1;
  } else if (!a.width.eq(b.width)) return b.width.comparedTo(a.width);
  return compare(a.pair.lower, b.pair.lower) || compare(a.pair.higher, b.pair.higher);
};

const checkValues = (values: readonly ComparedValue[], path: string): Result<undefined> => {
  if (values.length < 2)
    return refuse(
      'E_TOO_FEW',
      '少于两种方法，谈不上分歧',
      path,
      '请至少用两种方法估值，或写明只用一种的理由',
    );
  if (new Set(values.map(({ method }) => method)).size < values.length)
    return refuse('E_TWICE', '同一种方法出现不止一次', path, '请每种方法只保留一个结果');
  const negative = values.find(({ valueFen, lowFen }) => valueFen < 0n || lowFen < 0n);
  return negative === undefined
    ? ok(undefined)
    : refuse('E_RANGE', `${negative.title}的结果为负`, path, '请核对该方法的输入；负值不参与比较');
};

/**
 * How far methods disagree about one subject: (max − min) ÷ median, and ln of the ratio for every pair. The size is named
 * by `valuation.disagreement-bands`; a band holds its upper limit.
 * `id` is that of the traced figure. Fails with `E_TOO_FEW`, `E_TWICE`, `E_RANGE` (negative value).
 * Source: no instrument prescribes a measure; spread over the median is the usual relative range, robust to one outlier.
 */
export const disagreement = (
  values: readonly ComparedValue[],
  bands: TypedRule<readonly DisagreementBand[]>,
  id: string,
  path = '',
): Result<Disagreement> => {
  const checked = checkValues(values, path);
  if (!checked.ok) return checked;
  const sorted = ascending(values);
  const [first, last] = [sorted[0], sorted[sorted.length - 1]];
  if (first === undefined || last === undefined) throw new Error('two values were checked');
  const median = medianOf(sorted);
  const range = new Decimal((last.valueFen - first.valueFen).toString());
  const spread = median.isZero() ? null : range.dividedBy(median);
  const band =
    spread === null ? null : (bands.value.find(({ upTo }) => upTo === null || spread.lte(upTo)) ?? null);
  const pairs = sorted.flatMap((lower, i) => sorted.slice(i + 1).map((higher) => pairOf(lower, higher)));
  const spreadText = spread === null ? null : decimalText(spread, PLACES);
  return ok({
    spread: spreadText,
    band,
    pairs: pairs.sort(byWidth).map(({ pair }) => pair),
    trace: derive({
      id,
      label: '各方法分歧度',
      value: spreadText,
      unit: 'none',
      formula: `（${last.title} ${last.valueFen} − ${first.title} ${first.valueFen}）÷ 中位数 ${decimalText(median)} 分`,
      rounding: `四舍五入到 ${PLACES} 位小数`,
      note: band === null ? '中位数为 0，分歧度未知' : `${band.title}：${band.asks}`,
      children: [...sorted.map(({ trace }) => trace), ruleLeaf(bands.rule)],
    }),
  });
};
