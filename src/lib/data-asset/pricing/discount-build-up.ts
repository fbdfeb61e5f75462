import { Decimal } from '../../kernel/decimal';
import type { PlainDate } from '../../kernel/plain-date';
import { type Failure, type Result, ok, refuse } from '../../kernel/result';
import { ruleLeaf } from '../../rulebook/read-rule';
import { type Entered, fieldPath, readEntered } from '../../valuation/entered';
import { DISCOUNT_RATE } from '../../valuation/domain';
import type { MethodContext } from '../../valuation/method-value';
import { type RiskFreeRate, readRiskFree } from '../../valuation/rates/risk-free-rate';
import { type Term, ratioStep, shown } from '../../valuation/term';
import { SCORE } from './data-domains';
import { dataRateWarnings } from './data-terms';
import { readDiscountBounds, readRiskPremiums } from './pricing-rules';

/** 风险累加法 for data. */
export interface DataBuildUpInput {
  readonly riskFree: RiskFreeRate;
  /** 0–100 per group of `data-pricing.risk-premiums`; every group must be scored. */
  readonly scores: Readonly<Record<string, Entered>>;
}

export interface DataRate {
  readonly rate: Term;
  readonly warnings: readonly Failure[];
}

/**
 * i = rf + Σ score / 100 · cap. Fails with `E_MISSING`, `E_RANGE`, `E_FACTOR_UNKNOWN`, `E_DISCOUNT_RANGE` (i not above 0), and
 * as `readRiskFree`; i outside the usual bounds warns. A risk that is in the cash flow or in r must not be scored here again.
 * Source: 资产评估专家指引第9号 for the groups; caps from the rulebook.
 */
export const dataDiscountRate = (
  input: DataBuildUpInput,
  valuationDate: PlainDate,
  context: MethodContext,
): Result<DataRate> => {
  const table = readRiskPremiums(context.rules);
  if (!table.ok) return table;
  const bounds = readDiscountBounds(context.rules);
  if (!bounds.ok) return bounds;
  const free = readRiskFree(input.riskFree, valuationDate, context);
  if (!free.ok) return free;
  const { value, rule } = table.value;
  const unknown = Object.keys(input.scores).find((id) => !value.groups.some((group) => group.id === id));
  if (unknown !== undefined)
    return refuse(
      'E_FACTOR_UNKNOWN',
      `没有风险类别“${unknown}”`,
      fieldPath(context, `scores.${unknown}`),
      '请按参数库中的风险类别评分',
      rule.id,
    );
  const premiums: Term[] = [];
  for (const { id, title, cap } of value.groups) {
    const spec = { field: `scores.${id}`, label: `${title}得分`, domain: SCORE, unit: 'score' } as const;
    const score = readEntered(context, spec, input.scores[id] ?? { value: null });
    if (!score.ok) return score;
    premiums.push(
      ratioStep({
        id: `${context.id}/premium/${id}`,
        label: `${title}报酬率`,
        value: score.value.value.times(cap).dividedBy(100),
        formula: `${shown(score.value)} ÷ 100 × ${cap}`,
        children: [score.value.node, ruleLeaf(rule, `${title}上限`, cap, 'ratio')],
      }),
    );
  }
  const parts = [free.value.term, ...premiums];
  const sum = parts.reduce((all, term) => all.plus(term.value), new Decimal(0));
  const path = fieldPath(context, 'discountRate');
  if (!DISCOUNT_RATE.holds(sum))
    return refuse(
      DISCOUNT_RATE.code,
      `折现率 i ${DISCOUNT_RATE.must}`,
      path,
      '请核对构成折现率的各项',
      DISCOUNT_RATE.rule,
    );
  const rate = ratioStep({
    id: `${context.id}/discount-rate`,
    label: '折现率 i（风险累加）',
    value: sum,
    formula: `i = rf + Σ 风险报酬率 = ${parts.map(shown).join(' + ')}`,
    children: [...parts.map(({ node }) => node), ruleLeaf(bounds.value.rule)],
  });
  return ok({ rate, warnings: [...free.value.warnings, ...dataRateWarnings(sum, bounds.value, path)] });
};
