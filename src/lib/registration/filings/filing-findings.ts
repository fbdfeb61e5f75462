import type { CaseRecord } from '../../case/case-record';
import type { Finding, Subject } from '../../case/exchange';
import { parseCreditCode } from '../../kernel/credit-code';
import { addDays, isPlainDate } from '../../kernel/plain-date';
import { type TraceNode, derive } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { type Said, caseSubject, ruleTrace } from '../findings';
import { missingFields } from '../form-model';
import type { WholeFiling } from './bound-filings';
import type { FilingPaperItem } from './filing-papers';

export const COMPLETENESS_2 = 'registration.completeness@2';

const VERDICT_TEXT: Record<Finding['verdict'], string> = { pass: '通过', fail: '不通过', unknown: '未知' };

/** A finding of the second completeness method; its confidence is the weakest of what it rests on. */
export const filingFinding = (subject: Subject, said: Said, children: readonly TraceNode[]): Finding => {
  const trace = derive({
    id: `${said.rule}/${subject.id}`,
    label: said.title,
    value: VERDICT_TEXT[said.verdict],
    unit: 'text',
    method: COMPLETENESS_2,
    children,
  });
  return { ...said, method: COMPLETENESS_2, subject, veto: false, confidence: trace.confidence, trace };
};

/** The filing of the patents keeps the rule ids that findings always had; the others stand under their own id. */
const prefixOf = ({ filing }: WholeFiling): string =>
  filing.id === 'patent-pledge' ? 'registration' : `registration.${filing.id}`;

const subjectOf = (caseRecord: CaseRecord, { filing }: WholeFiling, row: string): Subject => {
  const source = filing.sources.find(({ id }) => id === row);
  if (source === undefined) return caseSubject(caseRecord);
  const { patent, data, support, title } = source;
  if (patent !== null)
    return { kind: 'patent', id: row, title: `${patent.applicationNumber} ${patent.title}` };
  const kind = data !== null ? 'data-asset' : support !== null ? 'support' : 'asset';
  return { kind, id: row, title };
};

const formFindings = (caseRecord: CaseRecord, whole: WholeFiling, rules: RulesAt): readonly Finding[] => {
  const { form } = whole;
  const prefix = `${prefixOf(whole)}.form`;
  const missing = missingFields(form);
  const incomplete = new Set(missing.map(({ section }) => section.key));
  const passed = form.sections.filter(
    (s) => s.layout !== 'seals' && s.layout !== 'list' && s.rows.length > 0 && !incomplete.has(s.key),
  );
  const empty = form.sections.filter((s) => s.rows.length === 0);
  return [
    ...missing.map(({ section, subject, field }) =>
      filingFinding(
        subjectOf(caseRecord, whole, subject),
        {
          rule: `${prefix}.${field.code}`,
          title: `${form.title}“${section.title} › ${field.label}”必填`,
          verdict: 'fail',
          severity: 'hold',
          message: '案卷未提供，表上印“（待填）”',
          remedy: `请补填“${field.label}”（${field.trace.label}）`,
        },
        [field.trace, ...ruleTrace(rules, section.rule)],
      ),
    ),
    ...empty.map((section) =>
      filingFinding(
        caseSubject(caseRecord),
        {
          rule: `${prefix}.${section.key}`,
          title: `${form.title}“${section.title}”填写齐全`,
          verdict: 'fail',
          severity: 'block',
          message: '没有一行',
          remedy: section.key === 'changes' ? '请列明变更前后的内容' : '请选定要登记的权利或财产',
        },
        ruleTrace(rules, section.rule),
      ),
    ),
    ...passed.map((section) =>
      filingFinding(
        caseSubject(caseRecord),
        {
          rule: `${prefix}.${section.key}`,
          title: `${form.title}“${section.title}”填写齐全`,
          verdict: 'pass',
          severity: 'note',
          message: `必填项均已填写（${section.rows.length > 1 ? `${section.rows.length} 行` : '1 栏'}）`,
          remedy: '',
        },
        ruleTrace(rules, section.rule),
      ),
    ),
  ];
};

const PAPER_VERDICT: Record<FilingPaperItem['status'], Finding['verdict']> = {
  present: 'pass',
  missing: 'fail',
  unstated: 'unknown',
  'not-needed': 'pass',
};

const paperFindings = (caseRecord: CaseRecord, whole: WholeFiling, rules: RulesAt): readonly Finding[] =>
  whole.papers.map((paper) => {
    const verdict =
      paper.need === 'unknown' && paper.status !== 'present' ? 'unknown' : PAPER_VERDICT[paper.status];
    return filingFinding(
      caseSubject(caseRecord),
      {
        rule: `${prefixOf(whole)}.document.${paper.code}`,
        title: `${whole.filing.title}材料：${paper.title}（${paper.article}）`,
        verdict,
        severity: paper.need === 'not-needed' ? 'note' : 'hold',
        message: paper.reason,
        remedy: verdict === 'pass' ? '' : `请备齐“${paper.title}”，并在登记包页勾选`,
      },
      ruleTrace(rules, paper.rule),
    );
  });

const NAMED = 5;

const contractFindings = (caseRecord: CaseRecord, whole: WholeFiling, rules: RulesAt): readonly Finding[] =>
  (whole.contract?.items ?? []).map(({ code, label, missing }) => {
    const labels = missing.map((one) => one.label);
    const complete = labels.length === 0;
    return filingFinding(
      caseSubject(caseRecord),
      {
        rule: `${prefixOf(whole)}.contract.${code}`,
        title: `${whole.contract?.title ?? ''}必备事项的数据：${label}`,
        verdict: complete ? 'pass' : 'fail',
        severity: 'hold',
        message: complete
          ? '案卷数据齐备；合同文本是否写明须由人核对'
          : `案卷缺：${labels.slice(0, NAMED).join('、')}${labels.length > NAMED ? ` 等 ${labels.length} 项` : ''}`,
        remedy: complete ? '' : '请补齐上述数据并核对合同文本',
      },
      [
        ...missing.map(({ trace }) => trace),
        ...(whole.contract === null ? [] : ruleTrace(rules, whole.contract.rule.id)),
      ],
    );
  });

/** Whether a change, an extension or a cancellation is filed in time; working days cannot be counted here. */
const deadlineFindings = (caseRecord: CaseRecord, whole: WholeFiling): readonly Finding[] => {
  const { deadline } = whole.filing.rule;
  if (deadline === null) return [];
  const happened = whole.filing.record?.event?.happenedOn ?? null;
  const until =
    happened !== null && deadline.unit === 'day' && isPlainDate(happened)
      ? addDays(happened, deadline.days)
      : null;
  const late = until === null ? null : caseRecord.valuationDate > until;
  const said =
    happened === null
      ? '没有填写发生日，无法判断是否逾期'
      : until === null
        ? `发生日 ${happened}，期限按工作日计，请按节假日历核对`
        : `发生日 ${happened}，应当在 ${until} 前办理，${late === true ? '已经逾期' : '尚在期限内'}`;
  return [
    filingFinding(
      caseSubject(caseRecord),
      {
        rule: `${prefixOf(whole)}.deadline`,
        title: `${whole.filing.title}的办理期限`,
        verdict: late === null ? 'unknown' : late ? 'fail' : 'pass',
        severity: 'hold',
        message: `${said}。${deadline.note}`,
        remedy: late === false ? '' : '请尽快办理，并保存逾期原因的说明',
      },
      [],
    ),
  ];
};

/** Credit codes that are given but cannot be right (GB 32100-2015). */
const codeFindings = (caseRecord: CaseRecord, whole: WholeFiling): readonly Finding[] =>
  [
    { code: 'provider_id', who: whole.filing.definition.providerWord },
    { code: 'pledgee_id', who: whole.filing.definition.holderWord },
  ].flatMap(({ code, who }) => {
    const field = whole.values.values.get(code);
    if (field === undefined || field.value === null) return [];
    const read = parseCreditCode(field.value);
    if (read.ok) return [];
    return filingFinding(
      caseSubject(caseRecord),
      {
        rule: `${prefixOf(whole)}.credit-code.${code}`,
        title: `${who}统一社会信用代码的校验位`,
        verdict: 'fail',
        severity: 'hold',
        message: read.failure.message,
        remedy: read.failure.remedy,
      },
      [field.trace],
    );
  });

/** Everything that is found of one filing: form, papers, contract, time, codes. */
export const filingFindings = (
  caseRecord: CaseRecord,
  whole: WholeFiling,
  rules: RulesAt,
): readonly Finding[] => [
  ...formFindings(caseRecord, whole, rules),
  ...paperFindings(caseRecord, whole, rules),
  ...contractFindings(caseRecord, whole, rules),
  ...deadlineFindings(caseRecord, whole),
  ...codeFindings(caseRecord, whole),
];
