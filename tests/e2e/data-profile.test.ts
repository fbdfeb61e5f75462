import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { cancelOnceKept, expect, openSample, step, test } from './walk';

/** Five blocks of the scan. */
const MEGABYTES = 80;
const folder = mkdtempSync(join(tmpdir(), 'zhiya-e2e-'));
const large = join(folder, '水表读数（虚构）.csv');

/** Fixed seed, so that two runs write the same bytes. */
const seeded = (seed: number) => (): number => {
  const next = Math.imul(seed ^ (seed >>> 15), seed | 1);
  seed = (seed + 0x6d2b79f5) | 0;
  return ((next ^ (next >>> 14)) >>> 0) / 2 ** 32;
};

const writeLarge = async (): Promise<void> => {
  const random = seeded(20261122);
  const file = createWriteStream(large);
  let bytes = 0;
  let row = 0;
  file.write('表号,读数,时间,状态,片区,备注\n');
  while (bytes < MEGABYTES * 1024 * 1024) {
    const lines: string[] = [];
    for (let i = 0; i < 20_000; i += 1, row += 1) {
      const day = String((row % 28) + 1).padStart(2, '0');
      const hour = String(row % 24).padStart(2, '0');
      const note = row % 97 === 0 ? '"夜间\n复核,已确认"' : '';
      lines.push(
        `WM-${Math.floor(random() * 90_000)},${(random() * 500).toFixed(2)},2026-0${(row % 9) + 1}-${day} ${hour}:00:00,${row % 13 === 0 ? '离线' : '正常'},片区${row % 17},${note}\n`,
      );
    }
    const text = lines.join('');
    bytes += Buffer.byteLength(text);
    if (!file.write(text)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
};

test.beforeAll(writeLarge);
test.afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Printed {
  readonly rows: number;
  readonly columns: readonly {
    readonly name: string;
    readonly distinct: number;
    readonly mean: string | null;
  }[];
  readonly files: readonly { readonly merkleRoot: string }[];
}

/** What the terminal says of a file, with so many workers. */
const terminal = (path: string, workers: number): Printed => {
  const run = spawnSync(
    process.execPath,
    ['scripts/zhiya.mjs', 'profile', path, '--workers', String(workers), '--json'],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  // 1: cells hold line ends, which is told as a finding.
  expect([0, 1], run.stderr).toContain(run.status);
  const { rows, columns, files } = JSON.parse(run.stdout) as Printed;
  return { rows, columns, files };
};

const grouped = (n: number): string => n.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ',');

const expectAsPrinted = async (page: Page, printed: Printed): Promise<void> => {
  const asset = page.getByTestId('data-asset').last();
  await expect(asset).toContainText(`${grouped(printed.rows)} 行 × ${printed.columns.length} 列`);
  await expect(asset).toContainText(`Merkle 根 ${printed.files[0]?.merkleRoot.slice(0, 16) ?? 'x'}`);
  for (const { name, distinct, mean } of printed.columns) {
    const line = asset.getByTestId('column-table').getByRole('row').filter({ hasText: name }).first();
    await expect(line).toContainText(grouped(distinct));
    // The cell is short; the exact number is what it says when pointed at.
    if (mean !== null) await expect(line.locator(`td[title*="${mean}"]`).first()).toBeVisible();
  }
};

test('80 MB: progress, cancel, reload, resume; the result is that of the terminal', async ({ page }) => {
  test.setTimeout(240_000);
  await openSample(page);
  await step(page, 'data');
  const before = await page.getByTestId('data-asset').count();
  const pressed = await cancelOnceKept(page);
  await page.getByTestId('data-file').setInputFiles(large);
  expect(await pressed()).toMatch(/[\d,]+ 行，每秒 [\d,]+ 行，约剩/);
  await expect(page.getByTestId('scan-cancelled')).toContainText('可以续扫');
  await expect(page.getByTestId('data-asset')).toHaveCount(before);
  await page.reload();
  const unfinished = page.getByTestId('unfinished-scans');
  await expect(unfinished).toContainText('水表读数（虚构）.csv');
  await expect(unfinished).toContainText(/已扫 [1-9]\d?%/);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByTestId('resume-file').setInputFiles(large);
  await expect(page.getByTestId('data-asset')).toHaveCount(before + 1, { timeout: 120_000 });
  await expect(unfinished).toHaveCount(0);
  const one = terminal(large, 1);
  expect(terminal(large, 3)).toEqual(one);
  await expectAsPrinted(page, one);
});

test('another file under the same name is not taken for the one that was begun', async ({ page }) => {
  test.setTimeout(120_000);
  await openSample(page);
  await step(page, 'data');
  const pressed = await cancelOnceKept(page);
  await page.getByTestId('data-file').setInputFiles(large);
  await pressed();
  const other = join(folder, '别的.csv');
  writeFileSync(other, '表号,读数,时间,状态,片区,备注\n1,2,2026-01-01,正常,片区1,\n');
  await page.getByTestId('resume-file').setInputFiles(other);
  await expect(page.getByTestId('failures')).toContainText('文件长度变了');
  await page.getByRole('button', { name: '放弃' }).click();
  await expect(page.getByTestId('unfinished-scans')).toHaveCount(0);
});

test('one table in gzip, UTF-16 and JSON Lines is one profile', async ({ page }) => {
  await openSample(page);
  await step(page, 'data');
  const before = await page.getByTestId('data-asset').count();
  const rows = Array.from({ length: 500 }, (_, i) => [
    `G-${i % 20}`,
    `${(i % 90) / 10}`,
    `2026-02-${String((i % 28) + 1).padStart(2, '0')}`,
  ]);
  const csv = `棚号,湿度,日期\n${rows.map((row) => `${row.join(',')}\n`).join('')}`;
  const lines = rows.map(([棚号, 湿度, 日期]) => JSON.stringify({ 棚号, 湿度, 日期 })).join('\n');
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(csv, 'utf16le')]);
  const given = [
    ['大棚（虚构）.csv.gz', gzipSync(Buffer.from(csv))],
    ['大棚UTF16（虚构）.csv', wide],
    ['大棚（虚构）.jsonl', Buffer.from(lines)],
  ] as const;
  for (const [i, [name, buffer]] of given.entries()) {
    await page.getByTestId('data-file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
    const start = page.getByTestId('start-scan');
    const asset = page.getByTestId('data-asset').nth(before + i);
    await expect(start.or(asset).first()).toBeVisible();
    if (await start.isVisible()) await start.click();
    await expect(asset).toContainText('500 行 × 3 列');
    // 450 rows of mean 4.45 and 50 of mean 2.45.
    await expect(asset.getByTestId('column-table')).toContainText('4.25');
  }
  const card = page.getByTestId('data-asset').nth(before);
  await card.getByRole('button', { name: '日期' }).click();
  const sheet = card.getByTestId('column-sheet');
  await expect(sheet).toContainText('跨 28 个天');
  await card.getByLabel('申报行数').fill('1000');
  await card.getByLabel('申报行数').blur();
  await expect(card.getByTestId('asset-figures')).toContainText('实测行数与申报行数之比');
  await card.getByTestId('asset-figures').getByRole('button').last().click();
  await expect(page.getByTestId('trace-drawer')).toContainText('申报行数');
  await page.keyboard.press('Escape');
  await card.getByText('整张表').click();
  await card.getByText('精确核验：把文件再读一遍').click();
  await card.getByTestId('exact-review').click();
  await expect(card.getByTestId('table-facts')).toContainText('（精确）');
  const waiting = page.waitForEvent('download');
  await card.getByTestId('download-bundle').click();
  expect((await waiting).suggestedFilename()).toContain('画像包');
  await page.setViewportSize({ width: 1024, height: 768 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1024);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

test('bad input is said with its place', async ({ page }) => {
  await openSample(page);
  await step(page, 'data');
  const drop = async (name: string, buffer: Buffer): Promise<void> => {
    await page.getByTestId('data-file').setInputFiles({ name, mimeType: 'text/csv', buffer });
    const start = page.getByTestId('start-scan');
    if (await start.isVisible()) await start.click();
  };
  await drop('引号（虚构）.csv', Buffer.from('a,b\n1,2\n3,"4\n5,6\n'));
  await expect(page.getByTestId('asset-faults').last()).toContainText('首处在字节偏移 10');
  const packed = gzipSync(
    Buffer.from(`a,b\n${Array.from({ length: 40_000 }, (_, i) => `${i},${i * 7919}\n`).join('')}`),
  );
  await drop('截断（虚构）.csv.gz', packed.subarray(0, packed.length >> 1));
  await expect(page.getByTestId('asset-faults').last()).toContainText('此前读到的内容已计入');
  await page
    .getByTestId('data-file')
    .setInputFiles({ name: '空.csv', mimeType: 'text/csv', buffer: Buffer.from('') });
  await expect(page.getByTestId('failures')).toContainText('0 字节');
});
