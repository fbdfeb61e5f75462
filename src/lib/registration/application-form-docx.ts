import type { CaseRecord } from '../case/case-record';
import { TO_BE_FILLED, NOT_GIVEN, confidenceText, formAmount } from './display';
import { type Block, type DocxContent, upright } from './docx-file';
import { type Column, SIGNATURE_HEIGHT, pairs, table } from './docx-table';
import { heading, note, paragraph } from './docx-text';
import type { BoundField, BoundForm, BoundSection } from './form-model';
import type { Registry } from './rule-shapes';

/** What the form prints for a field: the value, 大写金额 beside money, or that it is still to be filled. */
export const fieldText = ({ value, type, required }: BoundField): string => {
  if (type === 'seal') return '';
  if (value === null) return required ? TO_BE_FILLED : NOT_GIVEN;
  return type === 'money' ? formAmount(value) : value;
};

const NUMBER: Column = { title: '序号', share: 7, align: 'center' };

/** The title of a patent takes what numbers and dates leave; without a title all columns are alike. */
const rowColumns = (fields: readonly BoundField[]): readonly Column[] => {
  const own = (field: BoundField): number =>
    field.code === 'patent_title' ? 0 : field.type === 'date' ? 15 : 21;
  const rest = 100 - NUMBER.share - fields.reduce((sum, field) => sum + own(field), 0);
  const titled = fields.some(({ code }) => code === 'patent_title') && rest >= 30;
  const even = Math.floor((100 - NUMBER.share) / Math.max(fields.length, 1));
  return fields.map((field) => ({ title: field.label, share: titled ? own(field) || rest : even }));
};

const rowsTable = ({ rows }: BoundSection): Block =>
  table({
    columns: [NUMBER, ...rowColumns(rows[0]?.fields ?? [])],
    rows: rows.map(({ fields }, index) => [String(index + 1), ...fields.map(fieldText)]),
  });

const listTable = ({ rows }: BoundSection): Block => {
  const items = rows.flatMap(({ fields }) => fields.flatMap(({ value }) => value?.split('；') ?? []));
  return table({
    columns: [NUMBER, { title: rows[0]?.fields[0]?.label ?? '', share: 93 }],
    rows: items.length === 0 ? [['', NOT_GIVEN]] : items.map((item, index) => [String(index + 1), item]),
  });
};

const fieldsTable = ({ rows, layout }: BoundSection): Block =>
  pairs(
    rows.flatMap(({ fields }) => fields.map((field) => [field.label, fieldText(field)] as const)),
    layout === 'seals' ? SIGNATURE_HEIGHT : undefined,
  );

const sectionBody = (section: BoundSection): Block => {
  if (section.layout === 'rows')
    return section.rows.length === 0 ? paragraph(TO_BE_FILLED) : rowsTable(section);
  return section.layout === 'list' ? listTable(section) : fieldsTable(section);
};

const sectionBlocks = (section: BoundSection): Block[] => [
  heading(`${section.title}（栏目依据：${confidenceText(section.confidence)}）`),
  ...section.notes.map((text) => note(text, true)),
  sectionBody(section),
];

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
  sections: upright([
    pairs([
      ['登记机关', registry.registrar],
      ['受理处', recipientText(caseRecord)],
      ['份数', `${form.copies} 份`],
    ]),
    ...form.sections.flatMap(sectionBlocks),
    note(
      `“${TO_BE_FILLED}”为案卷尚未提供的必填项，“${NOT_GIVEN}”为未填的选填项；金额单位为万元，精确数值未作舍入。`,
    ),
  ]),
});
