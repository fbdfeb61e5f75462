import type { CaseRecord } from '../../case/case-record';
import { type Block, type DocumentContent, upright } from '../../documents/model';
import { signatures, table } from '../../documents/table';
import { heading, paragraph } from '../../documents/text';
import { type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';
import type { ChecklistItem, PaperStatus } from '../checklist';
import { confidenceText } from '../display';
import { missingFields } from '../form-model';
import { reviewDays } from '../rule-shapes';
import type { WholeFiling } from './bound-filings';
import { riskBlocks } from './form-content';

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

const paperBlocks = ({ papers }: WholeFiling): Block[] => [
  heading('一、应提交的材料'),
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
    rows: papers.map((item) => [
      String(item.no),
      item.title,
      item.article,
      confidenceText(item.confidence),
      stateText(item),
      item.reason,
    ]),
  }),
];

const missingBlocks = ({ form, filing }: WholeFiling): Block[] => {
  const titles = new Map(
    filing.sources.map(({ id, title, patent }) => [id, patent?.applicationNumber ?? title]),
  );
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
            titles.get(subject) ?? '案卷',
          ]),
        }),
  ];
};

const contractBlocks = ({ contract }: WholeFiling): Block[] => {
  if (contract === null) return [];
  return [
    heading(`三、合同必备事项（${contract.mandatoryArticle}）`),
    table({
      size: SIZE,
      columns: [
        { title: '事项', share: 44 },
        { title: '案卷数据', share: 29 },
        { title: '合同文本（人工核对）', share: 27 },
      ],
      rows: contract.items.map(({ label, missing }) => [
        label,
        missing.length === 0 ? '齐备' : `缺：${missing.map((one) => one.label).join('、')}`,
        '□ 已写明　□ 未写明',
      ]),
    }),
    heading(`四、合同可以约定的事项（${contract.optionalArticle}）`),
    table({
      size: SIZE,
      columns: [
        { title: '事项', share: 50 },
        { title: '是否选用', share: 23 },
        { title: '合同文本（人工核对）', share: 27 },
      ],
      rows: contract.clauses.map(({ label, chosen }) => [
        label,
        chosen ? '选用' : '未选用',
        '□ 已约定　□ 未约定',
      ]),
    }),
  ];
};

const regionText = (region: string): string =>
  region === 'cn' ? '全国' : `行政区划代码 ${region.slice('cn-'.length)}`;

const daysBlocks = (rules: RulesAt, { filing }: WholeFiling): Result<Block[]> => {
  const { days, deadline } = filing.rule;
  const notes = deadline === null ? [] : [paragraph(`办理期限：${deadline.note}。`)];
  if (days === null)
    return ok([heading('五、时限'), paragraph('审查时限：没有查到公布的时限，未知。'), ...notes]);
  const read = readTyped(rules, days, reviewDays);
  if (!read.ok) return read;
  const { value, rule } = read.value;
  const unit = rule.unit === 'day' ? '日' : '个工作日';
  const said = (count: number | null): string => (count === null ? '未知' : `${count} ${unit}`);
  const source = `${rule.citation.instrument}${rule.citation.article ?? ''}，${confidenceText(rule.confidence)}`;
  return ok([
    heading('五、时限'),
    paragraph(
      `网上办理：${said(value.online)}；纸质办理：${said(value.paper)}（${source}，适用地区：${regionText(rule.region)}）。`,
    ),
    ...notes,
  ]);
};

/** 材料清单 of a filing: what is there, what is missing, what is not needed and why; and what a person must read in the contract. */
export const checklistContent = (
  caseRecord: CaseRecord,
  rules: RulesAt,
  whole: WholeFiling,
): Result<DocumentContent> => {
  const days = daysBlocks(rules, whole);
  if (!days.ok) return days;
  return ok({
    title: `${whole.filing.title}材料清单`,
    fiction: caseRecord.fiction,
    warning: '',
    date: caseRecord.valuationDate,
    sections: upright([
      ...riskBlocks(whole),
      ...paperBlocks(whole),
      ...missingBlocks(whole),
      ...contractBlocks(whole),
      ...days.value,
      signatures(['经办', '复核', '日期']),
    ]),
  });
};
