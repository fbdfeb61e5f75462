import type { DocumentTemplate } from '../../../src/lib/case/document-template';
import { sha256Hex } from '../../../src/lib/kernel/hashing';
import { encodeUtf8 } from '../../../src/lib/kernel/utf8';

/** A kept document template around a text; 虚构. */
export const documentTemplateOf = async (
  text: string,
  part: Partial<DocumentTemplate> = {},
): Promise<{ readonly template: DocumentTemplate; readonly bytes: Uint8Array }> => {
  const bytes = encodeUtf8(text);
  return {
    bytes,
    template: {
      id: 'bank-form-1',
      document: '专利权质押合同',
      institution: '虚构银行',
      version: '1',
      effectiveFrom: '2026-01-01',
      effectiveTo: null,
      signOff: { by: '虚构审核人', on: '2026-01-01', reference: '' },
      fileName: '虚构合同.docx',
      sha256: await sha256Hex(bytes),
      ...part,
    },
  };
};
