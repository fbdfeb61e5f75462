import type { Figure } from '../../case/exchange';
import { type Fen, formatWan } from '../../kernel/fen';
import { readPerfectionStates, recognitionOf } from '../perfection';
import { registered } from './gate-asset';
import { type CheckResult, type GateContext, failed, ofFindings, pass, unknown } from './gate-model';
import { guaranteeSetting } from './guarantee-period';
import { fenOrNull } from './life-assets';
import { supportInForce } from './recognition';

type Check = (context: GateContext) => CheckResult | null;

const findingsBy =
  (ids: (context: GateContext) => readonly string[], about: string): Check =>
  (context) => {
    const wanted = ids(context);
    const found = context.input.prior.findings.filter(({ rule }) => wanted.includes(rule));
    const missing = wanted.filter((id) => !found.some(({ rule }) => rule === id));
    const result = ofFindings(found, about);
    if (result.verdict !== 'pass' || missing.length === 0) return result;
    return unknown(`${about}：缺 ${missing.join('、')} 的结果`, '请先完成“核查”', result.evidence);
  };

const figureOf = ({ input }: GateContext, id: string): Figure | undefined =>
  input.prior.figures.find((figure) => figure.id === id);

const decision: Check = (context) => {
  const figure = figureOf(context, 'screening/decision');
  const words = figure?.trace.formula ?? '';
  const evidence = figure === undefined ? [] : [figure.method];
  switch (figure?.value) {
    case 'passed':
      return pass(`核查结论：${words}`, evidence);
    case 'declined':
      return failed(
        `核查结论：${words}`,
        '不能按本路径办理；请在“办理路径”查看其他途径',
        evidence,
        '不予办理的结论不能放行',
      );
    case 'held':
    case 'conditional':
      return unknown(`核查结论：${words}`, '请在“核查”逐项落实所附条件', evidence);
    default:
      return unknown('没有核查结论', '请先完成“核查”', evidence);
  }
};

const amountOf = (context: GateContext, id: string): bigint | null =>
  fenOrNull(figureOf(context, id)?.value ?? null);

const NO_STRUCTURE = '请先在“押品组合”补齐融资需求、押品和增信';

const needCovered: Check = (context) => {
  const need = amountOf(context, 'structure/need');
  const covered = amountOf(context, 'structure/covered');
  const evidence = ['structure/need', 'structure/covered'];
  if (need === null || covered === null) return unknown('组合没有算出覆盖金额', NO_STRUCTURE, evidence);
  const { residualReason } = context.input.caseRecord.sections.collateral;
  return covered >= need
    ? pass(`可覆盖 ${formatWan(covered)} 万元，需求 ${formatWan(need)} 万元`, evidence)
    : failed(
        `缺口 ${formatWan(need - covered)} 万元${residualReason === '' ? '' : `；录有说明：${residualReason}`}`,
        '请增加押品、增信或减少融资金额；接受缺口的，由有权人放行',
        evidence,
      );
};

interface NotRecognised {
  readonly id: string;
  readonly title: string;
  /** `true` = it does not hold on the day; `false` = nobody knows. */
  readonly ended: boolean;
  readonly reason: string;
}

/** What the structure counts as recognised and does not hold on the day: lapsed registrations, ended supports. */
const notRecognised = (context: GateContext): readonly NotRecognised[] => {
  const { input, assets } = context;
  const states = readPerfectionStates(input.rules);
  if (!states.ok) return [];
  const setting = guaranteeSetting(input.caseRecord, context.rules);
  const isUsed = (id: string): boolean => input.used === null || input.used.has(id);
  return [
    ...assets.flatMap((held): NotRecognised[] => {
      const { asset, assetClass } = held;
      if (assetClass === null || !isUsed(asset.id)) return [];
      if (!recognitionOf(asset, assetClass, states.value).recognised) return [];
      const { verdict, message } = registered(held, context);
      return verdict === 'pass'
        ? []
        : [{ id: asset.id, title: asset.title, ended: verdict === 'fail', reason: message }];
    }),
    ...input.caseRecord.sections.collateral.support.flatMap((support): NotRecognised[] => {
      if (support.use === 'never' || support.contract === null || !isUsed(support.id)) return [];
      const { inForce, reason } = supportInForce(support, input.on, setting);
      return inForce === true
        ? []
        : [{ id: support.id, title: support.title, ended: inForce === false, reason }];
    }),
  ];
};

const sumOf = (list: readonly NotRecognised[], amounts: ReadonlyMap<string, Fen>): Fen =>
  list.reduce((all, { id }) => all + (amounts.get(id) ?? 0n), 0n);

const namesOf = (list: readonly NotRecognised[]): string =>
  list.map(({ title, reason }) => `${title}（${reason}）`).join('、');

const FINISH = '请完成登记、交付并录入登记证明，录入已生效的担保合同';

const needRecognised: Check = (context) => {
  const need = amountOf(context, 'structure/need');
  const counted = amountOf(context, 'structure/recognised');
  const evidence = ['structure/need', 'structure/recognised'];
  if (need === null || counted === null) return unknown('组合没有算出已认定金额', NO_STRUCTURE, evidence);
  const { amounts } = context.input;
  const all = notRecognised(context);
  const ended = all.filter((one) => one.ended);
  const off = amounts === undefined ? 0n : sumOf(ended, amounts);
  const recognised = counted - off;
  const without = off === 0n ? '' : `；已扣除 ${formatWan(off)} 万元：${namesOf(ended)}`;
  if (recognised < need)
    return failed(
      `已认定 ${formatWan(recognised)} 万元，比需求少 ${formatWan(need - recognised)} 万元${without}`,
      FINISH,
      evidence,
    );
  const open = amounts === undefined ? all : all.filter((one) => !one.ended);
  if (open.length > 0 && (amounts === undefined || recognised - sumOf(open, amounts) < need))
    return unknown(
      `已认定 ${formatWan(recognised)} 万元${without}；其中是否仍然有效未知：${namesOf(open)}`,
      FINISH,
      evidence,
    );
  return pass(`已认定 ${formatWan(recognised)} 万元，需求 ${formatWan(need)} 万元${without}`, evidence);
};

/** The checks about the case, by code. */
export const CASE_CHECKS: Readonly<Record<string, Check>> = {
  'first-repayment': findingsBy(({ rules }) => rules.gateFindings.value.repayment, '第一还款来源'),
  'five-standards': findingsBy(({ rules }) => rules.gateFindings.value.standards, '五项标准'),
  decision,
  'need-covered': needCovered,
  'need-recognised': needRecognised,
};
