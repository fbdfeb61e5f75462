import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseCaseJson } from '../../src/lib/case/case-json';
import { runMethods } from '../../src/lib/case/method';
import { sha256Hex } from '../../src/lib/kernel/hashing';
import { mustBeOk } from '../../src/lib/kernel/result';
import { encodeUtf8 } from '../../src/lib/kernel/utf8';
import { renderDocuments } from '../../src/lib/registration/render-documents';
import { RENDERER } from '../../src/lib/registration/renderer';
import { rulesOfCase } from '../../workers/case-rules';
import { methodsWith } from '../../workers/methods';
import { solverFor } from '../../workers/solver';
import { PRINTED_SHA256 } from '../fixtures/printed-page';

const SAMPLES = ['lanyu-case.json', 'longyou-case.json'];

const sums = async (name: string): Promise<readonly string[]> => {
  const caseRecord = mustBeOk(parseCaseJson(readFileSync(`static/samples/${name}`, 'utf8')));
  const rules = mustBeOk(rulesOfCase(caseRecord));
  const outputs = runMethods(methodsWith(await solverFor(caseRecord)).all, caseRecord, rules);
  const documents = mustBeOk(await renderDocuments(caseRecord, outputs, rules));
  const lines: string[] = [];
  for (const [path, bytes] of documents) lines.push(`${await sha256Hex(bytes)}  ${name}/${path}\n`);
  return lines;
};

test('the renderer of documents has the name of what it makes: after a change of layout, write the new one', async () => {
  const all: string[] = [];
  for (const name of SAMPLES) all.push(...(await sums(name)));
  // Held to what is written by the tests of the documents.
  all.push(`${PRINTED_SHA256.pdf}  page.pdf\n`);
  expect(all.length).toBeGreaterThan(6);
  expect(RENDERER).toBe(`documents-${(await sha256Hex(encodeUtf8(all.join('')))).slice(0, 12)}`);
});
