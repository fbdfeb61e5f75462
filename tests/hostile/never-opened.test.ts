import { readFileSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';

const SOURCES = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(ts|svelte|html)$/.test(name))
  .map((name) => [name.replaceAll('\\', '/'), readFileSync(`src/${name}`, 'utf8')] as const);

it('PKG-21 PKG-22 no page opens a file of a package: nothing shows a document, and files leave as downloads', () => {
  expect(SOURCES.length).toBeGreaterThan(500);
  const shows = /<(iframe|frame|embed|object|portal)[\s>]|\bsrcdoc=|\bwindow\.open\(/;
  expect(SOURCES.filter(([, text]) => shows.test(text)).map(([name]) => name)).toEqual([]);
  // The last two are the verifier's own: its report, and the worker it is made of.
  expect(
    SOURCES.filter(([, text]) => text.includes('createObjectURL('))
      .map(([name]) => name)
      .sort(),
  ).toEqual(['lib/state/download.ts', 'verifier/SaveReport.svelte', 'verifier/engine.ts']);
  const download = SOURCES.find(([name]) => name === 'lib/state/download.ts')?.[1] ?? '';
  expect(download).toContain("{ type: 'application/octet-stream' }");
  expect(download).toContain('link.download = name;');
});
