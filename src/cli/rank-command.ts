import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, writeSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { rulesOfCase } from '../../workers/case-rules';
import { newCase } from '../lib/case/case-json';
import type { CaseRecord } from '../lib/case/case-record';
import { parsePlainDate } from '../lib/kernel/plain-date';
import { type Result, ok, refuse } from '../lib/kernel/result';
import { listFaults, rowFailures } from '../lib/patent/bulk/list-failures';
import { type RankedList, rankList } from '../lib/patent/bulk/rank-list';
import { rankedCsv } from '../lib/patent/bulk/ranked-csv';
import { type RankedRow, listedDuplicates, rankedRow } from '../lib/patent/bulk/ranked-row';
import type { RangeColumns, RangeJob } from '../lib/patent/bulk/range-columns';
import { type ReadList, openList, readList } from '../lib/patent/bulk/read-list';
import { readRange } from '../lib/patent/bulk/read-range';
import type { RulesAt } from '../lib/rulebook/model';
import { type Answer, type Command, type Options, textOption } from './command';
import { withOverlay } from './read-input';
import { readShared, sharedBytes } from './shared-file';

const USAGE = '请写成 zhiya rank 清单.csv --date 2026-11-20';
const LISTED = 100;

/** Whole number of an option within bounds. */
const wholeOption = (
  options: Options,
  name: string,
  fallback: number,
  most: number,
  least: number,
): Result<number> => {
  const text = textOption(options, name);
  if (text === undefined) return ok(fallback);
  return /^\d{1,7}$/.test(text) && Number(text) <= most && Number(text) >= least
    ? ok(Number(text))
    : refuse('E_USAGE', `--${name} 应为 ${least} 至 ${most} 的整数`, `--${name}`, USAGE);
};

const blankCase = async (options: Options): Promise<Result<CaseRecord>> => {
  const date = parsePlainDate(textOption(options, 'date') ?? '', '--date');
  if (!date.ok) return date;
  const region = textOption(options, 'region') ?? 'cn';
  const blank = newCase({ id: 'rank', title: '', valuationDate: date.value, region, mode: 'bank' });
  const patents = {
    ...blank.sections.patents,
    scheme: textOption(options, 'scheme') ?? 'gbt-42748-framework',
    scenario: textOption(options, 'scenario') ?? 'finance',
  };
  const caseRecord = { ...blank, sections: { ...blank.sections, patents } };
  const overlaid = await withOverlay({ caseRecord, attachments: new Map() }, textOption(options, 'overlay'));
  return overlaid.ok ? ok(overlaid.value.caseRecord) : overlaid;
};

/** Reads a range in a thread of its own. */
const inThread = (job: RangeJob): Promise<Result<RangeColumns>> =>
  new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./rank-thread.mjs', import.meta.url), { workerData: job });
    thread.once('message', (read: Result<RangeColumns>) => {
      resolve(read);
    });
    thread.once('error', reject);
    thread.once('exit', (code) => {
      reject(new Error(`rank thread ended with ${code}`));
    });
  });

/** Reads the first range here and the others in threads. */
const runner =
  (rules: RulesAt, first: number) =>
  (job: RangeJob): Promise<Result<RangeColumns>> =>
    job.from === first
      ? new Promise((resolve) => {
          setImmediate(() => {
            resolve(readRange(job, rules));
          });
        })
      : inThread(job);

const readFiles = async (
  files: readonly string[],
  caseRecord: CaseRecord,
  rules: RulesAt,
  workers: number,
): Promise<Result<readonly ReadList[]>> => {
  const lists: ReadList[] = [];
  for (const path of files) {
    const file = await readShared(path);
    if (!file.ok) return file;
    const open = openList(file.value.bytes, file.value.name, caseRecord, rules, {
      allocate: sharedBytes,
      isUtf8,
    });
    if (!open.ok) return open;
    const list = await readList(open.value, workers, runner(rules, open.value.table.body));
    if (!list.ok) return list;
    lists.push(list.value);
  }
  return ok(lists);
};

const writeRanking = (list: RankedList, path: string): Result<null> => {
  try {
    const file = openSync(path, 'w');
    try {
      for (const piece of rankedCsv(list))
        for (let at = 0; at < piece.length;) at += writeSync(file, piece, at);
    } finally {
      closeSync(file);
    }
    return ok(null);
  } catch {
    return refuse('E_FILE', `写不了文件“${path}”`, path, '请核对路径和权限');
  }
};

const rowsOf = (list: RankedList, top: number): readonly RankedRow[] =>
  Array.from({ length: Math.min(top, list.order.length) }, (_, i) => rankedRow(list, i + 1)).filter(
    (row) => row !== null,
  );

const points = (value: number | null): string => value?.toFixed(1) ?? '—';

const line = (row: RankedRow): string =>
  [
    String(row.rank),
    row.applicationNumber,
    points(row.total),
    `[${points(row.low)}, ${points(row.high)}]`,
    row.grade ?? row.gates[0]?.title ?? '',
    row.title,
  ].join('  ');

const answer = (
  list: RankedList,
  rules: RulesAt,
  top: number,
  out: string | undefined,
  workers: number,
): Answer => {
  const { context, placed, kept } = list;
  const failures = rowFailures(list, rules, LISTED);
  const faults = listFaults(list);
  const leftOut = placed.reduce((sum, { range }) => sum + range.shape.leftOut, 0);
  const ranked = kept.rows.length;
  const counts = {
    records: ranked + kept.duplicates.length + failures.rows + leftOut,
    ranked,
    scored: list.scores.total.low.reduce((sum, low) => sum + (Number.isNaN(low) ? 0 : 1), 0),
    duplicates: kept.duplicates.length,
    failedRecords: failures.rows,
    failures: failures.total,
    leftOut,
  };
  const told = [...faults.slice(0, LISTED), ...failures.first].map(
    ({ code, record, column, path, message, remedy }) => ({
      code,
      row: record,
      column,
      path,
      message: `${message}。${remedy}`,
    }),
  );
  const rows = rowsOf(list, top);
  return {
    document: {
      schema: 'zhiya.rank/1',
      scheme: context.scheme.value.title,
      statement: context.scheme.value.statement,
      scenario: context.scenario.title,
      date: context.valuationDate,
      workers,
      counts,
      patents: rows.map(({ gates, unknownGates, ...row }) => ({
        ...row,
        gates: gates.map((gate) => ({ ...gate })),
        unknownGates: unknownGates.map((gate) => ({ ...gate })),
      })),
      duplicates: listedDuplicates(list, LISTED).map(({ kind, kept: first, other }) => ({
        kind,
        kept: { ...first },
        other: { ...other },
      })),
      failures: told,
      out: out ?? null,
      peakBytes: process.resourceUsage().maxRSS * 1024,
    },
    text: [
      `${context.scheme.value.title} · ${context.scenario.title} · 基准日 ${context.valuationDate}`,
      ...rows.map(line),
      `共 ${counts.records} 条：排名 ${counts.ranked} 件（有综合分 ${counts.scored} 件），重复 ${counts.duplicates} 条，读不出 ${counts.failedRecords} 条，不合表格 ${counts.leftOut} 条`,
      ...told.map((f) => `${f.path}：${f.message}`),
      ...(counts.failures + counts.leftOut > told.length ? ['其余从略'] : []),
      ...(out === undefined ? [] : [`全部排名已写入 ${out}`]),
    ].join('\n'),
    finding: faults.length > 0 || failures.rows > 0,
  };
};

/** Scores and ranks whole portfolios by columns: a million rows, no case, no records. */
export const rankCommand: Command = {
  usage:
    'rank FILE… --date YYYY-MM-DD [--scheme gbt-42748-framework] [--scenario finance] [--region cn] [--top N] [--out ranked.csv] [--workers N]',
  run: async ({ files, options }) => {
    if (files.length === 0) return refuse('E_USAGE', '没有给出专利清单', 'rank', USAGE);
    const top = wholeOption(options, 'top', 20, 1_000_000, 0);
    if (!top.ok) return top;
    const workers = wholeOption(options, 'workers', Math.min(4, availableParallelism()), 16, 1);
    if (!workers.ok) return workers;
    const caseRecord = await blankCase(options);
    if (!caseRecord.ok) return caseRecord;
    const rules = rulesOfCase(caseRecord.value);
    if (!rules.ok) return rules;
    const lists = await readFiles(files, caseRecord.value, rules.value, workers.value);
    if (!lists.ok) return lists;
    const ranked = rankList(lists.value, caseRecord.value, rules.value);
    if (!ranked.ok) return ranked;
    const out = textOption(options, 'out');
    const written = out === undefined ? ok(null) : writeRanking(ranked.value, out);
    if (!written.ok) return written;
    return ok(answer(ranked.value, rules.value, top.value, out, workers.value));
  },
};
