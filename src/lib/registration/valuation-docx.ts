import type { CaseRecord } from '../case/case-record';
import type { CollateralOffer, Figure, Finding } from '../case/exchange';
import type { Outputs } from '../case/method';
import { type Confidence, weakest } from '../kernel/confidence';
import { type Result, ok } from '../kernel/result';
import { type SourceRef, walkTrace } from '../kernel/trace';
import type { RulesAt } from '../rulebook/model';
import { readTyped } from '../rulebook/read-rule';
import { NOT_GIVEN, TO_BE_FILLED, confidenceText, figureText, formAmount } from './display';
import type { DocxContent } from './docx-file';
import { type Block, heading, paragraph, table } from './docx-parts';
import { textList } from './rule-shapes';

const RISK_RULE = 'registration.internal-valuation.risk-notes';

type Row = readonly string[];

const figureRow = (figure: Figure): Row => [
  figure.subject.title,
  figure.label,
  figureText(figure.value, figure.unit),
  figure.interval === undefined
    ? NOT_GIVEN
    : `${figureText(figure.interval.low, figure.unit)} – ${figureText(figure.interval.high, figure.unit)}`,
  `${figure.method}　${confidenceText(figure.confidence)}`,
];

const offerRows = (offer: CollateralOffer): Row[] => [
  [
    offer.subject.title,
    `可作押品的价值（${offer.assetClass}）`,
    figureText(offer.valueFen, 'fen'),
    NOT_GIVEN,
    confidenceText(offer.confidence),
  ],
  ...(offer.enteredCreditFen === null
    ? []
    : [
        [
          offer.subject.title,
          '录入的授信金额（非由估值推得）',
          figureText(offer.enteredCreditFen, 'fen'),
          NOT_GIVEN,
          confidenceText(offer.confidence),
        ],
      ]),
];

const FIGURE_HEAD = ['对象', '项目', '数值', '区间（未知项取最差至最好）', '方法与可信度'];
const FIGURE_SHARES = [22, 20, 22, 18, 18];

const figureBlocks = (name: string, rows: readonly Row[]): Block[] => [
  heading(name),
  rows.length === 0 ? paragraph('没有结果。') : table(FIGURE_HEAD, rows, FIGURE_SHARES),
];

const SAID: Record<Finding['verdict'], string> = { pass: '通过', fail: '不通过', unknown: '未知' };

const findingBlocks = (findings: readonly Finding[]): Block[] => {
  const open = findings.filter(({ verdict }) => verdict !== 'pass');
  return [
    heading('三、未通过与未知的检查'),
    open.length === 0
      ? paragraph(findings.length === 0 ? '没有运行检查，不等于通过。' : '没有。')
      : table(
          ['对象', '检查', '结果', '说明'],
          open.map((f) => [f.subject.title, f.title, SAID[f.verdict], f.message]),
          [22, 30, 10, 38],
        ),
  ];
};

type Parameter = Extract<SourceRef, { kind: 'parameter' }>;

/** Every parameter that a figure or an offer rests on, by id: taken from the traces, so that nothing is missed. */
const parametersRead = ({
  figures,
  offers,
}: Outputs): readonly (readonly [string, Parameter, Confidence])[] => {
  const found = new Map<string, readonly [string, Parameter, Confidence]>();
  for (const { trace } of [...figures, ...offers])
    for (const { label, source, confidence } of walkTrace(trace))
      if (source?.kind === 'parameter' && !found.has(source.id))
        found.set(source.id, [label, source, confidence]);
  return [...found.keys()].sort().flatMap((id) => {
    const entry = found.get(id);
    return entry === undefined ? [] : [entry];
  });
};

const parameterBlocks = (outputs: Outputs): Block[] => {
  const parameters = parametersRead(outputs);
  return [
    heading('五、所依据的参数'),
    parameters.length === 0
      ? paragraph('没有读取参数。')
      : table(
          ['参数', '依据', '可信度'],
          parameters.map(([label, { id, citation, effectiveFrom, overlay }, confidence]) => [
            `${label}（${id}）`,
            [
              `${citation.instrument}${citation.number ?? ''}${citation.article ?? ''}，自 ${effectiveFrom} 起`,
              ...(citation.reason === undefined ? [] : [citation.reason]),
              ...(overlay === undefined ? [] : [`机构参数 ${overlay}`]),
            ].join('；'),
            confidenceText(confidence),
          ]),
          [35, 50, 15],
        ),
  ];
};

const caseRows = ({ title, valuationDate, region, mode, sections }: CaseRecord): Row[] => {
  const { enterprise, need, pledgee } = sections.enterprise;
  return [
    ['案卷', title],
    ['出质人', enterprise.name === '' ? TO_BE_FILLED : enterprise.name],
    ['质权人', pledgee === null || pledgee.name === '' ? TO_BE_FILLED : pledgee.name],
    ['融资需求（万元）', need.amountFen === null ? TO_BE_FILLED : formAmount(need.amountFen)],
    ['评估基准日', valuationDate],
    ['地区', region],
    ['编制方', mode === 'bank' ? '银行内部' : '企业自评'],
    [
      '评分方案与场景',
      [sections.patents.scheme, sections.patents.scenario].filter((s) => s !== '').join(' / ') || NOT_GIVEN,
    ],
  ];
};

/** 内部估值表: every figure with interval, method and confidence, what is open, the warnings and the parameters. */
export const valuationContent = (
  caseRecord: CaseRecord,
  outputs: Outputs,
  rules: RulesAt,
): Result<DocxContent> => {
  const risks = readTyped(rules, RISK_RULE, textList);
  if (!risks.ok) return risks;
  const money = outputs.figures.filter(({ unit }) => unit === 'fen');
  const other = outputs.figures.filter(({ unit }) => unit !== 'fen');
  const overall = weakest([...outputs.figures, ...outputs.offers].map(({ confidence }) => confidence));
  const any = outputs.figures.length + outputs.offers.length > 0;
  return ok({
    title: '内部估值表',
    fiction: caseRecord.fiction,
    warning: `内部估值，仅供授信决策参考${any ? `；全表最弱可信度：${confidenceText(overall)}` : ''}`,
    date: caseRecord.valuationDate,
    children: [
      table(null, caseRows(caseRecord), [32, 68], true),
      ...figureBlocks('一、价值与可担保额', [...money.map(figureRow), ...outputs.offers.flatMap(offerRows)]),
      ...figureBlocks('二、评分、期限与其他数字', other.map(figureRow)),
      ...findingBlocks(outputs.findings),
      heading('四、风险提示'),
      ...risks.value.value.map((text, index) => paragraph(`${index + 1}. ${text}`)),
      ...parameterBlocks(outputs),
      paragraph('经办：　　　　　　　　复核：　　　　　　　　日期：'),
    ],
  });
};
