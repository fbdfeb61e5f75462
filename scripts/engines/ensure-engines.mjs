// Installs the engines of this folder from its own lockfile, on demand: `npm ci` of the program stays light.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = dirname(fileURLToPath(import.meta.url));
const MARK = join(FOLDER, 'node_modules', '.zhiya-engines');

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(FOLDER, 'package-lock.json')))
    .digest('hex');

/** What is installed: '' nothing or another lockfile, 'run' the engines, 'test' the public tables of the tests too. */
const installed = (hash) => {
  if (!existsSync(MARK)) return '';
  const [level = '', of] = readFileSync(MARK, 'utf8').split(' ');
  return of === hash ? level : '';
};

/**
 * Makes sure that the engines are there; install scripts are not run. `level` 'test' adds the public tables.
 * @param {'run' | 'test'} level
 * @param {(line: string) => void} say told before anything is fetched
 * @returns {boolean} whether they are there
 */
export const ensureEngines = (level, say) => {
  const hash = lockHash();
  const present = installed(hash);
  if (present === 'test' || present === level) return true;
  say('首次使用：正在安装分析引擎（DuckDB、ClickHouse，约 600 MB，只装在 scripts/engines）…');
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const done = spawnSync('npm', level === 'run' ? [...args, '--omit=dev'] : args, {
    cwd: FOLDER,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) return false;
  writeFileSync(MARK, `${level} ${hash}`);
  return true;
};

/** An installed package by name; `null` where this machine has no build of it. */
export const loadEngine = (name) => {
  try {
    return createRequire(join(FOLDER, 'package.json'))(name);
  } catch {
    return null;
  }
};

/** Folder of the public tables of `vega-datasets` (BSD-3-Clause); after `ensureEngines('test', …)`. */
export const publicTables = () => join(FOLDER, 'node_modules', 'vega-datasets', 'data');
