import type { CaseRecord } from '../case/case-record';
import type { Finding } from '../case/exchange';
import { parseCreditCode } from '../kernel/credit-code';
import type { RulesAt } from '../rulebook/model';
import { caseValues } from './case-values';
import { caseSubject, finding, ruleTrace, subjectOf } from './findings';
import { type BoundForm, type BoundSection, missingFields } from './form-model';

const sectionPass = (caseRecord: CaseRecord, section: BoundSection, rules: RulesAt): Finding =>
  finding(
    caseSubject(caseRecord),
    {
      rule: `registration.form.${section.key}`,
      title: `申请表“${section.title}”栏填写齐全`,
      verdict: 'pass',
      severity: 'note',
      message: `必填项均已填写（${section.rows.length > 1 ? `${section.rows.length} 行` : '1 栏'}）`,
      remedy: '',
    },
    ruleTrace(rules, section.rule),
  );

const noRows = (caseRecord: CaseRecord, section: BoundSection, rules: RulesAt): Finding =>
  finding(
    caseSubject(caseRecord),
    {
      rule: `registration.form.${section.key}`,
      title: `申请表“${section.title}”栏填写齐全`,
      verdict: 'fail',
      severity: 'block',
      message: '没有选定质押专利',
      remedy: '请在“专利”页选定质押专利',
    },
    ruleTrace(rules, section.rule),
  );

/** One finding per field that is missing, and one pass per section that is complete. */
export const formFindings = (caseRecord: CaseRecord, form: BoundForm, rules: RulesAt): Finding[] => {
  const missing = missingFields(form);
  const incomplete = new Set(missing.map(({ section }) => section.key));
  const complete = form.sections.filter(
    (s) => s.layout !== 'seals' && s.layout !== 'list' && s.rows.length > 0 && !incomplete.has(s.key),
  );
  return [
    ...missing.map(({ section, subject, field }) =>
      finding(
        subjectOf(caseRecord, subject),
        {
          rule: `registration.form.${field.code}`,
          title: `申请表“${section.title} › ${field.label}”必填`,
          verdict: 'fail',
          severity: 'hold',
          message: '案卷未提供，申请表印“（待填）”',
          remedy: `请在案卷中补填“${field.label}”`,
        },
        [field.trace, ...ruleTrace(rules, section.rule)],
      ),
    ),
    ...form.sections.filter((s) => s.rows.length === 0).map((s) => noRows(caseRecord, s, rules)),
    ...complete.map((section) => sectionPass(caseRecord, section, rules)),
  ];
};

/** Codes that are given but cannot be right (GB 32100-2015). */
export const creditCodeFindings = (caseRecord: CaseRecord): Finding[] => {
  const values = caseValues(caseRecord);
  return [
    { code: 'pledgor_id', who: '出质人' },
    { code: 'pledgee_id', who: '质权人' },
  ].flatMap(({ code, who }) => {
    const field = values.get(code);
    if (field === undefined || field.value === null) return [];
    const read = parseCreditCode(field.value);
    if (read.ok) return [];
    return finding(
      caseSubject(caseRecord),
      {
        rule: `registration.credit-code.${code}`,
        title: `${who}统一社会信用代码的校验位`,
        verdict: 'fail',
        severity: 'hold',
        message: read.failure.message,
        remedy: read.failure.remedy,
      },
      [field.trace],
    );
  });
};
