import { decodeUtf8 } from '../../kernel/utf8';
import { type XmlElement, elementsOf, readTree } from './xml-tree';

/** The parts of a docx in which placeholders are looked for, as people call them. */
const PARTS: readonly (readonly [pattern: RegExp, title: string])[] = [
  [/^word\/document\.xml$/, '正文'],
  [/^word\/header\d*\.xml$/, '页眉'],
  [/^word\/footer\d*\.xml$/, '页脚'],
  [/^word\/footnotes\.xml$/, '脚注'],
  [/^word\/endnotes\.xml$/, '尾注'],
];

export const partTitle = (name: string): string | null =>
  PARTS.find(([pattern]) => pattern.test(name))?.[1] ?? null;

/** Reads one part; `null` when it is not plain XML in UTF-8. */
export const partTree = (bytes: Uint8Array): XmlElement | null => {
  const text = decodeUtf8(bytes);
  return text.ok ? readTree(text.value) : null;
};

export const paragraphsOf = (tree: XmlElement): readonly XmlElement[] => elementsOf(tree, 'w:p');

/** Rows of tables that hold no row themselves: the ones that may be repeated. */
export const innermostRows = (tree: XmlElement): readonly XmlElement[] =>
  elementsOf(tree, 'w:tr').filter((row) => elementsOf(row, 'w:tr').length === 0);
