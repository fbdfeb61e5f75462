import type { PatentsSection } from '../../case/patents-section';
import { type TraceNode, derive } from '../../kernel/trace';
import { ruleLeaf } from '../../rulebook/read-rule';
import type { FeeRules } from './fee-rules';
import type { FeeDue, FeeSchedule } from './fee-schedule';
import { fieldLeaf } from '../reading/record-source';

const feeFormula = ({ fullFen, reductionOff, monthLate, payableFen, toPayFen }: FeeDue): string => {
  const full = fullFen?.toString() ?? '未知';
  const reduced = reductionOff === null ? full : `${full} ×（1 − ${reductionOff}）`;
  return monthLate === 0 || toPayFen === null || payableFen === null
    ? `${reduced} 分`
    : `${reduced} + 滞纳金 ${(toPayFen - payableFen).toString()} 分（第 ${monthLate} 个月，以全额为基数）`;
};

const feeNode = (section: PatentsSection, item: FeeDue, rules: FeeRules): TraceNode =>
  derive({
    id: `patent-fee/${item.record.id}/${item.year}`,
    label: `第 ${item.year} 年年费 · ${item.record.title}（${item.due}）`,
    value: item.toPayFen?.toString() ?? null,
    unit: 'fen',
    formula: feeFormula(item),
    rounding: '四舍五入到分',
    children: [
      fieldLeaf(section, item.record, 'type'),
      fieldLeaf(section, item.record, 'filingDate'),
      fieldLeaf(section, item.record, 'grantDate'),
      fieldLeaf(section, item.record, 'feesPaidThrough'),
      ruleLeaf(rules.fees.rule, undefined, item.fullFen?.toString() ?? null, 'fen'),
      ...(item.monthLate === 0 ? [] : [ruleLeaf(rules.late.rule)]),
    ],
  });

/** Trace of the total to pay between the days of the schedule. `null` value when it is withheld; the note says why. */
export const feeTotalTrace = (section: PatentsSection, schedule: FeeSchedule, rules: FeeRules): TraceNode => {
  const { items, failures, from, until, totalFen, knownFen } = schedule;
  const open = schedule.patents.filter((patent) => !patent.paidThroughKnown).length;
  const notes = [
    ...(totalFen === null ? [`合计不出，已知部分 ${knownFen.toString()} 分`] : []),
    ...failures.map((failure) => failure.message),
    ...(open === 0 ? [] : [`${open} 件年费缴至未知，所列可能已缴`]),
  ];
  return derive({
    id: 'patent-fees/total',
    label: `应缴年费合计（${from} 至 ${until}）`,
    value: totalFen?.toString() ?? null,
    unit: 'fen',
    formula: `${items.length} 笔之和`,
    ...(notes.length === 0 ? {} : { note: notes.join('；') }),
    children: items.map((item) => feeNode(section, item, rules)),
  });
};
