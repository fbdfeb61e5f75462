import type { ParagraphBlock, TextStyle } from '../model';
import { piecesOf } from '../printable';
import { ALARM } from '../text';

/** Blocks as WordprocessingML (ECMA-376 part 1, §17.3), element for element what the library writes of the same (test `docx-body`). */

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '"': '&quot;',
  "'": '&apos;',
  '<': '&lt;',
  '>': '&gt;',
};

/** Text as XML holds it, in elements and attributes alike. */
export const escaped = (text: string): string =>
  /[&"'<>]/.test(text) ? text.replace(/[&"'<>]/g, (c) => ESCAPES[c] ?? c) : text;

const onOff = (name: string, value: boolean | undefined): string =>
  value === undefined ? '' : value ? `<w:${name}/>` : `<w:${name} w:val="false"/>`;

const runProperties = ({ strong, size, color }: TextStyle): string => {
  const inside =
    onOff('b', strong) +
    onOff('bCs', strong) +
    (color === undefined ? '' : `<w:color w:val="${color}"/>`) +
    (size === undefined ? '' : `<w:sz w:val="${size}"/><w:szCs w:val="${size}"/>`);
  return inside === '' ? '' : `<w:rPr>${inside}</w:rPr>`;
};

/** Text as runs: line feeds are line breaks, `（待填）` stands out. */
const runs = (text: string, style: TextStyle): string => {
  const plain = runProperties(style);
  const lines = piecesOf(text).map((line) => {
    const set = line.map((piece) => {
      const properties = piece.alarm ? runProperties({ ...style, strong: true, color: ALARM }) : plain;
      return [properties, `<w:t xml:space="preserve">${escaped(piece.text)}</w:t></w:r>`] as const;
    });
    return set;
  });
  return lines
    .flatMap((line, row) =>
      line.map(
        ([properties, rest], at) => `<w:r>${properties}${row > 0 && at === 0 ? '<w:br/>' : ''}${rest}`,
      ),
    )
    .join('');
};

const written = (properties: string, content: string): string =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${content}</w:p>`;

const KEEP_NEXT = '<w:keepNext/>';

const placed = ({ align, keep }: TextStyle, spacing: string): string =>
  (keep === true ? KEEP_NEXT : '') + spacing + (align === undefined ? '' : `<w:jc w:val="${align}"/>`);

/** One line of a cell. */
export const cellParagraph = (text: string, style: TextStyle): string =>
  written(placed(style, ''), runs(text, style));

const EDGES = ['top', 'left', 'bottom', 'right']
  .map((side) => `<w:${side} w:val="single" w:color="${ALARM}" w:sz="12" w:space="6"/>`)
  .join('');
/** The edges stand outside the text by their space: the indent, in twentieths of a point, takes them in again. */
const NOTICE =
  `<w:keepLines/><w:pBdr>${EDGES}</w:pBdr>` +
  '<w:spacing w:after="160" w:before="120"/><w:ind w:left="140" w:right="140"/>';

const PROPERTIES: Readonly<Record<ParagraphBlock['role'], (style: TextStyle) => string>> = {
  title: () => '<w:pStyle w:val="Title"/><w:jc w:val="center"/>',
  heading: () => `<w:pStyle w:val="Heading1"/>${KEEP_NEXT}`,
  body: (style) => placed(style, '<w:spacing w:after="60" w:before="60"/>'),
  notice: () => NOTICE,
};

const STYLES: Readonly<Record<ParagraphBlock['role'], (style: TextStyle) => TextStyle>> = {
  title: () => ({}),
  heading: () => ({}),
  body: (style) => style,
  notice: () => ({ strong: true, color: ALARM }),
};

export const paragraphXml = ({ role, text, style }: ParagraphBlock): string =>
  written(PROPERTIES[role](style), runs(text, STYLES[role](style)));
