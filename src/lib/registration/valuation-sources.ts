import type { Outputs } from '../case/method';
import { CONFIDENCE_LABEL, type Confidence } from '../kernel/confidence';
import { type Citation, type SourceRef, walkTrace } from '../kernel/trace';
import type { RulesAt } from '../rulebook/model';
import { NOT_GIVEN, confidenceText } from './display';
import type { Block } from '../documents/model';
import { table } from '../documents/table';
import { note, paragraph } from '../documents/text';
import { ruleTitle } from './rule-titles';

const SIZE = 18;

type Source = Extract<SourceRef, { kind: 'parameter' }>;

interface Parameter {
  readonly label: string;
  readonly source: Source;
  readonly confidence: Confidence;
}

/** Every parameter that a figure or an offer rests on, by id: taken from the traces, so that nothing is missed. */
const parametersRead = ({ figures, offers }: Outputs): readonly Parameter[] => {
  const found = new Map<string, Parameter>();
  for (const { trace } of [...figures, ...offers])
    for (const { label, source, confidence } of walkTrace(trace))
      if (source?.kind === 'parameter' && !found.has(source.id))
        found.set(source.id, { label, source, confidence });
  return [...found].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, parameter]) => parameter);
};

const shortCitation = ({ instrument, number }: Citation): string =>
  number === undefined ? instrument : `${instrument}（${number}）`;

interface Group {
  readonly citation: string;
  readonly confidence: Confidence;
  readonly titles: readonly string[];
}

const RANK = Object.keys(CONFIDENCE_LABEL);

const groupOrder = (a: Group, b: Group): number =>
  RANK.indexOf(a.confidence) - RANK.indexOf(b.confidence) ||
  (a.citation < b.citation ? -1 : a.citation > b.citation ? 1 : 0);

/** Parameters of one instrument and one confidence stand together, each named once, with its article. */
const parameterGroups = (outputs: Outputs, rules: RulesAt): readonly Group[] => {
  const groups = new Map<string, Group>();
  for (const { label, source, confidence } of parametersRead(outputs)) {
    const citation = shortCitation(source.citation);
    const title = ruleTitle(rules, source.id, label);
    const { article } = source.citation;
    const key = JSON.stringify([citation, confidence]);
    groups.set(key, {
      citation,
      confidence,
      titles: [...(groups.get(key)?.titles ?? []), article === undefined ? title : `${title}（${article}）`],
    });
  }
  return [...groups.values()].sort(groupOrder);
};

export const parameterBlocks = (outputs: Outputs, rules: RulesAt): readonly Block[] => {
  const groups = parameterGroups(outputs, rules);
  if (groups.length === 0) return [paragraph('没有读取参数。')];
  return [
    note('每项参数只列一次。取值、生效日期、完整引文与取值理由见登记包 rules/rules.json。', true),
    table({
      size: SIZE,
      columns: [
        { title: '依据', share: 36 },
        { title: '参数', share: 53 },
        { title: '可信度', share: 11, align: 'center' },
      ],
      rows: groups.map(({ citation, titles, confidence }) => [
        citation,
        titles.join('；'),
        confidenceText(confidence),
      ]),
    }),
  ];
};

/** `综合评分 · 某专利` → `综合评分`: what a method reports, whatever it is about. */
const kindOf = (label: string): string => label.split(' · ')[0] ?? label;

const producedBy = (method: string, { figures, findings }: Outputs): string => {
  const own = figures.filter((figure) => figure.method === method);
  const checks = findings.filter((finding) => finding.method === method).length;
  const kinds = [...new Set(own.map(({ label }) => kindOf(label)))];
  return [
    ...(own.length === 0 ? [] : [`${kinds.join('、')}（${own.length} 个数字）`]),
    ...(checks === 0 ? [] : [`检查（${checks} 项）`]),
  ].join('；');
};

/** Which released method gave what: the id is what a reviewer's program looks for when it computes again. */
export const methodBlocks = (outputs: Outputs): readonly Block[] => {
  const methods = [...new Set([...outputs.figures, ...outputs.findings].map(({ method }) => method))];
  if (methods.length === 0) return [paragraph('没有运行方法。')];
  return [
    table({
      size: SIZE,
      columns: [
        { title: '方法与版本', share: 36 },
        { title: '得出', share: 64 },
      ],
      rows: methods.map((method) => [method, producedBy(method, outputs) || NOT_GIVEN]),
    }),
  ];
};
