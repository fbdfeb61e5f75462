import { Decimal, decimalText } from '../../../kernel/decimal';
import { fenText } from '../../../kernel/fen';
import { selectQuantiles } from '../../../valuation/simulation/selection';
import type { JointColumns } from './joint-draws';

/** Quantiles shown beside the chart, rising. */
export const JOINT_QUANTILES = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99] as const;
const BINS = 20;

export interface QuantileLine {
  /** `0.95` */
  readonly share: string;
  readonly lossFen: string;
  readonly coverFen: string;
}

/** Draws whose loss lies from `fromFen` (included) to `toFen` (excluded, but for the last). */
export interface LossBin {
  readonly fromFen: string;
  readonly toFen: string;
  readonly count: number;
  /** Share of the draws, ratio text. */
  readonly share: string;
}

export interface JointDistribution {
  readonly quantiles: readonly QuantileLine[];
  readonly bins: readonly LossBin[];
}

const fen = (value: number): string => fenText(BigInt(Math.round(value)));

/** Half a 分: below it a loss is none. */
const HALF = 0.5;

/**
 * Quantiles of loss and cover, and the losses in bins: those that are none by themselves, the others in equal steps from the smallest to the largest.
 * `columns` stays as it is and holds at least one draw.
 */
export const jointDistribution = ({ loss, cover }: JointColumns): JointDistribution => {
  const draws = loss.length;
  if (draws === 0) throw new RangeError('at least one draw expected');
  const losses = selectQuantiles(Float64Array.from(loss), [...JOINT_QUANTILES]);
  const covers = selectQuantiles(Float64Array.from(cover), [...JOINT_QUANTILES]);
  let largest = 0;
  let smallest = Infinity;
  for (const value of loss) {
    if (value > largest) largest = value;
    if (value >= HALF && value < smallest) smallest = value;
  }
  const width = largest - smallest;
  const counts = new Array<number>(BINS).fill(0);
  let none = 0;
  for (const value of loss) {
    if (value < HALF) none += 1;
    else {
      const bin = width > 0 ? Math.min(BINS - 1, Math.floor(((value - smallest) / width) * BINS)) : 0;
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
  }
  const bin = (from: number, to: number, count: number): LossBin => ({
    fromFen: fen(from),
    toFen: fen(to),
    count,
    share: decimalText(new Decimal(count).dividedBy(draws), 6),
  });
  return {
    quantiles: JOINT_QUANTILES.map((share, i) => ({
      share: String(share),
      lossFen: fen(losses[i] ?? 0),
      coverFen: fen(covers[i] ?? 0),
    })),
    bins: [
      bin(0, 0, none),
      ...(largest < HALF
        ? []
        : width > 0
          ? counts.map((count, i) =>
              bin(smallest + (width / BINS) * i, smallest + (width / BINS) * (i + 1), count),
            )
          : [bin(smallest, largest, counts[0] ?? 0)]),
    ],
  };
};
