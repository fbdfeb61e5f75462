import { decimalText, Decimal } from '../../../kernel/decimal';
import { type Fen, fenText } from '../../../kernel/fen';
import { type Result, ok, refuse } from '../../../kernel/result';
import { type TraceNode, derive } from '../../../kernel/trace';
import type { RulesAt } from '../../../rulebook/model';
import { ruleLeaf } from '../../../rulebook/read-rule';
import { momentsOfDraws } from '../../../valuation/simulation/moments';

import { selectQuantiles } from '../../../valuation/simulation/selection';
import type { StressInput } from '../stress-table';
import { JOINT_BLOCK, type JointColumns, jointBlocks, simulateJoint } from './joint-draws';
import { type PreparedJoint, jointModel } from './joint-model';
import { readJointDraws } from './joint-rules';

/** What a joint stress says. Amounts in whole 分, half up; probabilities are counts ÷ draws, decimal text. */
export interface JointStress {
  readonly draws: number;
  /** P95 of the loss: in 95 % of the draws the bank loses no more. */
  readonly lossP5Fen: Fen;
  readonly lossP50Fen: Fen;
  readonly lossP95Fen: Fen;
  readonly lossMeanFen: Fen;
  readonly lossMaxFen: Fen;
  /** Share of the draws in which what covers at the caps is less than the need. */
  readonly shortProbability: string;
  /** Share of the draws in which the bank loses anything, given default. */
  readonly lossProbability: string;
  readonly traces: readonly TraceNode[];
}

const toFen = (value: number): Fen => BigInt(Math.round(value));
const shareOf = (count: number, draws: number): string => decimalText(new Decimal(count).dividedBy(draws), 6);

const countOf = (values: Float64Array, holds: (value: number) => boolean): number => {
  let count = 0;
  for (const value of values) if (holds(value)) count += 1;
  return count;
};

/** Half a 分: what doubles may be off when a loss is really nothing, or a cover really the need. */
const HALF = 0.5;

/** Quantiles, mean and probabilities of merged draws. `columns` stays as it is; throws when there are none. */
export const summariseJoint = (
  { model, inputs }: PreparedJoint,
  columns: JointColumns,
  seed: string | number,
): JointStress => {
  const draws = columns.loss.length;
  if (draws === 0) throw new RangeError('at least one draw expected');
  const [p5 = 0, p50 = 0, p95 = 0] = selectQuantiles(Float64Array.from(columns.loss), [0.05, 0.5, 0.95]);
  const { mean, max } = momentsOfDraws(columns.loss);
  const short = countOf(columns.cover, (cover) => cover < model.need - HALF);
  const losing = countOf(columns.loss, (loss) => loss >= HALF);
  const shortProbability = shareOf(short, draws);
  const lossProbability = shareOf(losing, draws);
  const how = `高斯联合分布（全市场因素＋分类因素），模拟 ${draws} 次，种子“${String(seed)}”，每 ${JOINT_BLOCK} 次一段`;
  const node = (id: string, label: string, value: string, unit: 'fen' | 'ratio', what: string): TraceNode =>
    derive({
      id: `loss/joint/${id}`,
      label,
      value,
      unit,
      formula: `${how}；${what}`,
      rounding: unit === 'fen' ? '四舍五入到分' : '四舍五入到六位小数',
      note: '假定已违约；违约与押品价值的同向变动没有另计',
      confidence: 'assumption',
      children: inputs,
    });
  const money = (id: string, label: string, value: number, what: string) =>
    node(id, label, fenText(toFen(value)), 'fen', what);
  return {
    draws,
    lossP5Fen: toFen(p5),
    lossP50Fen: toFen(p50),
    lossP95Fen: toFen(p95),
    lossMeanFen: toFen(mean),
    lossMaxFen: toFen(max),
    shortProbability,
    lossProbability,
    traces: [
      money('loss-p5', '银行损失 P5', p5, '至少 5% 的结果不超过该值'),
      money('loss-p50', '银行损失 P50', p50, '至少 50% 的结果不超过该值'),
      money('loss-p95', '银行损失 P95', p95, '至少 95% 的结果不超过该值'),
      money('loss-mean', '银行损失均值', mean, '各次平均'),
      node('short', '覆盖不足的概率', shortProbability, 'ratio', `${short} 次按抵质押率计的覆盖额低于需要`),
      node('losing', '发生损失的概率', lossProbability, 'ratio', `${losing} 次银行有损失`),
    ],
  };
};

/** How often is drawn: as asked, else as the rulebook says, with where that comes from. `E_RANGE`. */
export const jointDraws = (
  rules: RulesAt,
  asked: number | null,
  path: string,
): Result<{ readonly draws: number; readonly from: readonly TraceNode[] }> => {
  const listed = readJointDraws(rules);
  if (!listed.ok) return listed;
  const draws = asked ?? listed.value.value;
  if (!Number.isSafeInteger(draws) || draws < 1 || draws > 9_999_999)
    return refuse('E_RANGE', '模拟次数应为 1 至 9999999', `${path}.draws`, '请填写整数，例如 100000');
  return ok({ draws, from: asked === null ? [ruleLeaf(listed.value.rule)] : [] });
};

/**
 * Joint stress of a facility in one go: model, draws, summary. `draws` left out = `collateral.joint-stress.draws`. Workers share the blocks
 * with `jointModel`, `simulateJoint`, `mergeJoint` and `summariseJoint` instead and get the same bits.
 */
export const jointStress = (
  input: StressInput,
  rules: RulesAt,
  seed: string | number,
  draws?: number,
): Result<JointStress> => {
  const prepared = jointModel(input, rules);
  if (!prepared.ok) return prepared;
  const wanted = jointDraws(rules, draws ?? null, input.path);
  if (!wanted.ok) return wanted;
  const { draws: count, from } = wanted.value;
  const all = simulateJoint(prepared.value.model, seed, 0, jointBlocks(count));
  const columns = { loss: all.loss.subarray(0, count), cover: all.cover.subarray(0, count) };
  const { model, inputs } = prepared.value;
  return ok(summariseJoint({ model, inputs: [...inputs, ...from] }, columns, seed));
};
