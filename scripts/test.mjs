// npm test: everything that must hold, on a fresh clone, without root. Prints `N passed, N failed` last.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { buildIfStale } from './build-if-stale.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { ROOT } from './root.mjs';

ensureInstalled();
const { findBrowser } = await import('./browser.mjs');

const RESULTS = join(ROOT, 'test-results');
rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });

let passed = 0;
let failed = 0;
/** What failed, said once more at the end: whoever sees only the end of the output must learn it. */
const faults = [];

const bin = (name) => {
  const packages = {
    'svelte-kit': '@sveltejs/kit/svelte-kit.js',
    'svelte-check': 'svelte-check/bin/svelte-check',
    tsc: 'typescript/bin/tsc',
    depcruise: 'dependency-cruiser/bin/dependency-cruise.mjs',
    eslint: 'eslint/bin/eslint.js',
    prettier: 'prettier/bin/prettier.cjs',
    vitest: 'vitest/vitest.mjs',
    playwright: '@playwright/test/cli.js',
  };
  return join(ROOT, 'node_modules', ...packages[name].split('/'));
};

/** Runs one tool in this Node; its output is shown as it comes. */
const run = (name, args, env = {}) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [bin(name), ...args], {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    });
    child.on('close', (code) => resolve(code === 0));
    child.on('error', () => resolve(false));
  });

/** A step that counts as one test. */
const step = async (title, name, args, env) => {
  const begun = Date.now();
  const good = await run(name, args, env);
  console.log(`${good ? '✓' : '✗'} ${title} (${((Date.now() - begun) / 1000).toFixed(0)} s)`);
  if (good) passed += 1;
  else {
    failed += 1;
    faults.push(title);
  }
  return good;
};

const readJson = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null);

/** The first lines of what a test said, each cut: a property prints a whole case. */
const whyFailed = (messages) =>
  messages
    .flatMap((message) => message.split('\n'))
    .filter((line) => line.trim() !== '')
    .slice(0, 12)
    .map((line) => `    ${line.slice(0, 240)}`)
    .join('\n');

const countVitest = (project, file, good) => {
  const report = readJson(file);
  if (report === null) {
    failed += 1;
    faults.push(`${project}: no report`);
    return;
  }
  for (const { name, message, assertionResults } of report.testResults) {
    const tests = assertionResults.filter(({ status }) => status === 'failed');
    for (const { fullName, failureMessages } of tests)
      faults.push(`${relative(ROOT, name)} › ${fullName}\n${whyFailed(failureMessages)}`);
    if (tests.length === 0 && message) faults.push(`${relative(ROOT, name)}: ${message.split('\n')[0]}`);
  }
  if (!good && report.numFailedTests === 0) faults.push(`${project}: an error outside of its tests`);
  passed += report.numPassedTests;
  // A run that failed without a failing test (a file that did not load, an unhandled error) still failed.
  failed += Math.max(report.numFailedTests, good ? 0 : 1);
};

const vitest = async (project, env) => {
  const file = join(RESULTS, `${project}.json`);
  const good = await run(
    'vitest',
    ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    env,
  );
  countVitest(project, file, good);
};

/** Specs below these suites that are not as expected. */
const failedSpecs = (suites) =>
  suites.flatMap(({ file, specs, suites: inner = [] }) => [
    ...specs.filter(({ ok }) => !ok).map(({ title, line }) => `tests/e2e/${file}:${line} › ${title}`),
    ...failedSpecs(inner),
  ]);

const e2e = async (env) => {
  const good = await run('playwright', ['test'], env);
  const report = readJson(join(RESULTS, 'e2e.json'));
  if (report === null) {
    failed += 1;
    faults.push('e2e: no report');
    return;
  }
  faults.push(...failedSpecs(report.suites));
  passed += report.stats.expected;
  failed += Math.max(report.stats.unexpected + report.stats.flaky + report.stats.skipped, good ? 0 : 1);
};

const only = process.argv[2];
const wanted = (name) => only === undefined || only === name;

// Lint takes one core for minutes: it goes on beside the rest of the static checks and the unit tests.
let lint = Promise.resolve(true);
if (wanted('static')) {
  await run('svelte-kit', ['sync']);
  lint = step('lint', 'eslint', ['.', '--max-warnings', '0']);
  await step('types: app', 'svelte-check', [
    '--tsconfig',
    './tsconfig.json',
    '--fail-on-warnings',
    '--output',
    'human',
  ]);
  await step('types: workers and engines without the DOM', 'tsc', [
    '-p',
    'workers/tsconfig.json',
    '--noEmit',
  ]);
  await step('import walls', 'depcruise', ['src', 'workers', '--config', '.dependency-cruiser.cjs']);
  await step('format', 'prettier', ['--check', '--log-level', 'warn', '.']);
}
if (wanted('unit')) await vitest('unit', {});
if (wanted('engines')) await vitest('engines', {});
if (wanted('browser') || wanted('e2e')) {
  const env = await findBrowser();
  console.log(`Browser: ${env.PW_CHROMIUM}`);
  buildIfStale('site');
  buildIfStale('cli');
  // Walks have people's patience in them: nothing else goes on beside.
  await lint;
  if (wanted('browser')) await vitest('browser', env);
  if (wanted('e2e')) await e2e(env);
}

await lint;
for (const fault of faults) console.log(`✗ ${fault}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
