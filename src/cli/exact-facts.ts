import { newDataAsset, type StoredProfile } from '../lib/case/data-assets-section';
import type { TableProfile } from '../lib/case/data-profile';
import { countExactly } from '../lib/data-asset/exact/count-exactly';
import { withExact } from '../lib/data-asset/exact/exact-table';
import { MOST_QUASI, proposeGroup, proposeKeys } from '../lib/data-asset/exact/propose-exact';
import type { Watch } from '../lib/data-asset/exact/watch';
import { wholeRows } from '../lib/data-asset/quality/table-rows';
import type { ReportSettings } from '../lib/data-asset/run/report-settings';
import { type SourceChoice, type SourceFile, openDataset } from '../lib/data-asset/source/table-source';
import { type Result, mapResult } from '../lib/kernel/result';
import { type Options, listOption } from './command';
import { diskSpills } from './spill-file';
import { nameList } from './warehouse-options';

/** Nobody looks on: a command is stopped by ending it. */
export const UNWATCHED: Watch = {
  cancelled: () => false,
  breathe: () => Promise.resolve(),
  tell: () => undefined,
};

/** Sets of column names of an option that may be given several times. */
export const columnSets = (options: Options, name: string): readonly (readonly string[])[] =>
  listOption(options, name)
    .map(nameList)
    .filter((set) => set.length > 0);

/**
 * The profile with what a second reading of the same files counts: duplicate rows, the keys of `--key` or else the candidates,
 * the groups of `--group` or else those proposed. Errors: those of `countExactly`.
 */
export const withExactFacts = async (
  profile: StoredProfile,
  files: readonly SourceFile[],
  choice: SourceChoice,
  settings: ReportSettings,
  options: Options,
): Promise<Result<StoredProfile>> => {
  const sources = await openDataset(files, choice);
  if (!sources.ok) return sources;
  const asset = newDataAsset('data', profile.fileName, profile);
  const [keys, groups] = [columnSets(options, 'key'), columnSets(options, 'group')];
  const proposed = proposeGroup(asset)
    .map(({ column }) => column)
    .slice(0, MOST_QUASI);
  const spills = diskSpills();
  try {
    const facts = await countExactly({
      sources: sources.value,
      rows: wholeRows(asset),
      question: {
        keys: keys.length > 0 ? keys : proposeKeys(asset),
        groups: groups.length > 0 ? groups : proposed.length > 0 ? [proposed] : [],
        references: [],
      },
      others: new Map(),
      missingTokens: settings.profile.missingTokens,
      smallGroup: settings.table.smallGroup,
      spill: spills.open,
      watch: UNWATCHED,
    });
    return mapResult(facts, (counted) => ({ ...profile, table: withExact(profile.table, counted) }));
  } finally {
    spills.close();
  }
};

/** What was counted exactly, in words. */
export const exactLines = (table: TableProfile | null): readonly string[] => {
  if (table === null) return [];
  const { duplicateRows, keys, groups } = table;
  const copies =
    duplicateRows?.exact === true
      ? [
          `重复行：多余副本 ${duplicateRows.extra} 行，有副本的行 ${duplicateRows.members ?? '未知'} 行（精确）`,
        ]
      : [];
  return [
    ...copies,
    ...keys
      .filter(({ exact }) => exact)
      .map(
        ({ columns, distinct, rows }) =>
          `主键 ${columns.join(' + ')}：不同值 ${distinct} / ${rows} 行${distinct === rows ? '' : '，不能单独分辨每一行'}（精确）`,
      ),
    ...groups
      .filter(({ exact }) => exact)
      .map(
        ({ columns, groups: count, smallest, below, size }) =>
          `准标识 ${columns.join(' + ')}：${count} 组，最小 ${smallest} 行，不足 ${size} 行的组含 ${below} 行（精确；不构成匿名化结论）`,
      ),
  ];
};
