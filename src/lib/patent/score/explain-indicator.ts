import type { ExpertAnswer, PatentRecord } from '../../case/patents-section';
import { type TraceNode, derive, leaf } from '../../kernel/trace';
import { ruleLeaf } from '../../rulebook/read-rule';
import { compensationLeaves } from '../calendar/life-trace';
import { citationTrace } from '../cohort/citation-trace';
import { economicLifeLeaf } from '../reading/economic-life';
import { type Answer, TERM_INPUTS, inputReader } from '../reading/indicator-inputs';
import type { InputName } from '../reading/input-keys';
import type { LeafReading } from '../reading/leaf-reading';
import type { PatentReading } from '../reading/patent-reading';
import { fieldLeaf } from '../reading/record-source';
import { expertOptions } from '../scheme/scheme';
import type { Indicator, Scheme } from '../scheme/scheme-schema';
import { rangeText, scoreText, shortScore } from './score-text';
import type { ScoringContext } from './scoring-context';
import type { ScoringRule } from '../scheme/scoring-rule';

const optionsText = (scheme: Scheme, indicator: Indicator): string =>
  expertOptions(scheme, indicator)
    .map((o) => `${o.title} ${o.score}`)
    .join('；');

const bandsText = (rule: ScoringRule): string => {
  switch (rule.kind) {
    case 'bands':
      return rule.bands.map((b) => `≥${b.min} → ${b.score}`).join('；');
    case 'bands_max':
      return rule.bands.map((b) => `${b.max === null ? '其余' : `≤${b.max}`} → ${b.score}`).join('；');
    case 'linear':
      return `${rule.slope} × 值 + ${rule.offset}，限 ${rule.clamp[0]}–${rule.clamp[1]}`;
    case 'table':
      return rule.rows.map((r) => `${r.at} → ${r.score}`).join('；');
    default:
      return '';
  }
};

/** The bands or options of the indicator, as the scheme has them. */
const scoringText = (scheme: Scheme, indicator: Indicator): string =>
  [bandsText(indicator.scoring), optionsText(scheme, indicator)]
    .filter((t) => t !== '')
    .join('；或人工评价：');

const answerText = (scheme: Scheme, indicator: Indicator, answer: Answer): string =>
  answer.kind === 'option'
    ? (expertOptions(scheme, indicator).find((o) => o.key === answer.option)?.title ?? answer.option)
    : `${answer.number} ${indicator.number?.unit ?? ''}`.trim();

/** An expert's answer as a field, with who gave it, why and on what evidence. */
const expertLeaf = (given: ExpertAnswer, indicator: Indicator, text: string): TraceNode => {
  const evidence = given.evidence.map((e) => e.description).join('、');
  return leaf({
    id: `answers/${given.patent}/${given.indicator}`,
    label: `专家评价 · ${indicator.title}`,
    value: text,
    unit: 'text',
    confidence: given.evidence.length === 0 ? 'assumption' : 'secondary',
    source: {
      kind: 'field',
      path: `sections.patents.answers.${given.patent}.${given.indicator}`,
      label: `专家评价 › ${indicator.code} ${indicator.title}`,
      by: given.by,
    },
    note: [
      `理由：${given.reason === '' ? '未填' : given.reason}`,
      evidence === '' ? '无证据' : `证据：${evidence}`,
    ].join('；'),
  });
};

const LIFE_INPUT = 'remainingEconomicLifeYears';
const PERCENTILE_INPUT: InputName = 'forwardCitationPercentile';

/** How the percentile was computed, or why not, when the record has none and the list was asked. */
const listPercentile = (
  { citations }: ScoringContext,
  record: PatentRecord,
  { input }: Indicator,
): readonly TraceNode[] => {
  if (input !== PERCENTILE_INPUT || citations === null || record.forwardCitationPercentile !== null)
    return [];
  const trace = citationTrace(citations, citations.rowOf.get(record.id) ?? -1);
  return trace === null ? [] : [trace];
};

const recordLeaves = (
  context: ScoringContext,
  { context: { record, calendar } }: PatentReading,
  indicator: Indicator,
): readonly TraceNode[] => {
  const fields = inputReader(indicator.input)?.fields ?? [];
  const leaves = [
    ...fields.map((field) => fieldLeaf(context.section, record, field)),
    ...listPercentile(context, record, indicator),
  ];
  if (indicator.input === null || !TERM_INPUTS.has(indicator.input)) return leaves;
  const years = calendar.termYears === null ? null : String(calendar.termYears);
  const compensation = context.lifeRules === null ? [] : compensationLeaves(record, context.lifeRules);
  return [...leaves, ruleLeaf(context.calendar.term.rule, undefined, years, 'year'), ...compensation];
};

const sourceLeaves = (
  context: ScoringContext,
  reading: PatentReading,
  { indicator, from }: LeafReading,
): readonly TraceNode[] => {
  const expert = context.answers.of(reading.context.record.id).get(indicator.code);
  if (expert === undefined || expert === 'faulty' || from === 'record') {
    const life = indicator.input === LIFE_INPUT ? reading.context.economicLife : null;
    return [...recordLeaves(context, reading, indicator), ...(life === null ? [] : [economicLifeLeaf(life)])];
  }
  const text = answerText(context.scheme.value, indicator, expert.answer);
  const given = expertLeaf(expert.given, indicator, text);
  return indicator.input === LIFE_INPUT ? [...recordLeaves(context, reading, indicator), given] : [given];
};

/** Trace of one indicator: points, the answer they rest on, where it came from, and the scheme's bands. */
export const explainIndicator = (
  context: ScoringContext,
  reading: PatentReading,
  leafReading: LeafReading,
): TraceNode => {
  const scheme = context.scheme.value;
  const { indicator, answer, score, note } = leafReading;
  const range = `未测，区间 ${rangeText(indicator.worst, indicator.best)}`;
  const notes = [...(answer === null ? [range] : []), ...(note === null ? [] : [note])];
  return derive({
    id: `patent-score/${indicator.code}/${reading.context.record.id}`,
    label: indicator.title,
    value: scoreText(score),
    unit: 'score',
    ...(answer === null
      ? {}
      : { formula: `${answerText(scheme, indicator, answer)} → ${shortScore(score)}` }),
    ...(notes.length === 0 ? {} : { note: notes.join('；') }),
    children: [
      ...sourceLeaves(context, reading, leafReading),
      ruleLeaf(context.scheme.rule, `评分档次 · ${indicator.title}`, scoringText(scheme, indicator), 'text'),
    ],
  });
};
