import { Decimal } from '../../kernel/decimal';
import { type Failure, type Result, ok, refuse } from '../../kernel/result';
import { fieldPath } from '../../valuation/entered';
import { type MethodContext, type MethodValue, methodValue } from '../../valuation/method-value';
import { type ShareIncomeInput, shareIncome } from './income-share';

/** One scene in which the same data earns. */
export interface Scene {
  /** Id, unique in the list. */
  readonly id: string;
  readonly title: string;
  /** `share` is φ_k, the part of the scene's income that the data brings. */
  readonly income: ShareIncomeInput;
}

/**
 * 多场景收益: P = Σ_k Σ_t φ_k · R_kt / (1 + r_k)^t, each scene with its own rate and life; rounded once, over all scenes.
 * Fails with `E_MISSING` (no scene), `E_SCENE_TWICE`, and as `shareIncome` with the scene in the path.
 * Source: 电力企业数据产品定价指南.
 */
export const sceneIncome = (scenes: readonly Scene[], context: MethodContext): Result<MethodValue> => {
  if (scenes.length === 0)
    return refuse('E_MISSING', '没有应用场景', fieldPath(context, 'scenes'), '请至少填写一个场景的收益');
  const values: MethodValue[] = [];
  const seen = new Set<string>();
  for (const { id, title, income } of scenes) {
    const path = fieldPath(context, `scenes[${id}]`);
    if (seen.has(id))
      return refuse('E_SCENE_TWICE', `场景“${title}”列了两次`, path, '同一场景的收益只能计一次');
    seen.add(id);
    const value = shareIncome(income, { ...context, path, id: `${context.id}/scene/${id}` });
    if (!value.ok) return value;
    const trace = { ...value.value.trace, label: `场景“${title}”` };
    values.push({ ...value.value, trace });
  }
  const warnings: readonly Failure[] = values.flatMap((value) => value.warnings);
  return ok(
    methodValue(context, {
      approach: 'income',
      method: 'data-scene-income',
      label: '多场景收益法估值',
      total: values.reduce((sum, { total }) => sum.plus(total), new Decimal(0)),
      formula: `P = ${values.map(({ total }) => total.toFixed(6)).join(' + ')} 元`,
      children: values.map(({ trace }) => trace),
      warnings,
    }),
  );
};
