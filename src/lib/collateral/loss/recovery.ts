import { Decimal, decimalText } from '../../kernel/decimal';
import { type Fen, fenText, fenToDecimalText } from '../../kernel/fen';
import { type Failure, type Result, ok } from '../../kernel/result';
import { type TraceNode, derive, leaf } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { discountFactor } from '../../valuation/discounting';
import { checkAmount, checkRatio, checkYears } from './entered-loss';
import type { LossAsset } from './loss-input';
import { type LossClass, readLossClass } from './loss-rules';

/** An asset whose fields have been read: everything known, nothing below its range. */
export interface SoundAsset {
  readonly asset: LossAsset;
  readonly kind: LossClass;
  readonly valueFen: Fen;
  readonly share: string;
  readonly priorClaimsFen: Fen;
  readonly securedMaxFen: Fen | null;
  /** Most it counts with for coverage; `null` = what its cap allows. */
  readonly carriesMostFen: Fen | null;
  readonly cap: string;
  readonly haircut: string;
  readonly costRate: string;
  readonly years: string;
  readonly capTrace: TraceNode;
  /** Traces of the fields above, but for the cap. */
  readonly leaves: readonly TraceNode[];
}

/** What one asset brings after default. */
export interface AssetRecovery {
  readonly id: string;
  readonly name: string;
  readonly classCode: string;
  readonly className: string;
  /** Discount in disposal, ratio text. */
  readonly haircut: string;
  /** Years until the money is there. */
  readonly years: string;
  /** After fall, share and discount in disposal, before cost. */
  readonly proceedsFen: Fen;
  readonly costFen: Fen;
  /** What the prior claims take of the rest. */
  readonly priorFen: Fen;
  /** What reaches the bank, before discounting, within the secured amount. */
  readonly netFen: Fen;
  /** Net, discounted to the day of default. */
  readonly recoveryFen: Fen;
  readonly trace: TraceNode;
}

const fieldLeaf = (
  asset: LossAsset,
  field: string,
  label: string,
  value: string,
  unit: 'fen' | 'ratio' | 'year',
): TraceNode =>
  leaf({
    id: `loss/asset/${asset.id}/${field}`,
    label: `${asset.name} ${label}`,
    value,
    unit,
    confidence: 'verified',
    source: { kind: 'field', path: `${asset.path}.${field}`, label },
  });

/** Reads the fields of an asset. Fails with the first that is missing, negative or out of range. */
export const soundAsset = (asset: LossAsset, rules: RulesAt): Result<SoundAsset> => {
  const at = (field: string) => `${asset.path}.${field}`;
  const kind = readLossClass(rules, asset.classCode);
  if (!kind.ok) return { ok: false, failure: { ...kind.failure, path: at('classCode') } };
  const value = checkAmount(asset.valueFen, `${asset.name} 价值`, at('valueFen'));
  if (!value.ok) return value;
  const share = checkRatio(asset.share, `${asset.name} 权属份额`, at('share'));
  if (!share.ok) return share;
  const prior = checkAmount(asset.priorClaimsFen, `${asset.name} 在先受偿额`, at('priorClaimsFen'));
  if (!prior.ok) return prior;
  const limited = asset.securedMaxFen !== undefined;
  const most = limited
    ? checkAmount(asset.securedMaxFen ?? null, `${asset.name} 最高担保额`, at('securedMaxFen'))
    : ok(null);
  if (!most.ok) return most;
  const { haircut, costRate, years, cap } = asset;
  const given: TraceNode[] = [];
  const pick = (
    field: 'haircut' | 'costRate' | 'cap',
    entered: string | undefined,
    own: string,
  ): Result<string> => {
    if (entered === undefined) {
      if (field !== 'cap') given.push(kind.value.traces[field]);
      return ok(own);
    }
    const read = checkRatio(entered, `${asset.name} ${LABELS[field]}`, at(field));
    if (read.ok && field !== 'cap') given.push(fieldLeaf(asset, field, LABELS[field], read.value, 'ratio'));
    return read;
  };
  const cut = pick('haircut', haircut, kind.value.haircut);
  if (!cut.ok) return cut;
  const cost = pick('costRate', costRate, kind.value.costRate);
  if (!cost.ok) return cost;
  const used = pick('cap', cap, kind.value.cap);
  if (!used.ok) return used;
  const time =
    years === undefined ? ok(kind.value.years) : checkYears(years, `${asset.name} 处置时间`, at('years'));
  if (!time.ok) return time;
  given.push(
    years === undefined ? kind.value.traces.years : fieldLeaf(asset, 'years', '处置时间', time.value, 'year'),
  );
  return ok({
    asset,
    kind: kind.value,
    valueFen: value.value,
    share: share.value,
    priorClaimsFen: prior.value,
    securedMaxFen: most.value,
    carriesMostFen: asset.carriesMostFen ?? null,
    cap: used.value,
    capTrace:
      cap === undefined
        ? kind.value.traces.cap
        : (asset.traces?.cap ?? fieldLeaf(asset, 'cap', LABELS.cap, used.value, 'ratio')),
    haircut: cut.value,
    costRate: cost.value,
    years: time.value,
    leaves: [
      asset.traces?.valueFen ?? fieldLeaf(asset, 'valueFen', '价值', fenText(value.value), 'fen'),
      asset.traces?.share ?? fieldLeaf(asset, 'share', '权属份额', share.value, 'ratio'),
      asset.traces?.priorClaimsFen ??
        fieldLeaf(asset, 'priorClaimsFen', '在先受偿额', fenText(prior.value), 'fen'),
      ...(most.value === null
        ? []
        : [fieldLeaf(asset, 'securedMaxFen', '最高担保额', fenText(most.value), 'fen')]),
      ...given,
      kind.value.traces.discountRate,
    ],
  });
};

const LABELS = { haircut: '处置折扣', costRate: '处置费用率', cap: '抵质押率' } as const;

const down = (value: Decimal): Fen => BigInt(value.toDecimalPlaces(0, Decimal.ROUND_DOWN).toFixed(0));
const up = (value: Decimal): Fen => BigInt(value.toDecimalPlaces(0, Decimal.ROUND_UP).toFixed(0));
const smaller = (a: Fen, b: Fen): Fen => (a < b ? a : b);

/**
 * Recovery of one asset: V·(1−fall)·share·(1−haircut), less cost, less prior claims, within the secured amount, ÷ (1+r)^years.
 * Proceeds and recovery are rounded down, cost up, to whole 分: a recovery is never overstated.
 * `fall` is ratio text, `0` without stress.
 */
export const recoverAsset = (sound: SoundAsset, fall = '0', fallTrace?: TraceNode): AssetRecovery => {
  const { asset, kind, share, haircut, costRate, years } = sound;
  const kept = (ratio: string) => new Decimal(1).minus(ratio);
  const proceedsFen = down(
    new Decimal(sound.valueFen.toString()).times(kept(fall)).times(share).times(kept(haircut)),
  );
  const costFen = up(new Decimal(proceedsFen.toString()).times(costRate));
  const afterCost = proceedsFen - costFen;
  const priorFen = smaller(afterCost, sound.priorClaimsFen);
  const free = afterCost - priorFen;
  const netFen = sound.securedMaxFen === null ? free : smaller(free, sound.securedMaxFen);
  const factor = discountFactor(new Decimal(kind.discountRate), new Decimal(years));
  const recoveryFen = down(new Decimal(netFen.toString()).times(factor));
  const yuan = (fen: Fen) => fenToDecimalText(fen, 2);
  const trace = derive({
    id: `loss/recovery/${asset.id}`,
    label: `${asset.name} 回收额（折现）`,
    value: fenText(recoveryFen),
    unit: 'fen',
    formula:
      `变现 ${yuan(proceedsFen)} 元（价值×(1−跌幅 ${fall})×份额 ${share}×(1−折扣 ${haircut})）` +
      `− 费用 ${yuan(costFen)} − 在先 ${yuan(priorFen)}` +
      (netFen === free ? '' : `，以最高担保额为限 ${yuan(netFen)}`) +
      `，× (1+${kind.discountRate})^−${years} = × ${decimalText(factor, 6)}`,
    rounding: '变现、回收向下取整到分，费用向上取整到分',
    children: [...sound.leaves, ...(fallTrace === undefined ? [] : [fallTrace])],
  });
  return {
    id: asset.id,
    name: asset.name,
    classCode: kind.code,
    className: kind.name,
    haircut,
    years,
    proceedsFen,
    costFen,
    priorFen,
    netFen,
    recoveryFen,
    trace,
  };
};

/** Assets that can be reckoned with, by id, and what is wrong with the others. A second one of the same id is refused. */
export const soundAssets = (
  assets: readonly LossAsset[],
  rules: RulesAt,
): { readonly sound: readonly SoundAsset[]; readonly failures: readonly Failure[] } => {
  const sound: SoundAsset[] = [];
  const failures: Failure[] = [];
  const seen = new Set<string>();
  for (const asset of assets) {
    if (seen.has(asset.id)) {
      failures.push({
        code: 'E_DUPLICATE_ID',
        message: `押品“${asset.name}”的标识 ${asset.id} 重复，只计第一件`,
        path: asset.path,
        remedy: '同一押品只登记一次；确属两件时请改用不同的标识',
      });
      continue;
    }
    seen.add(asset.id);
    const read = soundAsset(asset, rules);
    if (read.ok) sound.push(read.value);
    else failures.push(read.failure);
  }
  sound.sort((a, b) => (a.asset.id < b.asset.id ? -1 : 1));
  return { sound, failures };
};
