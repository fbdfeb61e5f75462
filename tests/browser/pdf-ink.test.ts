import boldUrl from '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf?url';
import regularUrl from '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf?url';
import { GlobalWorkerOptions, type PDFDocumentProxy, getDocument } from 'pdfjs-dist';
import readerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { beforeAll, describe, expect, it } from 'vitest';
import { upright } from '../../src/lib/documents/model';
import { type PdfWriter, createPdfWriter } from '../../src/lib/documents/pdf/pdf-file';
import { paragraph } from '../../src/lib/documents/text';
import { sha256Hex } from '../../src/lib/kernel/hashing';
import { type InkedText, inkOfPage, loadFace } from '../fixtures/page-ink';
import { PRINTED, PRINTED_SHA256, RARE } from '../fixtures/printed-page';

const FACES = { regular: 'ink-regular', bold: 'ink-bold' };
let write: PdfWriter;

const bytesOf = async (url: string): Promise<Uint8Array> =>
  new Uint8Array(await (await fetch(url)).arrayBuffer());

const opened = (bytes: Uint8Array): Promise<PDFDocumentProxy> =>
  getDocument({ data: bytes.slice(), useSystemFonts: false }).promise;

const inkOf = async (bytes: Uint8Array): Promise<readonly InkedText[]> => {
  const pdf = await opened(bytes);
  const found: InkedText[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1)
    found.push(...(await inkOfPage(pdf, number, FACES)));
  await pdf.destroy();
  return found;
};

/** Whether a page shows what the font draws: as much ink, at the same places, as wide. */
const isRight = ({ drawn, expected, shared, width }: InkedText): boolean =>
  expected > 0 &&
  drawn > expected * 0.75 &&
  drawn < expected * 1.35 &&
  shared > expected * 0.6 &&
  Math.abs(width - 1) < 0.03;

beforeAll(async () => {
  GlobalWorkerOptions.workerSrc = readerUrl;
  const fonts = { regular: await bytesOf(regularUrl), bold: await bytesOf(boldUrl) };
  await Promise.all([loadFace(FACES.regular, fonts.regular), loadFace(FACES.bold, fonts.bold)]);
  write = await createPdfWriter(fonts);
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
    const pdf = await opened(await write({ ...PRINTED, sections: upright([paragraph('龘㐂翀堃')]) }));
    const words = await inkOfPage(pdf, 1, { regular: FACES.bold, bold: FACES.regular });
    await pdf.destroy();
    expect(words.filter((one) => !isRight(one)).length).toBeGreaterThan(0);
  });
});

it('the browser writes the same bytes as the terminal', async () => {
  expect(await sha256Hex(await write(PRINTED))).toBe(PRINTED_SHA256.pdf);
});
