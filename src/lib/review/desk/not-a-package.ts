import type { ByteSource } from '../../container/byte-source';
import { KIND_LABEL, fileKind } from '../file-kind';

const HEAD = 4_096;
/** Local header of the first entry of a ZIP: its name stands behind 30 bytes, its length at byte 26 (APPNOTE 4.3.7). */
const NAME_LENGTH = 26;
const NAME = 30;
/** What Office programs put first: OOXML, OpenDocument, OFD. */
const OFFICE =
  /^(\[Content_Types\]\.xml|_rels\/|docProps\/|customXml\/|word\/|xl\/|ppt\/|mimetype$|OFD\.xml$|Doc_0\/)/;
const OFFICE_LABEL = 'Word、Excel 之类的 Office 文件';

const firstName = (head: Uint8Array): string => {
  const length = (head[NAME_LENGTH] ?? 0) + 256 * (head[NAME_LENGTH + 1] ?? 0);
  return String.fromCharCode(...head.subarray(NAME, NAME + Math.min(length, 200)));
};

/** What a file is that is no package, in words; `null` = nothing better can be said than what the review says. */
export const notAPackage = async (source: Uint8Array | ByteSource): Promise<string | null> => {
  const head =
    source instanceof Uint8Array
      ? source.subarray(0, HEAD)
      : await source.read(0, Math.min(HEAD, source.size));
  const kind = fileKind(head);
  if (kind === 'empty' || kind === 'binary') return null;
  if (kind !== 'zip') return KIND_LABEL[kind];
  return OFFICE.test(firstName(head)) ? OFFICE_LABEL : null;
};
