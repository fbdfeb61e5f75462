import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { profiledData } from '../../workers/profile/scan-table';
import type { StoredProfile } from '../lib/case/data-assets-section';
import { shippedReportSettings } from '../lib/data-asset/run/report-settings';
import type { JsonValue } from '../lib/kernel/json';
import { type Result, ok, refuse } from '../lib/kernel/result';
import { COLUMN_TYPES, copiesText, numbersText, sizeWords } from '../lib/state/column-words';
import { type Answer, type Command, type Options, textOption } from './command';
import { withDataPaths } from './data-paths';
import { type DiskPath, diskFile } from './disk-file';
import { exactLines, withExactFacts } from './exact-facts';
import { ProgressFile } from './progress-file';
import { profileReferences } from './profile-references';
import { scanPaths } from './scan-paths';
import { TABLE_USAGE, askedHere, tableChoiceOf } from './table-options';

const USAGE = '请写成 zhiya profile 数据.csv [更多文件…] [--workers N]';
const MOST_WORKERS = 64;

const workersOf = (options: Options): Result<number | null> => {
  const text = textOption(options, 'workers');
  if (text === undefined) return ok(null);
  return /^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= MOST_WORKERS
    ? ok(Number(text))
    : refuse('E_USAGE', `--workers 应为 1 至 ${MOST_WORKERS} 的整数`, '--workers', USAGE);
};

export const columnJson = (c: StoredProfile['columns'][number]): JsonValue => ({
  name: c.name,
  type: c.type,
  missing: c.missing,
  missingTokens: c.missingTokens,
  unreadable: c.unreadable,
  distinct: c.distinct,
  distinctExact: c.distinctExact,
  min: c.min,
  max: c.max,
  mean: c.mean,
  sd: c.sd,
  quantiles: c.quantiles,
  numbers: c.numbers,
  bad: c.bad,
  top: c.top,
  topComplete: c.topComplete,
  shapes: c.shapes,
  shortest: c.shortest,
  longest: c.longest,
  detected: c.detected,
  gaps: c.gaps,
});

/** One column in words. */
export const columnLine = (c: StoredProfile['columns'][number]): string =>
  `${c.name}  ${COLUMN_TYPES[c.type]}  缺失 ${c.missing}  不同值 ${c.distinctExact ? '' : '约 '}${c.distinct}  不合类型 ${c.bad}${c.numbers === null || c.numbers.others === 0 ? '' : `  ${numbersText(c.numbers)}`}${c.unreadable === 0 ? '' : `  读不出 ${c.unreadable}`}`;

const answerOf = (profile: StoredProfile, elapsedMs: number, workers: number, resumed: boolean): Answer => {
  const { rows, bytes, sha256, method, columns, files, table, note } = profile;
  const faults = profile.faults.map((fault) => ({ ...fault }));
  return {
    document: {
      schema: 'zhiya.profile/1',
      rows,
      bytes,
      sha256,
      method,
      elapsedMs,
      workers,
      resumed,
      // The rows of an earlier sitting took their time then.
      rowsPerSecond: elapsedMs > 0 && !resumed ? Math.round((rows / elapsedMs) * 1000) : null,
      files: files.map((file) => ({ ...file })),
      columns: columns.map(columnJson),
      table: table === null ? null : (JSON.parse(JSON.stringify(table)) as JsonValue),
      findings: faults,
      note,
    },
    text: [
      `${rows} 行，${sizeWords(bytes, (n) => `${n} 字节`)}`,
      ...(table?.duplicateRows?.exact === false
        ? [`重复行：多余副本 ${copiesText(table.duplicateRows)}`]
        : []),
      ...columns.map(columnLine),
      ...exactLines(table),
      ...faults.map(
        (f) =>
          `${f.file === null ? '' : `${f.file} › `}${f.message}${f.firstRow === null ? '' : `（首处第 ${f.firstRow} 条）`}。${f.remedy}`,
      ),
      note,
    ].join('\n'),
    finding: faults.length > 0,
  };
};

/** The file of `--resume`; `null` without. */
const progressOf = async (
  options: Options,
  out: string | undefined,
): Promise<Result<ProgressFile | null>> => {
  const path = textOption(options, 'resume');
  if (path === undefined) return ok(null);
  if (out !== undefined && resolve(out) === resolve(path))
    return refuse(
      'E_USAGE',
      '--resume 与 --out 是同一个文件',
      '--resume',
      '进度扫完即删除，请给它另一个文件名',
    );
  return ProgressFile.open(path);
};

const profileFiles = async (
  paths: readonly DiskPath[],
  workers: number | null,
  options: Options,
): Promise<Result<Answer>> => {
  const out = textOption(options, 'out');
  const choice = tableChoiceOf(options);
  if (!choice.ok) return choice;
  const kept = await progressOf(options, out);
  if (!kept.ok) return kept;
  const progress = kept.value;
  const settings = shippedReportSettings();
  const begun = performance.now();
  const scanned = await scanPaths({ paths, choice: choice.value, settings, workers, progress });
  if (!scanned.ok) return askedHere(scanned);
  const data = profiledData(scanned.value.bundle, settings);
  if (!data.ok) return data;
  const { profile } = data.value;
  const counted =
    options['exact'] === true
      ? await withExactFacts(profile, paths.map(diskFile), choice.value, settings, options)
      : ok(profile);
  if (!counted.ok) return counted;
  const elapsed = Math.round(performance.now() - begun);
  if (out !== undefined)
    try {
      await writeFile(out, new Uint8Array(await data.value.bundle.arrayBuffer()), { mode: 0o600 });
    } catch {
      return refuse('E_FILE', `写不了文件“${out}”`, out, '请核对路径和权限');
    }
  // Only now: what was printed or written need not be scanned again.
  await progress?.finish();
  return ok(answerOf(counted.value, elapsed, scanned.value.workers, (progress?.resume ?? null) !== null));
};

/** Profiles a data set by streaming its files; nothing of it is held in memory but the sketch. */
export const profileCommand: Command = {
  usage: `profile FILE… [--workers N] [--out 画像包.json] [--resume 进度.json] [--exact [--key A,B]… [--group A,B]…]
    ${TABLE_USAGE}
  profile FILE FILE… --references [--exact] [--workers N]`,
  run: async ({ files, options }) => {
    if (files.length === 0) return refuse('E_USAGE', '没有给出数据文件', 'profile', USAGE);
    const workers = workersOf(options);
    if (!workers.ok) return workers;
    return withDataPaths(files, (paths) =>
      options['references'] === true
        ? profileReferences(paths, workers.value, options)
        : profileFiles(paths, workers.value, options),
    );
  },
};
