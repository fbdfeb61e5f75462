import * as v from 'valibot';
import { ratioText } from '../../case/schema-parts';
import type { Result } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { type TypedRule, readTyped } from '../../rulebook/read-rule';
import { weightsSumToOne } from '../weight-sum';

const item = v.strictObject({
  /** Unique in the whole table, e.g. `technology.conversion`. */
  id: v.string(),
  title: v.string(),
  weight: ratioText,
  /** 0 = no risk, 100 = highest. */
  options: v.pipe(
    v.array(v.strictObject({ title: v.string(), score: v.pipe(v.number(), v.minValue(0), v.maxValue(100)) })),
    v.minLength(1),
    v.check((rows) => new Set(rows.map(({ title }) => title)).size === rows.length, '选项名称不得重复'),
  ),
});

const riskClass = v.strictObject({
  id: v.string(),
  title: v.string(),
  items: v.pipe(
    v.array(item),
    v.check((rows) => weightsSumToOne(rows), '一类内各项权重之和应为 1'),
  ),
});

/** `valuation.risk-premium-table` */
const riskPremiumTable = v.strictObject({
  capPerClass: ratioText,
  classes: v.pipe(v.array(riskClass), v.minLength(1)),
});

export type RiskTable = TypedRule<v.InferOutput<typeof riskPremiumTable>>;
export type RiskClass = RiskTable['value']['classes'][number];
export type RiskItem = RiskClass['items'][number];

export const readRiskTable = (rules: RulesAt): Result<RiskTable> =>
  readTyped(rules, 'valuation.risk-premium-table', riskPremiumTable);
