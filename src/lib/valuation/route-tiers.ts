import * as v from 'valibot';
import { nonNegativeFen } from '../case/schema-parts';
import { type Fen, fenText } from '../kernel/fen';
import { type Result, ok, refuse } from '../kernel/result';
import { type TraceNode, derive } from '../kernel/trace';
import type { RulesAt } from '../rulebook/model';
import { readTyped, ruleLeaf } from '../rulebook/read-rule';

const tierTable = v.pipe(
  v.array(
    v.strictObject({
      route: v.picklist(['agreed', 'in-house', 'outside']),
      title: v.string(),
      /** Highest loan amount of the tier, 分, inclusive; `null` = no limit. */
      upToFen: v.nullable(nonNegativeFen),
      needs: v.string(),
    }),
  ),
  v.check((rows) => rows[rows.length - 1]?.upToFen === null, '最后一档不得有上限'),
);

/** How a loan of a given size may be valued: 协商, 内部评估 or 外部评估. */
export interface ValuationRoute {
  readonly route: 'agreed' | 'in-house' | 'outside';
  readonly title: string;
  /** What the route asks for, in Chinese. */
  readonly needs: string;
  readonly trace: TraceNode;
}

/** The valuation route for a loan amount, from `valuation.route-tiers`. A tier holds its upper limit. */
export const valuationRoute = (amountFen: Fen, rules: RulesAt): Result<ValuationRoute> => {
  const read = readTyped(rules, 'valuation.route-tiers', tierTable);
  if (!read.ok) return read;
  const { value, rule } = read.value;
  const tier = value.find(({ upToFen }) => upToFen === null || amountFen <= BigInt(upToFen));
  if (tier === undefined || amountFen < 0n)
    return refuse(
      'E_RANGE',
      '贷款金额不在任何一档内',
      'sections.enterprise.need.amountFen',
      '请核对贷款金额',
      rule.id,
    );
  return ok({
    route: tier.route,
    title: tier.title,
    needs: tier.needs,
    trace: derive({
      id: 'valuation-route',
      label: '估值方式',
      value: tier.title,
      unit: 'text',
      formula: `贷款 ${fenText(amountFen)} 分 → ${tier.title}`,
      note: tier.needs,
      children: [ruleLeaf(rule, undefined, tier.title, 'text')],
    }),
  });
};
