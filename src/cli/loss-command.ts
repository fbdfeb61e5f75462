import type { CollateralApi } from '../lib/bridge/contract';
import type { SheetFigure } from '../lib/collateral/loss/loss-sheet';
import { type Result, ok, refuse } from '../lib/kernel/result';
import { onCase, wan } from './case-commands';
import { type Command, type Options, textOption } from './command';
import { plain } from './plain-json';

type View = CollateralApi['caseLoss']['output'];
type Joint = CollateralApi['jointStress']['output'];

const valueOf = ({ value }: SheetFigure): string | null => value;
const ratioOf = ({ value }: SheetFigure): number | null => (value === null ? null : Number(value));
const percent = ({ value }: SheetFigure): string =>
  value === null ? '未知' : `${(Number(value) * 100).toFixed(2)} %`;

/** `null` = as the rulebook says. */
const readDraws = (options: Options): Result<number | null> => {
  const text = textOption(options, 'draws');
  if (text === undefined) return ok(null);
  return /^[1-9]\d{0,6}$/.test(text)
    ? ok(Number(text))
    : refuse('E_USAGE', `--draws “${text}”不是 1 至 9999999 的整数`, '--draws', '请写成 --draws 100000');
};

const jointOf = (joint: Joint) => ({
  draws: joint.draws,
  seed: joint.seed,
  lossP5Fen: valueOf(joint.lossP5),
  lossP50Fen: valueOf(joint.lossP50),
  lossP95Fen: valueOf(joint.lossP95),
  lossMeanFen: valueOf(joint.lossMean),
  lossMaxFen: joint.lossMaxFen,
  shortProbability: ratioOf(joint.shortProbability),
  lossProbability: ratioOf(joint.lossProbability),
  quantiles: joint.quantiles.map(({ share, lossFen, coverFen }) => ({
    share: Number(share),
    lossFen,
    coverFen,
  })),
});

const documentOf = (view: View, joint: Joint | null) => ({
  schema: 'zhiya.loss/1',
  complete: view.complete,
  assetsComplete: view.assetsComplete,
  repaymentHold: { held: view.repayment.held, verdict: view.repayment.verdict },
  eadFen: valueOf(view.ead),
  coveredFen: view.covered?.value ?? null,
  recoveredFen: view.recoveredFen,
  surplusFen: view.surplusFen,
  lossFen: valueOf(view.loss),
  bankLossFen: view.bankFen,
  lgdBeforeSupport: ratioOf(view.lgdBeforeSupport),
  lgd: ratioOf(view.lgd),
  expectedLossBeforeSupportFen: valueOf(view.expectedLossBeforeSupport),
  expectedLossFen: valueOf(view.expectedLoss),
  classes: view.classes.map(
    ({ code, name, years, haircut, proceedsFen, costFen, priorFen, recoveryFen, assets }) => ({
      code,
      name,
      years: Number(years),
      haircut: Number(haircut),
      proceedsFen,
      costFen,
      priorFen,
      recoveryFen,
      assets: assets.map(({ id, name: title, recovery }) => ({
        id,
        title,
        recoveryFen: valueOf(recovery),
      })),
    }),
  ),
  bearers: view.bearers.map(({ id, name, role, grossFen, compensatedFen, net }) => ({
    id,
    name,
    role,
    grossFen,
    compensatedFen,
    netFen: valueOf(net),
  })),
  regulatory: view.regulatory.map(({ id, title, figure, mark }) => ({
    id,
    title,
    lgd: ratioOf(figure),
    confidence: mark,
  })),
  stress: view.stress.map(
    ({ id, title, coverFen, coverage, enough, shortFen, lossFen, bank, expectedLoss }) => ({
      id,
      title,
      coverFen,
      coverage: ratioOf(coverage),
      enough,
      shortFen,
      lossFen,
      bankLossFen: valueOf(bank),
      expectedLossFen: valueOf(expectedLoss),
    }),
  ),
  joint: joint === null ? null : jointOf(joint),
  failures: plain(view.failures),
});

const jointText = (joint: Joint): string =>
  `联合压力 ${joint.draws} 次，种子 ${joint.seed}：银行损失 P50 ${wan(valueOf(joint.lossP50))}，P95 ${wan(valueOf(joint.lossP95))}，` +
  `均值 ${wan(valueOf(joint.lossMean))}；覆盖不足的概率 ${percent(joint.shortProbability)}，有损失的概率 ${percent(joint.lossProbability)}`;

const textOf = (view: View, joint: Joint | null): string => {
  const most = view.complete ? '' : '至多 ';
  const [least, upTo] = view.assetsComplete ? ['', ''] : ['至少 ', '至多 '];
  const expected = valueOf(view.expectedLoss);
  return [
    ...(view.repayment.held ? ['第一还款来源未通过：押品充足也不能放行'] : []),
    `风险暴露 ${wan(valueOf(view.ead))}，回收 ${least}${wan(view.recoveredFen)}，损失 ${upTo}${wan(valueOf(view.loss))}；银行承担 ${most}${wan(view.bankFen)}，LGD ${most}${percent(view.lgd)}，预期损失 ${expected === null ? '' : most}${wan(expected)}`,
    ...view.classes.map(
      ({ name, years, costFen, recoveryFen }) =>
        `${name}  回收 ${wan(recoveryFen)}  费用 ${wan(costFen)}  ${years} 年`,
    ),
    ...view.bearers.map(({ name, net }) => `${name}  承担 ${wan(valueOf(net))}`),
    ...view.regulatory.map(({ title, figure }) => `${title}  LGD ${percent(figure)}（仅供对照）`),
    ...view.stress.map(
      ({ title, coverage, bank }) =>
        `压力 ${title}  覆盖率 ${percent(coverage)}  银行损失 ${most}${wan(valueOf(bank))}`,
    ),
    ...(joint === null ? [] : [jointText(joint)]),
    ...view.failures.map((f) => `${f.message}。${f.remedy}`),
  ].join('\n');
};

/** Status 1: something is unknown, 第一还款来源 holds the case, or what is pledged does not cover the need. */
export const lossCommand: Command = {
  usage: 'loss CASE [--joint [--draws N]]',
  run: onCase('loss', async ({ caseRecord }, { bridge, options }) => {
    const draws = readDraws(options);
    if (!draws.ok) return draws;
    const view = await bridge.call('collateral', 'caseLoss', { caseRecord });
    if (!view.ok) return view;
    const joint =
      options['joint'] === true
        ? await bridge.call('collateral', 'jointStress', { caseRecord, draws: draws.value })
        : null;
    const drawn = joint?.ok === true ? joint.value : null;
    // A distribution of a part says nothing; everything else of the answer stands.
    const missing = joint?.ok === false ? [joint.failure] : [];
    const known = new Set(view.value.failures.map(({ message }) => message));
    const failures = [...view.value.failures, ...missing.filter(({ message }) => !known.has(message))];
    const base = view.value.stress.find(({ id }) => id === 'base');
    return ok({
      document: documentOf({ ...view.value, failures }, drawn),
      text: textOf({ ...view.value, failures }, drawn),
      finding:
        missing.length > 0 ||
        !view.value.complete ||
        view.value.expectedLoss.value === null ||
        view.value.repayment.held ||
        base?.enough !== true,
    });
  }),
};
