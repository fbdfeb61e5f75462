import { type PdfFonts, type PdfWriter, createPdfWriter } from '../src/lib/documents/pdf/pdf-file';
import type { PdfMaker } from '../src/lib/registration/render-documents';

let load: (() => Promise<PdfFonts>) | null = null;
let writer: Promise<PdfWriter> | null = null;

/** How this process gets the fonts of PDF (20 MB); said once by its entry. They are loaded when the first PDF is wanted. */
export const provideFonts = (loader: () => Promise<PdfFonts>): void => {
  load = loader;
};

const makeWriter = (loader: () => Promise<PdfFonts>): Promise<PdfWriter> =>
  (writer ??= loader()
    .then(createPdfWriter)
    .catch((error: unknown) => {
      writer = null;
      throw error;
    }));

/** The maker of PDF in this process; `null` where nobody said where the fonts are. */
export const pdfMaker = (): PdfMaker | null => {
  const loader = load;
  return loader === null ? null : () => makeWriter(loader);
};
