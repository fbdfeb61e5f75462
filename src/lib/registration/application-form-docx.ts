import type { CaseRecord } from '../case/case-record';
import { TO_BE_FILLED, NOT_GIVEN, confidenceText, formAmount } from './display';
import { type Block, heading, paragraph, table } from './docx-parts';
import type { BoundField, BoundForm, BoundSection } from './form-model';
import type { DocxContent } from './docx-file';
import type { Registry } from './rule-shapes';

/** What the form prints for a field: the value, 大写金额 beside money, or that it is still to be filled. */
export const fieldText = ({ value, type, required }: BoundField): string => {
  if (type === 'seal') return '';
  if (value === null) return required ? TO_BE_FILLED : NOT_GIVEN;
  return type === 'money' ? formAmount(value) : value;
};

const rowsTable = ({ rows }: BoundSection): Block => {
  const labels = rows[0]?.fields.map(({ label }) => label) ?? [];
  const share = Math.floor(90 / Math.max(labels.length, 1));
  return table(
    ['序号', ...labels],
    rows.map(({ fields }, index) => [String(index + 1), ...fields.map(fieldText)]),
    [10, ...labels.map(() => share)],
  );
};

const listTable = ({ rows }: BoundSection): Block => {
  const items = rows.flatMap(({ fields }) => fields.flatMap(({ value }) => value?.split('；') ?? []));
  const label = rows[0]?.fields[0]?.label ?? '';
  return table(
    ['序号', label],
    items.length === 0 ? [['', NOT_GIVEN]] : items.map((item, index) => [String(index + 1), item]),
    [10, 90],
  );
};

const fieldsTable = ({ rows }: BoundSection): Block =>
  table(
    null,
    rows.flatMap(({ fields }) => fields.map((field) => [field.label, fieldText(field)])),
    [32, 68],
    true,
  );

const sectionBlocks = (section: BoundSection): Block[] => {
  const body = (): Block => {
    if (section.layout === 'rows')
      return section.rows.length === 0 ? paragraph(TO_BE_FILLED) : rowsTable(section);
    return section.layout === 'list' ? listTable(section) : fieldsTable(section);
  };
  return [
    heading(`${section.title}（栏目依据：${confidenceText(section.confidence)}）`),
    ...section.notes.map((note) => paragraph(note, { size: 18 })),
    body(),
  ];
};

const recipientText = ({ sections }: CaseRecord): string => sections.registration.recipient ?? TO_BE_FILLED;

/** 专利权质押登记申请表 in our own layout: it carries the content of the form and never looks like the blank. */
export const applicationFormContent = (
  caseRecord: CaseRecord,
  form: BoundForm,
  registry: Registry,
): DocxContent => ({
  title: form.title,
  fiction: caseRecord.fiction,
  warning: form.layoutVerified ? '' : `${form.layoutNote}：仅供填报与核对，提交前请以官方现行空白表为准`,
  date: caseRecord.valuationDate,
  children: [
    table(
      null,
      [
        ['登记机关', registry.registrar],
        ['受理处', recipientText(caseRecord)],
        ['份数', `${form.copies} 份`],
      ],
      [32, 68],
      true,
    ),
    ...form.sections.flatMap(sectionBlocks),
    paragraph(
      `“${TO_BE_FILLED}”为案卷尚未提供的必填项，“${NOT_GIVEN}”为未填的选填项；金额单位为万元，精确数值未作舍入。`,
      { size: 18 },
    ),
  ],
});
