import { type Fen, fenText, formatWan } from '../kernel/fen';
import { type TraceNode, derive } from '../kernel/trace';
import type { AssetClass } from './asset-class';
import { type SourcedFen, fieldLeaf, fieldOf } from './entered-money';
import type { ProposedAsset } from './proposed-asset';
import { divideCeil, percentText, ratioOf, timesRatio } from './ratio';

/** What an asset can carry, before anybody asks how much of it is needed. */
export interface AvailableAmount {
  readonly availableFen: Fen;
  /** Which of the two amounts holds. */
  readonly basis: 'value-at-cap' | 'entered-credit';
  readonly cap: string;
  /** Value that the entered credit (else `availableFen`) needs at the cap; `null` when share or cap is 0. */
  readonly valueNeededFen: Fen | null;
  /** For people: how the amount came about. */
  readonly explanation: string;
  readonly trace: TraceNode;
}

interface CapInForce {
  readonly cap: string;
  readonly trace: TraceNode;
}

type ClassCaps = Pick<AssetClass, 'defaultCap' | 'defaultCapTrace' | 'hardMaxTrace'>;

const capOf = (
  asset: ProposedAsset,
  { defaultCap, defaultCapTrace, hardMaxTrace }: ClassCaps,
): CapInForce => {
  if (asset.capOverride === null) return { cap: defaultCap, trace: defaultCapTrace };
  const place = fieldOf('items', asset.itemId ?? asset.id, asset.title, 'capOverride', '录入抵质押率');
  return {
    cap: asset.capOverride,
    trace: derive({
      id: `collateral/cap/${asset.id}`,
      label: `${asset.title} 抵质押率`,
      value: asset.capOverride,
      unit: 'ratio',
      formula: '录入值，不高于本类最高可设',
      children: [fieldLeaf(place, asset.capOverride, 'ratio'), hardMaxTrace],
    }),
  };
};

/** Facts of the asset as trace leaves; a fact nobody entered (whole ownership of an offer) has no field. */
const factLeaves = (asset: ProposedAsset): readonly TraceNode[] => {
  if (asset.itemId === null) return [];
  const place = (field: string, label: string) =>
    fieldOf('items', asset.itemId ?? asset.id, asset.title, field, label);
  return [
    fieldLeaf(place('share', '权属份额'), asset.share, 'ratio'),
    fieldLeaf(place('priorClaimsFen', '在先债权'), fenText(asset.priorClaimsFen), 'fen'),
  ];
};

/**
 * `max(0, ⌊V × share × cap⌋ − prior)` in whole 分: the product is rounded once, downwards, so that the cap is never
 * passed; prior claims come off after the cap, which is the stricter order.
 */
export const amountAtCap = (valueFen: Fen, share: string, cap: string, priorClaimsFen: Fen): Fen => {
  const ratio = timesRatio(ratioOf(share), ratioOf(cap));
  const amount = (valueFen * ratio.numerator) / ratio.denominator - priorClaimsFen;
  return amount > 0n ? amount : 0n;
};

/** Smallest value whose `amountAtCap` reaches `amountFen` (> 0): `⌈(A + prior) / (share × cap)⌉`; `null` when none does. */
export const valueNeeded = (amountFen: Fen, share: string, cap: string, priorClaimsFen: Fen): Fen | null => {
  const ratio = timesRatio(ratioOf(share), ratioOf(cap));
  if (ratio.numerator === 0n) return null;
  return divideCeil((amountFen + priorClaimsFen) * ratio.denominator, ratio.numerator);
};

interface AtCap {
  readonly fen: Fen;
  readonly trace: TraceNode;
  readonly explanation: string;
}

const atCap = (asset: ProposedAsset, value: SourcedFen, { cap, trace }: CapInForce): AtCap => {
  const { share, priorClaimsFen } = asset;
  const fen = amountAtCap(value.fen, share, cap, priorClaimsFen);
  const prior = priorClaimsFen === 0n ? '' : ` − 在先债权 ${formatWan(priorClaimsFen)} 万元`;
  const explanation = `${formatWan(value.fen)} 万元 × 份额 ${percentText(share)} × 抵质押率 ${percentText(cap)}${prior}`;
  return {
    fen,
    explanation,
    trace: derive({
      id: `collateral/at-cap/${asset.id}`,
      label: `${asset.title} 按上限可用额`,
      value: fenText(fen),
      unit: 'fen',
      formula: `max(0, ${explanation})`,
      rounding: '乘积向下取整到分',
      children: [value.trace, ...factLeaves(asset), trace],
    }),
  };
};

const neededText = (fen: Fen | null, cap: string): string =>
  fen === null
    ? '抵质押率或份额为 0，没有价值可以支持'
    : `按 ${percentText(cap)} 上限需要价值 ${formatWan(fen)} 万元`;

const fromCredit = (
  asset: ProposedAsset,
  credit: SourcedFen,
  capInForce: CapInForce,
  valued: AtCap | null,
): AvailableAmount => {
  const { cap } = capInForce;
  const lowered = valued !== null && valued.fen < credit.fen;
  const availableFen = lowered ? valued.fen : credit.fen;
  const valueNeededFen = valueNeeded(credit.fen, asset.share, cap, asset.priorClaimsFen);
  const entered = `录入授信额 ${formatWan(credit.fen)} 万元，${neededText(valueNeededFen, cap)}`;
  const explanation = lowered
    ? `${entered}；已知价值按上限只有 ${formatWan(valued.fen)} 万元，按较低者计`
    : entered;
  return {
    availableFen,
    basis: lowered ? 'value-at-cap' : 'entered-credit',
    cap,
    valueNeededFen,
    explanation,
    trace: derive({
      id: `collateral/available/${asset.id}`,
      label: `${asset.title} 可用额`,
      value: fenText(availableFen),
      unit: 'fen',
      formula:
        valued === null
          ? `录入授信额（不按上限截取；${neededText(valueNeededFen, cap)}）`
          : 'min(录入授信额, 按上限可用额)',
      children: valued === null ? [credit.trace, capInForce.trace] : [credit.trace, valued.trace],
    }),
  };
};

/**
 * The amount an asset can carry: an entered credit amount as it stands, else the value at its cap; when both are
 * known the smaller one holds and the explanation says so. `null` when neither is known.
 * Source: 可用额公式 and 反向估值 after 押品管理指引（银监发〔2017〕16号）; caps are the bank's own.
 */
export const availableAmount = (asset: ProposedAsset, caps: ClassCaps): AvailableAmount | null => {
  const capInForce = capOf(asset, caps);
  const valued = asset.value === null ? null : atCap(asset, asset.value, capInForce);
  if (asset.enteredCredit !== null) return fromCredit(asset, asset.enteredCredit, capInForce, valued);
  if (valued === null) return null;
  return {
    availableFen: valued.fen,
    basis: 'value-at-cap',
    cap: capInForce.cap,
    valueNeededFen: valueNeeded(valued.fen, asset.share, capInForce.cap, asset.priorClaimsFen),
    explanation: `${valued.explanation} = ${formatWan(valued.fen)} 万元`,
    trace: valued.trace,
  };
};
