import { Decimal, decimalText } from '../../kernel/decimal';
import { type Fen, fenText, fenToDecimalText } from '../../kernel/fen';
import { type Failure, type Result, ok, refuse } from '../../kernel/result';
import { type TraceNode, derive, leaf } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { checkAmount, checkRatio } from './entered-loss';
import type { LossInput } from './loss-input';
import { type AssetRecovery, type SoundAsset, recoverAsset, soundAssets } from './recovery';
import { type SoundLayer, soundLayers } from './sound-layers';
import { type Waterfall, splitLoss } from './waterfall';

/** Loss given default of a facility and who bears it. */
export interface LossAnalysis extends Waterfall {
  readonly eadFen: Fen;
  readonly recoveries: readonly AssetRecovery[];
  /** What the assets bring, at most the exposure. */
  readonly recoveredFen: Fen;
  /** What they would bring beyond it: the pledgor's. */
  readonly surplusFen: Fen;
  readonly lossFen: Fen;
  /** Loss ÷ EAD before and after the support layers, six decimals. */
  readonly lgdBeforeSupport: string;
  readonly lgd: string;
  /** PD × loss of the bank; `null` while PD is unknown. */
  readonly expectedLossFen: Fen | null;
  readonly expectedLossBeforeSupportFen: Fen | null;
  /** `false`: something could not be read and counts as nothing, so the bank's loss is at most what is shown. */
  readonly complete: boolean;
  /** All assets could be read: what they bring and the loss before support are exact. */
  readonly assetsComplete: boolean;
  readonly failures: readonly Failure[];
  readonly traces: Readonly<
    Record<'loss' | 'lgdBeforeSupport' | 'lgd' | 'expectedLoss' | 'expectedLossBeforeSupport', TraceNode>
  >;
}

/** A facility whose fields have been read once; scenarios work on it. */
export interface PreparedLoss {
  readonly eadFen: Fen;
  readonly pd: string | null;
  readonly assets: readonly SoundAsset[];
  readonly layers: readonly SoundLayer[];
  readonly assetsComplete: boolean;
  readonly failures: readonly Failure[];
  readonly ead: TraceNode;
  readonly pdLeaf: TraceNode;
  /** A wrong PD makes the expected loss unknown, not the loss itself. */
  readonly pdPath: string;
}

/** Reads a facility. Fails with `E_MISSING`, `E_NEGATIVE` or `E_RANGE` when no exposure is known; all else is named and left out. */
export const prepareLoss = (input: LossInput, rules: RulesAt): Result<PreparedLoss> => {
  const path = `${input.path}.eadFen`;
  const ead = checkAmount(input.eadFen, '违约时风险暴露', path);
  if (!ead.ok) return ead;
  if (ead.value === 0n)
    return refuse('E_RANGE', '违约时风险暴露为 0，没有可计算的损失', path, '请填写贷款余额');
  const pd = input.pd === null ? ok(null) : checkRatio(input.pd, '违约概率', `${input.path}.pd`);
  const assets = soundAssets(input.assets, rules);
  const layers = soundLayers(input.layers);
  return ok({
    eadFen: ead.value,
    pd: pd.ok ? pd.value : null,
    assets: assets.sound,
    layers: layers.layers,
    assetsComplete: assets.failures.length === 0,
    failures: [
      ...(pd.ok ? [] : [pd.failure]),
      ...(input.failures ?? []),
      ...assets.failures,
      ...layers.failures,
    ],
    ead:
      input.traces?.eadFen ??
      leaf({
        id: 'loss/ead',
        label: '违约时风险暴露',
        value: fenText(ead.value),
        unit: 'fen',
        confidence: 'verified',
        source: { kind: 'field', path, label: '违约时风险暴露' },
      }),
    pdLeaf:
      input.traces?.pd ??
      leaf({
        id: 'loss/pd',
        label: '违约概率',
        value: pd.ok ? pd.value : null,
        unit: 'ratio',
        confidence: 'verified',
        source: { kind: 'field', path: `${input.path}.pd`, label: '违约概率' },
        ...(pd.ok && pd.value !== null ? {} : { note: '未录入，预期损失未知' }),
      }),
    pdPath: `${input.path}.pd`,
  });
};

const RATIO_PLACES = 6;
const ratio = (part: Fen, whole: Fen): string =>
  decimalText(new Decimal(part.toString()).dividedBy(whole.toString()), RATIO_PLACES);

const halfUp = (value: Decimal): Fen => BigInt(value.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toFixed(0));

/** Loss of a prepared facility when its assets bring what `recover` says. */
export const lossOf = (
  prepared: PreparedLoss,
  recover: (asset: SoundAsset) => AssetRecovery = (asset) => recoverAsset(asset),
): LossAnalysis => {
  const { eadFen, pd, layers, ead, failures, assetsComplete } = prepared;
  const recoveries = prepared.assets.map(recover);
  const brought = recoveries.reduce((sum, { recoveryFen }) => sum + recoveryFen, 0n);
  const recoveredFen = brought > eadFen ? eadFen : brought;
  const lossFen = eadFen - recoveredFen;
  const complete = failures.every(({ path }) => path === prepared.pdPath);
  const boundOf = (exact: boolean): string => (exact ? '' : '（有未知项，为上限）');
  const yuan = (fen: Fen) => fenToDecimalText(fen, 2);
  const loss = derive({
    id: 'loss/total',
    label: `违约损失${boundOf(assetsComplete)}`,
    value: fenText(lossFen),
    unit: 'fen',
    formula: `风险暴露 ${yuan(eadFen)} − min(风险暴露，回收合计 ${yuan(brought)})`,
    children: [ead, ...recoveries.map(({ trace }) => trace)],
  });
  const waterfall = splitLoss(layers, lossFen, eadFen, loss);
  const bank = waterfall.parties.find(({ id }) => id === 'bank')?.trace ?? loss;
  const lgdNode = (id: string, label: string, part: Fen, child: TraceNode): TraceNode =>
    derive({
      id,
      label: `${label}${boundOf(child === loss ? assetsComplete : complete)}`,
      value: ratio(part, eadFen),
      unit: 'ratio',
      formula: `${yuan(part)} ÷ ${yuan(eadFen)}`,
      rounding: '四舍五入到六位小数',
      children: [child, ead],
    });
  const expected = (part: Fen): Fen | null =>
    pd === null ? null : halfUp(new Decimal(part.toString()).times(pd));
  const expectedNode = (id: string, label: string, part: Fen, child: TraceNode): TraceNode => {
    const fen = expected(part);
    return derive({
      id,
      label: `${label}${boundOf(child === loss ? assetsComplete : complete)}`,
      value: fen === null ? null : fenText(fen),
      unit: 'fen',
      formula: `违约概率 ${pd ?? '未知'} × 损失 ${yuan(part)}（＝ PD × LGD × EAD）`,
      rounding: '四舍五入到分',
      children: [prepared.pdLeaf, child],
    });
  };
  return {
    ...waterfall,
    eadFen,
    recoveries,
    recoveredFen,
    surplusFen: brought - recoveredFen,
    lossFen,
    lgdBeforeSupport: ratio(lossFen, eadFen),
    lgd: ratio(waterfall.bankFen, eadFen),
    expectedLossFen: expected(waterfall.bankFen),
    expectedLossBeforeSupportFen: expected(lossFen),
    complete,
    assetsComplete,
    failures,
    traces: {
      loss,
      lgdBeforeSupport: lgdNode('loss/lgd-before-support', '违约损失率（增信前）', lossFen, loss),
      lgd: lgdNode('loss/lgd', '违约损失率（银行，增信后）', waterfall.bankFen, bank),
      expectedLoss: expectedNode('loss/expected', '预期损失（银行，增信后）', waterfall.bankFen, bank),
      expectedLossBeforeSupport: expectedNode(
        'loss/expected-before-support',
        '预期损失（增信前）',
        lossFen,
        loss,
      ),
    },
  };
};

/**
 * Loss waterfall of a facility: recoveries by asset, loss, who bears it, LGD, expected loss = PD × LGD × EAD.
 * Assets and layers that cannot be read are named in `failures` and count as nothing, so the bank's loss is then an upper bound.
 */
export const analyseLoss = (input: LossInput, rules: RulesAt): Result<LossAnalysis> => {
  const prepared = prepareLoss(input, rules);
  return prepared.ok ? ok(lossOf(prepared.value)) : prepared;
};
