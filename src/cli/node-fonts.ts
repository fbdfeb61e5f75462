import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { PdfFonts } from '../lib/documents/pdf/pdf-file';

const { resolve } = createRequire(import.meta.url);

const read = async (file: string): Promise<Uint8Array> =>
  new Uint8Array(await readFile(resolve(`@expo-google-fonts/noto-sans-sc/${file}`)));

/** The fonts of PDF from the installed package. */
export const nodeFonts = async (): Promise<PdfFonts> => ({
  regular: await read('400Regular/NotoSansSC_400Regular.ttf'),
  bold: await read('700Bold/NotoSansSC_700Bold.ttf'),
});
