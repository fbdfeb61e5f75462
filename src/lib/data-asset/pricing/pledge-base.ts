import * as v from 'valibot';
import { ratioText } from '../../case/schema-parts';
import { Decimal } from '../../kernel/decimal';
import { type Fen, fenText } from '../../kernel/fen';
import { type Failure, type Result, mapResult, refuse } from '../../kernel/result';
import { type TraceNode, derive } from '../../kernel/trace';
import { readTyped, ruleLeaf } from '../../rulebook/read-rule';
import { NOT_NEGATIVE, POSITIVE } from '../../valuation/domain';
import {
  type Entered,
  type EnteredFen,
  allOf,
  fieldPath,
  readEntered,
  readEnteredFen,
} from '../../valuation/entered';
import type { MethodContext } from '../../valuation/method-value';
import { type Term, amountStep, shown } from '../../valuation/term';
import { POSITIVE_SHARE } from './data-domains';
import { decayFactor, readHalfLife } from './decay';
import { outside } from './hints';
import { readPledgeBase } from './pricing-rules';

/** What may be lent against data. An option value has no place in it. */
export interface PledgeBaseInput {
  /** V_P25: the value that a quarter of the draws do not exceed, 分, ≥ 0, with the trace of its simulation. */
  readonly valueP25: EnteredFen;
  /** Loan term in years, > 0. */
  readonly termYears: Entered;
  /** h, > 0. */
  readonly halfLifeYears: Entered;
  /** A lender's own ratio, (0, hard maximum]; absent = the default of the class 数据知识产权/数据资产. */
  readonly loanToValue?: Entered;
}

export interface PledgeBase {
  /** 元, unrounded. */
  readonly total: Decimal;
  /** Rounded down to 分, so that the limit is never passed. */
  readonly baseFen: Fen;
  readonly loanToValue: Term;
  readonly decay: Term;
  readonly trace: TraceNode;
  readonly warnings: readonly Failure[];
}

const CLASS_RULE = 'collateral.class.data-ip';
const assetClass = v.object({ defaultCap: ratioText, hardMax: ratioText });

const loanToValueOf = (input: PledgeBaseInput, context: MethodContext): Result<Term> => {
  const rule = readTyped(context.rules, CLASS_RULE, assetClass);
  if (!rule.ok) return rule;
  const { value, rule: from } = rule.value;
  const spec = { field: 'loanToValue', label: '质押率', domain: POSITIVE_SHARE };
  const fallback: Entered = {
    value: value.defaultCap,
    source: ruleLeaf(from, '质押率（默认）', value.defaultCap, 'ratio'),
  };
  const ratio = readEntered(context, spec, input.loanToValue ?? fallback);
  if (!ratio.ok) return ratio;
  return ratio.value.value.gt(value.hardMax)
    ? refuse(
        'E_LTV_ABOVE_MAX',
        `质押率 ${shown(ratio.value)} 超过上限 ${value.hardMax}`,
        fieldPath(context, 'loanToValue'),
        '请不超过押品类别的上限；确需提高的由机构发布参数',
        from.id,
      )
    : ratio;
};

/**
 * cap = LTV · V_P25 · 2^(−T/h), in 分, rounded down. A term outside the usual ones warns `W_OUT_OF_RANGE`. Fails with `E_MISSING`,
 * `E_NUMBER`, `E_RANGE`, `E_LTV_ABOVE_MAX`, and as `readTyped` for `collateral.class.data-ip`. Source: this product's rule (assumption).
 */
export const pledgeBase = (input: PledgeBaseInput, context: MethodContext): Result<PledgeBase> => {
  const read = allOf({
    ratio: loanToValueOf(input, context),
    value: readEnteredFen(
      context,
      { field: 'valueP25', label: '价值第 25 百分位', domain: NOT_NEGATIVE },
      input.valueP25,
    ),
    term: readEntered(
      context,
      { field: 'termYears', label: '贷款期限 T', domain: POSITIVE, unit: 'year' },
      input.termYears,
    ),
    half: readHalfLife(context, input.halfLifeYears),
    rule: readPledgeBase(context.rules),
  });
  return mapResult(read, ({ ratio, value, term, half, rule }) => {
    const decay = decayFactor(context, 'decay', term, half);
    const aged = amountStep({
      id: `${context.id}/aged`,
      label: '到期时的价值',
      value: value.value.times(decay.value),
      formula: `${shown(value)} 元 × ${shown(decay)}`,
      children: [value.node, decay.node],
    });
    const total = ratio.value.times(aged.value);
    const baseFen = BigInt(total.times(100).toFixed(0, Decimal.ROUND_DOWN));
    return {
      total,
      baseFen,
      loanToValue: ratio,
      decay,
      warnings: outside(context, 'termYears', '贷款期限 T', term, rule.value.termYears, rule.rule),
      trace: derive({
        id: context.id,
        label: '质押基数',
        value: fenText(baseFen),
        unit: 'fen',
        formula: `质押率 × V_P25 × 2^(−T ÷ h) = ${shown(ratio)} × ${shown(aged)} 元`,
        rounding: '向下取整到分',
        note: '期权价值不计入；未办理法定登记的，质押不产生物权效力',
        children: [ratio.node, aged.node, ruleLeaf(rule.rule)],
      }),
    };
  });
};
