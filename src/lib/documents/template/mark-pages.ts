import { type Result, ok, refuse } from '../../kernel/result';
import { encodeUtf8 } from '../../kernel/utf8';
import {
  type Parts,
  attributeOf,
  headerTargets,
  markedHeader,
  ownReference,
  withOwnHeader,
} from './header-parts';
import { partTree } from './template-parts';
import { type XmlElement, elementsOf, readTree, writeTree } from './xml-tree';

/** The mark of an invented case behind every page of somebody else's file, whether it has headers or not. */

const BODY = 'word/document.xml';
const SETTINGS = 'word/settings.xml';

const isOn = (parent: XmlElement, name: string): boolean => {
  const [found] = parent.children.filter(
    (child): child is XmlElement => typeof child !== 'string' && child.name === name,
  );
  return found !== undefined && !/^(0|false|off)$/.test(attributeOf(found, 'w:val') ?? '');
};

/** Sections in their order; the former state of a tracked change is none. */
const sectionsOf = (tree: XmlElement): readonly XmlElement[] =>
  elementsOf(tree, 'w:sectPr', ({ name }) => name !== 'w:sectPrChange');

/** Every section with room for a reference; a body without one gets it. */
const openSections = (tree: XmlElement): readonly XmlElement[] => {
  const within = (parent: XmlElement): void => {
    parent.children = parent.children.map((child) => {
      if (typeof child === 'string') return child;
      within(child);
      return child.name === 'w:sectPr' && child.empty
        ? { ...child, empty: false, tag: child.tag.replace(/\/>$/, '>') }
        : child;
    });
  };
  within(tree);
  const [body] = elementsOf(tree, 'w:body');
  const ends = body?.children.some((child) => typeof child !== 'string' && child.name === 'w:sectPr');
  if (body !== undefined && ends !== true)
    body.children.push({ name: 'w:sectPr', tag: '<w:sectPr>', empty: false, children: [] });
  return sectionsOf(tree);
};

const refused = (why: string): Result<never> =>
  refuse(
    'E_TEMPLATE_MARK',
    `模板不能在每一页加上“虚构示例”：${why}`,
    '本行文书模板',
    '请用 Word 另存为 .docx 后重新导入，或者不用模板生成',
  );

/** Adds to each section the references that its pages need; whether any was added. `null`: a reference leads nowhere. */
const referToOwn = (tree: XmlElement, parts: Parts, targets: ReadonlyMap<string, string>): boolean | null => {
  const settings = parts.get(SETTINGS);
  const root = settings === undefined ? null : partTree(settings);
  const [top] = root === null ? [] : elementsOf(root, 'w:settings');
  const even = top !== undefined && isOn(top, 'w:evenAndOddHeaders');
  // A section takes what it does not name from the one before it.
  const inherited = new Set<string>();
  let added = false;
  for (const section of openSections(tree)) {
    const own = elementsOf(section, 'w:headerReference', () => false);
    for (const reference of own) {
      if (!parts.has(targets.get(attributeOf(reference, 'r:id') ?? '') ?? '')) return null;
      inherited.add(attributeOf(reference, 'w:type') ?? 'default');
    }
    const needed = ['default', ...(isOn(section, 'w:titlePg') ? ['first'] : []), ...(even ? ['even'] : [])];
    for (const type of needed.filter((one) => !inherited.has(one))) {
      section.children.unshift(...(readTree(ownReference(type))?.children ?? []));
      inherited.add(type);
      added = true;
    }
  }
  return added;
};

/**
 * Puts a mark behind every page: into each header that the file has, and into one of our own for pages without a header. The same
 * parts give the same bytes. `E_TEMPLATE_MARK`: a header cannot be read or found, so that a page would stay without it.
 */
export const markEveryPage = (parts: Parts, mark: string): Result<Parts> => {
  const bytes = parts.get(BODY);
  const tree = bytes === undefined ? null : partTree(bytes);
  if (tree === null) return refused('正文读不出来');
  const targets = headerTargets(parts);
  const added = referToOwn(tree, parts, targets);
  if (added === null) return refused('有一节引用的页眉不在文件里');
  const marked = new Map(parts).set(BODY, encodeUtf8(writeTree(tree)));
  for (const name of new Set(targets.values())) {
    const header = parts.get(name);
    if (header === undefined) continue;
    const own = markedHeader(header, mark);
    if (own === null) return refused(`页眉“${name}”读不出来`);
    marked.set(name, own);
  }
  if (!added) return ok(marked);
  const whole = withOwnHeader(marked, mark);
  return whole === null ? refused('文件的目录读不出来') : ok(whole);
};
