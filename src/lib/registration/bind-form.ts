import type { CaseRecord } from '../case/case-record';
import { type Result, ok } from '../kernel/result';
import { leaf } from '../kernel/trace';
import type { ResolvedRule, RulesAt } from '../rulebook/model';
import { readTyped } from '../rulebook/read-rule';
import { ruleLeaf } from '../rulebook/read-rule';
import { caseValues } from './case-values';
import { type ChecklistItem, checklist } from './checklist';
import { fieldIsRequired } from './conditions';
import type { BoundField, BoundForm, BoundSection, FieldValue } from './form-model';
import { patentValues, pledgedPatents } from './patent-values';
import { type FormField, type FormSection, formSection, formTemplate } from './rule-shapes';

export const FORM_RULE = 'registration.cnipa-patent.form';

/** Papers that go with the form, as its 附件清单 names them. */
const attachedPapers = (items: readonly ChecklistItem[]): FieldValue => {
  const titles = items
    .filter(({ need, code }) => need === 'needed' && code !== 'application-form')
    .map(({ title }) => title);
  const value = titles.length === 0 ? null : titles.join('；');
  const label = '登记 › 材料清单';
  return {
    value,
    trace: leaf({
      id: 'field/attachments',
      label,
      value,
      unit: 'text',
      confidence: 'verified',
      source: { kind: 'field', path: '$.sections.registration.papers', label },
    }),
  };
};

const valueOf = (
  field: FormField,
  values: ReadonlyMap<string, FieldValue>,
  rule: ResolvedRule,
): FieldValue => {
  const found = values.get(field.code);
  if (found !== undefined && found.value !== null) return found;
  if (field.default !== undefined)
    return { value: field.default, trace: ruleLeaf(rule, field.label, field.default, 'text') };
  return (
    found ?? {
      value: null,
      trace: leaf({
        id: `field/${field.code}`,
        label: field.label,
        value: null,
        unit: 'text',
        confidence: rule.confidence,
        note: field.type === 'seal' ? '由双方填写' : '案卷没有与此栏对应的数据',
      }),
    }
  );
};

const bindFields = (
  caseRecord: CaseRecord,
  section: FormSection,
  values: ReadonlyMap<string, FieldValue>,
  rule: ResolvedRule,
): readonly BoundField[] =>
  section.fields.map((field) => ({
    code: field.code,
    label: field.label,
    type: field.type,
    required: fieldIsRequired(caseRecord, field.required),
    labelConfidence: rule.confidence,
    ...valueOf(field, values, rule),
  }));

const bindSection = (
  caseRecord: CaseRecord,
  section: FormSection,
  rule: ResolvedRule,
  values: ReadonlyMap<string, FieldValue>,
): BoundSection => ({
  key: section.key,
  title: section.title,
  layout: section.layout,
  notes: section.notes,
  rule: rule.id,
  confidence: rule.confidence,
  rows:
    section.layout === 'rows'
      ? pledgedPatents(caseRecord).map((patent) => ({
          subject: patent.id,
          fields: bindFields(caseRecord, section, patentValues(caseRecord, patent), rule),
        }))
      : [{ subject: 'case', fields: bindFields(caseRecord, section, values, rule) }],
});

/**
 * Fills 专利权质押登记申请表 from the case. Nothing is invented: a value nobody gave is `null`.
 * Fails when a rule of the form is not in force on the valuation date or has the wrong shape.
 */
export const bindForm = (caseRecord: CaseRecord, rules: RulesAt): Result<BoundForm> => {
  const template = readTyped(rules, FORM_RULE, formTemplate);
  if (!template.ok) return template;
  const papers = checklist(caseRecord, rules);
  if (!papers.ok) return papers;
  const values = new Map(caseValues(caseRecord)).set('attachments', attachedPapers(papers.value));
  const sections: BoundSection[] = [];
  const { sections: ids, ...form } = template.value.value;
  for (const id of ids) {
    const section = readTyped(rules, id, formSection);
    if (!section.ok) return section;
    sections.push(bindSection(caseRecord, section.value.value, section.value.rule, values));
  }
  return ok({ ...form, sections });
};
