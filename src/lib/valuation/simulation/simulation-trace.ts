import { fenText } from '../../kernel/fen';
import { type TraceNode, derive, leaf } from '../../kernel/trace';
import type { Distribution } from './distribution';
import { BLOCK_DRAWS } from './random';
import { type RoyaltyUncertainty, UNCERTAIN_INPUTS, type UncertainInput } from './royalty-uncertainty';
import type { SimulationSummary } from './simulation-summary';

const LABELS: Readonly<Record<UncertainInput, string>> = {
  salesLevel: '收入水平（对预测的倍数）',
  salesGrowth: '超出预测的年增长率',
  royaltyRate: '许可费率',
  discountRate: '折现率',
  economicLifeYears: '经济寿命（年）',
};

const bounds = (low: string | null, high: string | null): string =>
  low === null && high === null ? '' : `，限于 ${low ?? '−∞'} 至 ${high ?? '∞'}`;

/** A distribution in words, for people. */
export const distributionText = (given: Distribution): string => {
  switch (given.kind) {
    case 'constant':
      return `固定 ${given.value}`;
    case 'uniform':
      return `均匀分布 ${given.low} 至 ${given.high}`;
    case 'triangular':
      return `三角分布 ${given.low} / ${given.mode} / ${given.high}`;
    case 'normal':
      return `正态分布 均值 ${given.mean}、标准差 ${given.sd}${bounds(given.atLeast, given.atMost)}`;
    case 'lognormal':
      return `对数正态分布 中位数 ${given.median}、对数标准差 ${given.sigma}${bounds(null, given.atMost)}`;
    default:
      return `离散分布 ${given.outcomes.map(({ value, probability }) => `${value}（${probability}）`).join('、')}`;
  }
};

/** Where the simulated inputs stand. */
export interface SimulationSource {
  /** Id of the traced figure, e.g. `patent-value/f-1`. */
  readonly id: string;
  readonly title: string;
  /** Path of the inputs in the case. */
  readonly path: string;
  readonly seed: string | number;
  /** Traces of what is known and not drawn (sales, legal life, tax), and of rules that proposed the spreads. */
  readonly known: readonly TraceNode[];
}

const inputLeaf = (source: SimulationSource, name: UncertainInput, given: Distribution): TraceNode =>
  leaf({
    id: `${source.id}/simulation/${name}`,
    label: LABELS[name],
    value: distributionText(given),
    unit: 'text',
    confidence: 'assumption',
    source: { kind: 'field', path: `${source.path}.${name}`, label: LABELS[name] },
  });

/** P10, P50 and P90 (ids `<id>/p10` …) with the inputs, seed and number of draws they came from. */
export const simulationTraces = (
  given: RoyaltyUncertainty,
  summary: SimulationSummary,
  source: SimulationSource,
): readonly TraceNode[] => {
  const children = [...UNCERTAIN_INPUTS.map((name) => inputLeaf(source, name, given[name])), ...source.known];
  const spread = fenText(summary.standardErrorFen);
  return (
    [
      ['p10', 'P10', summary.p10Fen],
      ['p50', 'P50', summary.p50Fen],
      ['p90', 'P90', summary.p90Fen],
    ] as const
  ).map(([end, label, fen]) =>
    derive({
      id: `${source.id}/${end}`,
      label: `${label} · ${source.title}`,
      value: fenText(fen),
      unit: 'fen',
      formula: `蒙特卡洛模拟 ${summary.draws} 次，种子“${source.seed}”，每 ${BLOCK_DRAWS} 次一段，各输入相互独立；至少 ${label.slice(1)}% 的结果不超过该值`,
      rounding: '四舍五入到分',
      note: `均值的标准误 ${spread} 分；分位数${summary.quantiles === 'exact' ? '为精确次序统计量' : '取自对数直方图，相对误差不超过 0.2%'}`,
      children,
    }),
  );
};
