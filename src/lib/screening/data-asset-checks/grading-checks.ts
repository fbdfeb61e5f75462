import type { DataAsset } from '../../case/data-assets-section';
import type { DataLevel } from '../../case/data-rights';
import { type Check, allOf, check, quiet } from '../check';
import type { CheckInput } from '../checks/check-input';
import { type AssetTest, answered, assetLeaf, isBacked, unlessAnswered } from './asset-check';

const RANK: Readonly<Record<DataLevel, number>> = { general: 0, important: 1, core: 2 };
const TITLE: Readonly<Record<DataLevel, string>> = {
  core: '核心数据',
  important: '重要数据',
  general: '一般数据',
};

/** The strictest part decides (就高从严, GB/T 43697-2024); `null` when nothing was graded. */
export const strictestLevel = ({ rights }: DataAsset): DataLevel | null =>
  (rights.grading?.parts ?? []).reduce<DataLevel | null>(
    (worst, { level }) => (worst === null || RANK[level] > RANK[worst] ? level : worst),
    null,
  );

/** Passes when the strictest level is accepted and the grading rests on a paper. A bad level needs none. */
export const gradedBelow = (asset: DataAsset, input: CheckInput, worst: DataLevel): Check => {
  const level = strictestLevel(asset);
  const grading = asset.rights.grading;
  const node = assetLeaf(
    asset,
    'rights.grading.parts',
    '分类分级结果（就高从严）',
    level === null ? null : TITLE[level],
  );
  if (grading === null || level === null) return check('unknown', 'unknown.grading', {}, [node]);
  const part = grading.parts.find((p) => p.level === level)?.part ?? '';
  const facts = { level: TITLE[level], part, by: grading.by };
  if (RANK[level] >= RANK[worst]) return check('fail', `fail.${level}`, facts, [node]);
  return isBacked(grading, input)
    ? check('pass', 'pass.level', facts, [node])
    : check('unknown', 'unknown.grading-evidence', facts, [node]);
};

/** L01: no part is 核心数据, and a person answered for state secrets. */
export const notCoreData: AssetTest = (asset, input) =>
  allOf([gradedBelow(asset, input, 'core'), answered(input)]);

/** L02: no 重要数据, or the risk assessment was done. */
export const importantDataAssessed: AssetTest = (asset, input) => {
  const below = gradedBelow(asset, input, 'important');
  return unlessAnswered(below.verdict === 'fail' ? quiet('fail', below.nodes) : below, input);
};
