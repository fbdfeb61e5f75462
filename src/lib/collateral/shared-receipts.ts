import type { CollateralItem } from '../case/collateral-section';
import type { RulesAt } from '../rulebook/model';
import { canonicalClassCode, readAssetClass } from './asset-class';

const numberOf = ({ receipt }: CollateralItem): string => receipt?.registrationNumber.trim() ?? '';

type Places = (item: CollateralItem) => ReadonlySet<string>;

/** Registers of an item's class, read once for each class. */
const placesBy = (rules: RulesAt): Places => {
  const known = new Map<string, ReadonlySet<string>>();
  return ({ assetClass }) => {
    const before = known.get(assetClass);
    if (before !== undefined) return before;
    const read = readAssetClass(rules, canonicalClassCode(rules, assetClass));
    const places = new Set(read.ok ? read.value.registry.registries.map(({ id }) => id) : []);
    known.set(assetClass, places);
    return places;
  };
};

const meet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => [...a].some((id) => b.has(id));

const byId = (a: CollateralItem, b: CollateralItem): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Why one receipt cannot stand behind both; empty = it can. */
const whyNot = (one: CollateralItem, other: CollateralItem, placesOf: Places): string => {
  const [mine, theirs] = [placesOf(one), placesOf(other)];
  // Nobody knows where an unknown class is registered; it does not take another one with it.
  if (mine.size === 0 || theirs.size === 0) return '';
  if (!meet(mine, theirs))
    return `登记号 ${numberOf(one)} 也录在“${other.title}”上，两项不在同一登记机构登记`;
  return one.receipt?.date === other.receipt?.date
    ? ''
    : `登记号 ${numberOf(one)} 也录在“${other.title}”上，登记日却是 ${other.receipt?.date ?? ''}`;
};

/** One of each class and day: the others say nothing that it does not. */
const distinct = (group: readonly CollateralItem[]): readonly CollateralItem[] => [
  ...new Map(group.map((item) => [`${item.assetClass} ${item.receipt?.date ?? ''}`, item])).values(),
];

/**
 * Items whose registration number another item carries too although one registration cannot cover both: other registers, or another
 * day. One registration of land with its building, or of several machines, is in order; what nobody uses stands in nobody's way. Id →
 * reason.
 */
export const contestedReceipts = (
  items: readonly CollateralItem[],
  ended: readonly string[],
  rules: RulesAt,
): ReadonlyMap<string, string> => {
  const byNumber = new Map<string, CollateralItem[]>();
  for (const item of [...items].sort(byId)) {
    const number = numberOf(item);
    if (number === '' || item.use === 'never' || ended.includes(item.perfection)) continue;
    const known = byNumber.get(number);
    if (known === undefined) byNumber.set(number, [item]);
    else known.push(item);
  }
  const placesOf = placesBy(rules);
  const reasons = new Map<string, string>();
  for (const group of byNumber.values()) {
    const others = distinct(group);
    for (const one of others.length === 1 ? [] : group) {
      const reason = others
        .filter((other) => other !== one)
        .map((other) => whyNot(one, other, placesOf))
        .find((text) => text !== '');
      if (reason !== undefined) reasons.set(one.id, reason);
    }
  }
  return reasons;
};
