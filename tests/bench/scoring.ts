import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { mustBeOk } from '../../src/lib/kernel/result';
import { parsePlainDate } from '../../src/lib/kernel/plain-date';
import { indicatorsOf, readScheme, readWeights } from '../../src/lib/patent/scheme/scheme';
import { weightNumber } from '../../src/lib/patent/scheme/weight-text';
import { emptyScores, scoreColumns } from '../../src/lib/patent/score/score-columns';
import type { ScoreColumns } from '../../src/lib/patent/score/score-nodes';
import { planOf } from '../../src/lib/patent/score/scoring-plan';
import { PATENT_RULES } from '../../src/lib/rulebook/patent-rules';
import { rulesAt } from '../../src/lib/rulebook/resolver';

const ROWS = 1_000_000;
export const name = `scoring: ${ROWS.toLocaleString('en')} patents × 27 indicators; point, interval and coverage on all levels`;
export const leastRatio = 10;

const rules = rulesAt({
  entries: PATENT_RULES,
  date: mustBeOk(parsePlainDate('2026-11-20')),
  region: 'cn',
});
const SCHEME = 'gbt-42748-framework';
const scheme = mustBeOk(readScheme(rules, SCHEME)).value;
const weights = mustBeOk(readWeights(rules, `patent.weights.${SCHEME}.finance`)).value;
const plan = planOf(scheme, weights);
const indicators = indicatorsOf(scheme);

const mixed = (row: number, column: number): number => {
  let bits = Math.imul(row * 27 + column + 1, 0x9e3779b1);
  bits = Math.imul(bits ^ (bits >>> 15), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
};

/** Which indicators a list can measure; the others need a person. */
const listed = indicators.map(({ input }) => input !== null);

/**
 * A portfolio as it is: what a list can measure is there in nine of ten patents, indicator by indicator; what a person must
 * judge is there for one patent in ten, all of it. Points anywhere on the scale. The same cells for both forms.
 */
const cell = (row: number, column: number): number => {
  const bits = mixed(row, column);
  const known = listed[column] === true ? bits % 10 !== 0 : mixed(row, 27) % 10 === 0;
  return known ? (bits >>> 8) % 101 : NaN;
};
const asColumns = (): readonly Float64Array[] =>
  indicators.map((_, column) => {
    const values = new Float64Array(ROWS);
    for (let row = 0; row < ROWS; row++) values[row] = cell(row, column);
    return values;
  });
let columns: readonly Float64Array[] | null = null;
let scores: ScoreColumns | null = null;

/** Result columns are kept from round to round, as a page or a run over several scenarios keeps them. */
export const ours = (): ScoreColumns =>
  scoreColumns(plan, (columns ??= asColumns()), ROWS, (scores ??= emptyScores(plan, ROWS)));

type Patent = Record<string, number | null>;
const asObjects = (): readonly Patent[] => {
  const blank: Patent = Object.fromEntries(indicators.map(({ code }) => [code, null]));
  return Array.from({ length: ROWS }, (_unused, row) => {
    const patent = { ...blank };
    indicators.forEach(({ code }, column) => {
      const value = cell(row, column);
      patent[code] = Number.isNaN(value) ? null : value;
    });
    return patent;
  });
};
let patents: readonly Patent[] | null = null;

interface Node {
  readonly point: number | null;
  readonly low: number;
  readonly high: number;
  readonly coverage: number;
}

const levels = scheme.dimensions.map((dimension) => ({
  weight: weightNumber(weights[dimension.key]),
  groups: dimension.groups.map((group) => ({
    weight: group.weight === undefined ? 1 : weightNumber(group.weight),
    indicators: group.indicators.map(({ code, weight, worst, best }) => ({
      code,
      weight: weight === undefined ? 1 : weightNumber(weight),
      worst,
      best,
    })),
  })),
}));

const node = (
  sums: { low: number; high: number; coverage: number; point: number; measured: number },
  weight: number,
): Node => {
  const low = sums.low / weight;
  const high = sums.high / weight;
  const mean = sums.measured > 0 ? sums.point / sums.measured : null;
  return {
    point: mean === null ? null : mean < low ? low : mean > high ? high : mean,
    low,
    high,
    coverage: sums.coverage / weight,
  };
};

/**
 * The form one writes without columns: an array of objects with 27 named fields, nested loops over the scheme, an object
 * per scored node that is kept (total and dimensions; second-level nodes live only while they are needed, as in ours).
 * Plain loops and local sums; no closures, no copies of arrays, weights already numbers. Same formulas in the same order,
 * so that its results equal ours to the last bit, which `checks` says.
 */
export const naive = (): readonly { readonly total: Node; readonly dimensions: readonly Node[] }[] => {
  const scored: { total: Node; dimensions: Node[] }[] = [];
  for (const patent of (patents ??= asObjects())) {
    const dimensions: Node[] = [];
    const all = { low: 0, high: 0, coverage: 0, point: 0, measured: 0 };
    let allWeight = 0;
    for (const dimension of levels) {
      const sums = { low: 0, high: 0, coverage: 0, point: 0, measured: 0 };
      let weight = 0;
      for (const group of dimension.groups) {
        const own = { low: 0, high: 0, coverage: 0, point: 0, measured: 0 };
        let ownWeight = 0;
        for (const indicator of group.indicators) {
          const score = patent[indicator.code] ?? null;
          ownWeight += indicator.weight;
          own.low += indicator.weight * (score ?? indicator.worst);
          own.high += indicator.weight * (score ?? indicator.best);
          if (score === null) continue;
          own.coverage += indicator.weight;
          own.measured += indicator.weight;
          own.point += indicator.weight * score;
        }
        const second = node(own, ownWeight);
        weight += group.weight;
        sums.low += group.weight * second.low;
        sums.high += group.weight * second.high;
        sums.coverage += group.weight * second.coverage;
        if (second.point === null) continue;
        sums.measured += group.weight;
        sums.point += group.weight * second.point;
      }
      const first = node(sums, weight);
      dimensions.push(first);
      allWeight += dimension.weight;
      all.low += dimension.weight * first.low;
      all.high += dimension.weight * first.high;
      all.coverage += dimension.weight * first.coverage;
      if (first.point === null) continue;
      all.measured += dimension.weight;
      all.point += dimension.weight * first.point;
    }
    scored.push({ total: node(all, allWeight), dimensions });
  }
  return scored;
};

const agree = (): boolean => {
  const own = ours();
  const nodes = [own.total, ...own.dimensions];
  return naive().every(({ total, dimensions }, row) =>
    [total, ...dimensions].every((other, at) => {
      const mine = nodes[at];
      return (
        mine !== undefined &&
        Object.is(mine.point[row], other.point ?? NaN) &&
        mine.low[row] === other.low &&
        mine.high[row] === other.high &&
        mine.coverage[row] === other.coverage
      );
    }),
  );
};

/** What else must hold: both forms come to the same bits in every row and node. */
export const checks = (): Promise<readonly (readonly [string, boolean])[]> =>
  Promise.resolve([['both forms give the same bits in every row and node', agree()]]);

interface Share {
  readonly columns: readonly SharedArrayBuffer[];
  readonly from: number;
  readonly to: number;
}

if (!isMainThread && workerData !== null)
  parentPort?.on('message', () => {
    const { columns: shared, from, to } = workerData as Share;
    const own = shared.map((memory) => new Float64Array(memory).subarray(from, to));
    const { total, dimensions } = scoreColumns(plan, own, to - from);
    const columns = [total, ...dimensions].flatMap((n) => [n.point, n.low, n.high, n.coverage]);
    parentPort?.postMessage(
      columns,
      columns.flatMap(({ buffer }) => (buffer instanceof ArrayBuffer ? [buffer] : [])),
    );
  });

/** Half of the rows in each of two threads, over shared columns; milliseconds of one round after a warm-up. */
export const beside = async (): Promise<readonly (readonly [string, number])[]> => {
  const memory = asColumns().map((column) => {
    const shared = new SharedArrayBuffer(column.byteLength);
    new Float64Array(shared).set(column);
    return shared;
  });
  const threads = [0, ROWS / 2].map(
    (from) =>
      new Worker(new URL(import.meta.url), { workerData: { columns: memory, from, to: from + ROWS / 2 } }),
  );
  const round = async (): Promise<number> => {
    const begun = performance.now();
    await Promise.all(
      threads.map(
        (thread) =>
          new Promise((resolve) => {
            thread.once('message', resolve);
            thread.postMessage('score');
          }),
      ),
    );
    return performance.now() - begun;
  };
  const times: number[] = [];
  for (let i = 0; i < 6; i++) times.push(await round());
  await Promise.all(threads.map((thread) => thread.terminate()));
  return [['two worker threads', times.slice(1).sort((a, b) => a - b)[2] ?? NaN]];
};
