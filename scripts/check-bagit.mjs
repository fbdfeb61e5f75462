// npm run check:bagit [PACKAGE.zip …]: the validator of the Library of Congress (Python package bagit) on our bags. It is no part
// of npm test, because it needs Python: without it this command says so and fails.
import { unzipSync } from 'fflate';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildIfStale } from './build-if-stale.mjs';
import { ROOT } from './root.mjs';

const PYTHON = process.env.PYTHON ?? 'python3';
const VALIDATOR = ['-c', 'import bagit; bagit.main()'];

const validate = (folder) => spawnSync(PYTHON, [...VALIDATOR, '--validate', folder], { encoding: 'utf8' });

const found = spawnSync(PYTHON, [...VALIDATOR, '--version'], { encoding: 'utf8' });
if (found.status !== 0) {
  console.error(
    'No Python with bagit here: pip install bagit, or say where Python is with PYTHON=/path/to/python3',
  );
  process.exit(2);
}

const work = mkdtempSync(join(tmpdir(), 'zhiya-bagit-'));

/** A package made of a sample, by the terminal. */
const made = async () => {
  buildIfStale('cli', { quiet: true });
  const { main } = await import(pathToFileURL(join(ROOT, 'dist', 'cli', 'zhiya.mjs')).href);
  const sample = (name) => join(ROOT, 'static', 'samples', name);
  const [file, out] = [join(work, 'case.zhiya'), join(work, 'package.zip')];
  await main(['import', sample('lanyu-case.json'), sample('lanyu-patents.csv'), '--out', file]);
  await main(['package', file, '--out', out]);
  return out;
};

const unpack = (path, folder) => {
  for (const [name, content] of Object.entries(unzipSync(new Uint8Array(readFileSync(path))))) {
    mkdirSync(join(folder, dirname(name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const [first] = Object.keys(
    unzipSync(new Uint8Array(readFileSync(path)), { filter: ({ name }) => name.endsWith('/bagit.txt') }),
  );
  return join(folder, dirname(first ?? '.'));
};

let wrong = 0;
try {
  const given = process.argv.slice(2);
  for (const [i, path] of (given.length > 0 ? given : [await made()]).entries()) {
    const bag = unpack(path, join(work, String(i)));
    const sound = validate(bag);
    console.log(`${sound.status === 0 ? '✓ accepted' : '✗ refused'}: ${path}`);
    if (sound.status !== 0) console.log(sound.stderr.trim());
    const victim = join(bag, 'bag-info.txt');
    writeFileSync(victim, `${readFileSync(victim, 'utf8')}X: y\n`);
    const changed = validate(bag);
    console.log(
      `${changed.status === 0 ? '✗ accepted' : '✓ refused'}: the same with a line added to bag-info.txt`,
    );
    if (sound.status !== 0 || changed.status === 0) wrong += 1;
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.exitCode = wrong === 0 ? 0 : 1;
