import boldUrl from '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf?url';
import regularUrl from '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf?url';
import type { PdfFonts } from '../src/lib/documents/pdf/pdf-file';

const fetched = async (url: string): Promise<Uint8Array> => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`font ${url}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};

/** The fonts of PDF from the own site, 10 MB each. */
export const browserFonts = async (): Promise<PdfFonts> => {
  const [regular, bold] = await Promise.all([fetched(regularUrl), fetched(boldUrl)]);
  return { regular, bold };
};
