import { sha256Hex } from '../../../src/lib/kernel/hashing';
import { encodeUtf8 } from '../../../src/lib/kernel/utf8';
import type { CatalogueHead } from '../../../src/lib/vault/catalogues';

/** A kept catalogue around a text; 虚构. */
export const catalogue = async (
  text: string,
  importedOn = '2026-11-22 10:00',
): Promise<{ readonly head: CatalogueHead; readonly bytes: Uint8Array }> => {
  const bytes = encodeUtf8(text);
  return {
    bytes,
    head: {
      sha256: await sha256Hex(bytes),
      fileName: '虚构目录.csv',
      bytes: bytes.byteLength,
      importedOn,
      products: 1,
      otherProducts: 0,
      banks: 1,
      findings: [{ code: 'E_RAGGED', message: '列数不符', path: '虚构目录.csv › 第 3 条', remedy: '请补齐' }],
      findingCount: 1,
      answers: '{}',
    },
  };
};
