import { log } from '../../kernel/exact-maths';
import { type Basis, exactBasis, shareText } from './basis';
import type { CodedSample } from './coded-sample';
import type { TableSettings } from './table-settings';

/** Columns compared in pairs at most, and dependencies reported. */
const MOST_COLUMNS = 64;
const MOST_FOUND = 100;

/** Column `from` settles column `to`. Nothing counts before the user confirms it. */
export interface DependencyProposal {
  readonly kind: 'dependency';
  readonly columns: readonly [from: number, to: number];
  /** Rows that follow the most common value of their group, out of `applicable`: 1 − g3 = holds ÷ applicable. */
  readonly holds: number;
  readonly applicable: number;
  readonly strength: string | null;
  /** The same over rows that share their value of `from` with another row; the others cannot contradict. */
  readonly supportedStrength: string | null;
  readonly supportRows: number;
  /** Rows sharing their value that are needed to see violations of the share ε with confidence 1 − δ. */
  readonly neededRows: number;
  readonly basis: Basis;
}

/** ln(1/δ)/ε, rounded up. @param violation ε, @param miss δ, both in (0, 1) */
export const rowsNeeded = (violation: number, miss: number): number => Math.ceil(log(1 / miss) / violation);

interface Measured {
  readonly applicable: number;
  readonly holds: number;
  readonly supported: number;
  readonly supportedHolds: number;
  /** Rows with the most common value of `to`. */
  readonly modal: number;
}

/** Rows in ascending order of their code in a column, rows without a value first. */
const byCode = (codes: Int32Array): Int32Array =>
  Int32Array.from(codes.keys()).sort((a, b) => (codes[a] ?? 0) - (codes[b] ?? 0) || a - b);

/** @param order rows by their code in `from` */
const measure = (coded: CodedSample, order: Int32Array, from: Int32Array, to: number): Measured => {
  const { sample } = coded;
  const target = coded.codes[to] ?? new Int32Array();
  const width = (coded.distinct[to] ?? 0) + 1;
  const [inGroup, inAll] = [new Float64Array(width), new Float64Array(width)];
  const sum = { applicable: 0, holds: 0, supported: 0, supportedHolds: 0 };
  for (let at = 0; at < order.length;) {
    const value = from[order[at] ?? 0] ?? 0;
    let [total, best, members] = [0, 0, 0];
    let end = at;
    for (; end < order.length && from[order[end] ?? 0] === value; end += 1) {
      const row = order[end] ?? 0;
      const code = target[row] ?? 0;
      if (code === 0 || value === 0) continue;
      const weight = sample.complete ? (sample.counts[row] ?? 0) : 1;
      inGroup[code] = (inGroup[code] ?? 0) + weight;
      inAll[code] = (inAll[code] ?? 0) + weight;
      best = Math.max(best, inGroup[code] ?? 0);
      total += weight;
      members += 1;
    }
    sum.applicable += total;
    sum.holds += best;
    sum.supported += members > 1 ? total : 0;
    sum.supportedHolds += members > 1 ? best : 0;
    for (; at < end; at += 1) inGroup[target[order[at] ?? 0] ?? 0] = 0;
  }
  return { ...sum, modal: inAll.reduce((a, b) => Math.max(a, b), 0) };
};

const isTrivial = (coded: CodedSample, column: number): boolean => {
  const distinct = coded.distinct[column] ?? 0;
  const values = coded.codes[column]?.reduce((sum, code) => sum + (code > 0 ? 1 : 0), 0) ?? 0;
  return distinct < 2 || distinct === values;
};

/**
 * Functional dependencies between two columns as the sample shows them, strongest first. Left out: constant columns, columns
 * that are keys in the sample, dependencies with too few rows that could contradict, and those that guessing the most common
 * value explains. Each distinct row counts once, so that copies do not prove anything; a complete sample counts all rows
 * and is exact. On a sample 1 − g3 tends to be above that of the table.
 */
export const screenDependencies = (
  coded: CodedSample,
  settings: TableSettings['dependency'],
): readonly DependencyProposal[] => {
  const { sample } = coded;
  const needed = rowsNeeded(settings.violation, settings.miss);
  const usable = coded.codes.map((_, column) => column).filter((column) => !isTrivial(coded, column));
  const found: DependencyProposal[] = [];
  for (const from of usable.slice(0, MOST_COLUMNS)) {
    const source = coded.codes[from] ?? new Int32Array();
    const order = byCode(source);
    for (const to of usable.slice(0, MOST_COLUMNS)) {
      if (from === to) continue;
      const measured = measure(coded, order, source, to);
      const { applicable, holds, supported, supportedHolds, modal } = measured;
      if (supported < needed || holds < settings.strength * applicable) continue;
      if (supportedHolds < settings.strength * supported) continue;
      if (holds - modal < settings.gain * (applicable - modal) || holds === modal) continue;
      found.push({
        kind: 'dependency',
        columns: [from, to],
        holds,
        applicable,
        strength: shareText(holds, applicable),
        supportedStrength: shareText(supportedHolds, supported),
        supportRows: supported,
        neededRows: needed,
        basis: sample.complete
          ? exactBasis(sample.seen)
          : {
              kind: 'screen',
              rows: coded.rows,
              of: sample.seen,
              error: `${String(coded.rows)} 个不同行的样本，其中 ${String(supported)} 行与他行同值；样本上的强度偏高，须确认后才计入`,
            },
      });
    }
  }
  return found
    .sort(
      (a, b) =>
        b.holds * a.applicable - a.holds * b.applicable ||
        a.columns[0] - b.columns[0] ||
        a.columns[1] - b.columns[1],
    )
    .slice(0, MOST_FOUND);
};
