import { basename } from 'node:path';
import type { TableProfile } from '../lib/case/data-profile';
import { type CountedTable, countExactly } from '../lib/data-asset/exact/count-exactly';
import type { ReferenceQuestion } from '../lib/data-asset/exact/exact-question';
import {
  type NamedBundle,
  type ReferenceFound,
  referenceText,
  referencesBetween,
} from '../lib/data-asset/relations/between-tables';
import { distinctTitles } from '../lib/data-asset/relations/distinct-titles';
import { type RelationFound, relationWords, relationsWithin } from '../lib/data-asset/relations/within-table';
import { type ReportSettings, shippedReportSettings } from '../lib/data-asset/run/report-settings';
import { recordsOf } from '../lib/data-asset/run/file-run';
import { type SourceChoice, openDataset } from '../lib/data-asset/source/table-source';
import { type Result, ok, refuse } from '../lib/kernel/result';
import type { Answer, Options } from './command';
import { type DiskPath, diskFile } from './disk-file';
import { UNWATCHED } from './exact-facts';
import { plain } from './plain-json';
import { type PathScan, scanPaths } from './scan-paths';
import { diskSpills } from './spill-file';
import { askedHere, tableChoiceOf } from './table-options';

const USAGE = '请写成 zhiya profile 甲.csv 乙.csv --references [--exact]';
/** Of one table; each is a set of columns of its own in the second reading. */
const MOST_COUNTED = 10;
const MOST_RELATIONS = 20;

interface Table extends NamedBundle {
  readonly path: DiskPath;
  readonly rows: number;
}

const tableRows = ({ bundle }: NamedBundle): number => bundle.sketch?.rows ?? 0;

const scanAll = async (
  paths: readonly DiskPath[],
  choice: SourceChoice,
  settings: ReportSettings,
  { workers, ...lanes }: Pick<PathScan, 'workers' | 'lanes'>,
): Promise<Result<readonly Table[]>> => {
  const tables: Table[] = [];
  for (const [i, path] of paths.entries()) {
    const scanned = await scanPaths({ paths: [path], choice, settings, workers, progress: null, ...lanes });
    if (!scanned.ok) return askedHere(scanned);
    const { bundle } = scanned.value;
    const rows = bundle.sketch === null ? 0 : recordsOf(bundle.sketch);
    tables.push({ id: `table-${i + 1}`, title: basename(path.path), bundle, path, rows });
  }
  const titles = distinctTitles(tables.map(({ id, title, path }) => ({ id, title, fileName: path.path })));
  return ok(tables.map((table) => ({ ...table, title: titles.get(table.id) ?? table.title })));
};

type Counted = TableProfile['references'][number];

/** The proposed references of one table, counted over both files. */
const countOf = async (
  table: Table,
  references: readonly ReferenceQuestion[],
  tables: readonly Table[],
  choice: SourceChoice,
  settings: ReportSettings,
): Promise<Result<readonly Counted[]>> => {
  const opened = async (one: Table) => {
    const sources = await openDataset([diskFile(one.path)], choice);
    return sources.ok ? ok({ sources: sources.value, rows: tableRows(one) }) : sources;
  };
  const own = await opened(table);
  if (!own.ok) return own;
  const others = new Map<string, CountedTable>();
  for (const other of tables.filter(({ id }) => references.some((one) => one.other === id))) {
    const there = await opened(other);
    if (!there.ok) return there;
    others.set(other.id, there.value);
  }
  const spills = diskSpills();
  try {
    const facts = await countExactly({
      ...own.value,
      question: { keys: [], groups: [], references },
      others,
      missingTokens: settings.profile.missingTokens,
      smallGroup: settings.table.smallGroup,
      spill: spills.open,
      watch: UNWATCHED,
    });
    return facts.ok ? ok(facts.value.references) : facts;
  } finally {
    spills.close();
  }
};

const countAll = async (
  found: readonly ReferenceFound[],
  tables: readonly Table[],
  choice: SourceChoice,
  settings: ReportSettings,
): Promise<Result<readonly (Counted & { readonly child: string })[]>> => {
  const all: (Counted & { readonly child: string })[] = [];
  for (const table of tables) {
    const asked = found
      .filter(({ child }) => child.id === table.id)
      .slice(0, MOST_COUNTED)
      .map(({ child, parent }) => ({
        columns: [child.column],
        other: parent.id,
        otherColumns: [parent.column],
      }));
    if (asked.length === 0) continue;
    const counted = await countOf(table, asked, tables, choice, settings);
    if (!counted.ok) return counted;
    all.push(...counted.value.map((one) => ({ ...one, child: table.id })));
  }
  return ok(all);
};

/** Proposed references beyond those that `countAll` counts, one line for each table that has some. */
const uncounted = (found: readonly ReferenceFound[], tables: readonly Table[]): readonly string[] =>
  tables.flatMap(({ id, title }) => {
    const left = found.filter(({ child }) => child.id === id).slice(MOST_COUNTED);
    if (left.length === 0) return [];
    const names = left.map(({ child, parent }) => `${child.column} 见于“${parent.title}”的 ${parent.column}`);
    return [
      `“${title}”只逐一核验了前 ${MOST_COUNTED} 条引用，没有核验的有 ${left.length} 条：${names.join('、')}。请在界面“画像”页的“精确核验”中加入这些引用后逐一数清`,
    ];
  });

const relationLine = (one: RelationFound): string =>
  `  ${relationWords(one)}：${one.holds} / ${one.applicable} 行成立（${one.basis.kind === 'exact' ? '全表' : one.basis.error}）`;

const countedLine = (one: Counted & { readonly child: string }, titleOf: (id: string) => string): string =>
  `“${titleOf(one.child)}”的 ${one.columns.join(' + ')} 见于“${titleOf(one.other)}”的 ${one.otherColumns.join(' + ')}：${one.found} / ${one.checked} 行（逐一数清，缺失不计）`;

const sectionOf = (title: string, lines: readonly string[], none: string): readonly string[] => [
  title,
  ...(lines.length === 0 ? [`  ${none}`] : lines),
];

/**
 * Which columns of each file stand in a column that may be a key of another, and how columns of one file depend on each other; with
 * `--exact` counted over the files. Finding: a counted reference with rows that stand nowhere, or one that was not counted.
 *
 * Errors: `E_USAGE`, those of scanning and counting.
 */
export const profileReferences = async (
  paths: readonly DiskPath[],
  workers: number | null,
  options: Options,
  lanes: Pick<PathScan, 'lanes'> = {},
): Promise<Result<Answer>> => {
  if (paths.length < 2) return refuse('E_USAGE', '引用要给出至少两个文件', '--references', USAGE);
  const own = ['out', 'resume', 'key', 'group'].find((name) => options[name] !== undefined);
  if (own !== undefined) return refuse('E_USAGE', `--${own} 不能与 --references 一起用`, `--${own}`, USAGE);
  const choice = tableChoiceOf(options);
  if (!choice.ok) return choice;
  const settings = shippedReportSettings();
  const { typeShare } = settings.profile;
  const scanned = await scanAll(paths, choice.value, settings, { workers, ...lanes });
  if (!scanned.ok) return scanned;
  const tables = scanned.value;
  const { found, unlisted, notes: said } = referencesBetween(tables, typeShare);
  const isExact = options['exact'] === true;
  const left = isExact ? uncounted(found, tables) : [];
  const notes = [...said, ...left];
  const counted = isExact ? await countAll(found, tables, choice.value, settings) : ok([]);
  if (!counted.ok) return counted;
  const titleOf = (id: string): string => tables.find((table) => table.id === id)?.title ?? id;
  const relations = tables.map((table) => ({
    table: table.id,
    found: relationsWithin(table.bundle, settings.table.relationShare, typeShare),
  }));
  return ok({
    document: {
      schema: 'zhiya.references/1',
      tables: tables.map(({ id, title, rows }) => ({ id, fileName: title, rows })),
      references: plain(found),
      counted: plain(counted.value),
      relations: plain(relations),
      notes,
    },
    text: [
      ...tables.map(({ title, rows }) => `${title}：${rows} 行`),
      ...sectionOf(
        '引用（由两份画像比较得出，只是提示）',
        found.map((one) => `  ${referenceText(one)}`),
        '没有发现哪一列见于另一份数据的主键',
      ),
      ...(counted.value.length === 0
        ? []
        : ['逐一核验', ...counted.value.map((one) => `  ${countedLine(one, titleOf)}`)]),
      ...relations.flatMap(({ table, found: within }) =>
        sectionOf(
          `${titleOf(table)} 各列之间（只是提示）`,
          [
            ...(within ?? []).slice(0, MOST_RELATIONS).map(relationLine),
            ...(within !== null && within.length > MOST_RELATIONS
              ? [`  共 ${within.length} 条，显示前 ${MOST_RELATIONS} 条；全部见 --json`]
              : []),
          ],
          within === null ? '没有行样本，不能筛查' : '没有发现数值或日期列之间的固定关系',
        ),
      ),
      ...notes,
    ].join('\n'),
    finding:
      counted.value.some(({ found: seen, checked }) => seen < checked) ||
      (isExact && (unlisted > 0 || left.length > 0)),
  });
};
