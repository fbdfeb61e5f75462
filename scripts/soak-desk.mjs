// npm run soak:desk [-- COUNT] [--packages FOLDER] [--built]: a folder of a thousand packages (虚构) through the desk in a real
// browser. Does the page answer meanwhile, is the memory bounded, is every package named? Takes minutes; no part of npm test.
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { LAUNCH_ARGS, findBrowser } from './browser.mjs';
import { buildIfStale } from './build-if-stale.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { ROOT } from './root.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { packages: { type: 'string' }, built: { type: 'boolean' } },
});
const COUNT = Number(positionals[0] ?? 1000);
/** Bars: the longest task of the main thread, ms; all memory of the renderer with its workers; rows that stand in the page. */
const LONGEST_TASK = 300;
const MOST_MEMORY = 1_500e6;
const MOST_ROWS = 100;

ensureInstalled();
if (values.built !== true) buildIfStale('site');
const { PW_CHROMIUM, LD_LIBRARY_PATH } = await findBrowser();
if (LD_LIBRARY_PATH !== undefined) process.env.LD_LIBRARY_PATH = LD_LIBRARY_PATH;
const { chromium } = await import('playwright');
const { serveBuild } = await import('./serve.mjs');

const scratch = mkdtempSync(join(tmpdir(), 'zhiya-soak-'));
const short = [];
const bar = (text, good) => {
  if (!good) short.push(text);
  console.log(`  ${text} – ${good ? 'ok' : 'SHORT'}`);
};

const made = async () => {
  const folder = join(scratch, '批量');
  const { runnerImport } = await import('vite');
  const { writeDeskPackages } = (
    await runnerImport(join(ROOT, 'tests', 'bench', 'soak', 'desk-packages.ts'), {
      root: ROOT,
      configFile: false,
      logLevel: 'error',
    })
  ).module;
  await writeDeskPackages(folder, COUNT, 2, (done) => console.log(`  made ${done} of ${COUNT}`));
  return folder;
};

/** Resident memory of the renderers of this browser, MB; `null` where /proc is not there. */
const memory = (profile) => {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .reduce((sum, pid) => {
        try {
          const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
          if (!line.includes(profile) || !line.includes('--type=renderer')) return sum;
          const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
          return sum + pages * 4096;
        } catch {
          return sum;
        }
      }, 0);
  } catch {
    return null;
  }
};

const watch = () => {
  const tasks = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) tasks.push({ startTime, duration });
  }).observe({ entryTypes: ['longtask'] });
  globalThis.soak = { tasks, begin: () => (tasks.length = 0) };
};

const run = async (folder) => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.zip'));
  const bytes = files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  console.log(`${files.length} packages, ${(bytes / 1e6).toFixed(0)} MB`);
  const server = await serveBuild({ port: 4391 });
  const profile = join(scratch, 'browser');
  const context = await chromium.launchPersistentContext(profile, {
    args: LAUNCH_ARGS,
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    ...(PW_CHROMIUM === undefined ? {} : { executablePath: PW_CHROMIUM }),
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    const faults = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.addInitScript(watch);
    await page.goto(`${server.url}desk`);
    const heap = async () => {
      const cdp = await context.newCDPSession(page);
      await cdp.send('Performance.enable');
      const { metrics } = await cdp.send('Performance.getMetrics');
      await cdp.detach();
      return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0;
    };
    const rows = page.getByTestId('batch-table').locator('tbody tr:not(.gap)');
    const search = async (words) => {
      await page.getByTestId('batch-search').fill(words);
      return rows.allInnerTexts();
    };

    await page.waitForTimeout(1_000);
    await page.evaluate(() => globalThis.soak.begin());
    await page.getByTestId('package-folder').setInputFiles(folder);
    const begun = performance.now();
    await page.getByTestId('batch-count').waitFor();
    await page.waitForTimeout(500);
    const handed = await page.evaluate(() =>
      Math.max(0, ...globalThis.soak.tasks.map(({ duration }) => duration)),
    );
    // Nearly all of it is the browser making a file of each entry; the page lists them in a few ms.
    console.log(`  ${files.length} files taken from the browser: longest task ${handed.toFixed(0)} ms`);
    await page.evaluate(() => globalThis.soak.begin());
    const samples = [];
    const running = page.locator('.progress');
    let stopped = null;
    let clicked = null;
    for (let lines = 0; ; lines += 1) {
      await page.waitForTimeout(2_000);
      const done = !(await running.isVisible());
      const at = { rss: memory(profile), heap: await heap(), rows: await rows.count() };
      samples.push(at);
      const said = done ? '' : await running.innerText({ timeout: 2_000 }).catch(() => '');
      const text = said.replaceAll(/\s+/g, ' ');
      if (lines % 15 === 0 || done)
        console.log(
          `  ${((performance.now() - begun) / 1000).toFixed(0)} s  ${text}  heap ${(at.heap / 1e6).toFixed(0)} MB, renderer ${((at.rss ?? 0) / 1e6).toFixed(0)} MB, ${at.rows} rows`,
        );
      if (done) break;
      if (lines === 3) {
        const pressed = performance.now();
        await page.getByRole('button', { name: '取消' }).click();
        await page.getByTestId('batch-go-on').waitFor();
        stopped = performance.now() - pressed;
        await page.getByTestId('batch-go-on').click();
        await running.waitFor();
      }
      if (lines === 5) {
        const pressed = performance.now();
        await rows.nth(1).getByRole('button').click();
        await page.getByTestId('five-answers').waitFor();
        clicked = performance.now() - pressed;
      }
    }
    const seconds = (performance.now() - begun) / 1000;
    const tasks = await page.evaluate(() => globalThis.soak.tasks);
    const longest = tasks.toSorted((a, b) => b.duration - a.duration);
    console.log(`  ${seconds.toFixed(0)} s, ${(files.length / seconds).toFixed(2)} packages/s`);
    if (stopped !== null) bar(`stopped ${stopped.toFixed(0)} ms after 取消`, stopped < 2_000);
    if (clicked !== null) console.log(`  a row opened in ${clicked.toFixed(0)} ms while the batch ran`);
    const told = longest
      .slice(0, 5)
      .map((one) => `${one.duration.toFixed(0)} at ${(one.startTime / 1000).toFixed(0)} s`);
    bar(
      `longest tasks of the page, ms: ${told.join(', ')}; ${tasks.length} over 50 ms`,
      (longest[0]?.duration ?? 0) <= LONGEST_TASK,
    );
    const peak = (of) => Math.max(...samples.map(of));
    bar(
      `renderer at most ${(peak(({ rss }) => rss ?? 0) / 1e6).toFixed(0)} MB`,
      peak(({ rss }) => rss ?? 0) <= MOST_MEMORY,
    );
    console.log(`  script memory of the page at most ${(peak(({ heap: one }) => one) / 1e6).toFixed(0)} MB`);
    bar(`${peak((one) => one.rows)} rows in the page at most`, peak((one) => one.rows) <= MOST_ROWS);
    const count = await page.getByTestId('batch-count').innerText();
    bar(`table says ${count}`, count.startsWith(`${files.length} / ${files.length}`));
    const unfinished = (await search('')).filter((text) => /等待|没有读完|正在/.test(text));
    bar(`${unfinished.length} rows in sight without an answer`, unfinished.length === 0);
    for (const name of files.filter((one) => one.includes('断')).slice(0, 3)) {
      const [text = ''] = await search(name);
      bar(`${name}: ${text.replaceAll(/\s+/g, ' ').slice(0, 90)}`, text.includes('不通过'));
    }
    for (const name of files.filter((one) => one.includes('副本')).slice(0, 3)) {
      const [text = ''] = await search(name);
      bar(`${name}: ${text.replaceAll(/\s+/g, ' ').slice(0, 160)}`, text.includes('是同一个登记包'));
    }
    bar(`${faults.length} errors in the page ${faults[0] ?? ''}`, faults.length === 0);
  } finally {
    await context.close();
    server.close();
  }
};

try {
  console.log('a folder of packages at the desk');
  await run(values.packages ?? (await made()));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
if (short.length > 0) {
  console.log(`Short of ${short.length}:\n  ${short.join('\n  ')}`);
  process.exitCode = 1;
}
