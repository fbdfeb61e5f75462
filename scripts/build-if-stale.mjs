// Builds only when a source file is newer than the last build of the same kind.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from './root.mjs';

const walk = (path, out) => {
  const full = join(ROOT, path);
  if (!existsSync(full)) return;
  if (statSync(full).isFile()) {
    out.push(path);
    return;
  }
  for (const name of readdirSync(full).sort()) walk(join(path, name), out);
};

const COMMON = ['package-lock.json', 'package.json', 'src/lib', 'workers'];
const KINDS = {
  site: {
    sources: [
      ...COMMON,
      'svelte.config.js',
      'vite.config.ts',
      'scripts/security-headers.mjs',
      'src/routes',
      'src/app.html',
      'static',
    ],
    output: 'build/index.html',
    args: ['build', '--logLevel', 'error'],
  },
  cli: {
    sources: [...COMMON, 'vite.cli.config.ts', 'src/cli'],
    output: 'dist/cli/zhiya.mjs',
    args: ['build', '--config', 'vite.cli.config.ts', '--logLevel', 'error'],
  },
};

/** Hash of paths, sizes and contents: correct after a checkout, where times mean nothing. */
const fingerprint = (sources) => {
  const files = [];
  for (const source of sources) walk(source, files);
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(relative(ROOT, join(ROOT, file)).replaceAll('\\', '/')).update('\0');
    hash.update(readFileSync(join(ROOT, file))).update('\0');
  }
  return hash.digest('hex');
};

/**
 * @param {'site' | 'cli'} kind
 * @param {{ quiet?: boolean }} [options] quiet: nothing on standard output, for the terminal's JSON contract
 */
export const buildIfStale = (kind, { quiet = false } = {}) => {
  const { sources, output, args } = KINDS[kind];
  const mark = join(ROOT, 'node_modules', `.zhiya-build-${kind}`);
  const wanted = fingerprint(sources);
  if (existsSync(join(ROOT, output)) && existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  if (!quiet) console.log(`Building the ${kind} …`);
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const done = spawnSync(process.execPath, [vite, ...args], {
    cwd: ROOT,
    stdio: quiet ? ['ignore', 'ignore', 'inherit'] : 'inherit',
  });
  if (done.status !== 0) process.exit(done.status ?? 1);
  mkdirSync(join(ROOT, 'node_modules'), { recursive: true });
  writeFileSync(mark, wanted);
};
