import { type ZipFile, writeZip } from '../../container/zip';
import { encodeUtf8 } from '../../kernel/utf8';
import type { Block, DocumentContent } from '../model';
import { fixCoreProperties } from '../ooxml-dates';
import { printable } from '../printable';
import { footerText, headerText, opening, watermarkText } from '../page';
import { type Skeleton, type Slot, filledIn, skeletonOf } from './docx-skeleton';
import { tableXml } from './docx-table';
import { escaped, paragraphXml } from './docx-text';
import { addWatermark } from './docx-watermark';

const blockXml = (block: Block): string =>
  block.kind === 'table' ? tableXml(block.content) : paragraphXml(block);

/** A section ends in the properties of its last paragraph, in those of an empty one after a table, the last in the body (§17.6.18). */
const ended = (blocks: readonly Block[], properties: string, last: boolean): string => {
  const xml = blocks.map(blockXml);
  if (last) return xml.join('') + properties;
  const closing = blocks.at(-1)?.kind === 'paragraph' ? xml.pop() : undefined;
  const paragraph = closing ?? '<w:p></w:p>';
  const holds = paragraph.startsWith('<w:p><w:pPr>');
  const at = holds ? paragraph.indexOf('</w:pPr>') : '<w:p>'.length;
  const inside = holds ? properties : `<w:pPr>${properties}</w:pPr>`;
  return `${xml.join('')}${paragraph.slice(0, at)}${inside}${paragraph.slice(at)}`;
};

const wordsOf = (content: DocumentContent): Readonly<Record<Slot, string>> => ({
  title: escaped(printable(content.title)),
  header: escaped(headerText(content)),
  footer: escaped(footerText(content)),
});

const mainPart = (content: DocumentContent, { around: [before, after], sections }: Skeleton): Uint8Array => {
  const last = content.sections.length - 1;
  const body = content.sections.map(({ children }, at) =>
    ended([...(at === 0 ? opening(content) : []), ...children], sections[at] ?? '', at === last),
  );
  return encodeUtf8(`${before}${body.join('')}${after}`);
};

/**
 * Writes a docx whose bytes depend on its content only: clock, zone and locale leave no mark. What is the same in every
 * document comes from the library, made and packed once; the content goes into it as XML.
 */
export const writeDocx = async (content: DocumentContent): Promise<Uint8Array> => {
  const landscapes = content.sections.map(({ landscape }) => landscape);
  const skeleton = await skeletonOf(landscapes, footerText(content) !== '');
  const dated = fixCoreProperties(content.date);
  const marked = addWatermark(watermarkText(content));
  const words = wordsOf(content);
  const worded = [...skeleton.worded].map(([name, text]): ZipFile => [
    name,
    marked(name, dated(name, encodeUtf8(filledIn(text, words)))),
  ]);
  return writeZip(
    [...skeleton.fixed, ['word/document.xml', mainPart(content, skeleton)], ...worded],
    'deflate',
  );
};
