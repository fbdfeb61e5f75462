import { decimalText } from '../../kernel/decimal';
import type { Failure } from '../../kernel/result';
import type { ResolvedRule } from '../../rulebook/model';
import { type Place, fieldPath } from '../../valuation/entered';
import type { Term } from '../../valuation/term';
import type { Bounds } from './pricing-rules';

/** A number outside the usual bounds still computes, but asks for a look: `W_OUT_OF_RANGE`. */
export const outside = (
  place: Place,
  field: string,
  label: string,
  { value }: Term,
  { low, high }: Bounds,
  rule: ResolvedRule,
): readonly Failure[] =>
  value.lt(low) || value.gt(high)
    ? [
        {
          code: 'W_OUT_OF_RANGE',
          message: `${label} ${decimalText(value, 6)} 不在通常的 ${low}–${high} 之间`,
          path: fieldPath(place, field),
          remedy: '请核对口径与单位，并写明来源',
          rule: rule.id,
        },
      ]
    : [];
