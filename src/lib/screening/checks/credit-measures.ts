import { Decimal } from '../../kernel/decimal';
import { daysBetween, parsePlainDate } from '../../kernel/plain-date';
import { type TraceNode, leaf } from '../../kernel/trace';
import type { LazyNode } from '../check';
import type { CheckInput } from './check-input';
import {
  allPoints,
  lacking,
  numberOf,
  percent,
  pointsOf,
  stepPoints,
  stepsOf,
  wordsOf,
} from './computation-parts';
import { taxGradePart } from './event-measures';
import { accountYear, factFault, factNumbers, isBlockedFacts } from './fact-years';
import { useFact } from './file-read';
import { type Measure, none } from './measured-check';
import { figurePart } from './ratio-measures';
import { enteredAmount } from './repayment-inputs';
import { type Part, absent, exactly, seen, weakestOf } from './weakest-part';

/** C2: owned premises, or a lease that outlasts the debt, or one that still runs. The last day counts. */
export const premises: Measure = (input) => {
  const names = ['owned', 'lease-covers', 'lease-runs', 'lease-over'] as const;
  const worth = allPoints(input, names);
  if (worth === null) return lacking(names.join('、'));
  const { owned, 'lease-covers': covers, 'lease-runs': runs, 'lease-over': over } = worth;
  const use = useFact(input, 'premises');
  if (use.state === 'blocked') return use.measured;
  if (use.state === 'absent') return none(use.message, [use.node]);
  if (use.value !== 'lease') return weakestOf([exactly(owned, '经营场所有自有部分', [use.node])], 0);
  const end = useFact(input, 'leaseEnd');
  if (end.state === 'blocked') return end.measured;
  const nodes = [use.node, end.node];
  if (end.state === 'absent') return weakestOf([seen({ low: over, high: covers }, end.message, nodes)], 0);
  const { filingDate } = input.context;
  const debtEnd = input.fields.date('debtEnd');
  if (!debtEnd.known && debtEnd.why === 'error') return { kind: 'blocked', check: debtEnd.check };
  const words = `租赁到 ${end.value}`;
  if (end.value < filingDate) return weakestOf([exactly(over, `${words}，已到期`, nodes)], 0);
  if (!debtEnd.known)
    return weakestOf([seen({ low: runs, high: covers }, `${words}，债务到期日未知`, nodes)], 0);
  const part =
    end.value >= debtEnd.value
      ? exactly(covers, `${words}，覆盖债务到期日 ${debtEnd.value}`, [...nodes, debtEnd.node])
      : exactly(runs, `${words}，早于债务到期日 ${debtEnd.value}`, [...nodes, debtEnd.node]);
  return weakestOf([part], 0);
};

/** An amount that should be nothing. */
const arrearsPart = (input: CheckInput, name: string, open: number): Part => {
  const use = useFact(input, name);
  if (use.state === 'blocked') return use.measured;
  if (use.state === 'absent') return absent(open, use.message, [use.node]);
  const isNone = new Decimal(use.value).isZero();
  return exactly(isNone ? 4 : open, `${use.label}${isNone ? '为 0' : '大于 0'}`, [use.node]);
};

const reportPart = (input: CheckInput): Part => {
  const days = numberOf(input, 'report-days');
  if (days === null) return lacking('report-days');
  const use = useFact(input, 'creditReportOn');
  if (use.state === 'blocked') return use.measured;
  if (use.state === 'absent') return absent(0, use.message, [use.node]);
  const on = parsePlainDate(use.value);
  if (!on.ok) return absent(0, `${use.label}不是日期`, [use.node]);
  const age = Math.abs(daysBetween(on.value, input.context.filingDate));
  return days.lt(age)
    ? absent(0, `企业征信报告日期 ${use.value} 与评估基准日相隔 ${age} 天，超过 ${days.toFixed()} 天`, [
        use.node,
      ])
    : exactly(4, `企业征信报告日期 ${use.value}`, [use.node]);
};

/** C4: what the credit report and the tax office say. The report on the controller is read by a person. */
export const creditRecord: Measure = (input) => {
  const [overdue, arrears] = [pointsOf(input, 'overdue'), pointsOf(input, 'arrears')];
  if (overdue === null || arrears === null) return lacking('overdue');
  const parts: readonly Part[] = [
    reportPart(input),
    arrearsPart(input, 'overdueDebt', overdue),
    arrearsPart(input, 'taxArrears', arrears),
    arrearsPart(input, 'socialArrears', arrears),
    taxGradePart(input),
    absent(0, '实际控制人征信须由人查阅后答复', []),
  ];
  return weakestOf(parts, input.loaded.spec.failBelow);
};

const cashPart = (input: CheckInput): Part => {
  const [positive, negative] = [pointsOf(input, 'cash-in'), pointsOf(input, 'cash-out')];
  if (positive === null || negative === null) return lacking('cash-in');
  const year = accountYear(input, ['operatingCashFlow']);
  if (year === null) return absent(negative, '没有经营活动现金流量', []);
  const facts = factNumbers(input, { cash: ['operatingCashFlow', year] });
  if (isBlockedFacts(facts)) return facts;
  if (facts.state === 'absent') return absent(negative, facts.why, facts.nodes);
  const isIn = facts.values.cash.gt(0);
  return exactly(isIn ? positive : negative, `${year} 年经营现金流${isIn ? '为正' : '不为正'}`, facts.nodes);
};

/** Whether accounts, tax returns, meters and customs agree, as an earlier method found. */
const consistencyParts = (input: CheckInput): readonly Part[] => {
  const [agrees, differs] = [pointsOf(input, 'agrees'), pointsOf(input, 'differs')];
  if (agrees === null || differs === null) return [lacking('agrees')];
  return wordsOf(input, 'consistency').map((rule) => {
    const found = input.context.found.get(rule)?.[0];
    if (found === undefined) return absent(differs, '三表一致性没有核对', []);
    const node: LazyNode = () =>
      leaf({
        id: `findings/${rule}`,
        label: found.title,
        value: found.verdict,
        unit: 'text',
        confidence: found.confidence,
        source: { kind: 'field', path: `findings[${rule}]`, label: found.title },
      });
    const words = (): string => `${found.title}：${found.message}`;
    if (found.verdict === 'unknown') return absent(differs, words, [node]);
    return exactly(found.verdict === 'pass' ? agrees : differs, words, [node]);
  });
};

/** C7: debt ratio, cash flow, and whether the three kinds of records agree; the weakest counts. */
export const solvency: Measure = (input) =>
  factFault(input) ??
  weakestOf(
    [
      figurePart(input, { name: 'debt-ratio', steps: stepsOf(input) }),
      cashPart(input),
      ...consistencyParts(input),
    ],
    input.loaded.spec.failBelow,
  );

/** An amount of `sections.screening.repayment` over the total assets of the last year, by steps. */
const overAssets = (input: CheckInput, name: 'bankDebt' | 'guaranteesGiven'): Part => {
  const worst = Math.min(...stepsOf(input).map((s) => s.points));
  const amount = enteredAmount(input, name);
  if (amount.state === 'blocked') return amount.measured;
  if (amount.state === 'absent') return absent(worst, amount.message, [amount.node]);
  const year = accountYear(input, ['totalAssets']);
  const node = (): TraceNode => amount.node;
  if (year === null) return absent(worst, '没有资产总计', [node]);
  const facts = factNumbers(input, { assets: ['totalAssets', year] });
  if (isBlockedFacts(facts)) return facts;
  if (facts.state === 'absent') return absent(worst, facts.why, facts.nodes);
  if (facts.values.assets.isZero()) return absent(worst, `${year} 年资产总计为 0`, facts.nodes);
  const ratio = new Decimal(amount.value).dividedBy(facts.values.assets);
  const value = stepPoints(ratio, stepsOf(input));
  return value === null
    ? lacking('steps')
    : exactly(value, `${amount.label}占资产 ${percent(ratio)}`, [node, facts.nodes]);
};

/** C8: debt at other banks and guarantees given, each over total assets; the weaker counts. */
export const otherDebts: Measure = (input) =>
  weakestOf(
    [overAssets(input, 'bankDebt'), overAssets(input, 'guaranteesGiven')],
    input.loaded.spec.failBelow,
  );
