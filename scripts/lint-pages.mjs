// npm run lint:pages: the pages with the rules that need types. Minutes long, so apart from npm test.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled } from './ensure-installed.mjs';
import { ROOT } from './root.mjs';

ensureInstalled();
const eslint = join(ROOT, 'node_modules', 'eslint', 'bin', 'eslint.js');
const done = spawnSync(process.execPath, [eslint, 'src/**/*.svelte', '--max-warnings', '0'], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, ZHIYA_LINT_PAGES: 'typed' },
});
process.exitCode = done.status ?? 1;
