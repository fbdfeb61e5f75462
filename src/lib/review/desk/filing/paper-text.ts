import { SaxesParser } from 'saxes';
import { readZip } from '../../../container/zip';
import { decodeText } from '../../../intake/decode-text';
import { readTable } from '../../../intake/read-table';
import { decodeUtf8 } from '../../../kernel/utf8';
import { extensionOf, fileKind } from '../../file-kind';

/** Longest text that is looked through. */
const MOST = 4_000_000;

/** Text of the body of a Word file: cells apart by tabs, paragraphs by line feeds. `null` = not to be read. */
const wordText = async (bytes: Uint8Array): Promise<string | null> => {
  const parts = await readZip(bytes, { select: (name) => name === 'word/document.xml' });
  const body = parts.ok ? parts.value.get('word/document.xml') : undefined;
  const xml = body === undefined ? null : decodeUtf8(body);
  if (xml === null || !xml.ok || xml.value.includes('<!DOCTYPE')) return null;
  const pieces: string[] = [];
  const parser = new SaxesParser();
  let inText = 0;
  const faults: Error[] = [];
  parser.on('error', (fault) => {
    faults.push(fault);
  });
  parser.on('opentag', ({ name }) => {
    if (name === 'w:t') inText += 1;
    if (name === 'w:tab') pieces.push('\t');
    if (name === 'w:br') pieces.push('\n');
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'w:t') inText -= 1;
    if (name === 'w:tc') pieces.push('\t');
    if (name === 'w:p' || name === 'w:tr') pieces.push('\n');
  });
  parser.on('text', (text) => {
    if (inText > 0) pieces.push(text);
  });
  try {
    parser.write(xml.value.replace(/^\ufeff/, '')).close();
  } catch {
    return null;
  }
  // A paragraph inside a cell ends with both marks; the cell is what matters.
  return faults.length > 0 ? null : pieces.join('').replaceAll('\n\t', '\t').slice(0, MOST);
};

const tableText = async (bytes: Uint8Array, name: string): Promise<string | null> => {
  const table = await readTable(bytes, name);
  if (!table.ok) return null;
  const { header, rows } = table.value;
  return [header, ...rows.map(({ cells }) => cells)]
    .map((cells) => cells.join('\t'))
    .join('\n')
    .slice(0, MOST);
};

/** What a paper says as text; `null` for scans, PDF, old Office files and whatever cannot be read: that stays unknown. */
export const paperText = async (bytes: Uint8Array, name: string): Promise<string | null> => {
  const [kind, extension] = [fileKind(bytes), extensionOf(name)];
  if (kind === 'zip' && extension === 'docx') return wordText(bytes);
  if (kind === 'zip' && extension === 'xlsx') return tableText(bytes, name);
  if (kind !== 'text') return null;
  const text = decodeText(bytes);
  return text.ok ? text.value.text.slice(0, MOST) : null;
};
