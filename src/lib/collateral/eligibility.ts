import { formatWan } from '../kernel/fen';
import { type Failure, type Result, ok, refuse } from '../kernel/result';
import type { RulesAt } from '../rulebook/model';
import { type AssetClass, canonicalClassCode, readAssetClass } from './asset-class';
import { type AvailableAmount, availableAmount } from './available-amount';
import type { IpMultiplier } from './ip-multiplier';
import type { PerfectionStates } from './perfection';
import type { ProposedAsset } from './proposed-asset';
import { compareRatioTexts, percentText } from './ratio';

/** An asset that may go into a structure. */
export interface EligibleAsset {
  readonly asset: ProposedAsset;
  readonly assetClass: AssetClass;
  readonly available: AvailableAmount;
}

type Check = (asset: ProposedAsset, assetClass: AssetClass, states: PerfectionStates) => Failure | null;

const block = (asset: ProposedAsset, code: string, message: string, remedy: string): Failure => ({
  code,
  message,
  path: `押品组合 › ${asset.title}`,
  remedy,
});

const notValued: Check = (asset) =>
  asset.value === null && asset.enteredCredit === null
    ? block(
        asset,
        'E_NOT_VALUED',
        '没有评估价值，也没有录入授信额',
        '请录入评估价值及来源；已议定授信额的，录入授信额及来源',
      )
    : null;

const capAboveMax: Check = (asset, { name, hardMax }) =>
  asset.capOverride !== null && compareRatioTexts(asset.capOverride, hardMax) > 0
    ? block(
        asset,
        'E_CAP_ABOVE_MAX',
        `录入的抵质押率 ${percentText(asset.capOverride)} 高于${name}最高可设的 ${percentText(hardMax)}`,
        `请改为不高于 ${percentText(hardMax)}，或清空后按默认值`,
      )
    : null;

const nothingOwned: Check = (asset) =>
  compareRatioTexts(asset.share, '0') === 0
    ? block(asset, 'E_NO_SHARE', '权属份额为 0，出押人没有可以出押的部分', '请核对权属份额')
    : null;

const registrationEnded: Check = (asset, _assetClass, { ended }) =>
  ended.includes(asset.perfection)
    ? block(
        asset,
        'E_REGISTRATION_ENDED',
        '登记已注销、不予登记、撤销或失效，不能支持本次融资',
        '若将重新签约、重新申请登记，请把登记状态改回相应阶段',
      )
    : null;

const CHECKS: readonly Check[] = [notValued, capAboveMax, nothingOwned, registrationEnded];

const nothingAvailable = (asset: ProposedAsset, { explanation, afterGrade }: AvailableAmount): Failure =>
  afterGrade !== null && compareRatioTexts(afterGrade.multiplier, '0') === 0
    ? block(
        asset,
        'E_GRADE_ZERO',
        `按等级系数后可用额为 0（${explanation}）`,
        '请在“核查”补齐三看三评的依据，使低端等级达到 C 级以上；或改用其他押品、增信',
      )
    : asset.priorClaimsFen > 0n
      ? block(
          asset,
          'E_PRIOR_CLAIMS',
          `在先债权 ${formatWan(asset.priorClaimsFen)} 万元已占尽按上限可用的额度（${explanation}）`,
          '请先清偿或压降在先债权，或改用其他押品',
        )
      : block(asset, 'E_NOTHING_AVAILABLE', `可用额为 0（${explanation}）`, '请核对价值、授信额和抵质押率');

/**
 * Applies the admission checks to one asset and computes what it can carry. Fails with one of `E_CLASS_UNKNOWN`,
 * `E_NOT_VALUED`, `E_CAP_ABOVE_MAX`, `E_NO_SHARE`, `E_REGISTRATION_ENDED`, `E_PRIOR_CLAIMS`, `E_GRADE_ZERO`, `E_NOTHING_AVAILABLE`
 * (negative and unreadable amounts were refused when the asset was read). The legal admission of the asset itself
 * (民法典第三百九十九条 and the like) is a finding of the screening part, not of this one.
 */
export const checkEligibility = (
  asset: ProposedAsset,
  rules: RulesAt,
  states: PerfectionStates,
  multiplier: IpMultiplier | null = null,
): Result<EligibleAsset> => {
  const assetClass = readAssetClass(rules, canonicalClassCode(rules, asset.classCode));
  if (!assetClass.ok)
    return refuse(
      assetClass.failure.code,
      assetClass.failure.message,
      `押品组合 › ${asset.title}`,
      assetClass.failure.remedy,
      assetClass.failure.rule,
    );
  for (const check of CHECKS) {
    const failure = check(asset, assetClass.value, states);
    if (failure !== null) return { ok: false, failure };
  }
  const available = availableAmount(
    asset,
    assetClass.value,
    assetClass.value.intellectualProperty ? multiplier : null,
  );
  if (available === null) throw new Error('an asset without any amount passed the checks');
  if (available.availableFen === 0n) return { ok: false, failure: nothingAvailable(asset, available) };
  return ok({ asset, assetClass: assetClass.value, available });
};
