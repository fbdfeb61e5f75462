import type { CaseRecord } from '../case/case-record';
import { type Result, ok } from '../kernel/result';
import type { ResolvedRule, RulesAt } from '../rulebook/model';
import { readTyped } from '../rulebook/read-rule';
import { type ChecklistItem, type PaperStatus } from './checklist';
import { contractItemStates } from './contract-items';
import { confidenceText } from './display';
import type { DocxContent } from './docx-file';
import { type Block, heading, paragraph, table } from './docx-parts';
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

const paperBlocks = (items: readonly ChecklistItem[]): Block[] => [
  heading('一、应提交的材料（专利权质押登记办法）'),
  table(
    ['序号', '材料', '依据', '状态', '说明'],
    items.map((item) => [
      String(item.no),
      item.title,
      `${item.article}（${confidenceText(item.confidence)}）`,
      item.need === 'unknown' && item.status !== 'present' ? '是否需要未知' : STATUS_TEXT[item.status],
      item.reason,
    ]),
    [7, 28, 18, 12, 35],
  ),
];

const missingBlocks = (form: BoundForm, caseRecord: CaseRecord): Block[] => {
  const numbers = new Map(caseRecord.sections.patents.records.map((p) => [p.id, p.applicationNumber]));
  const missing = missingFields(form);
  return [
    heading('二、申请表待填栏目'),
    missing.length === 0
      ? paragraph('必填栏目均已填写；签章与日期由双方填写。')
      : table(
          ['栏目', '对象'],
          missing.map(({ section, subject, field }) => [
            `${section.title} › ${field.label}`,
            numbers.get(subject) ?? '案卷',
          ]),
          [60, 40],
        ),
  ];
};

const daysText = ({ online, paper }: ReviewDays, rule: ResolvedRule): string => {
  const said = (days: number | null): string => (days === null ? '未知' : `${days} 个工作日`);
  const source = `${rule.citation.instrument}${rule.citation.article ?? ''}，${confidenceText(rule.confidence)}`;
  return `网上办理：${said(online)}；纸质办理：${said(paper)}（${source}，适用地区 ${rule.region}）。`;
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
    children: [
      ...paperBlocks(items),
      ...missingBlocks(form, caseRecord),
      heading('三、质押合同必备事项（办法第八条）'),
      table(
        ['事项', '案卷数据', '合同文本（人工核对）'],
        mandatory.value.map(({ item, missing }) => [
          item.label,
          missing.length === 0 ? '齐备' : `缺：${missing.map(({ label }) => label).join('、')}`,
          '□ 已写明　□ 未写明',
        ]),
        [40, 35, 25],
      ),
      heading('四、质押合同可以约定的事项（办法第九条）'),
      table(
        ['事项', '合同文本（人工核对）'],
        optional.value.value.map(({ label }) => [label, '□ 已约定　□ 未约定']),
        [65, 35],
      ),
      heading('五、审查时限'),
      paragraph(daysText(days.value.value, days.value.rule)),
      paragraph('经办：　　　　　　　　复核：　　　　　　　　日期：'),
    ],
  });
};
