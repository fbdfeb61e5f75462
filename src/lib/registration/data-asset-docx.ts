import type { CaseRecord } from '../case/case-record';
import type { DataAsset } from '../case/data-assets-section';
import type { Finding } from '../case/exchange';
import type { Outputs } from '../case/method';
import { type Result, ok } from '../kernel/result';
import { type TraceNode, walkTrace } from '../kernel/trace';
import type { RulesAt } from '../rulebook/model';
import { readTyped } from '../rulebook/read-rule';
import { NOT_GIVEN, TO_BE_FILLED, confidenceText, groupWhole } from './display';
import { type Block, type DocumentContent, upright } from '../documents/model';
import { signatures, table } from '../documents/table';
import { heading, paragraph } from '../documents/text';
import { legalEffectText, registrationFields } from './rule-shapes';

const FORM_RULE = 'data-rights.national-form';
const EFFECT_RULE = 'data-rights.legal-effect';
const GATES = 'screening.data-asset-gates@';

/** Size of the text in the tables, in half-points. */
const SIZE = 18;

const VERDICT = { pass: '通过', fail: '不通过', unknown: '未知' } as const;
const SYSTEM = {
  'national-data-property': '数据产权登记凭证（全国）',
  'provincial-data-ip': '数据知识产权登记证书（省级试点）',
} as const;

const dataBlocks = (asset: DataAsset): Block[] => [
  heading('一、数据概况'),
  table({
    size: SIZE,
    headless: true,
    columns: [
      { title: '项目', share: 24, label: true },
      { title: '内容', share: 76 },
    ],
    rows: [
      ['数据文件', asset.fileName],
      ['行数与列数', `${groupWhole(String(asset.rows))} 行 × ${asset.columns.length} 列`],
      ['字节数', asset.bytes === null ? '仓库中的表' : groupWhole(String(asset.bytes))],
      ['自报行数', asset.claimed === null ? TO_BE_FILLED : groupWhole(String(asset.claimed.rows))],
      ['SHA-256', asset.sha256 ?? NOT_GIVEN],
      ['画像方法', asset.method],
      [
        '由谁计数',
        asset.source.kind === 'own'
          ? '本程序逐字节读出'
          : `产权人自己的 ${asset.source.engine}，本程序没有读过原始数据`,
      ],
    ],
  }),
];

const formBlocks = (
  asset: DataAsset,
  outputs: Outputs,
  fields: readonly { code: string; title: string }[],
): Block[] => {
  const valueOf = new Map(outputs.figures.map((f) => [f.id, f.value]));
  return [
    heading('二、数据产权初次登记申请表（草稿，依登记工作指引附件1）'),
    table({
      size: SIZE,
      columns: [
        { title: '栏目', share: 20, label: true },
        { title: '内容', share: 80 },
      ],
      rows: fields.map(({ code, title }) => [
        title,
        valueOf.get(`data-asset/registration-form/${asset.id}/${code}`) ?? TO_BE_FILLED,
      ]),
    }),
  ];
};

const certificateBlocks = ({ rights }: DataAsset): Block[] => [
  heading('三、登记凭证与证书（两套制度，互不代替）'),
  rights.certificates.length === 0
    ? paragraph('没有登记凭证或证书。')
    : table({
        size: SIZE,
        columns: [
          { title: '制度', share: 26 },
          { title: '编号', share: 24 },
          { title: '权利主体', share: 24 },
          { title: '登记日', share: 13, align: 'center' },
          { title: '有效期至', share: 13, align: 'center' },
        ],
        rows: rights.certificates.map((c) => [
          SYSTEM[c.registerSystem],
          c.number === '' ? TO_BE_FILLED : c.number,
          c.holder === '' ? TO_BE_FILLED : c.holder,
          c.issuedOn ?? TO_BE_FILLED,
          c.validUntil ?? TO_BE_FILLED,
        ]),
      }),
];

/** The parameter leaf of the rule itself: its citation. */
const ruleNode = ({ rule, trace }: Finding): TraceNode | undefined =>
  [...walkTrace(trace)].find((node) => node.source?.kind === 'parameter' && node.source.id === rule);

const basisOf = (finding: Finding): string => {
  const node = ruleNode(finding);
  if (node?.source?.kind !== 'parameter') return NOT_GIVEN;
  const { instrument, article } = node.source.citation;
  return `${instrument}${article ?? ''}（${confidenceText(node.confidence)}）`;
};

const gateBlocks = (asset: DataAsset, { findings }: Outputs): Block[] => [
  heading('四、合规核查'),
  table({
    size: SIZE,
    columns: [
      { title: '项目', share: 22 },
      { title: '结果', share: 9, align: 'center' },
      { title: '说明', share: 41 },
      { title: '依据', share: 28 },
    ],
    rows: findings
      .filter((f) => f.method.startsWith(GATES) && f.subject.id === asset.id)
      .map((f) => [
        f.veto ? `${f.title}（一票否决）` : f.title,
        VERDICT[f.verdict],
        f.remedy === '' ? f.message : `${f.message}。${f.remedy}`,
        basisOf(f),
      ]),
  }),
];

/**
 * 数据资产登记与合规资料: for every data asset what was profiled, the draft of the registration form, certificates, gates,
 * and what a pledge of data is worth in law. No raw value of the table stands in it. Errors: those of the rulebook.
 */
export const dataAssetContent = (
  caseRecord: CaseRecord,
  outputs: Outputs,
  rules: RulesAt,
): Result<DocumentContent> => {
  const fields = readTyped(rules, FORM_RULE, registrationFields);
  if (!fields.ok) return fields;
  const effect = readTyped(rules, EFFECT_RULE, legalEffectText);
  if (!effect.ok) return effect;
  const { statement, routes } = effect.value.value;
  const { assets } = caseRecord.sections.dataAssets;
  const routeOf = ({ rights }: DataAsset): string => {
    const route = routes.find((r) => r.code === rights.pledge.route);
    return route === undefined ? '质权设立路径：没有选定。' : `质权设立路径：${route.title}。${route.note}。`;
  };
  const blocks = assets.flatMap((asset) => [
    heading(asset.title),
    ...dataBlocks(asset),
    ...formBlocks(asset, outputs, fields.value.value),
    ...certificateBlocks(asset),
    ...gateBlocks(asset, outputs),
    heading('五、质押的效力'),
    paragraph(statement),
    paragraph(routeOf(asset)),
  ]);
  return ok({
    title: '数据资产登记与合规资料',
    fiction: caseRecord.fiction,
    warning: '申请表为草稿，以登记机构的表样为准',
    date: caseRecord.valuationDate,
    sections: upright([...blocks, signatures(['经办', '复核', '日期'])]),
  });
};
