import type { PatentRecord, PatentsSection } from '../../case/patents-section';
import { type TraceNode, derive, leaf } from '../../kernel/trace';
import { ruleLeaf } from '../../rulebook/read-rule';
import { fieldLeaf } from '../reading/record-source';
import type { FeeRules } from './fee-rules';
import type { FeeDue, FeeSchedule, PatentFees } from './fee-schedule';
import { compensationLeaves } from './life-trace';

/** The reduction as entered; as good as the register when checked against a copy of it. */
export const reductionLeaf = (record: PatentRecord): TraceNode =>
  leaf({
    id: `patents/${record.id}/feeReduction`,
    label: `费用减缴（第 ${record.feeReduction?.fromYear ?? ''}—${record.feeReduction?.toYear ?? ''} 年）`,
    value: record.feeReduction?.off ?? null,
    unit: 'ratio',
    confidence: record.registerCopyDate === null ? 'secondary' : 'verified',
    source: {
      kind: 'field',
      path: `sections.patents.records[${record.id}].feeReduction`,
      label: `${record.title} › 费用减缴`,
    },
  });

const feeFormula = ({ fullFen, reductionOff, monthLate, payableFen, toPayFen }: FeeDue): string => {
  const full = fullFen?.toString() ?? '未知';
  const reduced = reductionOff === null ? full : `${full} ×（1 − ${reductionOff}）`;
  return monthLate === 0 || toPayFen === null || payableFen === null
    ? `${reduced} 分`
    : `${reduced} + 滞纳金 ${(toPayFen - payableFen).toString()} 分（第 ${monthLate} 个月，以全额为基数）`;
};

/** Trace of one annual fee as it is to be paid. */
export const feeTrace = (
  section: PatentsSection,
  item: FeeDue,
  termYears: number,
  rules: FeeRules,
): TraceNode => {
  const full = item.fullFen?.toString() ?? null;
  const compensated = item.year > termYears;
  return derive({
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
      ...(item.reductionOff === null ? [] : [reductionLeaf(item.record)]),
      ...(compensated
        ? compensationLeaves(item.record, rules)
        : [ruleLeaf(rules.fees.rule, undefined, full, 'fen')]),
      ...(item.monthLate === 0 ? [] : [ruleLeaf(rules.late.rule)]),
    ],
  });
};

/** Trace of what one patent costs between the days of the schedule. */
export const patentFeesTrace = (section: PatentsSection, fees: PatentFees, rules: FeeRules): TraceNode =>
  derive({
    id: `patent-fees/${fees.record.id}`,
    label: `应缴年费 · ${fees.record.title}`,
    value: fees.totalFen?.toString() ?? null,
    unit: 'fen',
    formula: `${fees.items.length} 笔之和`,
    ...(fees.paidThroughKnown ? {} : { note: '年费缴至未知，所列可能已缴' }),
    children: fees.items.map((item) => feeTrace(section, item, fees.end.termYears, rules)),
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
    formula: `${schedule.patents.length} 件专利 ${items.length} 笔之和`,
    ...(notes.length === 0 ? {} : { note: notes.join('；') }),
    children: schedule.patents.map((fees) => patentFeesTrace(section, fees, rules)),
  });
};
