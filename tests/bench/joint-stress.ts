import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { LossAsset, LossLayer } from '../../src/lib/collateral/loss/loss-input';
import { JOINT_BLOCK, jointBlocks, simulateJoint } from '../../src/lib/collateral/loss/joint/joint-draws';
import { jointModel } from '../../src/lib/collateral/loss/joint/joint-model';
import { summariseJoint } from '../../src/lib/collateral/loss/joint/joint-stress';
import type { StressInput } from '../../src/lib/collateral/loss/stress-table';
import { parsePlainDate } from '../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../src/lib/kernel/result';
import { COLLATERAL_RULES } from '../../src/lib/rulebook/collateral-rules';
import { rulesAt } from '../../src/lib/rulebook/resolver';

export const DRAWS = 100_000;
const ASSETS = 50;
const CLASSES = [
  'RE_FACTORY',
  'EQUIP_GEN',
  'STOCK_RAW',
  'AR_CONF',
  'PATENT_INV',
  'DATA_IP',
  'GOV_BOND',
  'RE_LAND',
];

const asset = (i: number): LossAsset => ({
  id: `asset-${String(i).padStart(2, '0')}`,
  name: `押品${i}（虚构）`,
  classCode: CLASSES[i % CLASSES.length] ?? 'RE_FACTORY',
  valueFen: BigInt(100_000_000 + 7_000_000 * ((i * 37) % ASSETS)),
  share: i % 7 === 0 ? '0.5' : '1',
  priorClaimsFen: i % 5 === 0 ? 20_000_000n : 0n,
  ...(i % 9 === 0 ? { securedMaxFen: 60_000_000n } : {}),
  path: `assets[${i}]`,
});

const LAYERS: readonly LossLayer[] = [
  {
    id: 'guarantor',
    name: '担保机构（虚构）',
    role: 'guarantor',
    bears: { kind: 'pro-rata' },
    share: '0.8',
    capFen: 2_000_000_000n,
    path: 'layers[0]',
  },
  {
    id: 'insurer',
    name: '保险公司（虚构）',
    role: 'insurer',
    bears: { kind: 'first-loss', rank: 2 },
    share: '0.05',
    deductibleFen: 1_000_000n,
    path: 'layers[1]',
  },
];

/** Fifty assets of eight classes, two layers. 虚构. */
export const BENCH_INPUT: StressInput = {
  eadFen: 8_000_000_000n,
  needFen: 5_000_000_000n,
  supportFen: 0n,
  pd: null,
  assets: Array.from({ length: ASSETS }, (_, i) => asset(i)),
  layers: LAYERS,
  path: 'loss',
};

export const name = `Joint stress: ${DRAWS.toLocaleString('en')} draws × ${ASSETS} assets, P5/P50/P95 and probabilities`;
export const leastRatio = 8;

const rules = rulesAt({
  entries: COLLATERAL_RULES,
  date: mustBeOk(parsePlainDate('2026-11-20')),
  region: 'cn',
});
const prepared = mustBeOk(jointModel(BENCH_INPUT, rules));
const { model } = prepared;

export const ours = (): number => {
  const { loss, cover } = simulateJoint(model, 'bench', 0, jointBlocks(DRAWS));
  const columns = { loss: loss.subarray(0, DRAWS), cover: cover.subarray(0, DRAWS) };
  return Number(summariseJoint(prepared, columns, 'bench').lossP95Fen);
};

const BLOCKS = jointBlocks(DRAWS);
const LENGTH = BLOCKS * JOINT_BLOCK;

interface Share {
  readonly memory: SharedArrayBuffer;
  readonly from: number;
  readonly to: number;
}

/** Loss in the first half of the shared array, cover in the second. */
const fill = ({ memory, from, to }: Share): void => {
  const all = new Float64Array(memory);
  const part = (start: number) => all.subarray(start + from * JOINT_BLOCK, start + to * JOINT_BLOCK);
  simulateJoint(model, 'bench', from, to, { loss: part(0), cover: part(LENGTH) });
};

if (!isMainThread && workerData !== null) {
  fill(workerData as Share);
  parentPort?.postMessage('done');
}

/** All draws by so many threads, each its own blocks of one shared array. */
const byThreads = async (threads: number): Promise<Float64Array> => {
  const memory = new SharedArrayBuffer(2 * LENGTH * Float64Array.BYTES_PER_ELEMENT);
  const edge = (i: number): number => Math.floor((BLOCKS * i) / threads);
  await Promise.all(
    Array.from({ length: threads }, (_, i) => {
      const share: Share = { memory, from: edge(i), to: edge(i + 1) };
      return new Promise((resolve, reject) => {
        const thread = new Worker(new URL(import.meta.url), { workerData: share });
        thread.once('message', resolve);
        thread.once('error', reject);
      });
    }),
  );
  return new Float64Array(memory);
};

const sameBits = (a: Float64Array, b: Float64Array): boolean => {
  const bits = (x: Float64Array) => new BigUint64Array(x.buffer, x.byteOffset, x.length);
  const [x, y] = [bits(a), bits(b)];
  return x.length === y.length && x.every((word, i) => word === y[i]);
};

/** What else must hold: the same bits from 1, 2 and 4 threads as from none. */
export const checks = async (): Promise<readonly (readonly [string, boolean])[]> => {
  const alone = simulateJoint(model, 'bench', 0, BLOCKS);
  const found: [string, boolean][] = [];
  for (const threads of [1, 2, 4]) {
    const shared = await byThreads(threads);
    found.push([
      `loss and cover bit-equal from ${threads} worker thread(s)`,
      sameBits(alone.loss, shared.subarray(0, LENGTH)) && sameBits(alone.cover, shared.subarray(LENGTH)),
    ]);
  }
  return found;
};

/* The same model as a first draft would be written: objects, closures and a Map in every draw. */

const normal = (): number =>
  Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());

const NAIVE_ASSETS = model.assets.map((one) => ({
  ...one,
  knots: one.scores.map((score, i) => ({ score, kept: one.kept[i] ?? 0 })),
  factor: model.groups[one.group] ?? { market: 0, own: 0 },
}));

const keptAt = (
  knots: readonly { readonly score: number; readonly kept: number }[],
  score: number,
): number => {
  const [first, last] = [knots[0], knots[knots.length - 1]];
  if (first === undefined || last === undefined || score >= first.score) return 1;
  const at = knots.findIndex((knot) => score >= knot.score);
  const low = knots[at < 0 ? knots.length - 1 : at] ?? last;
  const high = knots[(at < 0 ? knots.length - 1 : at) - 1] ?? first;
  return Math.max(0, low.kept + ((score - low.score) * (high.kept - low.kept)) / (high.score - low.score));
};

const naiveBank = (loss: number): number => {
  let left = loss;
  for (const rank of new Set(model.layers.map((layer) => layer.rank))) {
    const here = model.layers.filter((layer) => layer.rank === rank);
    for (const { share, deductible, cap } of here.filter(({ kind }) => kind === 'first-loss'))
      left -= Math.min(Math.max(0, left - deductible), model.ead * share, cap);
    const base = left;
    for (const { share, deductible, cap } of here.filter(({ kind }) => kind === 'pro-rata'))
      left -= Math.min(Math.max(0, base - deductible) * share, cap, left);
  }
  return left;
};

const naiveDraw = (): { loss: number; cover: number } => {
  const market = normal();
  const factors = new Map<number, number>();
  const results = NAIVE_ASSETS.map((one) => {
    const own = factors.get(one.group) ?? normal();
    factors.set(one.group, own);
    const score = one.factor.market * market + one.factor.own * own + one.alone * normal();
    const kept = keptAt(one.knots, score);
    return {
      recovered: Math.min(one.most, Math.max(0, one.proceeds * kept - one.prior)) * one.discount,
      cover: Math.max(0, one.carried * kept - one.prior),
    };
  });
  const recovered = results.reduce((sum, one) => sum + one.recovered, 0);
  const cover = results.reduce((sum, one) => sum + one.cover, model.support);
  return { loss: naiveBank(Math.max(0, model.ead - recovered)), cover };
};

export const naive = (): number => {
  const draws = Array.from({ length: DRAWS }, naiveDraw);
  const losses = draws.map(({ loss }) => loss).sort((a, b) => a - b);
  const short = draws.filter(({ cover }) => cover < model.need).length;
  const [p5, p50, p95] = [0.05, 0.5, 0.95].map((share) => losses[Math.ceil(share * DRAWS) - 1] ?? 0);
  return (p95 ?? 0) + 0 * ((p5 ?? 0) + (p50 ?? 0) + short);
};
