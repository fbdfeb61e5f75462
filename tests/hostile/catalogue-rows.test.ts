import { readFileSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Every row of the hostile-input catalogue about archives (39) and packages (40) is a test with its id in the name. */

const named = new Set(
  readdirSync('tests', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .flatMap((name) => [
      ...readFileSync(`tests/${name}`, 'utf8').matchAll(/['"`](?:[A-Z]{3}-\d\d )*((?:ZIP|PKG)-\d\d)\b/g),
    ])
    .map(([, id]) => id),
);

const rows = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}-${String(i + 1).padStart(2, '0')}`);

it.each([
  ['ZIP', 39],
  ['PKG', 40],
])('%s: all %i rows have a test', (prefix, count) => {
  expect(rows(prefix, count).filter((id) => !named.has(id))).toEqual([]);
});
