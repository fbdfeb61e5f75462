import type { CollateralItem } from '../case/collateral-section';
import type { CollateralOffer } from '../case/exchange';
import { type Fen, fenText, formatWan } from '../kernel/fen';
import { type Failure, type Result, ok, refuse } from '../kernel/result';
import { derive } from '../kernel/trace';
import { type SourcedFen, enteredFen, fieldLeaf, fieldOf, offeredFen } from './entered-money';
import { ratioOf } from './ratio';

/** An asset as somebody proposed it, before any rule was applied. */
export interface ProposedAsset {
  readonly id: string;
  readonly title: string;
  /** Asset class code as written. */
  readonly classCode: string;
  readonly value: SourcedFen | null;
  /** Published or agreed credit amount. */
  readonly enteredCredit: SourcedFen | null;
  /** 0–1 */
  readonly share: string;
  readonly priorClaimsFen: Fen;
  readonly capOverride: string | null;
  readonly oneOffCostFen: Fen | null;
  readonly perfection: CollateralItem['perfection'];
  readonly receipt: CollateralItem['receipt'];
  readonly use: CollateralItem['use'];
  /** Id of the `collateral.items` record behind it; `null` when only an offer stands behind it. */
  readonly itemId: string | null;
  /** What a person should know about how it was put together. */
  readonly remarks: readonly string[];
}

/** An asset that cannot be used, and why. */
export interface RefusedAsset {
  readonly id: string;
  readonly title: string;
  readonly use: CollateralItem['use'];
  readonly failure: Failure;
}

/** A receivable without what returns, allowances and set-off take of it; other assets as they are. Fails with `E_DILUTION`. */
const withoutDilution = (item: CollateralItem, value: SourcedFen | null): Result<SourcedFen | null> => {
  const entered = item.details['dilution'] ?? '';
  if (value === null || entered === '' || !item.assetClass.startsWith('AR_')) return ok(value);
  const place = fieldOf('items', item.id, item.title, 'details.dilution', '稀释率（%）');
  const share = /^\d+(\.\d+)?$/.test(entered) ? ratioOf(entered) : null;
  if (share === null || share.numerator > share.denominator * 100n)
    return refuse(
      'E_DILUTION',
      `稀释率“${entered}”不在 0 到 100 之间`,
      place.label,
      '请按百分数填写，例如 3.5',
    );
  const left = share.denominator * 100n - share.numerator;
  const fen = (value.fen * left) / (share.denominator * 100n);
  return ok({
    fen,
    trace: derive({
      id: `collateral/diluted/${item.id}`,
      label: `${item.title} 扣除稀释后的应收账款`,
      value: fenText(fen),
      unit: 'fen',
      formula: '应收账款 × (1 − 稀释率)',
      rounding: '向下取整到分',
      children: [value.trace, fieldLeaf(place, entered, 'none', '')],
    }),
  });
};

/** Reads one record of `collateral.items`. Fails with `E_FEN`, `E_RANGE`, `E_NEGATIVE`, `E_DILUTION`. */
export const assetOfItem = (item: CollateralItem): Result<ProposedAsset> => {
  const place = (field: string, label: string) => fieldOf('items', item.id, item.title, field, label);
  const value = enteredFen(place('valueFen', '评估价值'), item.valueFen, item.valueSource);
  if (!value.ok) return value;
  const kept = withoutDilution(item, value.value);
  if (!kept.ok) return kept;
  const credit = enteredFen(
    place('enteredCreditFen', '录入授信额'),
    item.enteredCreditFen,
    item.enteredCreditSource,
  );
  if (!credit.ok) return credit;
  const prior = enteredFen(place('priorClaimsFen', '在先债权'), item.priorClaimsFen);
  if (!prior.ok) return prior;
  const cost = enteredFen(place('oneOffCostFen', '一次性费用'), item.oneOffCostFen);
  if (!cost.ok) return cost;
  return ok({
    id: item.id,
    title: item.title,
    classCode: item.assetClass,
    value: kept.value,
    enteredCredit: credit.value,
    share: item.share,
    priorClaimsFen: prior.value?.fen ?? 0n,
    capOverride: item.capOverride,
    oneOffCostFen: cost.value?.fen ?? null,
    perfection: item.perfection,
    receipt: item.receipt,
    use: item.use,
    itemId: item.id,
    remarks: [],
  });
};

/** Reads what another domain offers. Its costs are not known until an item of the case states them. */
export const assetOfOffer = (offer: CollateralOffer): Result<ProposedAsset> => {
  const title = offer.subject.title;
  const value = offeredFen(
    `collateral/offer-value/${offer.id}`,
    `${title} › 价值`,
    offer.valueFen,
    offer.trace,
  );
  if (!value.ok) return value;
  const credit = offeredFen(
    `collateral/offer-credit/${offer.id}`,
    `${title} › 授信额`,
    offer.enteredCreditFen,
    offer.trace,
  );
  if (!credit.ok) return credit;
  return ok({
    id: offer.id,
    title,
    classCode: offer.assetClass,
    value: value.value,
    enteredCredit: credit.value,
    share: '1',
    priorClaimsFen: 0n,
    capOverride: null,
    oneOffCostFen: null,
    perfection: 'draft',
    receipt: null,
    use: 'may',
    itemId: null,
    remarks: [],
  });
};

const lower = (
  what: string,
  a: SourcedFen | null,
  b: SourcedFen | null,
): { readonly kept: SourcedFen | null; readonly remark: string | null } => {
  if (a === null || b === null || a.fen === b.fen) return { kept: a ?? b, remark: null };
  const kept = a.fen < b.fen ? a : b;
  return { kept, remark: `${what}有两个数，按较低的 ${formatWan(kept.fen)} 万元计` };
};

/**
 * One asset out of an offer and the item that a person keeps for it: amounts from both (the lower one of each kind
 * holds), share, claims, cost, registration and use from the item. It counts once.
 */
export const joinOfferAndItem = (offer: ProposedAsset, item: ProposedAsset): ProposedAsset => {
  const value = lower('价值', offer.value, item.value);
  const credit = lower('授信额', offer.enteredCredit, item.enteredCredit);
  const other =
    offer.classCode === item.classCode ? null : `押品卡片写的类别是 ${item.classCode}，按来源给出的类别计`;
  return {
    ...item,
    id: offer.id,
    title: offer.title,
    classCode: offer.classCode,
    value: value.kept,
    enteredCredit: credit.kept,
    remarks: [value.remark, credit.remark, other].filter((remark) => remark !== null),
  };
};
