import { type Fen, fenText, formatWan } from '../kernel/fen';
import { type TraceNode, derive } from '../kernel/trace';
import type { AssetClass } from './asset-class';
import { type SourcedFen, fieldLeaf, fieldOf } from './entered-money';
import { type GradedCap, type IpMultiplier, gradedCap } from './ip-multiplier';
import type { ProposedAsset } from './proposed-asset';
import { divideCeil, percentText, ratioOf, timesRatio } from './ratio';

/** What an asset can carry, before anybody asks how much of it is needed. */
export interface AvailableAmount {
  readonly availableFen: Fen;
  /** Which of the two amounts holds. */
  readonly basis: 'value-at-cap' | 'entered-credit';
  /** Cap that holds for `basis`: lowered by the grade where it bounds the value, not where a credit was entered. */
  readonly cap: string;
  /** Cap lowered by the grade of 三看三评, with what it allows; `null` where no grade lowers it. */
  readonly afterGrade: AfterGrade | null;
  /** Value that the entered credit (else `availableFen`) needs at the cap; `null` when share or cap is 0. */
  readonly valueNeededFen: Fen | null;
  /** For people: how the amount came about. */
  readonly explanation: string;
  readonly trace: TraceNode;
}

/** What the grade allows, beside what was entered. */
export interface AfterGrade {
  readonly multiplier: string;
  /** 抵质押率 × 系数 */
  readonly cap: string;
  /** For people: the grade and what follows from it. */
  readonly text: string;
  /** Value that an entered credit needs at the lowered cap; `null` without an entered credit, or when none would do. */
  readonly valueNeededFen: Fen | null;
  /** What the known value bears at the lowered cap; `null` without a value. */
  readonly allowedFen: Fen | null;
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

const percentWithGrade = (cap: string, graded: GradedCap | null): string =>
  graded === null ? percentText(cap) : `${percentText(graded.before)} × 等级系数 ${graded.multiplier}`;

interface AtCap {
  readonly fen: Fen;
  readonly trace: TraceNode;
  readonly explanation: string;
}

const atCap = (
  asset: ProposedAsset,
  value: SourcedFen,
  { cap, trace }: CapInForce,
  graded: GradedCap | null = null,
): AtCap => {
  const { share, priorClaimsFen } = asset;
  const fen = amountAtCap(value.fen, share, cap, priorClaimsFen);
  const prior = priorClaimsFen === 0n ? '' : ` − 在先债权 ${formatWan(priorClaimsFen)} 万元`;
  const explanation = `${formatWan(value.fen)} 万元 × 份额 ${percentText(share)} × 抵质押率 ${percentWithGrade(cap, graded)}${prior}`;
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

/** An entered credit is somebody's decision and is not cut; what the grade would allow stands beside it. */
const creditAfterGrade = (asset: ProposedAsset, credit: SourcedFen, graded: GradedCap): AfterGrade => ({
  multiplier: graded.multiplier,
  cap: graded.cap,
  text: graded.text,
  valueNeededFen: valueNeeded(credit.fen, asset.share, graded.cap, asset.priorClaimsFen),
  allowedFen:
    asset.value === null ? null : amountAtCap(asset.value.fen, asset.share, graded.cap, asset.priorClaimsFen),
});

const creditGradeText = ({ text, cap, valueNeededFen, allowedFen }: AfterGrade): string => {
  const needed =
    valueNeededFen === null
      ? '没有价值可以支持这一授信额'
      : `${percentText(cap)} 上限下需要价值 ${formatWan(valueNeededFen)} 万元`;
  const allowed = allowedFen === null ? '' : `，已知价值只支持 ${formatWan(allowedFen)} 万元`;
  return `；${text}，按等级系数${needed}${allowed}；录入授信额不因此截取，须由审查人说明`;
};

const fromCredit = (
  asset: ProposedAsset,
  credit: SourcedFen,
  capInForce: CapInForce,
  valued: AtCap | null,
  graded: GradedCap | null,
): AvailableAmount => {
  const { cap } = capInForce;
  const afterGrade = graded === null ? null : creditAfterGrade(asset, credit, graded);
  const lowered = valued !== null && valued.fen < credit.fen;
  const availableFen = lowered ? valued.fen : credit.fen;
  const valueNeededFen = valueNeeded(credit.fen, asset.share, cap, asset.priorClaimsFen);
  const gradeText = afterGrade === null ? '' : creditGradeText(afterGrade);
  const entered = `录入授信额 ${formatWan(credit.fen)} 万元，${neededText(valueNeededFen, cap)}`;
  const explanation = `${entered}${lowered ? `；已知价值按上限只有 ${formatWan(valued.fen)} 万元，按较低者计` : ''}${gradeText}`;
  const beside = graded === null ? [] : [graded.trace];
  return {
    availableFen,
    basis: lowered ? 'value-at-cap' : 'entered-credit',
    cap,
    afterGrade,
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
      children: [credit.trace, valued === null ? capInForce.trace : valued.trace, ...beside],
    }),
  };
};

/**
 * The amount an asset can carry: an entered credit amount as it stands, else the value at its cap; when both are
 * known the smaller one holds and the explanation says so. `null` when neither is known. `multiplier` lowers the cap of
 * a value by the grade of 三看三评; an entered credit is compared with the cap as it was.
 * Source: 可用额公式 and 反向估值 after 押品管理指引（银监发〔2017〕16号）; caps are the bank's own.
 */
export const availableAmount = (
  asset: ProposedAsset,
  caps: ClassCaps,
  multiplier: IpMultiplier | null = null,
): AvailableAmount | null => {
  const capInForce = capOf(asset, caps);
  const graded = multiplier === null ? null : gradedCap(asset.id, asset.title, capInForce, multiplier);
  if (asset.enteredCredit !== null) {
    const valued = asset.value === null ? null : atCap(asset, asset.value, capInForce);
    return fromCredit(asset, asset.enteredCredit, capInForce, valued, graded);
  }
  if (asset.value === null) return null;
  const inForce = graded ?? capInForce;
  const valued = atCap(asset, asset.value, inForce, graded);
  const gradeText = graded === null ? '' : `（${graded.text}）`;
  return {
    availableFen: valued.fen,
    basis: 'value-at-cap',
    cap: inForce.cap,
    afterGrade:
      graded === null
        ? null
        : {
            multiplier: graded.multiplier,
            cap: graded.cap,
            text: graded.text,
            valueNeededFen: null,
            allowedFen: valued.fen,
          },
    valueNeededFen: valueNeeded(valued.fen, asset.share, inForce.cap, asset.priorClaimsFen),
    explanation: `${valued.explanation} = ${formatWan(valued.fen)} 万元${gradeText}`,
    trace: valued.trace,
  };
};
