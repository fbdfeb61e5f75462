import type { CaseRecord } from '../../case/case-record';
import type { Finding, Subject } from '../../case/exchange';
import { parseCreditCode } from '../../kernel/credit-code';
import { type PlainDate, addDays, addMonths, isPlainDate } from '../../kernel/plain-date';
import { type TraceNode, derive } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { type Said, caseSubject, ruleTrace } from '../findings';
import { missingFields } from '../form-model';
import type { WholeFiling } from './bound-filings';
import type { FilingPaperItem } from './filing-papers';
import type { Reading } from './reading';
import { readerOf } from './filing-reader';

/** Name of the completeness method that reads filings so. */
export const completenessId = (reading: Reading): string => `registration.completeness@${reading}`;

const VERDICT_TEXT: Record<Finding['verdict'], string> = { pass: '通过', fail: '不通过', unknown: '未知' };

/** A finding of a completeness method; its confidence is the weakest of what it rests on. */
export const completenessFinding = (
  reading: Reading,
  subject: Subject,
  said: Said,
  children: readonly TraceNode[],
): Finding => {
  const method = completenessId(reading);
  const trace = derive({
    id: `${said.rule}/${subject.id}`,
    label: said.title,
    value: VERDICT_TEXT[said.verdict],
    unit: 'text',
    method,
    children,
  });
  return { ...said, method, subject, veto: false, confidence: trace.confidence, trace };
};

const filingFinding = (
  { filing }: WholeFiling,
  subject: Subject,
  said: Said,
  children: readonly TraceNode[],
): Finding => completenessFinding(filing.reading, subject, said, children);

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
        whole,
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
        whole,
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
        whole,
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

const paperRemedy = ({ filing }: WholeFiling, { title, need }: FilingPaperItem): string =>
  need === 'unknown' && filing.reading !== 2
    ? `请先在登记包页说明是否需要“${title}”，需要的再备齐并勾选`
    : `请备齐“${title}”，并在登记包页勾选`;

const paperFindings = (caseRecord: CaseRecord, whole: WholeFiling, rules: RulesAt): readonly Finding[] =>
  whole.papers.map((paper) => {
    const verdict =
      paper.need === 'unknown' && paper.status !== 'present' ? 'unknown' : PAPER_VERDICT[paper.status];
    return filingFinding(
      whole,
      caseSubject(caseRecord),
      {
        rule: `${prefixOf(whole)}.document.${paper.code}`,
        title: `${whole.filing.title}材料：${paper.title}（${paper.article}）`,
        verdict,
        severity: paper.need === 'not-needed' ? 'note' : 'hold',
        message: paper.reason,
        remedy: verdict === 'pass' ? '' : paperRemedy(whole, paper),
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
      whole,
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

type Deadline = NonNullable<WholeFiling['filing']['rule']['deadline']>;

const untilOf = (happened: string, { days, unit }: Deadline): PlainDate | null => {
  if (!isPlainDate(happened) || unit === 'working-day') return null;
  return unit === 'month' ? addMonths(happened, days) : addDays(happened, days);
};

/** What can be said of a deadline; `late: null` = it cannot be judged. */
const judged = (
  { filing }: WholeFiling,
  deadline: Deadline,
  today: string,
): { readonly late: boolean | null; readonly said: string } => {
  const happened = filing.record?.event?.happenedOn ?? null;
  if (happened === null) return { late: null, said: '没有填写发生日，无法判断是否逾期' };
  const what = filing.record?.event?.changes.map((change) => change.what).join('、') ?? '';
  const { of: words } = deadline;
  if (words !== undefined && !words.some((word) => what.includes(word)))
    return {
      late: null,
      said: `变更事项“${what}”没有写到${words.join('、')}，期限是否适用请按事项核对`,
    };
  const until = untilOf(happened, deadline);
  if (until === null) return { late: null, said: `发生日 ${happened}，期限按工作日计，请按节假日历核对` };
  if (today < happened)
    return { late: null, said: `发生日 ${happened} 晚于基准日 ${today}，还不能判断是否逾期` };
  const late = today > until;
  return { late, said: `发生日 ${happened}，应当在 ${until} 前办理，${late ? '已经逾期' : '尚在期限内'}` };
};

/** Whether a change, an extension or a cancellation is filed in time; working days cannot be counted here. */
const deadlineFindings = (caseRecord: CaseRecord, whole: WholeFiling, rules: RulesAt): readonly Finding[] => {
  const { deadline } = whole.filing.rule;
  if (deadline === null) return [];
  const { late, said } = judged(whole, deadline, caseRecord.valuationDate);
  return [
    filingFinding(
      whole,
      caseSubject(caseRecord),
      {
        rule: `${prefixOf(whole)}.deadline`,
        title: `${whole.filing.title}的办理期限`,
        verdict: late === null ? 'unknown' : late ? 'fail' : 'pass',
        severity: 'hold',
        message: `${said}。${deadline.note}`,
        remedy:
          late === false
            ? ''
            : late
              ? '请尽快办理，并保存逾期原因的说明'
              : '请在登记包填写发生日和变更事项，并对照登记机构的规定核对期限',
      },
      ruleTrace(rules, whole.filing.index.definition),
    ),
  ];
};

/** 居民身份证号码 (GB 11643-1999) by its form: 17 digits and a check character; its birthday tells it from a credit code. */
const PERSON_ID = /^\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]$/;

/** Credit codes that are given but cannot be right (GB 32100-2015). */
const codeFindings = (caseRecord: CaseRecord, whole: WholeFiling): readonly Finding[] =>
  [
    { code: 'provider_id', who: whole.filing.definition.providerWord },
    { code: 'pledgee_id', who: whole.filing.definition.holderWord },
  ].flatMap(({ code, who }) => {
    // Who guarantees has no code in the case; what stands there is the debtor's.
    if (code === 'provider_id' && whole.filing.index.subject === 'supports') return [];
    const field = readerOf(whole.filing, whole.values.values)(code);
    if (field === undefined || field.value === null) return [];
    // Another owner may be a person, whose number is none of these.
    if (code === 'provider_id' && whole.filing.provider !== null && PERSON_ID.test(field.value)) return [];
    const read = parseCreditCode(field.value);
    if (read.ok) return [];
    return filingFinding(
      whole,
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
  ...deadlineFindings(caseRecord, whole, rules),
  ...codeFindings(caseRecord, whole),
];
