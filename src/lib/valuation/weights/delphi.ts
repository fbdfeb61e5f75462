import { type Result, ok, refuse } from '../../kernel/result';
import { chiSquareTail } from './chi-square';

/** How far experts agree on an order (肯德尔协调系数). */
export interface Concordance {
  /** Sum of squared deviations of the rank sums. */
  readonly s: number;
  /** 0 no agreement, 1 the same order; `null` when every expert ties everything. */
  readonly w: number | null;
  readonly chiSquare: number | null;
  readonly degrees: number;
  /** Chance of such a W without any agreement (χ² approximation). */
  readonly pValue: number | null;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Σ (t³ − t) over the ties of one expert. */
const tieTerm = (ranks: readonly number[]): number => {
  const sizes = new Map<number, number>();
  for (const rank of ranks) sizes.set(rank, (sizes.get(rank) ?? 0) + 1);
  return sum([...sizes.values()].map((t) => t * t * t - t));
};

/** Ranks of one expert, 1 = first; ties share the mean of their places. */
export const ranksOf = (scores: readonly number[]): readonly number[] =>
  scores.map((score) => {
    const before = scores.filter((other) => other > score).length;
    const equal = scores.filter((other) => other === score).length;
    return before + (equal + 1) / 2;
  });

/**
 * Kendall's W = 12 S / (m²(n³ − n) − m ΣT), χ² = m(n − 1)W with n − 1 degrees of freedom. `ranks[expert][item]`, ties as mean
 * ranks. Errors: `E_DELPHI_SHAPE` with fewer than two experts or items, or rows of different length; `E_DELPHI_RANKS` when
 * a row does not hold the ranks of n items.
 */
export const kendallW = (ranks: readonly (readonly number[])[]): Result<Concordance> => {
  const m = ranks.length;
  const n = ranks[0]?.length ?? 0;
  if (m < 2 || n < 2 || ranks.some((row) => row.length !== n))
    return refuse('E_DELPHI_SHAPE', '至少要 2 位专家对同样的 2 项以上排序', '', '请补齐各位专家的排序');
  const off = ranks.findIndex((row) => Math.abs(sum(row) - (n * (n + 1)) / 2) > 1e-9);
  if (off >= 0)
    return refuse(
      'E_DELPHI_RANKS',
      `第 ${off + 1} 位专家的名次不是 1 至 ${n} 的排序`,
      `第 ${off + 1} 位专家`,
      '并列的各项请取名次的平均值，例如两项并列第一都填 1.5',
    );
  const totals = Array.from({ length: n }, (_, item) => sum(ranks.map((row) => row[item] ?? 0)));
  const mean = (m * (n + 1)) / 2;
  const s = sum(totals.map((total) => (total - mean) * (total - mean)));
  const spread = m * m * (n * n * n - n) - m * sum(ranks.map(tieTerm));
  if (spread === 0) return ok({ s, w: null, chiSquare: null, degrees: n - 1, pValue: null });
  const w = (12 * s) / spread;
  const chiSquare = m * (n - 1) * w;
  return ok({ s, w, chiSquare, degrees: n - 1, pValue: chiSquareTail(chiSquare, n - 1) });
};

/** One item after a round: what each expert sees before the next. */
export interface DelphiItem {
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
  /** Standard deviation (n − 1) over mean; `null` when the mean is 0 or only one expert answered. */
  readonly variation: number | null;
  /** Positions of the experts outside the quartiles, who must give a reason. */
  readonly outside: readonly number[];
}

const quantile = (sorted: readonly number[], q: number): number => {
  const at = (sorted.length - 1) * q;
  const low = Math.floor(at);
  const from = sorted[low] ?? 0;
  return from + (at - low) * ((sorted[low + 1] ?? from) - from);
};

/** Median, quartiles (linear between neighbours) and spread of one item's scores. */
export const delphiItem = (scores: readonly number[]): DelphiItem => {
  const sorted = [...scores].sort((a, b) => a - b);
  const mean = sum(scores) / scores.length;
  const squares = sum(scores.map((x) => (x - mean) * (x - mean)));
  const lower = quantile(sorted, 0.25);
  const upper = quantile(sorted, 0.75);
  return {
    median: quantile(sorted, 0.5),
    lower,
    upper,
    variation: scores.length < 2 || mean === 0 ? null : Math.sqrt(squares / (scores.length - 1)) / mean,
    outside: scores.flatMap((x, i) => (x < lower || x > upper ? [i] : [])),
  };
};

/** When a panel may stop. An assumption of whoever runs it: CV ≤ 0.25, W ≥ 0.5, p < 0.05, at most three rounds. */
export interface DelphiStop {
  readonly variation: string;
  readonly concordance: string;
  readonly pValue: string;
  readonly rounds: number;
}

export interface DelphiRound {
  readonly items: readonly DelphiItem[];
  readonly concordance: Concordance;
  /** The experts agree, or the last round is over. */
  readonly stop: 'agreed' | 'last-round' | null;
}

/**
 * One round: `scores[expert][item]`, larger = more important. Ranks follow from the scores. Fails as `kendallW` does.
 */
export const delphiRound = (
  scores: readonly (readonly number[])[],
  round: number,
  rule: DelphiStop,
): Result<DelphiRound> => {
  const concordance = kendallW(scores.map(ranksOf));
  if (!concordance.ok) return concordance;
  const items = (scores[0] ?? []).map((_, item) => delphiItem(scores.map((row) => row[item] ?? 0)));
  const { w, pValue } = concordance.value;
  const close = items.every(({ variation }) => variation !== null && variation <= Number(rule.variation));
  const agreed =
    close && w !== null && pValue !== null && w >= Number(rule.concordance) && pValue < Number(rule.pValue);
  const stop = agreed ? 'agreed' : round >= rule.rounds ? 'last-round' : null;
  return ok({ items, concordance: concordance.value, stop });
};
