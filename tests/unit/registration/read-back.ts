import { readZip } from '../../../src/lib/container/zip';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { decodeUtf8 } from '../../../src/lib/kernel/utf8';

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&',
};

const unescape = (text: string): string => text.replace(/&(lt|gt|quot|apos|amp);/g, (e) => ENTITIES[e] ?? e);

/** One part of an Office file as text. */
export const partOf = async (bytes: Uint8Array, name: string): Promise<string> => {
  const part = mustBeOk(await readZip(bytes)).get(name);
  if (part === undefined) throw new Error(`no part ${name}`);
  return mustBeOk(decodeUtf8(part));
};

/** The words of a docx part, one line per paragraph. */
export const docxText = async (bytes: Uint8Array, part = 'word/document.xml'): Promise<string> => {
  const xml = await partOf(bytes, part);
  const paragraphs = xml
    .split('</w:p>')
    .map((p) => unescape([...p.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((m) => m[1] ?? '').join('')));
  return paragraphs.join('\n');
};
