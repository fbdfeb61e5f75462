import type { CollateralItem } from '../../case/collateral-section';
import type { Subject } from '../../case/exchange';
import type { MethodInput } from '../../case/method';
import { type Fen, parseFenText } from '../../kernel/fen';
import { type PlainDate, isPlainDate } from '../../kernel/plain-date';
import { type Result, ok } from '../../kernel/result';
import { type AssetClass, canonicalClassCode, readAssetClass } from '../asset-class';
import { gatherCandidates } from '../candidates';
import { ipMultiplierOf } from '../ip-multiplier';
import { readPerfectionStates } from '../perfection';
import type { ProposedAsset } from '../proposed-asset';

/** One asset of the pool with the record kept for it. */
export interface LifeAsset {
  readonly asset: ProposedAsset;
  /** `null` where the patents or the data offer themselves and nobody keeps a card for them. */
  readonly item: CollateralItem | null;
  /** `null` = the class cannot be read. */
  readonly assetClass: AssetClass | null;
  /** Cap that holds after the grade; `null` where the asset cannot be used. */
  readonly cap: string | null;
  /** Day of the value: as entered, or the valuation date where it is computed from the case. */
  readonly valuedOn: PlainDate | null;
  readonly subject: Subject;
}

export const fenOrNull = (text: string | null): Fen | null => {
  if (text === null) return null;
  const read = parseFenText(text);
  return read.ok && read.value >= 0n ? read.value : null;
};

const dateOrNull = (text: string | null): PlainDate | null =>
  text !== null && isPlainDate(text) ? text : null;

/**
 * The assets of a case, each once, with the items that are their cards. Those that nobody uses are left out. Fails where the
 * registration states are not in the rules.
 */
export const lifeAssets = ({ caseRecord, rules, prior }: MethodInput): Result<readonly LifeAsset[]> => {
  const states = readPerfectionStates(rules);
  if (!states.ok) return states;
  const { collateral } = caseRecord.sections;
  const multiplier = ipMultiplierOf(prior.figures);
  const { proposed, assets } = gatherCandidates(collateral, prior.offers, rules, states.value, multiplier);
  const items = new Map(collateral.items.map((item) => [item.id, item]));
  const usable = new Map(assets.map((eligible) => [eligible.asset.id, eligible]));
  return ok(
    proposed.flatMap((asset): LifeAsset[] => {
      if (asset.use === 'never') return [];
      const item = asset.itemId === null ? null : (items.get(asset.itemId) ?? null);
      const read = readAssetClass(rules, canonicalClassCode(rules, asset.classCode));
      const entered = item !== null && asset.id === item.id;
      return [
        {
          asset,
          item,
          assetClass: read.ok ? read.value : null,
          cap: usable.get(asset.id)?.available.cap ?? null,
          valuedOn: dateOrNull(entered ? item.valuedOn : caseRecord.valuationDate),
          subject: { kind: 'asset', id: item?.id ?? asset.id, title: asset.title },
        },
      ];
    }),
  );
};
