import * as v from 'valibot';
import type { CaseRecord } from '../../case/case-record';
import { type PlainDate, addMonths, compareDates, parsePlainDate } from '../../kernel/plain-date';
import { type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { type TypedRule, readTyped } from '../../rulebook/read-rule';
import { recordDate } from '../calendar/calendar';
import { readLifeRules } from '../calendar/fee-rules';
import { legalLife } from '../calendar/legal-life';
import type { LifeRules } from '../calendar/protection-end';
import type { Families } from './portfolio-copies';
import type { RankedPatent } from './portfolio-rank';
import { type LeaveOutReason, reasonFor } from './portfolio-reasons';
import type { ScoreTable } from '../score/score-patents';

/** `patent.portfolio.selection`. */
const selectionRule = v.strictObject({
  coreMinLow: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
  lifeMarginMonths: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(240)),
});
export type SelectionRule = v.InferOutput<typeof selectionRule>;

export interface SelectionInput {
  readonly caseRecord: CaseRecord;
  readonly rules: RulesAt;
  readonly scores: ScoreTable;
  readonly families?: Families;
}

/** What both stages read. */
export interface PortfolioContext {
  readonly input: SelectionInput;
  readonly rule: TypedRule<SelectionRule>;
  readonly life: LifeRules;
  readonly valuationDate: PlainDate;
  readonly debtEnd: PlainDate | null;
  /** Patents behind at least one product. */
  readonly tied: ReadonlySet<string>;
}

/** Reads the limits and the calendar. Fails when a rule cannot be read. */
export const readPortfolioContext = (input: SelectionInput): Result<PortfolioContext> => {
  const { caseRecord, rules } = input;
  const rule = readTyped(rules, 'patent.portfolio.selection', selectionRule);
  if (!rule.ok) return rule;
  const life = readLifeRules(rules);
  if (!life.ok) return life;
  const valuationDate = parsePlainDate(caseRecord.valuationDate, 'valuationDate');
  if (!valuationDate.ok) return valuationDate;
  const { forecasts, worksheets } = caseRecord.sections.patents;
  return ok({
    input,
    rule: rule.value,
    life: life.value,
    valuationDate: valuationDate.value,
    debtEnd: recordDate(caseRecord.sections.enterprise.need.debtEnd),
    tied: new Set([...forecasts, ...worksheets].flatMap(({ patents }) => patents)),
  });
};

const gateReasons = ({ input }: PortfolioContext, { record, row }: RankedPatent): readonly LeaveOutReason[] =>
  (input.scores.gates[row] ?? []).map((gate) =>
    reasonFor('gate', record, gate.message, gate.remedy, gate.rule),
  );

const scoreReasons = (
  { rule }: PortfolioContext,
  { record, low }: RankedPatent,
): readonly LeaveOutReason[] => {
  const { coreMinLow } = rule.value;
  if (low === null)
    return [reasonFor('no-score', record, '没有得分，不能与界限比较', '请补充指标，或另行评估后人工处理')];
  return low >= coreMinLow
    ? []
    : [
        reasonFor(
          'below-threshold',
          record,
          `评分区间低端 ${String(Math.floor(low * 100) / 100)} 低于界限 ${coreMinLow}`,
          '请补充未测指标以收窄区间；低端达到界限后重新筛选',
          rule.rule.id,
        ),
      ];
};

/** Reasons at the first stage, copies and relatives aside: closed gates, no score, low end below the limit. */
export const coreReasons = (context: PortfolioContext, patent: RankedPatent): readonly LeaveOutReason[] => [
  ...gateReasons(context, patent),
  ...scoreReasons(context, patent),
];

const lifeReasons = (context: PortfolioContext, { record }: RankedPatent): readonly LeaveOutReason[] => {
  const { rule, debtEnd, life, valuationDate } = context;
  if (debtEnd === null)
    return [
      reasonFor(
        'debt-end-unknown',
        record,
        '债务到期日未知，无法与保护期比较',
        '请在案情中填写债务到期日',
        rule.rule.id,
      ),
    ];
  const { lastDay, fault } = legalLife(record, valuationDate, life);
  if (lastDay === null)
    return [
      reasonFor(
        'expiry-unknown',
        record,
        fault?.message ?? '缺申请日，保护期最后一日未知',
        fault?.remedy ?? '请补录申请日',
        fault?.rule ?? life.calendar.term.rule.id,
      ),
    ];
  const needed = addMonths(debtEnd, rule.value.lifeMarginMonths);
  return compareDates(lastDay, needed) >= 0
    ? []
    : [
        reasonFor(
          'expires-before-debt',
          record,
          `保护期最后一日 ${lastDay} 早于债务到期日所需的 ${needed}`,
          '请缩短债务期限，或不以该件质押',
          rule.rule.id,
        ),
      ];
};

/** Reasons at the second stage: gates left unknown, protection shorter than the debt, no product. */
export const pledgeReasons = (context: PortfolioContext, patent: RankedPatent): readonly LeaveOutReason[] => {
  const { record, row } = patent;
  return [
    ...(context.input.scores.unknownGates[row] ?? []).map((gate) =>
      reasonFor('gate-unknown', record, gate.message, gate.remedy, gate.rule),
    ),
    ...lifeReasons(context, patent),
    ...(context.tied.has(record.id)
      ? []
      : [
          reasonFor(
            'no-product',
            record,
            '没有与任何产品的收益预测或估值底稿相连',
            '请在收益预测或估值底稿中写明使用该专利的产品；没有产品的专利没有可供偿债的收益',
          ),
        ]),
  ];
};
