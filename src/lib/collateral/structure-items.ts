import { type Fen, fenText, formatWan } from '../kernel/fen';
import { type TraceNode, derive } from '../kernel/trace';
import type { AfterGrade } from './available-amount';
import type { Candidates } from './candidates';
import type { EligibleAsset } from './eligibility';
import { type Recogniser, recognisedTrace } from './perfection';
import type { Solution, UsableSource } from './solve-structure';
import type { ItemAfterGrade, LeftOut, StructureItem } from './structure-model';
import type { UsableSupport } from './support-source';

/** A source in the structure with what the figures need to know of it. */
export interface UsedSource {
  readonly source: UsableSource;
  readonly amountFen: Fen;
  readonly item: StructureItem;
  /** `item.amountFen` and `item.recognisedFen` with their reasons. */
  readonly amountTrace: TraceNode;
  readonly recognisedTrace: TraceNode;
  readonly asset: EligibleAsset | null;
  readonly support: UsableSupport | null;
}

/** How the amount carried came about, in versions that enumerate. */
const ENUMERATED = 'min(可用额, 轮到它时需求尚缺的部分)';

const amountTraceOf = (
  id: string,
  title: string,
  amountFen: Fen,
  available: TraceNode,
  formula: string,
): TraceNode =>
  derive({
    id: `collateral/amount/${id}`,
    label: `${title} 采用金额`,
    value: fenText(amountFen),
    unit: 'fen',
    formula,
    children: [available],
  });

const share = (amountFen: Fen, availableFen: Fen): string =>
  amountFen === availableFen
    ? `全额采用 ${formatWan(amountFen)} 万元`
    : amountFen === 0n
      ? '必须使用，但需求已由其他必须使用的来源覆盖，采用 0'
      : `采用 ${formatWan(amountFen)} 万元（可用 ${formatWan(availableFen)} 万元）`;

const mustText = (source: UsableSource): string => (source.must ? '；必须使用' : '');

const afterGradeText = (after: AfterGrade | null): ItemAfterGrade | null =>
  after === null
    ? null
    : {
        multiplier: after.multiplier,
        cap: after.cap,
        valueNeededFen: after.valueNeededFen === null ? null : fenText(after.valueNeededFen),
        allowedFen: after.allowedFen === null ? null : fenText(after.allowedFen),
      };

const usedAsset = (
  source: UsableSource,
  amountFen: Fen,
  eligible: EligibleAsset,
  recogniser: Recogniser,
  formula: string,
): UsedSource => {
  const { asset, assetClass, available } = eligible;
  const recognition = recogniser.asset(asset, assetClass);
  const amountTrace = amountTraceOf(asset.id, asset.title, amountFen, available.trace, formula);
  const recognised = recognition.recognised ? amountFen : 0n;
  const costText = asset.oneOffCostFen === null ? '；一次性费用未录入，成本未知' : '';
  const remarks = asset.remarks.map((remark) => `；${remark}`).join('');
  return {
    source,
    amountFen,
    amountTrace,
    recognisedTrace: recognisedTrace(asset.id, asset.title, amountTrace, recognition),
    asset: eligible,
    support: null,
    item: {
      id: asset.id,
      title: asset.title,
      kind: 'asset',
      assetClass: assetClass.code,
      amountFen: fenText(amountFen),
      availableFen: fenText(available.availableFen),
      recognisedFen: fenText(recognised),
      plannedFen: fenText(amountFen - recognised),
      valueNeededFen: available.valueNeededFen === null ? null : fenText(available.valueNeededFen),
      cap: available.cap,
      afterGrade: afterGradeText(available.afterGrade),
      reason: `${share(amountFen, available.availableFen)}：${available.explanation}${mustText(source)}${costText}${remarks}。${recognition.reason}`,
      trace: amountTrace,
    },
  };
};

const usedSupport = (
  source: UsableSource,
  amountFen: Fen,
  support: UsableSupport,
  recogniser: Recogniser,
  formula: string,
): UsedSource => {
  const { item, capacityFen, capacityTrace, explanation } = support;
  const amountTrace = amountTraceOf(item.id, item.title, amountFen, capacityTrace, formula);
  const costText = item.feeRate === null ? '；成本未知' : '';
  const recognition = recogniser.support(item);
  const recognised = recognition.recognised ? amountFen : 0n;
  return {
    source,
    amountFen,
    amountTrace,
    recognisedTrace: recognisedTrace(item.id, item.title, amountTrace, recognition),
    asset: null,
    support,
    item: {
      id: item.id,
      title: item.title,
      kind: 'support',
      assetClass: null,
      amountFen: fenText(amountFen),
      availableFen: fenText(capacityFen),
      recognisedFen: fenText(recognised),
      plannedFen: fenText(amountFen - recognised),
      valueNeededFen: null,
      cap: null,
      afterGrade: null,
      reason: `${share(amountFen, capacityFen)}：${explanation}${mustText(source)}${costText}。${recognition.reason}`,
      trace: amountTrace,
    },
  };
};

/** The sources of a solution with amounts, reasons and traces: assets by id, then support by id. */
export const describeUsed = (
  { used }: Pick<Solution, 'used'>,
  { assets, support }: Candidates,
  recogniser: Recogniser,
  formula: string = ENUMERATED,
): readonly UsedSource[] =>
  used.flatMap(({ source, amountFen }) => {
    const asset = source.kind === 'asset' ? assets.find((a) => a.asset.id === source.id) : undefined;
    if (asset !== undefined) return [usedAsset(source, amountFen, asset, recogniser, formula)];
    const found = support.find((s) => s.item.id === source.id);
    return found === undefined ? [] : [usedSupport(source, amountFen, found, recogniser, formula)];
  });

const unknownCost = ({ oneOffCostFen, feeRate }: UsableSource): boolean =>
  oneOffCostFen === null || feeRate === null;

/** Why a usable source is not in the structure. */
export const describeUnused = (source: UsableSource, atIpLimit: boolean): LeftOut => {
  const { id, title, kind } = source;
  const base = { id, title, kind, code: 'NOT_NEEDED' };
  if (source.intellectualProperty && atIpLimit)
    return { ...base, reason: '知识产权占比已到上限，不能再加', remedy: '如需采用，请增加其他押品或增信' };
  if (unknownCost(source))
    return {
      ...base,
      reason: '费用未录入：未知不作 0，费用已知或未知更少的来源已足够',
      remedy:
        kind === 'asset'
          ? '请录入一次性费用（没有就填 0），再参与比较'
          : '请录入年费率（没有就填 0），再参与比较',
    };
  return {
    ...base,
    reason: '不需要：所选来源以更低或相同的年成本、更少或相同的件数覆盖',
    remedy: '如需采用，请改为“必须使用”',
  };
};
