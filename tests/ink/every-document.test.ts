import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { PdfWriter } from '../../src/lib/documents/pdf/pdf-file';
import { lostOf } from '../fixtures/document-texts';
import type { PrintedDocument } from './contents';
import { inkOf, inkWriter, isRight } from '../fixtures/ink-faces';

/** `npm run check:ink`: every PDF of every sample, drawn and looked at. */
const printed = JSON.parse(inject('printed')) as PrintedDocument[];
let write: PdfWriter;

beforeAll(async () => {
  write = await inkWriter();
}, 60_000);

it('there are documents of every sample', () => {
  expect(printed.length).toBeGreaterThan(50);
});

describe('each PDF', () => {
  it.each(printed)('$name shows all its text, as the font draws it', async ({ content }) => {
    const ink = await inkOf(await write(content));
    expect(
      lostOf(
        content,
        ink
          .map(({ text }) => text)
          .join('')
          .replace(/\s/g, ''),
      ),
    ).toEqual([]);
    expect(ink.filter((one) => !isRight(one))).toEqual([]);
  });
});
