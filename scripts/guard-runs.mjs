// Copies of the tree and runs of vitest in them, for check-guards.mjs.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './root.mjs';

const COPIED = ['src', 'workers', 'tests', 'static', 'scripts', 'package.json'];
/** The one of the tree leans on generated files. */
const TSCONFIG = { compilerOptions: { target: 'ES2023', module: 'ESNext', verbatimModuleSyntax: true } };
const VITEST = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
/** A test that does not end is no answer. */
const MOST_SECONDS = 180;

/** Scratch folder of this process; it goes with it, and so does what runs. */
export const WORK = mkdtempSync(join(tmpdir(), 'zhiya-guards-'));
const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(WORK, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

/** Copies of the tree as it is now, without what is built or installed; all of them the same. */
export const copiesOfTree = (count) => {
  const folders = Array.from({ length: count }, (_, i) => join(WORK, `tree-${i}`));
  for (const [i, folder] of folders.entries()) {
    for (const name of COPIED)
      cpSync(join(i === 0 ? ROOT : folders[0], name), join(folder, name), { recursive: true });
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(TSCONFIG));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  }
  return folders;
};

let runs = 0;

/** Runs the tests of some files whose names match; answers vitest's report, or `null` when there is none in time. */
export const runTests = (folder, files, names, env = {}) =>
  new Promise((resolve) => {
    const report = join(WORK, `report-${(runs += 1)}.json`);
    const args = ['run', '--root', folder, '--config', join(folder, 'tests/hostile/guards/vitest.config.ts')];
    const child = spawn(
      process.execPath,
      [VITEST, ...args, '-t', names, '--reporter=json', `--outputFile=${report}`, ...files],
      { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } },
    );
    let said = '';
    child.stderr.on('data', (data) => (said += data));
    running.add(child);
    const timer = setTimeout(() => child.kill('SIGKILL'), MOST_SECONDS * 1000);
    child.on('close', () => {
      clearTimeout(timer);
      running.delete(child);
      try {
        resolve(JSON.parse(readFileSync(report, 'utf8')));
      } catch {
        if (said !== '') console.error(said.slice(0, 2000));
        resolve(null);
      }
    });
  });

/** Tests of a report that carry one of the ids, which of them failed, and files that did not load. */
export const outcomesOf = ({ testResults }, rows) => {
  const tests = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(
      ({ fullName, status }) =>
        /^(passed|failed)$/.test(status) && rows.some((row) => fullName.includes(row)),
    );
  const failed = tests.filter(({ status }) => status === 'failed');
  const unloaded = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((t) => t.status === 'failed'),
  );
  return { tests, failed, unloaded };
};
