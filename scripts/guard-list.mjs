// Rows of the hostile-input catalogue (archives and packages), the tests that carry their ids, and the guards behind them.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'tests/hostile/guards';
/** Ids before the words of a test name. */
const IDS = /['"`]((?:[A-Z]{3}-\d\d )+)/g;

const numbered = (prefix, count) =>
  Array.from({ length: count }, (_, i) => `${prefix}-${String(i + 1).padStart(2, '0')}`);

/** ZIP-01 … ZIP-39, PKG-01 … PKG-40. */
export const ROWS = [...numbered('ZIP', 39), ...numbered('PKG', 40)];

/** Every guard of every list: `row`, `guard` (what is taken away) and the `edits` that take it. */
export const readGuards = (root) =>
  ['zip', 'packages', 'signatures'].flatMap((name) =>
    JSON.parse(readFileSync(join(root, FOLDER, `${name}.json`), 'utf8')),
  );

/** Row → the test files that carry its id in the name of a test. */
export const testFilesByRow = (root) => {
  const files = new Map(ROWS.map((row) => [row, []]));
  for (const name of readdirSync(join(root, 'tests'), { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/^(unit|hostile)\b.*\.test\.ts$/.test(name)) continue;
    const text = readFileSync(join(root, 'tests', name), 'utf8');
    for (const row of new Set([...text.matchAll(IDS)].flatMap(([, ids]) => ids.trim().split(' '))))
      files.get(row)?.push(join('tests', name));
  }
  return files;
};

/** Line of the text in its file, from 1; a text that is not there exactly once is said with the row. */
export const lineOf = ({ row }, { file, find }, text) => {
  const at = text.indexOf(find);
  if (at < 0) throw new Error(`${row}: ${file} no longer holds: ${find}`);
  if (text.indexOf(find, at + 1) >= 0) throw new Error(`${row}: ${file} holds more than once: ${find}`);
  return text.slice(0, at).split('\n').length;
};
