import type { CollateralSection, SupportItem } from '../case/collateral-section';
import type { CollateralOffer } from '../case/exchange';
import type { Failure } from '../kernel/result';
import type { RulesAt } from '../rulebook/model';
import { canonicalClassCode, readAssetClass } from './asset-class';
import { type EligibleAsset, checkEligibility } from './eligibility';
import type { IpMultiplier } from './ip-multiplier';
import type { PerfectionStates } from './perfection';
import { assemblePool } from './pool';
import type { ProposedAsset } from './proposed-asset';
import type { UsableSource } from './solve-structure';
import type { LeftOut, SourceKind } from './structure-model';
import { type UsableSupport, duplicateSupport, readSupport } from './support-source';

/** Everything proposed, sorted into what may be used and what may not, with the reason. */
export interface Candidates {
  /** Sorted by id. */
  readonly assets: readonly EligibleAsset[];
  /** Sorted by id. */
  readonly support: readonly UsableSupport[];
  /** Every asset that was proposed and could be read, usable or not. */
  readonly proposed: readonly ProposedAsset[];
  /** Assets that lack nothing but a value. */
  readonly notValued: readonly ProposedAsset[];
  readonly leftOut: readonly LeftOut[];
  readonly failures: readonly Failure[];
  /** Whether something that must be used cannot be. */
  readonly mustBlocked: boolean;
}

type Use = SupportItem['use'];

/** Collects what cannot be used. A choice of the person (`never`) is a reason, not a failure. */
class Refusals {
  readonly leftOut: LeftOut[] = [];
  readonly failures: Failure[] = [];
  mustBlocked = false;

  never(id: string, title: string, kind: SourceKind): void {
    this.leftOut.push({
      id,
      title,
      kind,
      code: 'NEVER_USE',
      reason: '已选择“不使用”',
      remedy: '如需使用，请改为“可使用”',
    });
  }

  block(id: string, title: string, kind: SourceKind, use: Use, failure: Failure): void {
    if (use === 'never') {
      this.never(id, title, kind);
      return;
    }
    const { code, message, remedy } = failure;
    this.leftOut.push({ id, title, kind, code, reason: message, remedy });
    this.failures.push(failure);
    if (use !== 'must') return;
    this.mustBlocked = true;
    this.failures.push({
      code: 'E_MUST_BLOCKED',
      message: `“${title}”选择了“必须使用”，但不能使用：${message}`,
      path: `押品组合 › ${title}`,
      remedy: `${remedy}；或不再要求必须使用`,
    });
  }
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

const usableSupport = (items: readonly SupportItem[], refusals: Refusals): UsableSupport[] => {
  const times = new Map<string, number>();
  for (const { id } of items) times.set(id, (times.get(id) ?? 0) + 1);
  return [...items].sort(byId).flatMap((item) => {
    const count = times.get(item.id) ?? 1;
    const read = readSupport(item);
    if (count > 1) refusals.block(item.id, item.title, 'support', item.use, duplicateSupport(item, count));
    else if (item.use === 'never') refusals.never(item.id, item.title, 'support');
    else if (!read.ok) refusals.block(item.id, item.title, 'support', item.use, read.failure);
    else return [read.value];
    return [];
  });
};

/** Gathers assets and support of a case and checks each; one bad record never takes another with it. */
export const gatherCandidates = (
  section: CollateralSection,
  offers: readonly CollateralOffer[],
  rules: RulesAt,
  states: PerfectionStates,
  multiplier: IpMultiplier | null = null,
): Candidates => {
  const refusals = new Refusals();
  const registries = new Map<string, string | null>();
  const registryOf = (code: string): string | null => {
    const known = registries.get(code);
    if (known !== undefined) return known;
    const assetClass = readAssetClass(rules, canonicalClassCode(rules, code));
    const registry = assetClass.ok ? assetClass.value.registryCode : null;
    registries.set(code, registry);
    return registry;
  };
  const pool = assemblePool(section, offers, registryOf);
  const assets: EligibleAsset[] = [];
  const notValued: ProposedAsset[] = [];
  for (const asset of pool.assets) {
    if (asset.use === 'never') {
      refusals.never(asset.id, asset.title, 'asset');
      continue;
    }
    const eligible = checkEligibility(asset, rules, states, multiplier);
    if (eligible.ok) assets.push(eligible.value);
    else refusals.block(asset.id, asset.title, 'asset', asset.use, eligible.failure);
    if (!eligible.ok && eligible.failure.code === 'E_NOT_VALUED') notValued.push(asset);
  }
  for (const { id, title, use, failure } of pool.refused) refusals.block(id, title, 'asset', use, failure);
  const support = usableSupport(section.support, refusals);
  const { leftOut, failures, mustBlocked } = refusals;
  return { assets, support, proposed: pool.assets, notValued, leftOut, failures, mustBlocked };
};

export const sourceOfAsset = ({ asset, assetClass, available }: EligibleAsset): UsableSource => ({
  id: asset.id,
  title: asset.title,
  kind: 'asset',
  intellectualProperty: assetClass.intellectualProperty,
  capacityFen: available.availableFen,
  oneOffCostFen: asset.oneOffCostFen,
  feeRate: '0',
  must: asset.use === 'must',
});

export const sourceOfSupport = ({ item, capacityFen }: UsableSupport): UsableSource => ({
  id: item.id,
  title: item.title,
  kind: 'support',
  intellectualProperty: false,
  capacityFen,
  oneOffCostFen: 0n,
  feeRate: item.feeRate,
  must: item.use === 'must',
});
