import { encodeUtf8 } from '../../kernel/utf8';
import { declaredForWatermark, watermarkRun } from '../docx/docx-watermark';
import { partTree } from './template-parts';
import { type XmlElement, elementsOf, escapeXml, readTree, unescapeXml, writeTree } from './xml-tree';

/** Headers of a docx as its package names them: which part a reference leads to, and a header of our own beside them. */

export const RELATIONS = 'word/_rels/document.xml.rels';
const CONTENT_TYPES = '[Content_Types].xml';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const HEADER_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml';
const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export type Parts = ReadonlyMap<string, Uint8Array>;

/** Relationship that leads to the header of our own. */
export const OWN_RELATION = 'rIdZhiyaMark';

/** Value of an attribute, whatever its prefix is bound to. */
export const attributeOf = ({ tag }: XmlElement, name: string): string | null => {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  const raw = found?.[1] ?? found?.[2];
  return raw === undefined ? null : unescapeXml(raw);
};

const partNamed = (target: string): string =>
  target.startsWith('/') ? target.slice(1) : `word/${target.replace(/^\.\//, '')}`;

/** Relationship id → part, for every header of the document. */
export const headerTargets = (parts: Parts): ReadonlyMap<string, string> => {
  const bytes = parts.get(RELATIONS);
  const tree = bytes === undefined ? null : partTree(bytes);
  const found = new Map<string, string>();
  for (const relation of tree === null ? [] : elementsOf(tree, 'Relationship')) {
    const [id, type, target] = ['Id', 'Type', 'Target'].map((name) => attributeOf(relation, name));
    if (typeof id === 'string' && typeof target === 'string' && type?.endsWith('/header') === true)
      found.set(id, partNamed(target));
  }
  return found;
};

/** A header with the mark in it; `null` when it is not a header that can be read. */
export const markedHeader = (bytes: Uint8Array, mark: string): Uint8Array | null => {
  const tree = partTree(bytes);
  const [root] = tree === null ? [] : elementsOf(tree, 'w:hdr');
  if (tree === null || root === undefined) return null;
  const paragraph = readTree(`<w:p>${watermarkRun(mark)}</w:p>`);
  if (paragraph === null) return null;
  const last = root.children.at(-1);
  const own = elementsOf(paragraph, 'w:r');
  // Into the last paragraph where there is one, so that the header grows no line.
  if (last !== undefined && typeof last !== 'string' && last.name === 'w:p' && !last.empty)
    last.children.push(...own);
  else root.children.push(...paragraph.children);
  const opened: XmlElement = { ...root, empty: false, tag: root.tag.replace(/\/>$/, '>') };
  const whole = { ...tree, children: tree.children.map((child) => (child === root ? opened : child)) };
  return encodeUtf8(declaredForWatermark(writeTree(whole)));
};

const freeName = (parts: Parts): string => {
  for (let n = 1; ; n += 1) if (!parts.has(`word/header${n}.xml`)) return `word/header${n}.xml`;
};

const inserted = (bytes: Uint8Array, root: string, child: string): Uint8Array | null => {
  const tree = partTree(bytes);
  const [element] = tree === null ? [] : elementsOf(tree, root);
  const node = readTree(child);
  if (tree === null || element === undefined || node === null) return null;
  const opened: XmlElement = {
    ...element,
    empty: false,
    tag: element.tag.replace(/\/>$/, '>'),
    children: [...element.children, ...node.children],
  };
  return encodeUtf8(
    writeTree({ ...tree, children: tree.children.map((one) => (one === element ? opened : one)) }),
  );
};

/** The parts with a header of our own that bears the mark; `null` when the package cannot name one more part. */
export const withOwnHeader = (parts: Parts, mark: string): Parts | null => {
  const name = freeName(parts);
  const header = encodeUtf8(
    declaredForWatermark(`${HEAD}<w:hdr xmlns:w="${WORD}"><w:p>${watermarkRun(mark)}</w:p></w:hdr>`),
  );
  const target = escapeXml(name.slice('word/'.length));
  const relation = `<Relationship Id="${OWN_RELATION}" Type="${OFFICE}/header" Target="${target}"/>`;
  const before =
    parts.get(RELATIONS) ?? encodeUtf8(`${HEAD}<Relationships xmlns="${PACKAGE}"></Relationships>`);
  const relations = inserted(before, 'Relationships', relation);
  const types = inserted(
    parts.get(CONTENT_TYPES) ?? new Uint8Array(),
    'Types',
    `<Override PartName="/${escapeXml(name)}" ContentType="${HEADER_TYPE}"/>`,
  );
  if (relations === null || types === null) return null;
  return new Map(parts).set(name, header).set(RELATIONS, relations).set(CONTENT_TYPES, types);
};

/** Reference of a section to the header of our own. */
export const ownReference = (type: string): string =>
  `<w:headerReference xmlns:r="${OFFICE}" w:type="${type}" r:id="${OWN_RELATION}"/>`;
