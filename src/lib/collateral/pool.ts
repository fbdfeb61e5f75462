import type { CollateralItem, CollateralSection } from '../case/collateral-section';
import type { CollateralOffer } from '../case/exchange';
import type { Failure, Result } from '../kernel/result';
import {
  type ProposedAsset,
  type RefusedAsset,
  assetOfItem,
  assetOfOffer,
  joinOfferAndItem,
} from './proposed-asset';

export interface Pool {
  /** Sorted by id. */
  readonly assets: readonly ProposedAsset[];
  readonly refused: readonly RefusedAsset[];
}

/** Registry that registers a class (`PATENT` for all patent classes); `null` when the class is unknown. */
export type RegistryOfClass = (classCode: string) => string | null;

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const failureFor = (title: string, code: string, message: string, remedy: string): Failure => ({
  code,
  message,
  path: `押品组合 › ${title}`,
  remedy,
});

const groupById = <T extends { readonly id: string }>(records: readonly T[]): readonly (readonly T[])[] => {
  const groups = new Map<string, T[]>();
  for (const record of [...records].sort((a, b) => byText(a.id, b.id))) {
    const group = groups.get(record.id);
    if (group === undefined) groups.set(record.id, [record]);
    else group.push(record);
  }
  return [...groups.values()];
};

/** What an offer would bring at most, to choose the most prudent of several with one id. */
const worth = (asset: ProposedAsset): bigint => asset.enteredCredit?.fen ?? asset.value?.fen ?? 0n;

const contentKey = (a: ProposedAsset): string =>
  [a.classCode, a.value?.fen ?? '', a.enteredCredit?.fen ?? '', a.title].join('\n');

const leastOf = (assets: readonly ProposedAsset[]): ProposedAsset | undefined =>
  [...assets].sort((a, b) =>
    worth(a) < worth(b) ? -1 : worth(a) > worth(b) ? 1 : byText(contentKey(a), contentKey(b)),
  )[0];

type Named = Omit<RefusedAsset, 'failure'>;

const namedItem = ({ id, title, use }: CollateralItem): Named => ({ id, title, use });
const namedOffer = ({ id, subject }: CollateralOffer): Named => ({ id, title: subject.title, use: 'may' });

const read = <T>(
  records: readonly T[],
  naming: (record: T) => Named,
  reader: (record: T) => Result<ProposedAsset>,
  refused: RefusedAsset[],
): ProposedAsset[] =>
  records.flatMap((record) => {
    const asset = reader(record);
    if (asset.ok) return [asset.value];
    refused.push({ ...naming(record), failure: asset.failure });
    return [];
  });

/** Each offer id once; a single patent is not counted beside the pool that holds it. */
const offeredAssets = (offers: readonly CollateralOffer[], refused: RefusedAsset[]): ProposedAsset[] => {
  const hasPool = offers.some((offer) => offer.subject.kind === 'patent-pool');
  const counted: CollateralOffer[] = [];
  for (const offer of offers) {
    if (!hasPool || offer.subject.kind !== 'patent') counted.push(offer);
    else
      refused.push({
        ...namedOffer(offer),
        failure: failureFor(
          offer.subject.title,
          'E_COUNTED_IN_POOL',
          '已提供专利组合，单件专利不再另计',
          '如需单列这件专利，请把它移出质押组合',
        ),
      });
  }
  return groupById(counted).flatMap((group) => {
    const least = leastOf(read(group, namedOffer, assetOfOffer, refused));
    return least === undefined ? [] : [least];
  });
};

/** Items with an id of their own; where two share one, neither can be told from the other. */
const enteredAssets = (section: CollateralSection, refused: RefusedAsset[]): ProposedAsset[] => {
  const single = groupById(section.items).flatMap((group) => {
    if (group.length === 1) return group;
    for (const item of group)
      refused.push({
        ...namedItem(item),
        failure: failureFor(
          item.title,
          'E_ID_DUPLICATE',
          `押品标识“${item.id}”出现 ${group.length} 次，无法区分`,
          '请给每项押品不同的标识',
        ),
      });
    return [];
  });
  return read(single, namedItem, assetOfItem, refused);
};

/** Finds the offer an item belongs to: same id, or the only offer of the registry when the item is its only card. */
const offerFinder = (
  items: readonly ProposedAsset[],
  offers: readonly ProposedAsset[],
  registryOf: RegistryOfClass,
): ((item: ProposedAsset) => ProposedAsset | 'ambiguous' | null) => {
  const byId = new Map(offers.map((offer) => [offer.id, offer]));
  const byRegistry = (assets: readonly ProposedAsset[]): ReadonlyMap<string, readonly ProposedAsset[]> => {
    const groups = new Map<string, ProposedAsset[]>();
    for (const asset of assets) {
      const registry = registryOf(asset.classCode);
      if (registry !== null) groups.set(registry, [...(groups.get(registry) ?? []), asset]);
    }
    return groups;
  };
  const offered = byRegistry(offers);
  const cards = byRegistry(items.filter((item) => offered.has(registryOf(item.classCode) ?? '')));
  return (item) => {
    const same = byId.get(item.id);
    if (same !== undefined) return same;
    const registry = registryOf(item.classCode) ?? '';
    const [fitting, rivals] = [offered.get(registry) ?? [], cards.get(registry) ?? []];
    if (fitting.length === 0) return null;
    return fitting.length === 1 && rivals.length === 1 ? (fitting[0] ?? null) : 'ambiguous';
  };
};

/**
 * Everything proposed as collateral: the items of the case and what the other domains offer, each counted once.
 *
 * Patents and data assets offer themselves. An item of a class that an offer already covers is therefore the card on
 * which the person keeps cost, registration and use of that offer, and is joined to it; when more than one could be
 * meant it is refused (`E_COUNTED_BY_OFFER`) rather than counted twice.
 */
export const assemblePool = (
  section: CollateralSection,
  offers: readonly CollateralOffer[],
  registryOf: RegistryOfClass,
): Pool => {
  const refused: RefusedAsset[] = [];
  const offered = offeredAssets(offers, refused);
  const entered = enteredAssets(section, refused);
  const joined = new Map(offered.map((asset) => [asset.id, asset]));
  const own: ProposedAsset[] = [];
  const offerFor = offerFinder(entered, offered, registryOf);
  for (const item of entered) {
    const offer = offerFor(item);
    if (offer === null) own.push(item);
    else if (offer === 'ambiguous')
      refused.push({
        id: item.id,
        title: item.title,
        use: item.use,
        failure: failureFor(
          item.title,
          'E_COUNTED_BY_OFFER',
          '同类押品已由专利或数据资产部分提供，同一价值只计一次',
          '请删去这一项，或把它的标识改为所对应来源的标识',
        ),
      });
    else joined.set(offer.id, joinOfferAndItem(offer, item));
  }
  return {
    assets: [...own, ...joined.values()].sort((a, b) => byText(a.id, b.id)),
    refused: refused.sort(
      (a, b) => byText(a.id, b.id) || byText(a.failure.code, b.failure.code) || byText(a.title, b.title),
    ),
  };
};
