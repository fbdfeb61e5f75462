// npm run -s zhiya -- COMMAND …: builds the terminal when stale, then runs it in this process.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildIfStale } from './build-if-stale.mjs';
import { ROOT } from './root.mjs';

buildIfStale('cli', { quiet: true });
const { main } = await import(pathToFileURL(join(ROOT, 'dist', 'cli', 'zhiya.mjs')).href);
process.exitCode = await main(process.argv.slice(2));
