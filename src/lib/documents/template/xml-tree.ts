import { SaxesParser } from 'saxes';

/** One element of a part, with the very words of its tag: what is not changed is written back as it was. */
export interface XmlElement {
  readonly name: string;
  tag: string;
  readonly empty: boolean;
  children: XmlNode[];
}

/** Text, comments and the like stay raw. */
export type XmlNode = XmlElement | string;

/** Deepest nesting that is read: Word itself stays far below. */
const DEEPEST = 200;

const TOKEN = /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<(?:"[^"]*"|'[^']*'|[^>"'])*>|[^<]+/g;

/** Whether it is plain XML: well formed, without a document type, not too deep. */
const isPlain = (xml: string): boolean => {
  const parser = new SaxesParser();
  let plain = true;
  let depth = 0;
  const refuse = (): void => {
    plain = false;
  };
  parser.on('error', refuse);
  parser.on('doctype', refuse);
  parser.on('cdata', refuse);
  parser.on('opentag', () => {
    depth += 1;
    if (depth > DEEPEST) plain = false;
  });
  parser.on('closetag', () => {
    depth -= 1;
  });
  try {
    parser.write(xml).close();
  } catch {
    return false;
  }
  return plain;
};

const nameIn = (tag: string): string => /^<\/?([^\s/>]+)/.exec(tag)?.[1] ?? '';

/** Reads a part into a tree; `null` when it is not plain XML. */
export const readTree = (xml: string): XmlElement | null => {
  const text = xml.replace(/^\ufeff/, '');
  if (!isPlain(text)) return null;
  const root: XmlElement = { name: '', tag: '', empty: false, children: [] };
  const open: XmlElement[] = [root];
  for (const [token] of text.matchAll(TOKEN)) {
    const parent = open.at(-1) ?? root;
    if (token.startsWith('</')) open.pop();
    else if (!token.startsWith('<') || /^<[!?]/.test(token)) parent.children.push(token);
    else {
      const empty = token.endsWith('/>');
      const element: XmlElement = { name: nameIn(token), tag: token, empty, children: [] };
      parent.children.push(element);
      if (!empty) open.push(element);
    }
  }
  return root;
};

export const writeTree = (node: XmlNode): string => {
  if (typeof node === 'string') return node;
  const inside = node.children.map(writeTree).join('');
  if (node.name === '') return inside;
  return node.empty ? node.tag : `${node.tag}${inside}</${node.name}>`;
};

export const copyTree = (node: XmlElement): XmlElement => ({
  ...node,
  children: node.children.map((child) => (typeof child === 'string' ? child : copyTree(child))),
});

/** Elements of a name below a node, outermost first; `within` says whether to look into an element. */
export const elementsOf = (
  node: XmlElement,
  name: string,
  within: (element: XmlElement) => boolean = () => true,
): readonly XmlElement[] =>
  node.children.flatMap((child) => {
    if (typeof child === 'string') return [];
    const below = within(child) ? elementsOf(child, name, within) : [];
    return child.name === name ? [child, ...below] : below;
  });

const ENTITY: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
const ESCAPE: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const entity = (whole: string, name: string): string => {
  if (!name.startsWith('#')) return ENTITY[name] ?? whole;
  const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return Number.isInteger(code) && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
};

/** Raw text of XML as characters, and back. */
export const unescapeXml = (raw: string): string =>
  raw.replace(/&(#x[0-9A-Fa-f]{1,6}|#\d{1,7}|[a-z]{2,4});/g, entity);
export const escapeXml = (text: string): string => text.replace(/[&<>]/g, (c) => ESCAPE[c] ?? c);
