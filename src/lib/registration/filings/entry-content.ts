import type { CaseRecord } from '../../case/case-record';
import { type Block, type DocumentContent, upright } from '../../documents/model';
import { table } from '../../documents/table';
import { heading, note } from '../../documents/text';
import { NOT_GIVEN, TO_BE_FILLED, confidenceText } from '../display';
import type { BoundFiling } from './bind-filing';
import type { EntrySheet } from './entry-sheet';
import { riskBlocks } from './form-content';

const SIZE = 19;

const screenBlocks = ({ screens }: EntrySheet): Block[] =>
  screens.flatMap(({ title, fields }) => [
    heading(title),
    table({
      size: SIZE,
      columns: [
        { title: '栏目', share: 27, label: true },
        { title: '对象', share: 20 },
        { title: '录入内容', share: 35 },
        { title: '格式', share: 18 },
      ],
      rows: fields.map(({ label, of, value, required, format }) => [
        label,
        of === '' ? NOT_GIVEN : of,
        value ?? (required ? TO_BE_FILLED : NOT_GIVEN),
        format,
      ]),
    }),
  ]);

/** 录入单: what is keyed into the registrar's screens, in their order and in the form that they want. */
export const entryContent = (
  caseRecord: CaseRecord,
  bound: BoundFiling,
  sheet: EntrySheet,
): DocumentContent => ({
  title: `${bound.filing.title}录入单`,
  fiction: caseRecord.fiction,
  warning: sheet.layoutVerified
    ? ''
    : `屏幕次序未与系统核对（${confidenceText(sheet.confidence)}），录入时以系统显示为准`,
  date: caseRecord.valuationDate,
  sections: upright([
    note(`录入处：${sheet.site}。${sheet.note}`),
    ...riskBlocks(bound),
    ...screenBlocks(sheet),
    note(
      `还缺 ${sheet.missing} 个必填栏目，印作“${TO_BE_FILLED}”。登记完成后，把登记号、日期和证明文件录回案卷。`,
    ),
  ]),
});
