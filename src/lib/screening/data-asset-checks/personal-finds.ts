import * as v from 'valibot';
import type { DataAsset } from '../../case/data-assets-section';
import type { LazyNode } from '../check';
import type { ScreeningContext } from '../context';
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

/** Kind that the profile gives to values that look like names of people. */
const NAME_KIND = 'personalName';

/** `列“户主” 120 个` for every column whose frequent values look like names. */
const suspectedNames = (asset: DataAsset): string =>
  asset.columns
    .flatMap(({ name, detected }) =>
      detected
        .filter(({ kind, matches }) => kind === NAME_KIND && matches > 0)
        .map(({ matches }) => `列“${name}”${matches} 个`),
    )
    .join('、');

/** Profiles that a warehouse computed: nothing in them looked for numbers of papers, in the first form for names neither. */
const OF_WAREHOUSE = /^profile-warehouse-\w+@(\d+)$/;

const noNumbers = ({ method }: DataAsset): string =>
  OF_WAREHOUSE.test(method)
    ? '数据仓库算出的画像没有查证件号码、手机号码等号码，是否含有未知'
    : '没有检出证件号码、手机号码等号码';

const noNames = ({ method }: DataAsset): string =>
  OF_WAREHOUSE.exec(method)?.[1] === '1' ? '姓名没有筛查，是否含有未知' : '没有发现疑似姓名';

const findsWords = (asset: DataAsset, finds: readonly PersonalFind[]): string => {
  const names = suspectedNames(asset);
  const parts = [
    finds.length === 0 ? noNumbers(asset) : findsText(finds),
    names === '' ? noNames(asset) : `疑似姓名（${names}，只按姓氏与字数判断，不算检出，须由人核对）`,
    '住址没有检出手段',
  ];
  return parts.join('；');
};

/** What the detectors of the profile saw. Versions before `screening.data-asset-gates@3` said that nothing detects names. */
export const findsLeaf = (
  asset: DataAsset,
  finds: readonly PersonalFind[],
  { earlier }: Pick<ScreeningContext, 'earlier'>,
): LazyNode =>
  assetLeaf(
    asset,
    'columns.detected',
    '画像检出的个人信息',
    earlier?.namesUndetected !== true
      ? findsWords(asset, finds)
      : finds.length === 0
        ? '没有检出（姓名、住址等没有检出手段）'
        : findsText(finds),
  );
