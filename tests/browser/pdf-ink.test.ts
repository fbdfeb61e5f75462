import { beforeAll, describe, expect, it } from 'vitest';
import { upright } from '../../src/lib/documents/model';
import type { PdfWriter } from '../../src/lib/documents/pdf/pdf-file';
import { paragraph } from '../../src/lib/documents/text';
import { sha256Hex } from '../../src/lib/kernel/hashing';
import { FACES, inkOf, inkWriter, isRight, openPdf } from '../fixtures/ink-faces';
import { type InkedText, inkOfPage } from '../fixtures/page-ink';
import { PRINTED, PRINTED_SHA256, RARE } from '../fixtures/printed-page';

let write: PdfWriter;

beforeAll(async () => {
  write = await inkWriter();
}, 60_000);

describe('ink of a PDF', () => {
  let ink: readonly InkedText[];
  beforeAll(async () => {
    ink = await inkOf(await write(PRINTED));
  }, 60_000);

  it('every piece of text is drawn as the font draws it', () => {
    expect(ink.filter((one) => !isRight(one))).toEqual([]);
    expect(ink.length).toBeGreaterThan(60);
  });

  it('every rare character stands there by itself, plain and bold', () => {
    for (const c of RARE) expect(ink.filter(({ text }) => text === c)).toHaveLength(2);
  });

  it('a glyph that is missing or another is seen', async () => {
    const pdf = await openPdf(await write({ ...PRINTED, sections: upright([paragraph('龘㐂翀堃')]) }));
    const words = await inkOfPage(pdf, 1, { regular: FACES.bold, bold: FACES.regular });
    await pdf.destroy();
    expect(words.filter((one) => !isRight(one)).length).toBeGreaterThan(0);
  });
});

it('the browser writes the same bytes as the terminal', async () => {
  expect(await sha256Hex(await write(PRINTED))).toBe(PRINTED_SHA256.pdf);
});
