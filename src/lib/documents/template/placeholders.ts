import { type XmlElement, elementsOf, escapeXml, unescapeXml } from './xml-tree';

/** `{出质人.姓名或名称}` or `{质押金额|大写}`, wherever a paragraph has it, however Word cut it into runs. */
export interface Placeholder {
  /** As it stands in the text, braces included. */
  readonly text: string;
  readonly name: string;
  /** What stands after `|`; empty for none. */
  readonly format: string;
}

const LONGEST = 80;
const PLACEHOLDER = /\{([^{}\n]*)\}/g;

/** The texts of one paragraph; those of a paragraph inside it (a text box) are its own. */
const textsOf = (paragraph: XmlElement): readonly XmlElement[] =>
  elementsOf(paragraph, 'w:t', ({ name }) => name !== 'w:p');

const contentOf = ({ children }: XmlElement): string =>
  unescapeXml(children.filter((child) => typeof child === 'string').join(''));

export const paragraphText = (paragraph: XmlElement): string => textsOf(paragraph).map(contentOf).join('');

const parse = (text: string): Placeholder => {
  const inside = text.slice(1, -1);
  const bar = inside.search(/[|｜]/);
  const [name, format] = bar < 0 ? [inside, ''] : [inside.slice(0, bar), inside.slice(bar + 1)];
  return { text, name: name.trim().slice(0, LONGEST), format: format.trim() };
};

export const placeholdersIn = (paragraph: XmlElement): readonly Placeholder[] =>
  [...paragraphText(paragraph).matchAll(PLACEHOLDER)].map(([text]) => parse(text));

/** Whether braces are left over that belong to no placeholder. */
export const hasStrayBrace = (paragraph: XmlElement): boolean =>
  /[{}]/.test(paragraphText(paragraph).replace(PLACEHOLDER, ''));

const setText = (element: XmlElement, text: string): void => {
  element.tag = '<w:t xml:space="preserve">';
  element.children = [escapeXml(text)];
};

const lineBreak = (): XmlElement => ({ name: 'w:br', tag: '<w:br/>', empty: true, children: [] });

/** A text with line feeds becomes texts with breaks between them, in the same run. */
const breakLines = (paragraph: XmlElement): void => {
  for (const run of elementsOf(paragraph, 'w:r', ({ name }) => name !== 'w:p'))
    run.children = run.children.flatMap((child) => {
      if (typeof child === 'string' || child.name !== 'w:t') return [child];
      const lines = contentOf(child).split('\n');
      if (lines.length === 1) return [child];
      return lines.flatMap((line, at) => {
        const text: XmlElement = { name: 'w:t', tag: '', empty: false, children: [] };
        setText(text, line);
        return at === 0 ? [text] : [lineBreak(), text];
      });
    });
};

/**
 * Puts values in the place of placeholders. A value takes the look of the run in which its placeholder begins; it is text,
 * and what it holds is not looked at again.
 */
export const fillParagraph = (paragraph: XmlElement, valueOf: (placeholder: Placeholder) => string): void => {
  const texts = textsOf(paragraph).filter(({ empty }) => !empty);
  const contents = texts.map(contentOf);
  const whole = contents.join('');
  const found = [...whole.matchAll(PLACEHOLDER)];
  if (found.length === 0) return;
  const filled = contents.map(() => '');
  const starts: number[] = [];
  contents.reduce((at, content) => (starts.push(at), at + content.length), 0);
  const put = (from: number, to: number): void => {
    for (const [i, content] of contents.entries()) {
      const start = starts[i] ?? 0;
      const piece = whole.slice(Math.max(from, start), Math.min(to, start + content.length));
      if (Math.max(from, start) < Math.min(to, start + content.length))
        filled[i] = `${filled[i] ?? ''}${piece}`;
    }
  };
  let done = 0;
  for (const match of found) {
    put(done, match.index);
    const at = contents.findIndex((content, i) => match.index < (starts[i] ?? 0) + content.length);
    filled[at] = `${filled[at] ?? ''}${valueOf(parse(match[0]))}`;
    done = match.index + match[0].length;
  }
  put(done, whole.length);
  for (const [i, element] of texts.entries())
    if (filled[i] !== contents[i]) setText(element, filled[i] ?? '');
  breakLines(paragraph);
};
