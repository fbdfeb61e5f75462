import type { JointView, LossApi } from '../../src/lib/bridge/loss-contract';
import type { Handlers, JobContext } from '../../src/lib/bridge/job';
import type { MethodInput } from '../../src/lib/case/method';
import { caseLoss } from '../../src/lib/collateral/loss/case-loss';
import { jointDistribution } from '../../src/lib/collateral/loss/joint/distribution';
import {
  JOINT_BLOCK,
  type JointShare,
  jointBlocks,
  mergeJoint,
  simulateJoint,
} from '../../src/lib/collateral/loss/joint/joint-draws';
import { jointModel } from '../../src/lib/collateral/loss/joint/joint-model';
import {
  type JointStress,
  jointDraws,
  summariseJoint,
} from '../../src/lib/collateral/loss/joint/joint-stress';
import { lossOfCase } from '../../src/lib/collateral/loss/loss-of-case';
import { type SheetFigure, lossSheet } from '../../src/lib/collateral/loss/loss-sheet';
import { repaymentHold } from '../../src/lib/collateral/repayment-hold';
import { fenText } from '../../src/lib/kernel/fen';
import { type Result, ok, refuse } from '../../src/lib/kernel/result';
import { afterStructure } from '../after-structure';

/** Blocks between two looks at whether somebody has cancelled: some ten milliseconds. */
const SLICE = 8;

const figureOf = ({ traces }: JointStress, id: string): SheetFigure => {
  const trace = traces.find((node) => node.id === `loss/joint/${id}`);
  if (trace === undefined) throw new Error(`no trace of ${id}`);
  return { value: trace.value, trace };
};

const drawn = async (
  given: MethodInput,
  asked: number | null,
  job: JobContext,
): Promise<Result<JointView>> => {
  const input = lossOfCase(given);
  if (!input.ok) return input;
  const prepared = jointModel(input.value, given.rules);
  if (!prepared.ok) return prepared;
  const wanted = jointDraws(given.rules, asked, input.value.path);
  if (!wanted.ok) return wanted;
  const { draws, from } = wanted.value;
  const { seed } = given.caseRecord.sections.collateral.loss;
  const blocks = jointBlocks(draws);
  const shares: JointShare[] = [];
  for (let fromBlock = 0; fromBlock < blocks; fromBlock += SLICE) {
    await job.breathe();
    if (job.cancelled()) return refuse('E_CANCELLED', '已取消联合压力模拟', '联合压力', '需要时请重新运行');
    const toBlock = Math.min(blocks, fromBlock + SLICE);
    shares.push({ fromBlock, columns: simulateJoint(prepared.value.model, seed, fromBlock, toBlock) });
    const done = Math.min(draws, toBlock * JOINT_BLOCK);
    job.progress({ phase: '联合压力模拟', done, total: draws, unit: '次' });
  }
  const columns = mergeJoint(shares, draws);
  const { model, inputs } = prepared.value;
  const stress = summariseJoint({ model, inputs: [...inputs, ...from] }, columns, seed);
  return ok({
    draws,
    seed,
    lossP5: figureOf(stress, 'loss-p5'),
    lossP50: figureOf(stress, 'loss-p50'),
    lossP95: figureOf(stress, 'loss-p95'),
    lossMean: figureOf(stress, 'loss-mean'),
    lossMaxFen: fenText(stress.lossMaxFen),
    shortProbability: figureOf(stress, 'short'),
    lossProbability: figureOf(stress, 'losing'),
    ...jointDistribution(columns),
  });
};

/** Calls about the loss at default, part of the collateral worker. */
export const lossHandlers: Handlers<LossApi> = {
  caseLoss: async ({ caseRecord }) => {
    const given = await afterStructure(caseRecord);
    if (!given.ok) return given;
    const loss = caseLoss(given.value);
    if (!loss.ok) return loss;
    const covered = given.value.prior.figures.find(({ id }) => id === 'structure/covered');
    return ok({
      ...lossSheet(loss.value),
      repayment: repaymentHold(given.value.prior.findings),
      covered: covered === undefined ? null : { value: covered.value, trace: covered.trace },
    });
  },

  jointStress: async ({ caseRecord, draws }, job) => {
    const given = await afterStructure(caseRecord);
    return given.ok ? drawn(given.value, draws, job) : given;
  },
};
