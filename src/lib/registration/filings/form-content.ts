import type { CaseRecord } from '../../case/case-record';
import { type Block, type DocumentContent, upright } from '../../documents/model';
import { type Column } from '../../documents/model';
import { SIGNATURE_HEIGHT, pairs, table } from '../../documents/table';
import { heading, note, notice, paragraph } from '../../documents/text';
import { NOT_GIVEN, TO_BE_FILLED, confidenceText } from '../display';
import type { BoundField, BoundSection } from '../form-model';
import type { BoundFiling } from './bind-filing';
import { fieldText } from './field-text';

const NUMBER: Column = { title: '序号', share: 7, align: 'center' };

/** Above so many columns a row is printed as pairs, one table per source. */
const MOST_COLUMNS = 6;

/** Titles take what numbers and dates leave; without a title all columns are alike. */
const rowColumns = (fields: readonly BoundField[]): readonly Column[] => {
  const own = (field: BoundField): number =>
    field.code === 'patent_title' ? 0 : field.type === 'date' ? 15 : 21;
  const rest = 100 - NUMBER.share - fields.reduce((sum, field) => sum + own(field), 0);
  const titled = fields.some(({ code }) => code === 'patent_title') && rest >= 30;
  const even = Math.floor((100 - NUMBER.share) / Math.max(fields.length, 1));
  return fields.map((field) => ({ title: field.label, share: titled ? own(field) || rest : even }));
};

const rowsBlocks = ({ rows }: BoundSection): readonly Block[] => {
  const fields = rows[0]?.fields ?? [];
  if (fields.length > MOST_COLUMNS)
    return rows.flatMap((row, index) => [
      paragraph(`第 ${index + 1} 项`, { strong: true, keep: true }),
      pairs(row.fields.map((field) => [field.label, fieldText(field)] as const)),
    ]);
  return [
    table({
      columns: [NUMBER, ...rowColumns(fields)],
      rows: rows.map((row, index) => [String(index + 1), ...row.fields.map(fieldText)]),
    }),
  ];
};

const listBlock = ({ rows }: BoundSection): Block => {
  const items = rows.flatMap(({ fields }) => fields.flatMap(({ value }) => value?.split('；') ?? []));
  return table({
    columns: [NUMBER, { title: rows[0]?.fields[0]?.label ?? '', share: 93 }],
    rows: items.length === 0 ? [['', NOT_GIVEN]] : items.map((item, index) => [String(index + 1), item]),
  });
};

const fieldsBlock = ({ rows, layout }: BoundSection): Block =>
  pairs(
    rows.flatMap(({ fields }) => fields.map((field) => [field.label, fieldText(field)] as const)),
    layout === 'seals' ? SIGNATURE_HEIGHT : undefined,
  );

const bodyOf = (section: BoundSection): readonly Block[] => {
  if (section.layout === 'rows')
    return section.rows.length === 0 ? [paragraph(TO_BE_FILLED)] : rowsBlocks(section);
  return [section.layout === 'list' ? listBlock(section) : fieldsBlock(section)];
};

const sectionBlocks = (section: BoundSection): readonly Block[] => [
  heading(`${section.title}（栏目依据：${confidenceText(section.confidence)}）`),
  ...section.notes.map((text) => note(text, true)),
  ...bodyOf(section),
];

/** What must be printed of the risk of this route, on every document of the filing. */
export const riskBlocks = ({ filing }: BoundFiling): readonly Block[] =>
  filing.definition.risk.map((text) => notice(`风险提示：${text}`));

/**
 * The form of a filing in our own layout: it carries the content and never looks like the blank of the registrar. Every section says
 * how well its labels are known.
 */
export const formContent = (caseRecord: CaseRecord, bound: BoundFiling): DocumentContent => {
  const { filing, form } = bound;
  const recipient = caseRecord.sections.registration.recipient;
  return {
    title: form.title,
    fiction: caseRecord.fiction,
    warning: form.layoutVerified ? '' : `${form.layoutNote}：仅供填报与核对，提交前请以官方现行空白表为准`,
    ...(form.layoutVerified ? {} : { watermark: '版式未核对' }),
    date: caseRecord.valuationDate,
    sections: upright([
      pairs([
        ['登记机关', filing.definition.registry.registrar],
        ['受理处', filing.kind === 'patent-pledge' ? (recipient ?? TO_BE_FILLED) : NOT_GIVEN],
        ['份数', `${form.copies} 份`],
        ['效力', filing.definition.effect],
      ]),
      ...riskBlocks(bound),
      ...form.sections.flatMap(sectionBlocks),
      note(
        `“${TO_BE_FILLED}”为案卷尚未提供的必填项，“${NOT_GIVEN}”为未填的选填项；栏目名未写明单位的金额为万元，精确数值未作舍入。`,
      ),
    ]),
  };
};
