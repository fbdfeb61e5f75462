import type { CaseRecord } from '../case/case-record';
import type {
  FieldKind,
  TemplateData,
  TemplateField,
  TemplateList,
} from '../documents/template/template-data';
import type { RulesAt } from '../rulebook/model';
import { readTyped } from '../rulebook/read-rule';
import { NOT_GIVEN, TO_BE_FILLED } from './display';
import type { BoundField, BoundForm, BoundSection } from './form-model';
import { type FilingDefinition, type FilingField, filingSection } from './filings/filing-shapes';
import type { FormField } from './rule-shapes';

/** What a template of an institution may name: every field of the application form, and the head of the case. */

/** What must be said of the risk of a route; a template that leaves it out gets a page with it. */
export const RISK_FIELD = 'risk';

const kindOf = (type: FormField['type']): FieldKind => (type === 'money' || type === 'date' ? type : 'text');

const blankOf = (required: boolean): string => (required ? TO_BE_FILLED : NOT_GIVEN);

const fieldOf = ({ title }: BoundSection, field: BoundField): TemplateField => ({
  code: field.code,
  label: `${title}.${field.label}`,
  kind: kindOf(field.type),
  value: field.value,
  blank: blankOf(field.required),
});

/** The fields of a section as its rule has them: a section of rows may have no row. */
const ruledFields = (rules: RulesAt, { rule }: BoundSection): readonly FilingField[] => {
  const section = readTyped(rules, rule, filingSection);
  return section.ok ? section.value.value.fields : [];
};

const listOf = (rules: RulesAt, section: BoundSection): TemplateList => {
  const { title, rows } = section;
  const fields = ruledFields(rules, section);
  return {
    label: title,
    columns: fields.map(({ code, label, type, required }) => ({
      code,
      label: `${title}.${label}`,
      kind: kindOf(type),
      blank: blankOf(required === 'always'),
    })),
    rows: rows.map((row) => row.fields.map(({ value }) => value)),
  };
};

const plain = (
  code: string,
  label: string,
  value: string | null,
  kind: FieldKind = 'text',
): TemplateField => ({
  code,
  label,
  kind,
  value: value === null || value.trim() === '' ? null : value,
  blank: TO_BE_FILLED,
});

const headFields = (
  caseRecord: CaseRecord,
  form: BoundForm,
  definition: FilingDefinition | null,
): readonly TemplateField[] => [
  plain('case_title', '案卷.名称', caseRecord.title),
  plain('valuation_date', '案卷.评估基准日', caseRecord.valuationDate, 'date'),
  plain('registrar', '登记.登记机关', definition?.registry.registrar ?? null),
  plain('recipient', '登记.受理处', caseRecord.sections.registration.recipient),
  plain('copies', '登记.份数', String(form.copies)),
  { ...plain(RISK_FIELD, '登记.风险提示', definition?.risk.join('\n') ?? null), blank: NOT_GIVEN },
];

/** Seals are set by hand and have no field. */
export const templateData = (
  caseRecord: CaseRecord,
  form: BoundForm,
  definition: FilingDefinition | null,
  rules: RulesAt,
): TemplateData => ({
  fields: [
    ...headFields(caseRecord, form, definition),
    ...form.sections
      .filter(({ layout }) => layout === 'fields' || layout === 'list')
      .flatMap((section) =>
        section.rows.flatMap(({ fields }) => fields.map((field) => fieldOf(section, field))),
      ),
  ],
  lists: form.sections.filter(({ layout }) => layout === 'rows').map((section) => listOf(rules, section)),
});

/** Every field that is required of every such filing; seals and lists of papers are not filled by a template. */
export const requiredFields = (form: BoundForm, rules: RulesAt): readonly string[] =>
  form.sections
    .filter(({ layout }) => layout === 'rows' || layout === 'fields')
    .flatMap((section) => ruledFields(rules, section).filter(({ required }) => required === 'always'))
    .map(({ code }) => code);
