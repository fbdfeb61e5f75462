import type { CaseRecord } from '../../case/case-record';
import type { PatentRecord } from '../../case/patents-section';
import { decimalText } from '../../kernel/decimal';
import type { PlainDate } from '../../kernel/plain-date';
import { type TraceNode, derive, leaf } from '../../kernel/trace';
import { ruleLeaf } from '../../rulebook/read-rule';
import { fieldLeaf } from '../reading/record-source';
import { YEAR_PLACES, valuationDateLeaf } from './calendar-trace';
import type { LegalEnd, LegalLife } from './legal-life';
import type { LifeRules } from './protection-end';

/** A patent of a case with its legal life, ready to be written down. */
export interface LifeSubject {
  readonly caseRecord: CaseRecord;
  readonly record: PatentRecord;
  readonly life: LegalLife;
  readonly rules: LifeRules;
}

const isCompensated = ({ compensation }: LegalLife): boolean =>
  compensation.ptaDays + compensation.pteDays > 0;

/** Days of compensation as entered; as good as the register when checked against a copy of it. */
const compensationLeaf = (record: PatentRecord, kind: 'ptaDays' | 'pteDays', label: string): TraceNode =>
  leaf({
    id: `patents/${record.id}/termCompensation/${kind}`,
    label,
    value: String(record.termCompensation?.[kind] ?? 0),
    unit: 'day',
    confidence: record.registerCopyDate === null ? 'secondary' : 'verified',
    source: {
      kind: 'field',
      path: `sections.patents.records[${record.id}].termCompensation.${kind}`,
      label: `${record.title} › ${label}`,
    },
  });

/** Leaves of the compensation entered; none when there is none. */
export const compensationLeaves = (record: PatentRecord, rules: LifeRules): readonly TraceNode[] => {
  const { ptaDays = 0, pteDays = 0 } = record.termCompensation ?? {};
  return ptaDays + pteDays === 0
    ? []
    : [
        compensationLeaf(record, 'ptaDays', '专利权期限补偿（日）'),
        compensationLeaf(record, 'pteDays', '药品专利权期限补偿（日）'),
        ruleLeaf(rules.compensation.rule),
      ];
};

/** Why the day is as it is: the divisional trap, a missing filing date, an end before the term. */
const expiryNote = ({ record, life }: LifeSubject): string | null => {
  if (life.ended && life.expired !== true) return '权利已终止或被宣告无效，实际终止日以专利登记簿为准';
  if (life.filingDate === null) return '缺申请日；申请号中的年份不能代替申请日';
  if (life.fault !== null) return `${life.fault.message}；${life.fault.remedy}`;
  const year = record.applicationNumber.slice(0, 4);
  if (/^\d{12}\./.test(record.applicationNumber) && !life.filingDate.startsWith(year))
    return `申请号年份为 ${year}，期限仍自申请日起算（分案、国际申请常见）`;
  return null;
};

const expiryFormula = ({ life }: LifeSubject): string => {
  const { ptaDays, pteDays } = life.compensation;
  const days = isCompensated(life) ? ` + ${ptaDays} 日（PTA）+ ${pteDays} 日（PTE）` : '';
  return `${life.filingDate ?? ''} + ${life.termYears ?? ''} 年 − 1 日${days} = ${life.lastDay ?? ''}`;
};

/** The last day with compensation; `null` when not known or when the right ended before it. */
export const lifeExpiryDate = ({ life }: { readonly life: LegalEnd }): PlainDate | null =>
  life.ended && life.expired !== true ? null : life.lastDay;

/** Trace of the last day of protection, compensation counted. */
export const lifeExpiryTrace = (subject: LifeSubject): TraceNode => {
  const { caseRecord, record, life, rules } = subject;
  const section = caseRecord.sections.patents;
  const note = expiryNote(subject);
  const ended = life.ended && life.expired !== true;
  return derive({
    id: `patent-expiry/${record.id}`,
    label: `保护期最后一日 · ${record.title}`,
    value: lifeExpiryDate(subject),
    unit: 'date',
    ...(life.lastDay === null ? {} : { formula: expiryFormula(subject) }),
    ...(note === null ? {} : { note }),
    children: [
      fieldLeaf(section, record, 'filingDate'),
      fieldLeaf(section, record, 'type'),
      ...(ended
        ? [fieldLeaf(section, record, 'status'), fieldLeaf(section, record, 'invalidationOutcome')]
        : []),
      ruleLeaf(
        rules.calendar.term.rule,
        undefined,
        life.termYears === null ? null : String(life.termYears),
        'year',
      ),
      ruleLeaf(rules.calendar.expiry.rule, undefined, '申请日 + 期限 − 1 日', 'text'),
      ...compensationLeaves(record, rules),
    ],
  });
};

const remainingNote = ({ life }: LifeSubject, valuationDate: string): string | null => {
  if (life.ended && life.expired !== true) return '权利已终止，剩余寿命按 0 计';
  if (life.expired === true) return '保护期已届满';
  if (life.filingDate !== null && life.filingDate > valuationDate) return '申请日晚于评估基准日，请核对';
  return null;
};

/** Trace of the legal remaining life in years on the valuation date, compensation counted. */
export const lifeRemainingTrace = (subject: LifeSubject): TraceNode => {
  const { caseRecord, record, life } = subject;
  const note = remainingNote(subject, caseRecord.valuationDate);
  return derive({
    id: `patent-remaining-years/${record.id}`,
    label: `法定剩余寿命 · ${record.title}`,
    value: life.remaining === null ? null : decimalText(life.remaining, YEAR_PLACES),
    unit: 'year',
    ...(life.lastDay === null
      ? {}
      : { formula: `${caseRecord.valuationDate} 至 ${life.lastDay}：整年数 + 余日 ÷ 当年日数` }),
    rounding: '显示保留 6 位小数，计算不取整',
    ...(note === null ? {} : { note }),
    children: [lifeExpiryTrace(subject), valuationDateLeaf(caseRecord)],
  });
};
