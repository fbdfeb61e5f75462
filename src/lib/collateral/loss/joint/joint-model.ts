import { type Result, ok, refuse } from '../../../kernel/result';
import { type TraceNode, derive } from '../../../kernel/trace';
import { Decimal } from '../../../kernel/decimal';
import type { RulesAt } from '../../../rulebook/model';
import { ruleLeaf } from '../../../rulebook/read-rule';
import { discountFactor } from '../../../valuation/discounting';
import { normalQuantile } from '../../../valuation/simulation/normal-quantile';
import { prepareLoss } from '../analyse-loss';
import { checkAmount } from '../entered-loss';
import { BANK } from '../loss-input';
import type { SoundAsset } from '../recovery';
import type { SoundLayer } from '../sound-layers';
import type { StressInput } from '../stress-table';
import { type MarginalRule, readCorrelations, readMarginal } from './joint-rules';

/** One asset as numbers, 分 as doubles. The retained share of its value is piecewise linear in its normal score. */
export interface JointAsset {
  /** Row of the correlation table: its factor stream. */
  readonly group: number;
  /** √(1 − market − own): weight of what moves this asset alone. */
  readonly alone: number;
  /** Normal scores of the knots, falling; the first is where the fall begins. */
  readonly scores: readonly number[];
  /** Retained share at the knots; beyond the last it goes on with the last slope, down to 0. */
  readonly kept: readonly number[];
  /** Net proceeds before prior claims at full value. */
  readonly proceeds: number;
  /** Amount at the cap before prior claims at full value. */
  readonly carried: number;
  /** Most it counts with for coverage; Infinity = what its cap allows. */
  readonly carriedMost: number;
  readonly prior: number;
  /** Largest net amount; Infinity = not limited. */
  readonly most: number;
  readonly discount: number;
}

/** One layer that bears the loss, or one that compensates the bank, as numbers. */
export interface JointLayer {
  readonly kind: 'pro-rata' | 'first-loss' | 'compensates';
  readonly rank: number;
  readonly share: number;
  readonly deductible: number;
  readonly cap: number;
}

export interface JointGroup {
  /** √market and √own. */
  readonly market: number;
  readonly own: number;
}

/** A checked model as plain numbers; crosses to a worker. Assets by id. */
export interface JointModel {
  readonly ead: number;
  readonly need: number;
  readonly support: number;
  readonly groups: readonly JointGroup[];
  readonly assets: readonly JointAsset[];
  readonly layers: readonly JointLayer[];
}

export interface PreparedJoint {
  readonly model: JointModel;
  readonly inputs: readonly TraceNode[];
}

const TAILS = ['noFall', 'light', 'medium', 'heavy'] as const;

/** Where the bank stops when nothing else limits it: more than 18 assets are common, more than this is a mistake. */
const MOST_ASSETS = 10_000;

const jointAsset = (
  sound: SoundAsset,
  marginal: MarginalRule,
  rows: readonly { readonly group: string; readonly market: string; readonly own: string }[],
): JointAsset | null => {
  const group = rows.findIndex((row) => row.group === sound.kind.group);
  const row = rows[group];
  if (row === undefined) return null;
  const value = Number(sound.valueFen) * Number(sound.share);
  const falls = ['0', ...sound.kind.stressDown];
  return {
    group,
    alone: Math.sqrt(new Decimal(1).minus(row.market).minus(row.own).toNumber()),
    scores: TAILS.map((tail) => normalQuantile(Number(marginal[tail]))),
    kept: falls.map((fall) => 1 - Number(fall)),
    proceeds: value * (1 - Number(sound.haircut)) * (1 - Number(sound.costRate)),
    carried: value * Number(sound.cap),
    carriedMost: sound.carriesMostFen === null ? Infinity : Number(sound.carriesMostFen),
    prior: Number(sound.priorClaimsFen),
    most: sound.securedMaxFen === null ? Infinity : Number(sound.securedMaxFen),
    discount: discountFactor(new Decimal(sound.kind.discountRate), new Decimal(sound.years)).toNumber(),
  };
};

const jointLayer = (layer: SoundLayer): JointLayer => ({
  kind: layer.kind,
  rank: layer.rank,
  share: Number(layer.share),
  deductible: Number(layer.deductibleFen),
  cap: layer.capFen === null ? Infinity : Number(layer.capFen),
});

const KIND_ORDER = { 'first-loss': 0, 'pro-rata': 1, compensates: 2 } as const;

/** Loss layers in the order they pay, then those that compensate the bank. Who compensates others does not move the bank's loss. */
const jointLayers = (layers: readonly SoundLayer[]): readonly JointLayer[] => {
  const onLoss = layers
    .filter(({ kind }) => kind !== 'compensates')
    .sort((a, b) => a.rank - b.rank || KIND_ORDER[a.kind] - KIND_ORDER[b.kind] || (a.id < b.id ? -1 : 1));
  return [...onLoss, ...layers.filter(({ party }) => party === BANK)].map(jointLayer);
};

/**
 * The joint stress of a facility as numbers. Refused, unlike the waterfall, when anything of it cannot be read: a distribution with
 * a part left out says nothing. Codes as `prepareLoss`, `E_MISSING` for need and support, `E_TOO_MANY`.
 */
export const jointModel = (input: StressInput, rules: RulesAt): Result<PreparedJoint> => {
  const prepared = prepareLoss({ ...input, pd: null }, rules);
  if (!prepared.ok) return prepared;
  const { assets, layers, failures, eadFen, ead } = prepared.value;
  const [first] = failures;
  if (first !== undefined) return { ok: false, failure: first };
  if (assets.length > MOST_ASSETS)
    return refuse(
      'E_TOO_MANY',
      `押品超过 ${MOST_ASSETS} 件`,
      `${input.path}.assets`,
      '请按类汇总后再做联合压力',
    );
  const need = checkAmount(input.needFen, '需要覆盖的金额', `${input.path}.needFen`);
  if (!need.ok) return need;
  const support = checkAmount(input.supportFen, '增信金额', `${input.path}.supportFen`);
  if (!support.ok) return support;
  const marginal = readMarginal(rules);
  if (!marginal.ok) return marginal;
  const table = readCorrelations(rules);
  if (!table.ok) return table;
  const numbers: JointAsset[] = [];
  for (const sound of assets) {
    const one = jointAsset(sound, marginal.value.value, table.value.value);
    if (one === null)
      return refuse(
        'E_GROUP_UNKNOWN',
        `“${sound.asset.name}”所属的处置分组 ${sound.kind.group} 没有相关性参数`,
        sound.asset.path,
        '请在机构参数的联合压力相关性中补充这一组',
        'collateral.joint-stress.correlations',
      );
    numbers.push(one);
  }
  return ok({
    model: {
      ead: Number(eadFen),
      need: Number(need.value),
      support: Number(support.value),
      groups: table.value.value.map(({ market, own }) => ({
        market: Math.sqrt(Number(market)),
        own: Math.sqrt(Number(own)),
      })),
      assets: numbers,
      layers: jointLayers(layers),
    },
    inputs: [
      ead,
      ruleLeaf(marginal.value.rule),
      ruleLeaf(table.value.rule),
      ...assets.map((sound) =>
        derive({
          id: `loss/joint/${sound.asset.id}`,
          label: `${sound.asset.name} 压力输入`,
          value: sound.kind.stressDown.join('／'),
          unit: 'text',
          children: [...sound.leaves, sound.capTrace, sound.kind.traces.stressDown],
        }),
      ),
    ],
  });
};
