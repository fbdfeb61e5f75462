import type { Figure } from '../../case/exchange';
import { type Fen, formatWan } from '../../kernel/fen';
import type { PlainDate } from '../../kernel/plain-date';
import type { Recognition } from '../perfection';
import { type RecognitionAsked, recogniserOn } from '../recognition-on-day';
import { type CheckResult, type GateContext, failed, ofFindings, pass, unknown } from './gate-model';
import { fenOrNull } from './life-assets';

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
  /** `false` = nobody knows. */
  readonly known: boolean;
  readonly reason: string;
}

/** What is said of an asset whose class cannot be read. */
export const CLASS_UNKNOWN = { verdict: 'fail', reason: '押品类别未知，不计入已认定' } as const;

/** What may be used and does not count on a day. */
const notRecognised = (
  { input, assets, rules }: GateContext,
  on: PlainDate,
  dayName: RecognitionAsked['dayName'],
): readonly NotRecognised[] => {
  const { caseRecord, used } = input;
  const recogniser = recogniserOn({ caseRecord, rules: input.rules, parameters: rules, on, dayName });
  const isUsed = (id: string): boolean => used === null || used.has(id);
  const open = (
    { id, title }: { readonly id: string; readonly title: string },
    { verdict, reason }: Pick<Recognition, 'verdict' | 'reason'>,
  ): readonly NotRecognised[] =>
    verdict === 'pass' ? [] : [{ id, title, known: verdict === 'fail', reason }];
  return [
    ...assets.flatMap(({ asset, assetClass }) =>
      !isUsed(asset.id)
        ? []
        : open(asset, assetClass === null ? CLASS_UNKNOWN : recogniser.asset(asset, assetClass)),
    ),
    ...caseRecord.sections.collateral.support.flatMap((support) =>
      support.use === 'never' || !isUsed(support.id) ? [] : open(support, recogniser.support(support)),
    ),
  ];
};

const sumOf = (list: readonly NotRecognised[], amounts: ReadonlyMap<string, Fen>): Fen =>
  list.reduce((all, { id }) => all + (amounts.get(id) ?? 0n), 0n);

const namesOf = (list: readonly NotRecognised[]): string =>
  list.map(({ title, reason }) => `${title}（${reason}）`).join('、');

const FINISH = '请完成登记、交付并录入登记证明，录入已生效的担保合同';

const EVIDENCE = ['structure/need', 'structure/recognised'];

const tooLittle = (need: Fen, recognised: Fen, without: string): CheckResult =>
  failed(
    `已认定 ${formatWan(recognised)} 万元，比需求少 ${formatWan(need - recognised)} 万元${without}`,
    FINISH,
    EVIDENCE,
  );

const enough = (need: Fen, recognised: Fen, without: string): CheckResult =>
  pass(`已认定 ${formatWan(recognised)} 万元，需求 ${formatWan(need)} 万元${without}`, EVIDENCE);

const unsure = (recognised: Fen, list: readonly NotRecognised[]): CheckResult =>
  unknown(`已认定 ${formatWan(recognised)} 万元；其中是否仍然有效未知：${namesOf(list)}`, FINISH, EVIDENCE);

/** By what the structure takes of each: the parts that count on the day of the release. */
const recognisedOnDay = (
  need: Fen,
  amounts: ReadonlyMap<string, Fen>,
  out: readonly NotRecognised[],
): CheckResult => {
  const all = [...amounts.values()].reduce((sum, fen) => sum + fen, 0n);
  const left = out.filter(({ id }) => (amounts.get(id) ?? 0n) > 0n);
  const off = sumOf(left, amounts);
  const without = off === 0n ? '' : `；未计入 ${formatWan(off)} 万元：${namesOf(left)}`;
  if (all - off >= need) return enough(need, all - off, without);
  const open = sumOf(
    left.filter(({ known }) => !known),
    amounts,
  );
  return all - off + open < need
    ? tooLittle(need, all - off, without)
    : unknown(`已认定 ${formatWan(all - off)} 万元，其余是否有效未知${without}`, FINISH, EVIDENCE);
};

const needRecognised: Check = (context) => {
  const { input } = context;
  const need = amountOf(context, 'structure/need');
  const counted = amountOf(context, 'structure/recognised');
  if (need === null || counted === null) return unknown('组合没有算出已认定金额', NO_STRUCTURE, EVIDENCE);
  const out = notRecognised(context, input.on, '放款日');
  if (input.amounts !== undefined) return recognisedOnDay(need, input.amounts, out);
  // Nobody says what it takes of each: the sum of the valuation date, as far as nothing in it has lapsed since.
  if (counted < need) return tooLittle(need, counted, '');
  const before = new Set(notRecognised(context, input.rules.date, '评估基准日').map(({ id }) => id));
  const since = out.filter(({ id }) => !before.has(id));
  return since.length > 0 ? unsure(counted, since) : enough(need, counted, '');
};

/** The checks about the case, by code. */
export const CASE_CHECKS: Readonly<Record<string, Check>> = {
  'first-repayment': findingsBy(({ rules }) => rules.gateFindings.value.repayment, '第一还款来源'),
  'five-standards': findingsBy(({ rules }) => rules.gateFindings.value.standards, '五项标准'),
  decision,
  'need-covered': needCovered,
  'need-recognised': needRecognised,
};
