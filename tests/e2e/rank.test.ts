import { expect, test } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { nastyList } from '../fixtures/nasty-list';

/** `zhiya rank` as a person runs it: figures, files, exit status, refusals. All lists are 虚构. */

const DATE = ['--date', '2026-11-20'];
const zhiya = (args: readonly string[], input?: string) => {
  const done = spawnSync(process.execPath, ['scripts/zhiya.mjs', ...args], { encoding: 'utf8', input });
  return { status: done.status, out: done.stdout, err: done.stderr };
};

interface Line {
  readonly applicationNumber: string;
  readonly title: string;
  readonly total?: number | null;
  readonly low?: number | null;
  readonly scores?: { readonly total: number | null };
  readonly interval?: { readonly low: number | null };
}
interface Ranking {
  readonly schema: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly patents: readonly Line[];
  readonly failures: readonly { readonly code: string; readonly row: number | null }[];
  readonly peakBytes: number;
}
const ranking = (text: string): Ranking => JSON.parse(text) as Ranking;
const without = ({ peakBytes, ...rest }: Ranking & { workers?: number }): object => {
  expect(peakBytes).toBeGreaterThan(0);
  return { ...rest, workers: null };
};

test('the sample list: the same scores as one by one, best first', () => {
  const ranked = zhiya(['rank', 'static/samples/lanyu-patents.csv', ...DATE, '--top', '100', '--json']);
  expect([ranked.status, ranked.err]).toEqual([0, '']);
  const { schema, counts, patents } = ranking(ranked.out);
  expect([schema, counts['ranked'], patents.length]).toEqual(['zhiya.rank/1', 19, 19]);
  const scored = ranking(zhiya(['score', 'static/samples/lanyu-patents.csv', ...DATE, '--json']).out).patents;
  const byNumber = new Map(scored.map((line) => [line.applicationNumber, line]));
  for (const { applicationNumber, title, total, low } of patents) {
    const other = byNumber.get(applicationNumber);
    expect([title, total, low]).toEqual([other?.title, other?.scores?.total, other?.interval?.low]);
  }
  const lows = patents.map(({ low }) => low ?? -1);
  expect(lows).toEqual([...lows].sort((a, b) => b - a));
});

test('bad rows are counted and listed, the rest is ranked; the number of workers changes nothing', () => {
  const info = test.info();
  const file = info.outputPath('清单.csv');
  writeFileSync(file, nastyList({ layout: 'own', rows: 3_000, seed: 41 }));
  const one = zhiya(['rank', file, ...DATE, '--json', '--workers', '1']);
  const three = zhiya(['rank', file, ...DATE, '--json', '--workers', '3']);
  expect([one.status, three.status]).toEqual([1, 1]);
  expect(without(ranking(three.out))).toEqual(without(ranking(one.out)));
  const { counts, failures, patents } = ranking(one.out);
  expect(patents).toHaveLength(20);
  expect(failures.length).toBeGreaterThan(50);
  const { records = 0, ranked = 0, duplicates = 0, failedRecords = 0, leftOut = 0 } = counts;
  expect(ranked + duplicates + failedRecords + leftOut).toBe(records);
  expect(Math.min(ranked, duplicates, failedRecords, leftOut)).toBeGreaterThan(0);

  const words = zhiya(['rank', file, ...DATE, '--top', '3']).out;
  expect(words).toContain(`排名 ${ranked} 件`);
  expect(words).toContain('其余从略');
});

test('several lists are one ranking; the whole of it goes into a file', () => {
  const info = test.info();
  const [a, b, out] = [info.outputPath('a.csv'), info.outputPath('b.csv'), info.outputPath('ranked.csv')];
  const text = nastyList({ layout: 'incopat', rows: 400, seed: 43, spoiled: 0 });
  writeFileSync(a, text);
  writeFileSync(b, text);
  const alone = ranking(zhiya(['rank', a, ...DATE, '--json']).out).counts;
  const done = zhiya(['rank', a, b, ...DATE, '--json', '--out', out]);
  const { counts } = ranking(done.out);
  expect(counts['ranked']).toBe(alone['ranked']);
  expect(counts['duplicates']).toBe((alone['ranked'] ?? 0) + 2 * (alone['duplicates'] ?? 0));
  const lines = readFileSync(out, 'utf8').trimEnd().split('\r\n');
  expect(lines[0]?.startsWith('\uFEFF名次,申请号,专利名称,')).toBe(true);
  expect(lines).toHaveLength((alone['ranked'] ?? 0) + 1);
  expect(lines[1]).toMatch(/^1,\d{12}\.[\dX],".+","a\.csv",\d+,\d+\.\d{4},/);

  const piped = zhiya(['rank', '-', ...DATE, '--json'], text);
  expect(ranking(piped.out).counts).toEqual(alone);
});

test('bad input is refused with status 2 and one line of JSON', () => {
  const info = test.info();
  const write = (name: string, text: string): string => {
    const path = info.outputPath(name);
    writeFileSync(path, text);
    return path;
  };
  const sound = nastyList({ layout: 'own', rows: 20, seed: 2, spoiled: 0 });
  const good = write('good.csv', sound);
  for (const [args, code] of [
    [['rank', ...DATE], 'E_USAGE'],
    [['rank', good], 'E_DATE'],
    [['rank', good, '--date', '2026-02-30'], 'E_DATE'],
    [['rank', info.outputPath('missing.csv'), ...DATE], 'E_FILE'],
    [['rank', '.', ...DATE], 'E_FILE'],
    [['rank', write('empty.csv', ''), ...DATE], 'E_EMPTY'],
    [['rank', write('open.csv', `${sound}\n201710601862.3,"没有闭合`), ...DATE], 'E_QUOTE_OPEN'],
    [['rank', write('columns.csv', '专利名称,申请日\n甲,2020-01-01'), ...DATE], 'E_COLUMN_MISSING'],
    [['rank', write('unknown.csv', 'a,b\n1,2'), ...DATE], 'E_COLUMNS_UNKNOWN'],
    [['rank', good, ...DATE, '--scheme', 'none'], 'E_RULE'],
    [['rank', good, ...DATE, '--scenario', 'none'], 'E_SCENARIO'],
    [['rank', good, ...DATE, '--workers', '0'], 'E_USAGE'],
    [['rank', good, ...DATE, '--top', 'all'], 'E_USAGE'],
    [['rank', good, ...DATE, '--out', '/no/such/folder/x.csv'], 'E_FILE'],
  ] as const) {
    const refused = zhiya(args);
    const said = JSON.parse(refused.err) as { code: string; message: string; remedy: string };
    expect(
      [refused.status, refused.out, said.code.startsWith(code) ? code : said.code],
      args.join(' '),
    ).toEqual([2, '', code]);
    expect(said.message).not.toBe('');
    expect(said.remedy).not.toBe('');
  }
});
