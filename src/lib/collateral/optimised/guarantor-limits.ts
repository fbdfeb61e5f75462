import * as v from 'valibot';
import { ratioText } from '../../case/schema-parts';
import { type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';

const wholeNumber = v.pipe(v.string(), v.regex(/^\d{1,4}$/));
const leverage = v.object({ general: wholeNumber, smallAndAgriculture: wholeNumber });

/** Limits of 融资担保公司 as shares and multiples of net assets. */
export interface GuarantorLimits {
  readonly singleClient: string;
  readonly related: string;
  readonly leverage: v.InferOutput<typeof leverage>;
}

/** Reads the limits. Fails as `readTyped` does. Source: 《融资担保公司监督管理条例》第十五、十六条. */
export const readGuarantorLimits = (rules: RulesAt): Result<GuarantorLimits> => {
  const single = readTyped(rules, 'collateral.guarantee.single-client-limit', ratioText);
  if (!single.ok) return single;
  const related = readTyped(rules, 'collateral.guarantee.related-clients-limit', ratioText);
  if (!related.ok) return related;
  const times = readTyped(rules, 'collateral.guarantee.leverage', leverage);
  if (!times.ok) return times;
  return ok({ singleClient: single.value.value, related: related.value.value, leverage: times.value.value });
};
