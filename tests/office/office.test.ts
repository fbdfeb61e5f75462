import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeDocx } from '../../src/lib/documents/docx/docx-file';
import type { DocumentContent } from '../../src/lib/documents/model';
import { lostOf } from '../fixtures/document-texts';
import { PRINTED_SAMPLES, documentsOf, filledSample } from '../fixtures/filled-sample';

/** `npm run check:office`: every Word file of every sample opened by LibreOffice and converted with all its text. */

/** Where to leave the files for a look, instead of a folder that is removed. */
const KEPT = process.env['OFFICE_OUT'];
const folder = KEPT ?? mkdtempSync(join(tmpdir(), 'zhiya-office-'));

const run = promisify(execFile);

const soffice = async (args: readonly string[]): Promise<void> => {
  try {
    await run('soffice', [`-env:UserInstallation=file://${join(folder, 'profile')}`, '--headless', ...args]);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new Error(
        'soffice is not installed: install LibreOffice (需要安装 LibreOffice) and run npm run check:office again',
        { cause: error },
      );
    throw error;
  }
};

const pdfText = async (path: string): Promise<string> => {
  const task = getDocument({ data: new Uint8Array(readFileSync(path)) });
  const pdf = await task.promise;
  let text = '';
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    text += items.map((item) => ('str' in item ? item.str : '')).join('');
  }
  await task.destroy();
  return text.replace(/\s/g, '');
};

interface Written {
  readonly name: string;
  readonly content: DocumentContent;
}

const written: Written[] = [];

beforeAll(async () => {
  for (const sample of PRINTED_SAMPLES)
    for (const { path, body } of documentsOf(await filledSample(sample))) {
      if (typeof body === 'function') continue;
      const name = `${sample}-${path.replace('documents/', '').replaceAll('/', '-').replace('.docx', '')}`;
      writeFileSync(join(folder, `${name}.docx`), await writeDocx(body));
      written.push({ name, content: body });
    }
  await soffice([
    '--convert-to',
    'pdf',
    '--outdir',
    folder,
    ...written.map(({ name }) => join(folder, `${name}.docx`)),
  ]);
}, 600_000);

afterAll(() => {
  if (KEPT === undefined) rmSync(folder, { recursive: true, force: true });
});

describe('Word files in LibreOffice', () => {
  it('there are documents of every sample', () => {
    expect(new Set(written.map(({ name }) => name.split('-')[0]))).toEqual(new Set(PRINTED_SAMPLES));
  });

  it('convert with all their text', async () => {
    const lost: string[] = [];
    for (const { name, content } of written)
      for (const one of lostOf(content, await pdfText(join(folder, `${name}.pdf`))))
        lost.push(`${name}: ${one}`);
    expect(lost).toEqual([]);
  }, 300_000);
});
