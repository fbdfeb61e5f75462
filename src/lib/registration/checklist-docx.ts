import type { CaseRecord } from '../case/case-record';
import { type Result, ok } from '../kernel/result';
import type { ResolvedRule, RulesAt } from '../rulebook/model';
import { readTyped } from '../rulebook/read-rule';
import { type ChecklistItem, type PaperStatus } from './checklist';
import { contractItemStates } from './contract-items';
import { confidenceText } from './display';
import { type Block, type DocxContent, upright } from './docx-file';
import { signatures, table } from './docx-table';
import { heading, paragraph } from './docx-text';
import { type BoundForm, missingFields } from './form-model';
import { type ReviewDays, contractItems, reviewDays } from './rule-shapes';

const OPTIONAL_RULE = 'registration.cnipa-patent.contract-optional';
const REVIEW_DAYS_RULE = 'registration.cnipa-patent.review-days';

const STATUS_TEXT: Record<PaperStatus, string> = {
  present: '有',
  missing: '缺',
  unstated: '未知',
  'not-needed': '不需要',
};

/** Size of the text in the tables, in half-points. */
const SIZE = 19;

const stateText = (item: ChecklistItem): string =>
  item.need === 'unknown' && item.status !== 'present' ? '是否需要未知' : STATUS_TEXT[item.status];

const paperBlocks = (items: readonly ChecklistItem[]): Block[] => [
  heading('一、应提交的材料（专利权质押登记办法）'),
  table({
    size: SIZE,
    columns: [
      { title: '序号', share: 7, align: 'center' },
      { title: '材料', share: 28 },
      { title: '依据', share: 18 },
      { title: '可信度', share: 10, align: 'center' },
      { title: '状态', share: 9, align: 'center' },
      { title: '说明', share: 28 },
    ],
    rows: items.map((item) => [
      String(item.no),
      item.title,
      item.article,
      confidenceText(item.confidence),
      stateText(item),
      item.reason,
    ]),
  }),
];

const missingBlocks = (form: BoundForm, caseRecord: CaseRecord): Block[] => {
  const numbers = new Map(caseRecord.sections.patents.records.map((p) => [p.id, p.applicationNumber]));
  const missing = missingFields(form);
  return [
    heading('二、申请表待填栏目'),
    missing.length === 0
      ? paragraph('必填栏目均已填写；签章与日期由双方填写。')
      : table({
          size: SIZE,
          columns: [
            { title: '栏目', share: 60 },
            { title: '对象', share: 40 },
          ],
          rows: missing.map(({ section, subject, field }) => [
            `${section.title} › ${field.label}`,
            numbers.get(subject) ?? '案卷',
          ]),
        }),
  ];
};

/** Where a value is in force, for people. */
const regionText = (region: string): string =>
  region === 'cn' ? '全国' : `行政区划代码 ${region.slice('cn-'.length)}`;

const daysText = ({ online, paper }: ReviewDays, rule: ResolvedRule): string => {
  const said = (days: number | null): string => (days === null ? '未知' : `${days} 个工作日`);
  const source = `${rule.citation.instrument}${rule.citation.article ?? ''}，${confidenceText(rule.confidence)}`;
  return `网上办理：${said(online)}；纸质办理：${said(paper)}（${source}，适用地区：${regionText(rule.region)}）。`;
};

/** 材料清单: what is there, what is missing, what is not needed and why; and what a person must read in the contract. */
export const checklistContent = (
  caseRecord: CaseRecord,
  form: BoundForm,
  items: readonly ChecklistItem[],
  rules: RulesAt,
): Result<DocxContent> => {
  const mandatory = contractItemStates(caseRecord, rules);
  if (!mandatory.ok) return mandatory;
  const optional = readTyped(rules, OPTIONAL_RULE, contractItems);
  if (!optional.ok) return optional;
  const days = readTyped(rules, REVIEW_DAYS_RULE, reviewDays);
  if (!days.ok) return days;
  return ok({
    title: '专利权质押登记材料清单',
    fiction: caseRecord.fiction,
    warning: '',
    date: caseRecord.valuationDate,
    sections: upright([
      ...paperBlocks(items),
      ...missingBlocks(form, caseRecord),
      heading('三、质押合同必备事项（办法第八条）'),
      table({
        size: SIZE,
        columns: [
          { title: '事项', share: 44 },
          { title: '案卷数据', share: 29 },
          { title: '合同文本（人工核对）', share: 27 },
        ],
        rows: mandatory.value.map(({ item, missing }) => [
          item.label,
          missing.length === 0 ? '齐备' : `缺：${missing.map(({ label }) => label).join('、')}`,
          '□ 已写明　□ 未写明',
        ]),
      }),
      heading('四、质押合同可以约定的事项（办法第九条）'),
      table({
        size: SIZE,
        columns: [
          { title: '事项', share: 73 },
          { title: '合同文本（人工核对）', share: 27 },
        ],
        rows: optional.value.value.map(({ label }) => [label, '□ 已约定　□ 未约定']),
      }),
      heading('五、审查时限'),
      paragraph(daysText(days.value.value, days.value.rule)),
      signatures(['经办', '复核', '日期']),
    ]),
  });
};
