import * as v from 'valibot';
import type { DataAsset } from '../../case/data-assets-section';
import type { LazyNode } from '../check';
import { assetLeaf } from './asset-check';

/** What the detectors of the profile look for and how the law sees it. `chance`: share that passes by chance. */
export const personalKinds = v.pipe(
  v.array(
    v.strictObject({
      kind: v.pipe(v.string(), v.minLength(1)),
      title: v.pipe(v.string(), v.minLength(1)),
      sensitive: v.boolean(),
      /** `matches`: of the values with the shape; `values`: of all values of the column. */
      chance: v.nullable(
        v.strictObject({
          of: v.picklist(['matches', 'values']),
          share: v.pipe(v.string(), v.regex(/^0\.\d{1,6}$/)),
        }),
      ),
    }),
  ),
  v.minLength(1),
);
export type PersonalKind = v.InferOutput<typeof personalKinds>[number];

/** Personal information that the profile found in one column. */
export interface PersonalFind {
  readonly column: string;
  readonly kind: PersonalKind;
  readonly matches: number;
  readonly distinct: number;
  readonly distinctExact: boolean;
  /** More values pass than chance explains. */
  readonly certain: boolean;
}

/** Standard deviations above chance that make a find certain. */
const DEVIATIONS = 4;

const beyondChance = (found: number, among: number, share: number): boolean =>
  found > among * share + DEVIATIONS * Math.sqrt(among * share * (1 - share));

/**
 * Finds of the profile, in the order of the columns. Nothing found is no proof of absence: names are only suspected by
 * surname and length, which is no find here, and addresses have no detector.
 */
export const personalFinds = (asset: DataAsset, kinds: readonly PersonalKind[]): readonly PersonalFind[] =>
  asset.columns.flatMap((column) =>
    column.detected.flatMap((seen): PersonalFind[] => {
      const kind = kinds.find((k) => k.kind === seen.kind || k.title === seen.kind);
      const found = seen.valid ?? seen.matches;
      if (kind === undefined || found === 0) return [];
      const among = kind.chance?.of === 'values' ? asset.rows - column.missing : seen.matches;
      const certain = kind.chance === null || beyondChance(found, among, Number(kind.chance.share));
      const { name, distinct, distinctExact } = column;
      return [{ column: name, kind, matches: found, distinct, distinctExact, certain }];
    }),
  );

/** `手机号码（列“phone”，1200 个）` for every find. */
export const findsText = (finds: readonly PersonalFind[]): string =>
  finds.map((f) => `${f.kind.title}（列“${f.column}”，${f.matches} 个）`).join('、');

/** Its words belong to the released `screening.data-asset-gates@1` and may not change: “no detector” means no sure one. */
export const findsLeaf = (asset: DataAsset, finds: readonly PersonalFind[]): LazyNode =>
  assetLeaf(
    asset,
    'columns.detected',
    '画像检出的个人信息',
    finds.length === 0 ? '没有检出（姓名、住址等没有检出手段）' : findsText(finds),
  );
