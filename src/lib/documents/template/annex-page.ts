import { encodeUtf8 } from '../../kernel/utf8';
import { printable } from '../printable';
import { ALARM } from '../text';
import { paragraphText } from './placeholders';
import { paragraphsOf, partTitle, partTree } from './template-parts';
import { type XmlElement, type XmlNode, elementsOf, escapeXml, readTree, writeTree } from './xml-tree';

/** What must not be missing in a document, on a page of its own where somebody else's text leaves it out. */

const BODY = 'word/document.xml';
const HEADING = '风险提示（模板没有写明，由系统附页）';

const run = (text: string, look: string): string =>
  `<w:p><w:r><w:rPr>${look}</w:rPr><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r></w:p>`;

const annex = (texts: readonly string[]): readonly XmlNode[] =>
  [
    '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
    run(HEADING, `<w:b/><w:color w:val="${ALARM}"/>`),
    ...texts.map((text) => run(text, '')),
  ].flatMap((paragraph) => readTree(paragraph)?.children ?? []);

/** All words of a docx, without spaces: Word may cut and break a sentence as it likes. */
const wordsOf = (parts: ReadonlyMap<string, Uint8Array>): string =>
  [...parts]
    .flatMap(([name, bytes]) => {
      const tree = partTitle(name) === null ? null : partTree(bytes);
      return tree === null ? [] : paragraphsOf(tree).map(paragraphText);
    })
    .join('')
    .replace(/\s+/gu, '');

const isEnd = (child: XmlNode): boolean => typeof child !== 'string' && child.name === 'w:sectPr';

/** The parts with those texts that they nowhere say on a last page. */
export const withAnnex = (
  parts: ReadonlyMap<string, Uint8Array>,
  texts: readonly string[],
): ReadonlyMap<string, Uint8Array> => {
  const words = texts.length === 0 ? '' : wordsOf(parts);
  const missing = texts
    .map((text) => printable(text))
    .filter((text) => !words.includes(text.replace(/\s+/gu, '')));
  const bytes = parts.get(BODY);
  const tree = missing.length === 0 || bytes === undefined ? null : partTree(bytes);
  const body: XmlElement | undefined = tree === null ? undefined : elementsOf(tree, 'w:body')[0];
  if (tree === null || body === undefined) return parts;
  const end = body.children.findIndex(isEnd);
  body.children.splice(end < 0 ? body.children.length : end, 0, ...annex(missing));
  return new Map(parts).set(BODY, encodeUtf8(writeTree(tree)));
};
