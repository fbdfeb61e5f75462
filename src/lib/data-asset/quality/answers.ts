import type { QualityAnswer } from '../../case/data-quality';
import { Decimal } from '../../kernel/decimal';
import type { TraceNode } from '../../kernel/trace';
import { ruleLeaf } from '../../rulebook/read-rule';
import { type Measured, type MeasuringContext, factLeaf } from './measurement';
import { wilsonInterval } from './sampling';

/** What an answer still lacks before it counts; `null` = nothing. */
const lacking = (answer: QualityAnswer): string | null => {
  if (answer.by.trim() === '') return '回答没有写明由谁作出';
  if (answer.reason.trim() === '') return '回答没有写明理由';
  return answer.evidence.some(
    ({ attachment, description }) => attachment !== null || description.trim() !== '',
  )
    ? null
    : '回答没有列出依据的材料';
};

const evidenceLeaves = (context: MeasuringContext, answer: QualityAnswer, at: string): readonly TraceNode[] =>
  answer.evidence.map(({ description, page }, i) =>
    factLeaf(
      context,
      `${at}.evidence[${i}]`,
      '依据',
      `${description}${page === null ? '' : `，${page}`}`,
      'text',
    ),
  );

const answered = (context: MeasuringContext, answer: QualityAnswer, at: string): Measured => {
  const said = `${answer.by}${answer.on === null ? '' : `，${answer.on}`}：${answer.reason}`;
  const papers = evidenceLeaves(context, answer, at);
  if (answer.kind === 'stated') {
    if (answer.value === null) return '还没有填写数值';
    const x = new Decimal(answer.value);
    return {
      by: 'stated',
      x,
      low: x,
      high: x,
      formula: `按材料填写 X = ${answer.value}`,
      note: said,
      confidence: 'secondary',
      children: [factLeaf(context, `${at}.value`, '填写的 X', answer.value, 'ratio'), ...papers],
    };
  }
  const { checked, satisfied } = answer;
  if (checked === null || satisfied === null) return '还没有填写抽样核对的件数';
  const { z } = context.rules.sampling.value;
  const interval = wilsonInterval(satisfied, checked, z);
  if (interval === null) return '核对的件数应大于 0，且不少于符合的件数';
  return {
    by: 'sample',
    x: new Decimal(interval.share),
    low: new Decimal(interval.low),
    high: new Decimal(interval.high),
    formula: `符合 ÷ 核对 = ${satisfied} ÷ ${checked}，Wilson 区间 ${interval.low} 至 ${interval.high}`,
    note: said,
    confidence: 'secondary',
    children: [
      factLeaf(context, `${at}.satisfied`, '符合', satisfied),
      factLeaf(context, `${at}.checked`, '核对', checked),
      ruleLeaf(context.rules.sampling.rule, '正态分位数 z', z, 'none'),
      ...papers,
    ],
  };
};

/** What a person says of an indicator; `null` when nobody said anything. */
export const answerFact = (code: string, context: MeasuringContext): Measured | null => {
  const { answers } = context.asset.quality;
  const index = answers.findIndex(({ indicator }) => indicator === code);
  const answer = answers[index];
  if (answer === undefined) return null;
  return lacking(answer) ?? answered(context, answer, `quality.answers[${index}]`);
};
