import * as v from 'valibot';
import { type Result, mapResult } from '../kernel/result';
import { type TraceNode, derive } from '../kernel/trace';
import type { RulesAt } from '../rulebook/model';
import { readTyped, ruleLeaf } from '../rulebook/read-rule';
import type { AssetClass } from './asset-class';
import { fieldLeaf, fieldOf } from './entered-money';
import type { ProposedAsset } from './proposed-asset';

const states = v.object({ recognised: v.array(v.string()), ended: v.array(v.string()) });

/** Which registration states let a value count now, and which rule the asset out. */
export interface PerfectionStates {
  readonly recognised: readonly string[];
  readonly ended: readonly string[];
  readonly trace: TraceNode;
}

/** Reads the states. Fails as `readTyped` does. Source: judgement after 押品管理指引 (perfection before release). */
export const readPerfectionStates = (rules: RulesAt): Result<PerfectionStates> =>
  mapResult(readTyped(rules, 'collateral.perfection-states', states), ({ value, rule }) => ({
    ...value,
    trace: ruleLeaf(rule),
  }));

export interface Recognition {
  readonly recognised: boolean;
  /** For people; says what is missing when not recognised. */
  readonly reason: string;
  /** Leaves the decision was made from. */
  readonly traces: readonly TraceNode[];
}

const placeOf = ({ registry }: AssetClass): string => registry.registries.map((r) => r.name).join('、');

const missingReceipt = (assetClass: AssetClass): string =>
  assetClass.registry.effect === 'delivery' || assetClass.registry.effect === 'control'
    ? `尚未录入交付或控制的凭证（${placeOf(assetClass)}），只计“若登记”`
    : `尚未录入登记证明（${placeOf(assetClass)}），只计“若登记”`;

const factLeaves = (asset: ProposedAsset): readonly TraceNode[] => {
  if (asset.itemId === null) return [];
  const id = asset.itemId;
  return [
    fieldLeaf(fieldOf('items', id, asset.title, 'perfection', '登记状态'), asset.perfection, 'text'),
    fieldLeaf(
      fieldOf('items', id, asset.title, 'receipt', '登记证明'),
      asset.receipt?.registrationNumber ?? null,
      'text',
    ),
  ];
};

/**
 * Whether the asset's amount counts now. It does when the registrar's receipt is entered and the state is one of the
 * recognised ones. A class without a statutory register (数据知识产权: 担保制度解释第六十三条) never does.
 */
export const recognitionOf = (
  asset: ProposedAsset,
  assetClass: AssetClass,
  { recognised, trace }: PerfectionStates,
): Recognition => {
  const traces = [...factLeaves(asset), trace];
  const no = (reason: string): Recognition => ({ recognised: false, reason, traces });
  if (assetClass.registry.effect === 'contractual')
    return no(`没有法定登记机构（${assetClass.registry.law}），对第三人的效力不确定，不计入已认定`);
  if (asset.receipt === null) return no(missingReceipt(assetClass));
  if (!recognised.includes(asset.perfection))
    return no('已录入登记证明，但登记状态不是有效登记，只计“若登记”；请核对登记状态');
  return {
    recognised: true,
    reason: `已录入登记证明 ${asset.receipt.registrationNumber}（${asset.receipt.date}）`,
    traces,
  };
};

/** The recognised part of an amount as a trace: the amount or 0. */
export const recognisedTrace = (
  id: string,
  title: string,
  amount: TraceNode,
  { recognised, reason, traces }: Recognition,
): TraceNode =>
  derive({
    id: `collateral/recognised/${id}`,
    label: `${title} 已认定金额`,
    value: recognised ? amount.value : '0',
    unit: 'fen',
    formula: recognised ? '等于采用金额' : '不计',
    note: reason,
    children: [amount, ...traces],
  });
