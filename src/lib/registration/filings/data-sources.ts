import type { CaseRecord } from '../../case/case-record';
import type { CollateralItem } from '../../case/collateral-section';
import type { DataAsset } from '../../case/data-assets-section';
import { type FilingSource, NOTHING } from './filing';
import type { Reading } from './reading';

/** The data that a filing of data covers, and which cards of the pool belong to it. */

const ofData = (data: DataAsset, item: CollateralItem | null): FilingSource => ({
  ...NOTHING,
  id: data.id,
  title: data.title,
  data,
  item,
});

const ofCard = (item: CollateralItem): FilingSource => ({ ...NOTHING, id: item.id, title: item.title, item });

/** As `registration.completeness@2` read it: with one asset and one card these are one, else every card is an asset of its own. */
const everyCard = (
  assets: readonly DataAsset[],
  cards: readonly CollateralItem[],
): readonly FilingSource[] => {
  const [only] = cards;
  if (assets.length === 1 && cards.length === 1 && only !== undefined)
    return assets.map((data) => ofData(data, only));
  return [...assets.map((data) => ofData(data, null)), ...cards.map(ofCard)];
};

const numberOf = ({ details }: CollateralItem): string => details['registration_no']?.trim() ?? '';

const numbersOf = ({ rights }: DataAsset): readonly string[] =>
  rights.certificates.map(({ number }) => number.trim()).filter((number) => number !== '');

/** Whether a card says something of an asset: a number, an owner or a value of its own. */
const isAsset = (card: CollateralItem): boolean =>
  numberOf(card) !== '' || card.valueFen !== null || (card.details['registered_owner'] ?? '') !== '';

/** The card that is kept for one asset: it bears its number, or it is the only card of the only asset and no other number speaks. */
const cardOf = (
  data: DataAsset,
  assets: readonly DataAsset[],
  cards: readonly CollateralItem[],
): CollateralItem | null => {
  const numbers = numbersOf(data);
  const named = cards.find((card) => numbers.includes(numberOf(card)));
  if (named !== undefined) return named;
  const [only] = cards;
  const alone = assets.length === 1 && cards.length === 1 && only !== undefined;
  return alone && (numberOf(only) === '' || numbers.length === 0) ? only : null;
};

/**
 * Every data asset with the card kept for it, and the cards that are assets of their own: those that say more
 * than a receipt. A card that says nothing of an asset beside data is the registration of that data, as when one receipt was entered
 * for two assets; where nobody profiled data, every card is an asset.
 */
export const dataGroup = (
  { sections }: CaseRecord,
  cards: readonly CollateralItem[],
  reading: Reading,
): readonly FilingSource[] => {
  const { assets } = sections.dataAssets;
  if (reading === 2) return everyCard(assets, cards);
  if (assets.length === 0) return cards.map(ofCard);
  const own = assets.map((data) => ofData(data, cardOf(data, assets, cards)));
  const kept = new Set(own.flatMap(({ item }) => item?.id ?? []));
  const others = cards.filter((card) => !kept.has(card.id) && isAsset(card));
  return [...own, ...others.map(ofCard)];
};
