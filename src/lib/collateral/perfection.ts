import * as v from 'valibot';
import type { SupportItem } from '../case/collateral-section';
import type { Verdict } from '../case/exchange';
import { type Result, mapResult } from '../kernel/result';
import { type TraceNode, derive } from '../kernel/trace';
import type { RulesAt } from '../rulebook/model';
import { readTyped, ruleLeaf } from '../rulebook/read-rule';
import type { AssetClass } from './asset-class';
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
  /** `unknown` is never recognised: it says that a paper or a day is missing to tell. */
  readonly verdict: Verdict;
  readonly recognised: boolean;
  /** For people; says what is missing when not recognised. */
  readonly reason: string;
  /** Leaves the decision was made from. */
  readonly traces: readonly TraceNode[];
}

/** How a version of the structure, or the gate on its day, decides what counts now. */
export interface Recogniser {
  readonly asset: (asset: ProposedAsset, assetClass: AssetClass) => Recognition;
  readonly support: (support: SupportItem) => Recognition;
}

const placeOf = ({ registry }: AssetClass): string => registry.registries.map((r) => r.name).join('、');

/** What is said where nothing was entered. */
export const missingReceipt = (assetClass: AssetClass): string =>
  assetClass.registry.effect === 'delivery' || assetClass.registry.effect === 'control'
    ? `尚未录入交付或控制的凭证（${placeOf(assetClass)}），只计“若登记”`
    : `尚未录入登记证明（${placeOf(assetClass)}），只计“若登记”`;

export const noRegister = ({ registry }: AssetClass): string =>
  `没有法定登记机构（${registry.law}），对第三人的效力不确定，不计入已认定`;

export const STATE_NOT_VALID = '已录入登记证明，但登记状态不是有效登记，只计“若登记”；请核对登记状态';

export const NO_CONTRACT = '增信以生效的合同或保单为准，尚未录入，只计“若生效”';

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
