import { type Result, ok, refuse } from '../../kernel/result';
import { CONSTRAINTS } from '../constraints';
import { type Domain, ROYALTY_RATE } from '../domain';
import { type Entered, type Place, allOf, fieldPath, readEntered } from '../entered';
import { type Term, ratioStep, shown } from '../term';

/** 0 ≤ kScore ≤ 1 */
const SCORE: Domain = {
  holds: (v) => v.gte(0) && v.lte(1),
  code: 'E_RANGE',
  must: '必须在 0 到 1 之间',
  remedy: '请填写小数，例如 70 分写作 0.7',
};

export interface ShareAdjustmentInput {
  /** Bounds of the rate in the industry, 0 < kMin ≤ kMax < 1. */
  readonly kMin: Entered;
  readonly kMax: Entered;
  /** 0–1, e.g. from `shareScore`. */
  readonly kScore: Entered;
}

/**
 * K = kMin + (kMax − kMin) · kScore: the royalty rate of a whole bundle. It is applied once per bundle; `splitRate`
 * gives each patent its part. Fails with `E_ROYALTY_RANGE`, `E_RANGE`, `E_SHARE_BOUNDS` (kMin above kMax).
 */
export const adjustedShare = (input: ShareAdjustmentInput, place: Place): Result<Term> => {
  const read = allOf({
    low: readEntered(place, { field: 'kMin', label: '分成率下限', domain: ROYALTY_RATE }, input.kMin),
    high: readEntered(place, { field: 'kMax', label: '分成率上限', domain: ROYALTY_RATE }, input.kMax),
    score: readEntered(place, { field: 'kScore', label: '分成率调整系数', domain: SCORE }, input.kScore),
  });
  if (!read.ok) return read;
  const { low, high, score } = read.value;
  if (low.value.gt(high.value))
    return refuse(
      'E_SHARE_BOUNDS',
      `分成率下限 ${shown(low)} 高于上限 ${shown(high)}`,
      fieldPath(place, 'kMin'),
      '请核对两个界限是否填反',
      CONSTRAINTS.shareRange,
    );
  return ok(
    ratioStep({
      id: `${place.id}/bundle-rate`,
      label: '组合分成率 K',
      value: high.value.minus(low.value).times(score.value).plus(low.value),
      formula: `${shown(low)} + (${shown(high)} − ${shown(low)}) × ${shown(score)}`,
      children: [low.node, high.node, score.node],
      note: '对整个专利组合只用一次；分到各件专利须写明贡献份额',
    }),
  );
};
