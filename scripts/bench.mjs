// npm run bench: each file of tests/bench against its naive form, interleaved, medians and ratio of one run.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './ensure-installed.mjs';
import { ROOT } from './root.mjs';

ensureInstalled();
const ROUNDS = 5;
const folder = join(ROOT, 'tests', 'bench');
const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
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
      input: Object.fromEntries(files.map((name) => [name.replace(/\.ts$/, ''), join(folder, name)])),
      output: { entryFileNames: '[name].mjs' },
    },
  },
});

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
const time = (run) => {
  const begun = performance.now();
  run();
  return performance.now() - begun;
};

const measure = async (file) => {
  const { name, ours, naive } = await import(pathToFileURL(join(ROOT, 'dist', 'bench', file)).href);
  ours();
  naive();
  const pairs = Array.from({ length: ROUNDS }, () => ({ ours: time(ours), naive: time(naive) }));
  const own = median(pairs.map((p) => p.ours));
  const other = median(pairs.map((p) => p.naive));
  const ratio = median(pairs.map((p) => p.naive / p.ours));
  console.log(
    `${name}\n  ours ${own.toFixed(0)} ms · naive ${other.toFixed(0)} ms · ratio ${ratio.toFixed(1)} (medians of ${ROUNDS} interleaved rounds)`,
  );
};

if (process.argv[2] === undefined)
  // A process of its own per file, so that one does not warm the other.
  for (const file of files) {
    const done = spawnSync(
      process.execPath,
      [join(ROOT, 'scripts', 'bench.mjs'), file.replace(/\.ts$/, '.mjs')],
      { stdio: 'inherit' },
    );
    if (done.status !== 0) process.exitCode = 1;
  }
else await measure(process.argv[2]);
