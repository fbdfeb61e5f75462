import { Decimal } from '../../kernel/decimal';
import { type Failure, type Result, ok, refuse } from '../../kernel/result';
import { NOT_NEGATIVE } from '../domain';
import { type Entered, type Place, allOf, fieldPath, readEntered } from '../entered';
import { type MethodValue, methodValue } from '../method-value';
import { type CostBasis, replacementCost } from './replacement-cost';
import { type Term, ratioStep, shown } from '../term';

/** How much of the replacement cost is used up. */
export type Depreciation =
  | {
      /** used / (used + remaining), years ≥ 0, not both 0. */
      readonly kind: 'age';
      readonly usedYears: Entered;
      readonly remainingYears: Entered;
    }
  | {
      /** Functional plus economic obsolescence, each ≥ 0; together at most 1. */
      readonly kind: 'obsolescence';
      readonly functional: Entered;
      readonly economic: Entered;
    };

export interface CostInput {
  readonly cost: CostBasis;
  readonly depreciation: Depreciation;
}

interface ReadDepreciation {
  readonly rate: Term;
  readonly warnings: readonly Failure[];
}

const byAge = (given: Depreciation & { kind: 'age' }, place: Place): Result<ReadDepreciation> => {
  const spec = { domain: NOT_NEGATIVE, unit: 'year' } as const;
  const read = allOf({
    used: readEntered(place, { ...spec, field: 'usedYears', label: '已使用年限' }, given.usedYears),
    left: readEntered(
      place,
      { ...spec, field: 'remainingYears', label: '剩余使用年限' },
      given.remainingYears,
    ),
  });
  if (!read.ok) return read;
  const { used, left } = read.value;
  const life = used.value.plus(left.value);
  if (life.isZero())
    return refuse(
      'E_RANGE',
      '已使用年限与剩余年限都是 0，算不出贬值率',
      fieldPath(place, 'remainingYears'),
      '请核对使用年限；刚取得的专利剩余年限应大于 0',
    );
  const rate = ratioStep({
    id: `${place.id}/depreciation`,
    label: '贬值率',
    value: used.value.dividedBy(life),
    formula: `${shown(used)} ÷ (${shown(used)} + ${shown(left)})`,
    children: [used.node, left.node],
  });
  return ok({ rate, warnings: [] });
};

const byObsolescence = (
  given: Depreciation & { kind: 'obsolescence' },
  place: Place,
): Result<ReadDepreciation> => {
  const domain = NOT_NEGATIVE;
  const read = allOf({
    functional: readEntered(place, { field: 'functional', label: '功能性贬值率', domain }, given.functional),
    economic: readEntered(place, { field: 'economic', label: '经济性贬值率', domain }, given.economic),
  });
  if (!read.ok) return read;
  const { functional, economic } = read.value;
  const sum = functional.value.plus(economic.value);
  const clamped = sum.gt(1);
  const rate = ratioStep({
    id: `${place.id}/depreciation`,
    label: '贬值率',
    value: Decimal.min(sum, 1),
    formula: `${clamped ? 'min(1，' : ''}${shown(functional)} + ${shown(economic)}${clamped ? ')' : ''}`,
    children: [functional.node, economic.node],
  });
  const warning: Failure = {
    code: 'W_DEPRECIATION_CLAMPED',
    message: '功能性与经济性贬值合计超过 1，按 1 计，成本法价值为 0',
    path: fieldPath(place, 'economic'),
    remedy: '请核对两项贬值率是否重复计算同一原因',
  };
  return ok({ rate, warnings: clamped ? [warning] : [] });
};

const floorOnly = (place: Place): Failure => ({
  code: 'W_COST_FLOOR',
  message: '成本法不反映专利的收益能力，用于质押时只作下限参考',
  path: fieldPath(place, 'cost'),
  remedy: '请同时用收益法或市场法估值，并说明取舍',
});

/**
 * 成本法: V = replacement cost · (1 − depreciation), in 分. Always warns `W_COST_FLOOR`; `W_DEPRECIATION_CLAMPED` when
 * obsolescence sums above 1. Fails as `replacementCost`, and with `E_RANGE` for negative or empty years and rates.
 */
export const costApproach = ({ cost, depreciation }: CostInput, place: Place): Result<MethodValue> => {
  const read = allOf({
    cost: replacementCost(cost, place),
    worn: depreciation.kind === 'age' ? byAge(depreciation, place) : byObsolescence(depreciation, place),
  });
  if (!read.ok) return read;
  const { cost: whole, worn } = read.value;
  return ok(
    methodValue(place, {
      approach: 'cost',
      method: 'replacement-cost',
      label: '成本法估值',
      total: whole.value.times(new Decimal(1).minus(worn.rate.value)),
      formula: `V = 重置成本 × (1 − 贬值率) = ${shown(whole)} 元 × (1 − ${shown(worn.rate)})`,
      children: [whole.node, worn.rate.node],
      warnings: [...worn.warnings, floorOnly(place)],
    }),
  );
};
