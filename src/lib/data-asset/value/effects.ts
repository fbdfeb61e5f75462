import type { DataAsset } from '../../case/data-assets-section';
import type { DataEffect } from '../../case/data-pricing';
import { Decimal, decimalText } from '../../kernel/decimal';
import { type Fen, fenText } from '../../kernel/fen';
import { type Result, mapResult, ok, refuse } from '../../kernel/result';
import { leaf } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import type { Entered, EnteredFen } from '../../valuation/entered';
import {
  EFFECT_TITLES,
  PRICE_EFFECTS,
  type PriceEffect,
  type PriceEffectKey,
  type PriceEffects,
  priceEffects,
} from '../pricing/price-effects';
import type { AssetQuality } from '../quality/quality-of';
import type { TracedFen } from './asset-value';
import { measuredShare } from './measured-shares';
import { assetPath } from './opened-sheet';

/** What a person said of duplicates, overlap and personal data, taken off the values. */

const pathOf = (asset: DataAsset, key: PriceEffectKey): string =>
  `${assetPath(asset)}.pricing.effects.${key}`;

const PLACES = 12;

/** Extra copies among all rows, as `data-asset.value@1` took them: an estimate as a point. */
const measuredPoint = (asset: DataAsset, key: PriceEffectKey): Result<Entered> => {
  const path = pathOf(asset, key);
  if (key !== 'duplicates')
    return refuse('E_NOT_MEASURED', `${EFFECT_TITLES[key]}不由画像测得`, path, '请填写占比及来源');
  const found = asset.table?.duplicateRows ?? null;
  if (found === null || asset.rows === 0)
    return refuse('E_NOT_MEASURED', '画像没有测重复记录', path, '请在画像页测重复记录，或填写占比及来源');
  const exact = new Decimal(found.extra).dividedBy(asset.rows);
  const value = decimalText(exact, PLACES);
  return ok({
    value,
    source: leaf({
      id: `data-duplicates/${asset.id}`,
      label: '画像测得的重复记录占比',
      value,
      unit: 'ratio',
      confidence: found.exact ? 'verified' : 'secondary',
      source: {
        kind: 'field',
        path: `${assetPath(asset)}.table.duplicateRows`,
        label: `数据画像 › ${asset.title} › 重复记录`,
      },
      note: `首次以外的重复行 ${found.extra} ÷ ${asset.rows} 行${found.exact ? '' : '（抽样或估计）'}`,
    }),
  });
};

const statedShare = (asset: DataAsset, key: PriceEffectKey, { share, source }: DataEffect): Entered => {
  if (share === null) return { value: null };
  const sourced = source.trim() !== '';
  const label = `${EFFECT_TITLES[key]}占比`;
  return {
    value: share,
    source: leaf({
      id: `data-effects/${asset.id}/${key}`,
      label,
      value: share,
      unit: 'ratio',
      confidence: sourced ? 'secondary' : 'assumption',
      source: {
        kind: 'field',
        path: `${pathOf(asset, key)}.share`,
        label: `数据定价 › ${asset.title} › ${label}`,
      },
      note: sourced ? `来源：${source}` : '未写来源',
    }),
  };
};

/**
 * How a measured share that is an estimate is taken: at the `high` or `low` end of its interval; as a `point` in version 1 of
 * the methods, which knew no overlap by fingerprint either.
 */
export type EffectReading = 'high' | 'low' | 'point';

const effectOf = (asset: DataAsset, key: PriceEffectKey, reading: EffectReading): Result<PriceEffect> => {
  const said = asset.pricing.effects[key];
  switch (said.said) {
    case 'counted':
      return ok({ kind: 'counted', where: said.source });
    case 'share':
      return ok({ kind: 'share', share: statedShare(asset, key, said) });
    case 'measured':
      return mapResult<Entered, PriceEffect>(
        reading === 'point' ? measuredPoint(asset, key) : measuredShare(asset, key, reading),
        (share) => ({ kind: 'share' as const, share }),
      );
    case 'unknown':
      return refuse(
        'E_MISSING',
        `还没有说明${EFFECT_TITLES[key]}`,
        pathOf(asset, key),
        '请填写占比，或写明已计入何处；没有的占比填 0 并写来源',
      );
  }
};

/** All three answers. Fails with the first that is missing. */
export const effectsOf = (
  asset: DataAsset,
  reading: EffectReading,
): Result<Readonly<Record<PriceEffectKey, PriceEffect>>> => {
  const read: Partial<Record<PriceEffectKey, PriceEffect>> = {};
  for (const key of PRICE_EFFECTS) {
    const effect = effectOf(asset, key, reading);
    if (!effect.ok) return effect;
    read[key] = effect.value;
  }
  const { duplicates, overlap, personal } = read;
  if (duplicates === undefined || overlap === undefined || personal === undefined)
    throw new Error('all effects expected');
  return ok({ duplicates, overlap, personal });
};

/** GB/T 36344-2018 数据重复率. */
const DUPLICATES_INDICATOR = '0303';

/**
 * Repeated rows that the α of a worksheet holds already: α was taken from the quality evaluation, and its indicator of repeated
 * rows was measured and weighs. They are stated as counted then, and not taken off again.
 */
export const duplicatesInQuality = (quality: AssetQuality): boolean =>
  quality.dimensions.some(
    ({ dimension, indicators }) =>
      new Decimal(dimension.weight).gt(0) &&
      indicators.some(
        ({ indicator, measurement }) =>
          indicator.code === DUPLICATES_INDICATOR &&
          new Decimal(indicator.weight).gt(0) &&
          measurement !== null,
      ),
  );

const COUNTED_IN_QUALITY: PriceEffect = { kind: 'counted', where: '数据质量系数 α（指标 0303 数据重复率）' };

/**
 * Takes the effects off one value. `id` is that of the value it starts from.
 * @param duplicatesCounted the value holds repeated rows already, see `duplicatesInQuality`
 */
export const withEffects = (
  asset: DataAsset,
  rules: RulesAt,
  {
    approach,
    duplicatesCounted,
    reading,
  }: { approach: 'income' | 'market' | 'cost'; duplicatesCounted: boolean; reading: EffectReading },
  id: string,
  value: EnteredFen,
): Result<PriceEffects> => {
  const read = effectsOf(asset, reading);
  if (!read.ok) return read;
  const effects = duplicatesCounted ? { ...read.value, duplicates: COUNTED_IN_QUALITY } : read.value;
  return priceEffects(
    { approach, value, effects },
    { path: `${assetPath(asset)}.pricing`, id: `${id}/effective`, rules },
  );
};

/** An amount in 分 as text with its trace. */
export const traced = (fen: Fen, trace: TracedFen['trace']): TracedFen => ({ fen: fenText(fen), trace });
