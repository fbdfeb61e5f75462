import type { DataAsset } from '../../case/data-assets-section';
import type { DataOverlap } from '../../case/data-fingerprint';
import { Decimal, decimalText } from '../../kernel/decimal';
import { type Result, ok, refuse } from '../../kernel/result';
import { type TraceNode, leaf } from '../../kernel/trace';
import { EFFECT_TITLES, type PriceEffectKey } from '../pricing/price-effects';
import { assetPath } from './opened-sheet';

/** Places of a share; one rounding, at the end. */
const PLACES = 12;

/** A share that the program measured, with its 95 % interval; both ends are equal when it was counted. */
export interface MeasuredShare {
  readonly key: PriceEffectKey;
  /** 0–1 of the records. */
  readonly low: string;
  readonly high: string;
  readonly exact: boolean;
  /** Where it was measured, e.g. `取自数据指纹比较：甲`. */
  readonly source: string;
}

interface Measured extends MeasuredShare {
  readonly path: string;
  readonly note: string;
}

const ratio = (part: number, whole: number): string =>
  decimalText(new Decimal(part).dividedBy(whole), PLACES);

const pathOf = (asset: DataAsset, key: PriceEffectKey): string =>
  `${assetPath(asset)}.pricing.effects.${key}`;

const duplicates = (asset: DataAsset): Result<Measured> => {
  const path = pathOf(asset, 'duplicates');
  const found = asset.table?.duplicateRows ?? null;
  if (found === null || asset.rows === 0)
    return refuse('E_NOT_MEASURED', '画像没有测重复记录', path, '请在画像页测重复记录，或填写占比及来源');
  const { extra, exact, low, high } = found;
  if (low === null || high === null)
    return refuse(
      'E_NOT_EXACT',
      `重复记录只有估计（约 ${extra} 行），没有给出上下限`,
      path,
      '请在画像页“逐一数清”，或重新画像，或填写占比及来源',
    );
  return ok({
    key: 'duplicates',
    low: ratio(low, asset.rows),
    high: ratio(high, asset.rows),
    exact,
    source: exact ? '取自数据画像，逐行计数' : '取自数据画像的估计',
    path: `${assetPath(asset)}.table.duplicateRows`,
    note: exact
      ? `首次以外的重复行 ${extra} ÷ ${asset.rows} 行`
      : `首次以外的重复行估计 ${extra}，95% 区间 ${low} 至 ${high}，÷ ${asset.rows} 行；按扣得多的一端计入，逐一数清后按实数`,
  });
};

/** Comparisons of whole rows that came to a number: equal keys need not be equal records. */
const usable = (overlaps: readonly DataOverlap[]): readonly DataOverlap[] =>
  overlaps.filter(({ of, share }) => of === 'rows' && share !== null);

/** Found in any of several packages: at least what the largest has, at most the sum. */
const overlap = (asset: DataAsset): Result<Measured> => {
  const compared = usable(asset.overlaps);
  if (compared.length === 0)
    return refuse(
      'E_NOT_MEASURED',
      '还没有可用的数据指纹比较',
      pathOf(asset, 'overlap'),
      '请在画像页生成指纹并与其他数据包比较整行，或填写占比及来源',
    );
  const low = Decimal.max(...compared.map((one) => one.low));
  const sum = compared.reduce((total, one) => total.plus(one.high), new Decimal(0));
  const high = Decimal.min(1, sum);
  const names = compared.map(({ other }) => other).join('、');
  const exact = compared.length === 1 && compared.every((one) => one.exact);
  const each = compared.map((one) => `${one.other} ${one.low}–${one.high}`).join('；');
  return ok({
    key: 'overlap',
    low: decimalText(low, PLACES),
    high: decimalText(high, PLACES),
    exact,
    source: `取自数据指纹比较：${names}`,
    path: `${assetPath(asset)}.overlaps`,
    note: exact
      ? `本包不同的行见于“${names}”的占比，两份指纹都完整`
      : `本包不同的行见于其他数据包的占比，95% 区间：${each}${compared.length > 1 ? '；多包之并至少为最大者，至多为合计' : ''}；按扣得多的一端计入`,
  });
};

const measured = (asset: DataAsset, key: PriceEffectKey): Result<Measured> => {
  if (key === 'duplicates') return duplicates(asset);
  if (key === 'overlap') return overlap(asset);
  return refuse(
    'E_NOT_MEASURED',
    `${EFFECT_TITLES[key]}不由画像测得`,
    pathOf(asset, key),
    '请填写占比及来源',
  );
};

/** What the program can offer for the effects on a price. */
export const measuredShares = (asset: DataAsset): readonly MeasuredShare[] =>
  (['duplicates', 'overlap'] as const).flatMap((effect) => {
    const found = measured(asset, effect);
    if (!found.ok) return [];
    const { key, low, high, exact, source } = found.value;
    return [{ key, low, high, exact, source }];
  });

/**
 * A measured share with its trace; an estimate at one end of its interval, never as a point.
 *
 * Errors: `E_NOT_MEASURED`, `E_NOT_EXACT` for an estimate without bounds.
 * @param end `high` takes more off
 */
export const measuredShare = (
  asset: DataAsset,
  key: PriceEffectKey,
  end: 'low' | 'high',
): Result<{ readonly value: string; readonly source: TraceNode }> => {
  const found = measured(asset, key);
  if (!found.ok) return found;
  const { exact, path, note, source, [end]: value } = found.value;
  const title = `${EFFECT_TITLES[key]}占比`;
  return ok({
    value,
    source: leaf({
      id: `data-${key}/${asset.id}`,
      label: exact ? `测得的${title}` : `估计的${title}（区间${end === 'high' ? '上' : '下'}限）`,
      value,
      unit: 'ratio',
      confidence: exact ? 'verified' : 'secondary',
      source: { kind: 'field', path, label: `数据画像 › ${asset.title} › ${EFFECT_TITLES[key]}` },
      note: `${source}；${note}`,
    }),
  });
};
