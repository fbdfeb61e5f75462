// npm run bench [part of a name …]: each file of tests/bench, medians and ratios of one run. See tests/bench/README.md.
import { fork, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildIfStale } from './build-if-stale.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { ROOT } from './root.mjs';

const ROUNDS = 5;
const BUILT = join(ROOT, 'dist', 'bench');
const TERMINAL = join(ROOT, 'dist', 'cli', 'zhiya.mjs');
const SELF = fileURLToPath(import.meta.url);

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
const ms = (time) => `${time.toLocaleString('en', { maximumFractionDigits: 0 })} ms`;
const load = (file) => import(pathToFileURL(join(BUILT, `${file}.mjs`)).href);
const short = [];
const bar = (name, text, good) => {
  if (!good) short.push(`${name}: ${text}`);
  console.log(`  bar: ${text} – ${good ? 'ok' : 'SHORT'}`);
};

/** One form in a process of its own: neither the other's objects nor its warmed code stand in its way. */
const side = (file, which) => {
  const child = fork(SELF, ['--side', file, which]);
  const round = () =>
    new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', (code) => reject(new Error(`${file} ${which} ended with ${code}`)));
      child.send('run');
    });
  return { round, end: () => child.disconnect() };
};

const runSide = async (file, which) => {
  const run = (await load(file))[which];
  process.on('message', async () => {
    const begun = performance.now();
    await run();
    process.send(performance.now() - begun);
  });
};

const comparePair = async (file, { name, leastRatio, mostRatio, otherName, checks, beside }) => {
  const [ours, naive] = [side(file, 'ours'), side(file, 'naive')];
  await ours.round();
  await naive.round();
  const pairs = [];
  for (let i = 0; i < ROUNDS; i++) pairs.push([await ours.round(), await naive.round()]);
  ours.end();
  naive.end();
  const ratio = median(pairs.map(([own, other]) => other / own));
  const [own, other] = [0, 1].map((at) => median(pairs.map((pair) => pair[at])));
  console.log(
    `  ours ${ms(own)} · ${otherName ?? 'naive'} ${ms(other)} · medians of ${ROUNDS} interleaved rounds`,
  );
  if (mostRatio === undefined)
    bar(name, `${ratio.toFixed(1)} × the naive form, at least ${leastRatio} ×`, ratio >= leastRatio);
  else bar(name, `${(1 / ratio).toFixed(2)} × ${otherName}, at most ${mostRatio} ×`, 1 / ratio <= mostRatio);
  for (const [what, time] of (await beside?.()) ?? [])
    console.log(`  beside: ${what} ${ms(time)}, ${(other / time).toFixed(1)} × the naive form`);
  for (const [what, good] of (await checks?.()) ?? []) bar(name, what, good);
};

/** Wall time of a whole process; exit status 1 is a finding, not a fault. */
const timed = (args) => {
  const begun = performance.now();
  const done = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (done.status !== 0 && done.status !== 1) throw new Error(`${args[0]}: ${done.stderr}`);
  return { time: performance.now() - begun, ...JSON.parse(done.stdout) };
};

const compareProcesses = ({ name, mostRatio, mostPeakBytes, rounds, prepare }) => {
  const folder = mkdtempSync(join(tmpdir(), 'zhiya-bench-'));
  try {
    const { about, ours, other, beside } = prepare(folder, BUILT, TERMINAL);
    console.log(`  ${about}`);
    timed(other);
    const pairs = Array.from({ length: rounds }, () => [timed(ours), timed(other)]);
    const ratio = median(pairs.map(([own, alone]) => own.time / alone.time));
    const [own, alone] = [0, 1].map((at) => median(pairs.map((pair) => pair[at].time)));
    const peak = Math.max(...pairs.map(([run]) => run.peakBytes));
    console.log(
      `  ours ${ms(own)} · PapaParse alone ${ms(alone)} · whole processes, medians of ${rounds} interleaved rounds`,
    );
    bar(name, `${ratio.toFixed(2)} × PapaParse alone, at most ${mostRatio} ×`, ratio <= mostRatio);
    bar(
      name,
      `peak memory ${(peak / 1e6).toFixed(0)} MB, below ${mostPeakBytes / 1e6} MB`,
      peak < mostPeakBytes,
    );
    for (const [what, args] of beside) {
      const run = timed(args);
      console.log(
        `  beside: ${what} ${ms(run.time)}, ${(run.time / alone).toFixed(2)} × PapaParse alone, peak ${(run.peakBytes / 1e6).toFixed(0)} MB`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Cases a second of a whole process, beside another that only parses the same file. */
const compareRates = ({ name, cases, leastRate, mostPeakBytes, rounds, prepare }) => {
  const folder = mkdtempSync(join(tmpdir(), 'zhiya-bench-'));
  try {
    const { about, bytes, ours, other } = prepare(folder, BUILT, TERMINAL);
    console.log(`  ${about}`);
    timed(other);
    const pairs = Array.from({ length: rounds }, () => [timed(ours), timed(other)]);
    const [own, alone] = [0, 1].map((at) => median(pairs.map((pair) => pair[at].time)) / 1000);
    const ratio = median(pairs.map(([run, parse]) => run.time / parse.time));
    const peak = Math.max(...pairs.map(([run]) => run.peakBytes ?? 0));
    const said = (seconds) =>
      `${(cases / seconds).toFixed(0)} cases/s (${(bytes / 1e6 / seconds).toFixed(1)} MB/s)`;
    console.log(
      `  ours ${said(own)} · JSON.parse alone ${said(alone)} · ${ratio.toFixed(1)} × its time · whole processes, medians of ${rounds} interleaved rounds`,
    );
    bar(name, `${(cases / own).toFixed(0)} cases/s, at least ${leastRate}`, cases / own >= leastRate);
    bar(
      name,
      `peak memory ${(peak / 1e6).toFixed(0)} MB, below ${mostPeakBytes / 1e6} MB`,
      peak > 0 && peak < mostPeakBytes,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const compare = (file, bench) => {
  if (bench.prepare === undefined) return comparePair(file, bench);
  return bench.leastRate === undefined ? compareProcesses(bench) : compareRates(bench);
};

const modulesIn = (folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => [name.replace(/\.ts$/, ''), join(folder, name)]);

const buildAll = async (files) => {
  const { build } = await import('vite');
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    build: {
      ssr: true,
      outDir: 'dist/bench',
      target: 'node20',
      minify: false,
      copyPublicDir: false,
      rolldownOptions: {
        input: Object.fromEntries(files),
        output: { entryFileNames: '[name].mjs', chunkFileNames: 'shared-[name].mjs' },
      },
    },
  });
};

const main = async (wanted) => {
  ensureInstalled();
  const folder = join(ROOT, 'tests', 'bench');
  const files = modulesIn(folder);
  await buildAll([...files, ...modulesIn(join(folder, 'processes'))]);
  buildIfStale('cli', { quiet: true });
  for (const [file] of files) {
    if (wanted.length > 0 && !wanted.some((part) => file.includes(part))) continue;
    const bench = await load(file);
    console.log(bench.name);
    await compare(file, bench);
  }
  // The parts in the browser keep their own bars and exit status.
  for (const [part, what] of [
    ['data', 'the profile in the browser'],
    ['browser', 'the part in the browser'],
  ]) {
    if (wanted.length > 0 && !wanted.some((word) => part.includes(word))) continue;
    const page = spawnSync(process.execPath, [join(ROOT, 'scripts', `bench-${part}.mjs`)], {
      stdio: 'inherit',
    });
    if (page.status !== 0) short.push(what);
  }
  console.log(short.length === 0 ? 'All bars passed.' : `Short of ${short.length}:\n  ${short.join('\n  ')}`);
  if (short.length > 0) process.exitCode = 1;
};

const [mode, ...rest] = process.argv.slice(2);
await (mode === '--side' ? runSide(...rest) : main([mode, ...rest].filter((part) => part !== undefined)));
