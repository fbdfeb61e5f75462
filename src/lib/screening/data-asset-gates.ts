import type { Subject } from '../case/exchange';
import { brokenFinding } from './broken-finding';
import type { ScreeningContext } from './context';
import { type Evaluation, assetSubject, evaluateRule } from './evaluate';
import type { ScreenedFinding } from './finding-model';
import { joinedLists } from './lists';
import { DATA_ASSET_SET, loadSet } from './rule-sets';

/** Takes an answer of whose files one is not in the case. */
export const DATA_ASSET_GATES_METHOD_1 = 'screening.data-asset-gates@1';
/** Takes an answer that nobody stands for, and says of names that nothing detects them. */
export const DATA_ASSET_GATES_METHOD_2 = 'screening.data-asset-gates@2';
export const DATA_ASSET_GATES_METHOD = 'screening.data-asset-gates@3';

/** The gates of one data asset, in the order of the rules. */
export interface AssetGates {
  readonly subject: Subject;
  readonly findings: readonly ScreenedFinding[];
}

export interface GatesResult {
  readonly method: string;
  readonly title: string;
  readonly assets: readonly AssetGates[];
  /** Findings of all assets, and of rules that could not be read. */
  readonly findings: readonly ScreenedFinding[];
}

/**
 * The compliance gates of every data asset of the case. A case without data assets has none; with one, a rule that
 * cannot be read is unknown on each asset.
 */
export const evaluateDataAssetGates = (
  context: ScreeningContext,
  method = DATA_ASSET_GATES_METHOD,
): GatesResult => {
  const { assets } = context.caseRecord.sections.dataAssets;
  if (assets.length === 0) return { method, title: '', assets: [], findings: [] };
  const set = loadSet(context.rules, DATA_ASSET_SET);
  const evaluation: Evaluation = { set, method, context, grounds: [] };
  const judged = joinedLists(set.rules.map((loaded) => evaluateRule(loaded, evaluation)));
  const grouped = assets.map((asset): AssetGates => {
    const subject = assetSubject(asset);
    const broken = set.broken.map(({ id, failure }) => brokenFinding(id, failure, set, method, subject));
    return { subject, findings: [...judged.filter((f) => f.subject.id === asset.id), ...broken] };
  });
  return {
    method,
    title: set.set.title,
    assets: grouped,
    findings: joinedLists(grouped.map((g) => g.findings)),
  };
};
