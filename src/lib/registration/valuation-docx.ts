import type { CaseRecord } from '../case/case-record';
import type { Outputs } from '../case/method';
import { weakest } from '../kernel/confidence';
import { type Result, ok } from '../kernel/result';
import type { RulesAt } from '../rulebook/model';
import { readTyped } from '../rulebook/read-rule';
import { NOT_GIVEN, TO_BE_FILLED, confidenceText, formAmount } from './display';
import type { Block, DocumentContent, DocumentSection } from '../documents/model';
import { signatures, table } from '../documents/table';
import { heading, note, paragraph } from '../documents/text';
import { ROUNDING_NOTE } from './figure-display';
import { pledgedPatents } from './patent-values';
import { regionTitle, schemeTitles } from './rule-titles';
import { textList } from './rule-shapes';
import { assumptionBlocks } from './valuation-assumptions';
import { dataAssetComparison } from './valuation-data';
import { derivationBlocks } from './valuation-derivation';
import { moneyBlocks, otherBlocks } from './valuation-figures';
import { findingBlocks } from './valuation-findings';
import { patentBlocks, patentFigureIds } from './valuation-patents';
import { methodComparison } from './valuation-methods';
import { methodBlocks, parameterBlocks } from './valuation-sources';

const RISK_RULE = 'registration.internal-valuation.risk-notes';

const nameOf = (party: { readonly name: string } | null): string =>
  party === null || party.name.trim() === '' ? TO_BE_FILLED : party.name;

const headTable = (caseRecord: CaseRecord, rules: RulesAt): Block => {
  const { title, valuationDate, mode, sections } = caseRecord;
  const { enterprise, need, pledgee } = sections.enterprise;
  const { scheme, scenario } = schemeTitles(rules, sections.patents.scheme, sections.patents.scenario);
  return table({
    headless: true,
    size: 20,
    columns: [
      { title: '', share: 12, label: true },
      { title: '', share: 42 },
      { title: '', share: 13, label: true },
      { title: '', share: 33 },
    ],
    rows: [
      ['案卷', title, '评估基准日', valuationDate],
      ['出质人', nameOf(enterprise), '质权人', nameOf(pledgee)],
      [
        '融资需求\n（万元）',
        need.amountFen === null ? TO_BE_FILLED : formAmount(need.amountFen),
        '质押专利',
        `${pledgedPatents(caseRecord).length} 件`,
      ],
      ['地区', regionTitle(rules), '编制方', mode === 'bank' ? '银行内部' : '企业自评'],
      ['评分方案', scheme, '应用场景', scenario],
    ],
  });
};

interface Part {
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly landscape?: boolean;
}

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'] as const;

/** Numbers the parts and puts neighbours of one orientation into one section. */
const sectionsOf = (
  first: readonly Block[],
  parts: readonly Part[],
  last: readonly Block[],
): readonly DocumentSection[] => {
  const sections: { landscape: boolean; children: Block[] }[] = [{ landscape: false, children: [...first] }];
  const put = (landscape: boolean, blocks: readonly Block[]): void => {
    const open = sections.at(-1);
    if (open?.landscape === landscape) open.children.push(...blocks);
    else sections.push({ landscape, children: [...blocks] });
  };
  for (const [i, { title, blocks, landscape = false }] of parts.entries())
    put(landscape, [heading(`${NUMERALS[i] ?? i + 1}、${title}`), ...blocks]);
  put(false, last);
  return sections;
};

const partsOf = (
  caseRecord: CaseRecord,
  outputs: Outputs,
  rules: RulesAt,
  risks: readonly string[],
): readonly Part[] => {
  const derivation = derivationBlocks(outputs.figures);
  const assumptions = assumptionBlocks(caseRecord);
  const methods = methodComparison(caseRecord, outputs.figures);
  const data = dataAssetComparison(caseRecord, outputs.figures);
  return [
    { title: '价值与可担保额', blocks: moneyBlocks(outputs.figures, outputs.offers, rules) },
    { title: '评分、比例与期限', blocks: otherBlocks(outputs.figures, patentFigureIds(caseRecord)) },
    ...(methods.length === 0 ? [] : [{ title: '各方法的结果、分歧与调和', blocks: methods }]),
    ...(data.length === 0 ? [] : [{ title: '数据资产的方法、差异与质押基数', blocks: data }]),
    ...(derivation.length === 0 ? [] : [{ title: '价值的推算', blocks: derivation }]),
    { title: '质押专利', blocks: patentBlocks(caseRecord, outputs.figures), landscape: true },
    { title: '未通过与未知的检查', blocks: findingBlocks(caseRecord, outputs.findings) },
    ...(assumptions.length === 0 ? [] : [{ title: '录入需求之后修改的假设', blocks: assumptions }]),
    { title: '风险提示', blocks: risks.map((text, index) => paragraph(`${index + 1}. ${text}`)) },
    { title: '所依据的参数', blocks: parameterBlocks(outputs, rules) },
    { title: '计算方法', blocks: methodBlocks(outputs) },
  ];
};

const overallText = ({ figures, offers }: Outputs): string => {
  const all = [...figures, ...offers].map(({ confidence }) => confidence);
  return all.length === 0 ? '' : `；全表最弱可信度：${confidenceText(weakest(all))}`;
};

/**
 * 内部估值表: values with range and confidence, how they came about, one row per pledged patent, what is open, the
 * warnings, parameters and methods. Every number is a figure or a step of a trace; rounding is for the eye and named.
 * Fails when the rule of the warnings cannot be read.
 */
export const valuationContent = (
  caseRecord: CaseRecord,
  outputs: Outputs,
  rules: RulesAt,
): Result<DocumentContent> => {
  const risks = readTyped(rules, RISK_RULE, textList);
  if (!risks.ok) return risks;
  const closing = [
    note(`${ROUNDING_NOTE}“${NOT_GIVEN}”为不适用或没有给出，“未知”不等于零，也不等于通过。`, true),
    signatures(['编制', '复核', '日期']),
  ];
  return ok({
    title: '内部估值表',
    fiction: caseRecord.fiction,
    warning: `内部估值，仅供授信决策参考${overallText(outputs)}`,
    watermark: '内部估值',
    date: caseRecord.valuationDate,
    sections: sectionsOf(
      [headTable(caseRecord, rules)],
      partsOf(caseRecord, outputs, rules, risks.value.value),
      closing,
    ),
  });
};
