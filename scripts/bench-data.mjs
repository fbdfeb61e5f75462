// npm run bench data, the part in the browser: profile of meter readings over the bridge and the scan workers of the product in
// Chromium against native DuckDB (two threads) on the same file and against a profile on PapaParse; time of a cancel; memory and
// time at 5 and 50 million rows. The kernel alone is measured beside it.
// ZHIYA_BENCH_ROUNDS and ZHIYA_BENCH_ROWS shorten it; ZHIYA_ENGINES names a folder that holds @duckdb/node-api.
import { fork } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { LAUNCH_ARGS, findBrowser } from './browser.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { ROOT } from './root.mjs';

const ROWS = Number(process.env.ZHIYA_BENCH_ROWS ?? 5_000_000);
const ROUNDS = Number(process.env.ZHIYA_BENCH_ROUNDS ?? 5);
const COLUMNS = 6;
const WORKERS = 2;
const BARS = { core: 0.9, detectors: 0.5, papaparse: 3 };
const KIB_PER_COLUMN = 200;
const MIB_FIXED = 64;
const CANCELS = 9;
const CANCEL_MS = 300;
/** Until a page that was just opened has stopped growing by itself. */
const SETTLE_MS = 1500;
const NATIONWIDE_ROWS = 560_000_000;

ensureInstalled();
const { PW_CHROMIUM, LD_LIBRARY_PATH } = await findBrowser();
if (LD_LIBRARY_PATH !== undefined) process.env.LD_LIBRARY_PATH = LD_LIBRARY_PATH;
const { chromium } = await import('playwright');
const { build, runnerImport } = await import('vite');

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
const number = (n, digits = 0) => n.toLocaleString('en', { maximumFractionDigits: digits });
const bar = (text, good) => {
  if (!good) process.exitCode = 1;
  console.log(`  bar: ${text} – ${good ? 'ok' : 'SHORT'}`);
};
const scratch = mkdtempSync(join(tmpdir(), 'zhiya-bench-'));

const { WATER_HEADER, waterMeterRows } = (
  await runnerImport(join(ROOT, 'tests', 'bench', 'data', 'water-meters.ts'), {
    root: ROOT,
    configFile: false,
    logLevel: 'error',
  })
).module;
const write = (rows) => {
  const path = join(scratch, `meters-${rows}.csv`);
  writeFileSync(path, WATER_HEADER);
  let pending = [];
  for (const piece of waterMeterRows(rows)) {
    pending.push(piece);
    if (pending.length < 32) continue;
    writeFileSync(path, pending.join(''), { flag: 'a' });
    pending = [];
  }
  writeFileSync(path, pending.join(''), { flag: 'a' });
  return path;
};

/** The bench page out of the modules as they are. */
const serve = async () => {
  const outDir = join(scratch, 'page');
  await build({
    configFile: false,
    root: join(ROOT, 'tests', 'bench', 'browser'),
    base: './',
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'es2022' },
  });
  const files = sirv(outDir);
  const server = createServer((request, response) => files(request, response));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
};

const startDuckdb = async (file) => {
  const candidates = [process.env.ZHIYA_ENGINES, join(ROOT, 'scripts', 'engines')];
  const engines = candidates.find(
    (folder) => folder !== undefined && existsSync(join(folder, 'node_modules', '@duckdb', 'node-api')),
  );
  if (engines === undefined) return null;
  const child = fork(fileURLToPath(new URL('bench-duckdb.mjs', import.meta.url)), [engines, file, '2']);
  const answer = () =>
    new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', (code) => reject(new Error(`DuckDB ended with ${code}`)));
    });
  await answer();
  return {
    run: () => {
      child.send('run');
      return answer();
    },
    end: () => child.kill(),
  };
};

/** A fresh page in a fresh process, its profile worker started, the file picked through the input. */
const open = async (browser, url, file) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  await page.setInputFiles('#file', file);
  const call = (name, ...input) =>
    page.evaluate(([method, args]) => globalThis.bench[method](...args), [name, input]);
  await call('ready');
  return { call, close: () => context.close() };
};

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Names of the threads of a process; none where /proc does not exist or the process ended. */
const threadsOf = (pid) => {
  try {
    return readdirSync(`/proc/${pid}/task`).map((id) =>
      readFileSync(`/proc/${pid}/task/${id}/comm`, 'utf8').trim(),
    );
  } catch {
    return [];
  }
};
const workersOf = (pid) => threadsOf(pid).filter((name) => name.startsWith('DedicatedWorker')).length;

/** The process of the page, told by its workers: another one that the browser keeps ready grows by itself. */
const processes = async (browser) => {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const of = (type) => processInfo.filter((one) => one.type === type).map(({ id }) => id);
  return { page: of('renderer').find((id) => workersOf(id) > 0), browser: of('browser')[0] };
};

/** MiB: `VmRSS` now, `VmHWM` at most; NaN where /proc does not exist. */
const memory = (pid, field) => {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) return NaN;
  return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(path, 'utf8'))?.[1] ?? NaN) / 1024;
};

const launch = () => chromium.launch({ executablePath: PW_CHROMIUM, args: LAUNCH_ARGS });

/** One profile in a browser of its own: growth of the memory of the page above the same page with both scan workers idle. */
const growth = async (url, file, rows) => {
  const browser = await launch();
  try {
    const page = await open(browser, url, file);
    const pids = await processes(browser);
    await wait(SETTLE_MS);
    const alone = memory(pids.page, 'VmRSS');
    await page.call('startIdle', WORKERS);
    await wait(SETTLE_MS);
    const before = memory(pids.page, 'VmRSS');
    const beside = memory(pids.browser, 'VmRSS');
    await page.call('endIdle');
    const { ms, rows: seen, checkpoints } = await page.call('profile', WORKERS);
    if (seen !== rows) throw new Error(`${seen} rows instead of ${rows}`);
    return {
      ms,
      mib: memory(pids.page, 'VmHWM') - before,
      workersMib: before - alone,
      browserMib: memory(pids.browser, 'VmHWM') - beside,
      checkpoints,
    };
  } finally {
    await browser.close();
  }
};

/** Cancels at different moments: milliseconds from the call until the page has its answer and every scan worker has ended. */
const cancels = async (url, file, wholeMs) => {
  const browser = await launch();
  try {
    const page = await open(browser, url, file);
    const pids = await processes(browser);
    const idle = workersOf(pids.page);
    const times = [];
    for (let i = 0; i < CANCELS; i += 1) {
      await page.call('begin', WORKERS);
      await wait(150 + ((wholeMs * 0.6) / CANCELS) * i);
      if (workersOf(pids.page) !== idle + WORKERS)
        throw new Error('the scan was over before it was cancelled');
      const begun = performance.now();
      await page.call('cancel');
      while (workersOf(pids.page) > idle) await wait(2);
      times.push(performance.now() - begun);
      await page.call('ready');
    }
    return times;
  } finally {
    await browser.close();
  }
};

const beside = ({ workersMib, browserMib, checkpoints }) =>
  `  beside: two idle scan workers ${number(workersMib)} MiB, browser process ${number(browserMib)} MiB with ${checkpoints} checkpoints`;

const server = await serve();
try {
  const file = write(ROWS);
  const megabytes = statSync(file).size / 1e6;
  console.log(
    `Data asset: profile of ${number(ROWS)} meter readings × ${COLUMNS} columns (${number(megabytes)} MB) in Chromium, ${WORKERS} workers, against native DuckDB SUMMARIZE (2 threads) and a profile on PapaParse (${WORKERS} workers)`,
  );
  const duckdb = await startDuckdb(file);
  const browser = await launch();
  const rounds = [];
  try {
    const page = await open(browser, server.url, file);
    const run = async (act) => {
      const { ms, rows } = await act();
      if (rows !== undefined && rows !== ROWS) throw new Error(`${rows} rows instead of ${ROWS}`);
      return ms;
    };
    for (let round = -1; round < ROUNDS; round += 1) {
      const times = {
        product: await run(() => page.call('profile', WORKERS)),
        duckdb: duckdb === null ? NaN : await run(() => duckdb.run()),
        core: await run(() => page.call('kernelOnly', WORKERS, false)),
        detectors: await run(() => page.call('kernelOnly', WORKERS, true)),
        // Far from its bar and slow: a few rounds are enough.
        papaparse: round > 2 ? NaN : await run(() => page.call('papaparse', WORKERS)),
        one: await run(() => page.call('profile', 1)),
      };
      if (round >= 0) rounds.push(times);
      process.stderr.write(
        `  round ${round + 1} of ${ROUNDS}: ${Object.entries(times)
          .map(([name, ms]) => `${name} ${number(ms)}`)
          .join(', ')} ms\n`,
      );
    }
    await page.close();
  } finally {
    await browser.close();
    duckdb?.end();
  }
  const of = (name) => median(rounds.map((times) => times[name]).filter((ms) => !Number.isNaN(ms)));
  const ratio = (other, ours) =>
    median(rounds.map((times) => times[other] / times[ours]).filter((value) => !Number.isNaN(value)));
  const rate = (name) => `${number(of(name))} ms (${number(megabytes / (of(name) / 1e3))} MB/s)`;
  console.log(
    `  product, everything on ${rate('product')} · by one worker ${number(of('one'))} ms · PapaParse ${number(of('papaparse'))} ms · medians of ${ROUNDS} interleaved rounds`,
  );
  console.log(`  kernel alone: core ${rate('core')} · with every detector ${number(of('detectors'))} ms`);
  if (duckdb === null)
    console.log('  native DuckDB: not installed (npm ci in scripts/engines), its ratios are not shown');
  else {
    console.log(`  native DuckDB ${number(of('duckdb'))} ms`);
    const [core, all] = [ratio('duckdb', 'core'), ratio('duckdb', 'product')];
    bar(
      `product, everything on: ${number(all, 2)} × the speed of native DuckDB, at least ${BARS.detectors} ×`,
      all >= BARS.detectors,
    );
    bar(
      `kernel alone, core: ${number(core, 2)} × the speed of native DuckDB, at least ${BARS.core} ×`,
      core >= BARS.core,
    );
    console.log(
      `  kernel alone with every detector: ${number(ratio('duckdb', 'detectors'), 2)} × native DuckDB`,
    );
  }
  const parsed = ratio('papaparse', 'product');
  bar(
    `product, everything on: ${number(parsed, 2)} × the profile on PapaParse, at least ${BARS.papaparse} ×`,
    parsed >= BARS.papaparse,
  );

  if (existsSync('/proc/self/task')) {
    const times = await cancels(server.url, file, of('product'));
    const longest = Math.max(...times);
    bar(
      `cancel until the last scan worker has ended: median ${number(median(times))} ms, longest of ${CANCELS} ${number(longest)} ms, at most ${CANCEL_MS} ms`,
      longest <= CANCEL_MS,
    );
  }

  const most = (KIB_PER_COLUMN * COLUMNS * WORKERS) / 1024 + MIB_FIXED;
  const small = await growth(server.url, file, ROWS);
  rmSync(file);
  bar(
    `memory of the page at ${number(ROWS)} rows grows by ${number(small.mib)} MiB, at most ${number(most, 1)} MiB`,
    small.mib <= most,
  );
  console.log(beside(small));
  const many = 10 * ROWS;
  const { bavail, bsize } = statfsSync(scratch);
  let perRow = small.ms / ROWS;
  if (bavail * bsize < 1.5 * 10 * megabytes * 1e6)
    console.log(`  ${number(many)} rows: left out, the disk has no room for ${number(10 * megabytes)} MB`);
  else {
    const large = await growth(server.url, write(many), many);
    bar(
      `memory of the page at ${number(many)} rows grows by ${number(large.mib)} MiB, at most ${number(most, 1)} MiB`,
      large.mib <= most,
    );
    console.log(beside(large));
    perRow = large.ms / many;
    console.log(
      `  time per row at ${number(many)} rows ÷ at ${number(ROWS)} rows: ${number(large.ms / many / (small.ms / ROWS), 2)} (${number(large.ms)} ms, ${number(small.ms)} ms)`,
    );
  }
  console.log(
    `  projected for ${number(NATIONWIDE_ROWS)} rows (${number((NATIONWIDE_ROWS / ROWS) * megabytes * 1e-3, 1)} GB as CSV): ${number((perRow * NATIONWIDE_ROWS) / 6e4, 1)} minutes – assuming rows like these, every detector on, two workers of this machine, a disk that delivers ${number(megabytes / ROWS / (perRow / 1e3))} MB/s or more, and time in proportion to rows as measured above`,
  );
} finally {
  server.close();
  rmSync(scratch, { recursive: true, force: true });
}
