import type { DataAsset } from '../../case/data-assets-section';
import { type Result, ok, refuse } from '../../kernel/result';
import { leaf } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import type { Entered } from '../../valuation/entered';
import { HALF_LIFE_KINDS, proposedHalfLife } from '../pricing/decay';
import { assetPath } from './opened-sheet';

/**
 * The half-life of an asset as an input: typed with its source, or a kind of the rulebook that a person chose. Fails with
 * `E_MISSING` (nothing said), `E_TWO_SOURCES`, `E_CHOICE_UNKNOWN`.
 */
export const halfLifeOf = (asset: DataAsset, rules: RulesAt): Result<Entered> => {
  const { years, kind, source } = asset.pricing.halfLife;
  const path = `${assetPath(asset)}.pricing.halfLife`;
  if (years !== null && kind !== null)
    return refuse('E_TWO_SOURCES', '半衰期既填了数，又选了参数库的种类', path, '请只留一种');
  if (years !== null) {
    const sourced = source.trim() !== '';
    return ok({
      value: years,
      source: leaf({
        id: `data-half-life/${asset.id}/entered`,
        label: '半衰期 h',
        value: years,
        unit: 'year',
        confidence: sourced ? 'secondary' : 'assumption',
        source: { kind: 'field', path: `${path}.years`, label: `数据定价 › ${asset.title} › 半衰期` },
        note: sourced ? `来源：${source}` : '未写来源',
      }),
    });
  }
  const known = HALF_LIFE_KINDS.find((one) => one === kind);
  if (known !== undefined) return proposedHalfLife(known, rules);
  return kind === null
    ? refuse('E_MISSING', '缺半衰期 h', path, '请填写半衰期及依据，或选用参数库中的种类；不替人选默认值')
    : refuse('E_CHOICE_UNKNOWN', `参数库没有半衰期种类“${kind}”`, path, '请从列出的种类中选择');
};
