import { Decimal } from '../../kernel/decimal';
import type { PlainDate } from '../../kernel/plain-date';
import { type Failure, type Result, fail, ok, refuse } from '../../kernel/result';
import { type TraceNode, derive, leaf } from '../../kernel/trace';
import { ruleLeaf } from '../../rulebook/read-rule';
import { type DiscountRate, discountRate } from './discount-rate';
import { type Place, fieldPath } from '../entered';
import type { TaxBasis } from '../methods/income-terms';
import type { MethodContext } from '../method-value';
import { type RiskFreeRate, readRiskFree } from './risk-free-rate';
import { type RiskClass, type RiskItem, type RiskTable, readRiskTable } from './risk-table';
import { type Term, ratioStep, shown } from '../term';

/** Which description of an item fits; `null` = not yet answered. */
export interface RiskAnswer {
  /** Id of the item, e.g. `technology.conversion`. */
  readonly item: string;
  /** Title of the option as printed in the table. */
  readonly option: string | null;
  readonly source?: TraceNode;
}

export interface BuildUpInput {
  readonly riskFree: RiskFreeRate;
  readonly answers: readonly RiskAnswer[];
  /** Basis of the income that the rate is meant for. */
  readonly basis: TaxBasis;
}

const checkAnswers = (place: Place, table: RiskTable, answers: readonly RiskAnswer[]): Failure | null => {
  const known = new Set(table.value.classes.flatMap(({ items }) => items.map(({ id }) => id)));
  const seen = new Set<string>();
  for (const { item } of answers) {
    const path = fieldPath(place, `answers[${item}]`);
    const rule = table.rule.id;
    if (!known.has(item))
      return {
        code: 'E_FACTOR_UNKNOWN',
        message: `风险表中没有“${item}”`,
        path,
        remedy: '请按风险表逐项选择',
        rule,
      };
    if (seen.has(item))
      return { code: 'E_FACTOR_TWICE', message: `“${item}”选了两次`, path, remedy: '请只保留一项', rule };
    seen.add(item);
  }
  return null;
};

const answerNode = (
  place: Place,
  item: RiskItem,
  { title, score }: RiskItem['options'][number],
  source: TraceNode | undefined,
): TraceNode => {
  const node = {
    id: `${place.id}/answers/${item.id}`,
    label: `${item.title}：${title}`,
    value: String(score),
    unit: 'score',
  } as const;
  if (source !== undefined)
    return derive({ ...node, formula: `“${title}” → ${score} 分`, children: [source] });
  return leaf({
    ...node,
    confidence: 'assumption',
    source: {
      kind: 'field',
      path: fieldPath(place, `answers[${item.id}]`),
      label: `风险评分 › ${item.title}`,
    },
    note: '未写来源',
  });
};

const scoreOf = (
  place: Place,
  item: RiskItem,
  answers: readonly RiskAnswer[],
  rule: string,
): Result<Term> => {
  const path = fieldPath(place, `answers[${item.id}]`);
  const answer = answers.find((one) => one.item === item.id);
  if (answer === undefined || answer.option === null)
    return refuse('E_MISSING', `“${item.title}”还没有选择`, path, '请逐项选择；未选的风险不按 0 处理', rule);
  const option = item.options.find(({ title }) => title === answer.option);
  if (option === undefined)
    return refuse(
      'E_OPTION_UNKNOWN',
      `“${item.title}”没有选项“${answer.option}”`,
      path,
      `请选用 ${item.options.map(({ title }) => title).join('、')} 之一`,
      rule,
    );
  return ok({ value: new Decimal(option.score), node: answerNode(place, item, option, answer.source) });
};

const premiumOf = (
  place: Place,
  riskClass: RiskClass,
  cap: string,
  answers: readonly RiskAnswer[],
  rule: string,
): Result<Term> => {
  const scores: { readonly term: Term; readonly weight: string }[] = [];
  for (const item of riskClass.items) {
    const term = scoreOf(place, item, answers, rule);
    if (!term.ok) return term;
    scores.push({ term: term.value, weight: item.weight });
  }
  const sum = scores.reduce((all, { term, weight }) => term.value.times(weight).plus(all), new Decimal(0));
  return ok(
    ratioStep({
      id: `${place.id}/premium/${riskClass.id}`,
      label: `${riskClass.title}报酬率`,
      value: sum.times(cap).dividedBy(100),
      formula: `${cap} × (${scores.map(({ term, weight }) => `${weight} × ${shown(term)}`).join(' + ')}) ÷ 100`,
      children: scores.map(({ term }) => term.node),
    }),
  );
};

/**
 * 风险累加法: r = rf + Σ class premiums, premium = cap · Σ weight · score / 100, table and cap from
 * `valuation.risk-premium-table`. Every item must be answered by one option of the table.
 * Fails with `E_MISSING`, `E_FACTOR_UNKNOWN`, `E_FACTOR_TWICE`, `E_OPTION_UNKNOWN`, and as `readRiskFree` and
 * `discountRate`. A score of patent quality does not enter: it already moves the royalty rate.
 */
export const riskBuildUp = (
  input: BuildUpInput,
  valuationDate: PlainDate,
  context: MethodContext,
): Result<DiscountRate> => {
  const table = readRiskTable(context.rules);
  if (!table.ok) return table;
  const riskFree = readRiskFree(input.riskFree, valuationDate, context);
  if (!riskFree.ok) return riskFree;
  const problem = checkAnswers(context, table.value, input.answers);
  if (problem !== null) return fail(problem);
  const { value, rule } = table.value;
  const terms: Term[] = [riskFree.value.term];
  for (const riskClass of value.classes) {
    const premium = premiumOf(context, riskClass, value.capPerClass, input.answers, rule.id);
    if (!premium.ok) return premium;
    terms.push(premium.value);
  }
  return discountRate(
    {
      value: terms.reduce((sum, term) => sum.plus(term.value), new Decimal(0)),
      formula: `r = rf + 风险报酬率 = ${terms.map(shown).join(' + ')}`,
      children: [...terms.map(({ node }) => node), ruleLeaf(rule)],
    },
    input.basis,
    riskFree.value.warnings,
    context,
  );
};
