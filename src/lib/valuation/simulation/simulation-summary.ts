import { FEN_LIMIT, type Fen } from '../../kernel/fen';
import { type Result, ok, refuse } from '../../kernel/result';
import { type Moments, momentsOfDraws } from './moments';
import { selectQuantiles } from './selection';
import { type HistogramShare, histogramMoments, histogramQuantile } from './value-histogram';

/** Up to this many draws quantiles are exact; beyond, use histograms. */
export const EXACT_DRAWS = 1_000_000;

const SHARES = [0.1, 0.5, 0.9] as const;

/** What a simulation says, in whole 分. P10 is the value that 10 % of the draws do not exceed: the cautious end. */
export interface SimulationSummary {
  readonly draws: number;
  readonly quantiles: 'exact' | 'histogram';
  readonly p10Fen: Fen;
  readonly p50Fen: Fen;
  readonly p90Fen: Fen;
  readonly meanFen: Fen;
  /** Standard deviation of the draws, n − 1 in the denominator; 0 for a single draw. */
  readonly sdFen: Fen;
  /** Standard error of the mean, sd ÷ √draws: what more draws would still move. */
  readonly standardErrorFen: Fen;
  readonly minFen: Fen;
  readonly maxFen: Fen;
}

/** The one rounding: 分 as a double ≥ 0 to whole 分, half up. */
const toFen = (value: number): Fen => BigInt(Math.round(value));

const summary = (
  moments: Moments,
  quantiles: readonly number[],
  kind: SimulationSummary['quantiles'],
): Result<SimulationSummary> => {
  const { count, mean, squares, min, max } = moments;
  if (count === 0) return refuse('E_MISSING', '没有任何模拟结果', '', '请把模拟次数设为不小于 1 的整数');
  const sd = count < 2 ? 0 : Math.sqrt(squares / (count - 1));
  if (!(max <= Number(FEN_LIMIT)) || !Number.isFinite(sd))
    return refuse('E_RANGE', '模拟结果超出可处理的金额范围', '', '请核对销售收入的单位和分布的上端');
  const [p10 = 0, p50 = 0, p90 = 0] = quantiles;
  return ok({
    draws: count,
    quantiles: kind,
    p10Fen: toFen(p10),
    p50Fen: toFen(p50),
    p90Fen: toFen(p90),
    meanFen: toFen(mean),
    sdFen: toFen(sd),
    standardErrorFen: toFen(sd / Math.sqrt(count)),
    minFen: toFen(min),
    maxFen: toFen(max),
  });
};

/** Summary of draws in 分 with exact quantiles. `draws` stays as it is. `E_MISSING` for none, `E_RANGE` past 10^18 分. */
export const summariseDraws = (draws: Float64Array): Result<SimulationSummary> => {
  const moments = momentsOfDraws(draws);
  const quantiles = moments.count === 0 ? [] : selectQuantiles(Float64Array.from(draws), SHARES);
  return summary(moments, quantiles, 'exact');
};

/** Summary of merged histograms: moments as exact as of the draws, quantiles within `HISTOGRAM_ERROR`. */
export const summariseHistogram = (histogram: HistogramShare): Result<SimulationSummary> =>
  summary(
    histogramMoments(histogram),
    SHARES.map((share) => histogramQuantile(histogram, share)),
    'histogram',
  );
