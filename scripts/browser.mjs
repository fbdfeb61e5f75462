// Finds or brings a Chromium for the tests, without root where possible. Never skips in silence.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './root.mjs';

const require = createRequire(import.meta.url);

/** Flags for a quiet headless browser in a container. */
export const LAUNCH_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const PROBE = `
  const { chromium } = await import('playwright');
  const browser = await chromium.launch({ executablePath: process.argv[1], args: JSON.parse(process.argv[2]), timeout: 20000 });
  const page = await browser.newPage();
  const seen = await page.evaluate(() => 6 * 7);
  await browser.close();
  process.exit(seen === 42 ? 0 : 1);
`;

/** Whether a page really opens and runs a script in this browser. */
const starts = (path, env = process.env) =>
  spawnSync(process.execPath, ['--input-type=module', '-e', PROBE, path, JSON.stringify(LAUNCH_ARGS)], {
    cwd: ROOT,
    env,
    timeout: 40_000,
    stdio: 'ignore',
  }).status === 0;

const installed = () =>
  [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    join(process.env.PROGRAMFILES ?? 'C:/Program Files', 'Google/Chrome/Application/chrome.exe'),
    join(
      process.env['PROGRAMFILES(X86)'] ?? 'C:/Program Files (x86)',
      'Microsoft/Edge/Application/msedge.exe',
    ),
  ].filter((path) => existsSync(path));

const playwrightOwn = () => {
  try {
    const { chromium } = require('playwright');
    const path = chromium.executablePath();
    return existsSync(path) ? [path] : [];
  } catch {
    return [];
  }
};

/** The packaged headless Chromium; its own copies of nss, nspr and expat serve where the system has none. */
const packaged = async () => {
  try {
    const folder = join(ROOT, 'node_modules', '@sparticuz', 'chromium');
    const { default: chromium } = await import('@sparticuz/chromium');
    const path = await chromium.executablePath();
    if (starts(path)) return { PW_CHROMIUM: path };
    // Its unpacker is not among the package's exports, hence the address by file.
    const { inflate } = await import(pathToFileURL(join(folder, 'build', 'esm', 'lambdafs.js')).href);
    const libraries = join(await inflate(join(folder, 'bin', 'al2023.tar.br')), 'lib');
    const LD_LIBRARY_PATH = [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
    if (starts(path, { ...process.env, LD_LIBRARY_PATH })) return { PW_CHROMIUM: path, LD_LIBRARY_PATH };
  } catch (error) {
    console.error(`The packaged Chromium is not usable here: ${error.message}`);
  }
  return undefined;
};

const run = (command, args, timeout) =>
  spawnSync(command, args, { cwd: ROOT, stdio: 'ignore', timeout, shell: process.platform === 'win32' })
    .status === 0;

/** @returns {Promise<Record<string, string>>} environment for the test runners: PW_CHROMIUM and, if needed, LD_LIBRARY_PATH */
export const findBrowser = async () => {
  const named = process.env.PW_CHROMIUM;
  if (named !== undefined) {
    if (starts(named)) return { PW_CHROMIUM: named };
    throw new Error(`PW_CHROMIUM=${named} does not start`);
  }
  for (const path of [...installed(), ...playwrightOwn()]) if (starts(path)) return { PW_CHROMIUM: path };
  const own = await packaged();
  if (own !== undefined) return own;
  console.log('No browser found: trying Playwright’s own download …');
  if (run('npx', ['playwright', 'install', 'chromium'], 60_000))
    for (const path of playwrightOwn()) if (starts(path)) return { PW_CHROMIUM: path };
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    run('apt-get', ['update', '-qq'], 120_000);
    run('apt-get', ['install', '-y', '-qq', 'chromium'], 300_000);
    for (const path of installed()) if (starts(path)) return { PW_CHROMIUM: path };
  }
  throw new Error('No Chromium could be found or brought. Install one and set PW_CHROMIUM to its path.');
};
