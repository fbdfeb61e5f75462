import { readZip, writeZip } from '../../container/zip';
import { type Failure, type Result, fail, ok } from '../../kernel/result';
import { encodeUtf8 } from '../../kernel/utf8';
import { fixCoreProperties } from '../ooxml-dates';
import { FICTION_MARK, printable } from '../printable';
import { ALARM } from '../text';
import { checkTemplate } from './check-template';
import { withAnnex } from './annex-page';
import { markEveryPage } from './mark-pages';
import { type Placeholder, fillParagraph, placeholdersIn } from './placeholders';
import { type TemplateData, type TemplateList, shownValue } from './template-data';
import { meaningOf } from './template-names';
import { innermostRows, paragraphsOf, partTitle, partTree } from './template-parts';
import {
  type XmlElement,
  type XmlNode,
  copyTree,
  elementsOf,
  escapeXml,
  readTree,
  writeTree,
} from './xml-tree';

export interface TemplateFilling {
  readonly data: TemplateData;
  /** Statement of an invented case; it stands at the head of the first page and across every page. Empty for a real case. */
  readonly fiction: string;
  /** Date of the document, `YYYY-MM-DD`. */
  readonly date: string;
  /** What the document must say of the risk: stands on a page at its end where the template says it nowhere. */
  readonly risk?: readonly string[];
}

const listOf = (row: XmlElement, data: TemplateData): TemplateList | null => {
  for (const paragraph of paragraphsOf(row))
    for (const placeholder of placeholdersIn(paragraph)) {
      const meaning = meaningOf(data, placeholder);
      if (meaning.kind === 'column') return meaning.list;
    }
  return null;
};

const valueIn = (
  data: TemplateData,
  placeholder: Placeholder,
  record: { readonly values: readonly (string | null)[]; readonly number: number } | null,
): string => {
  const meaning = meaningOf(data, placeholder);
  if (meaning.kind === 'fault') return placeholder.text;
  if (meaning.kind === 'field')
    return printable(shownValue(meaning.field, meaning.field.value, placeholder.format));
  if (meaning.at === null) return record === null ? '' : String(record.number);
  const column = meaning.list.columns[meaning.at];
  return column === undefined
    ? ''
    : printable(shownValue(column, record?.values[meaning.at] ?? null, placeholder.format));
};

/** One row per record; without records one row of blanks, because a table must have one. */
const repeated = (row: XmlElement, list: TemplateList, data: TemplateData): readonly XmlElement[] => {
  const records = list.rows.length === 0 ? [[]] : list.rows;
  return records.map((values, index) => {
    const copy = copyTree(row);
    for (const paragraph of paragraphsOf(copy))
      fillParagraph(paragraph, (one) => valueIn(data, one, { values, number: index + 1 }));
    return copy;
  });
};

/** Repeats the rows of lists and returns their paragraphs: they are filled, and values in them are not looked at again. */
const fillRows = (tree: XmlElement, data: TemplateData): ReadonlySet<XmlElement> => {
  const filled = new Set<XmlElement>();
  const rows = new Set(innermostRows(tree));
  const within = (parent: XmlElement): void => {
    parent.children = parent.children.flatMap((child): readonly XmlNode[] => {
      if (typeof child === 'string') return [child];
      const list = rows.has(child) ? listOf(child, data) : null;
      if (list === null) {
        within(child);
        return [child];
      }
      const copies = repeated(child, list, data);
      for (const paragraph of copies.flatMap(paragraphsOf)) filled.add(paragraph);
      return copies;
    });
  };
  within(tree);
  return filled;
};

const addStatement = (tree: XmlElement, fiction: string): void => {
  const statement = readTree(
    `<w:p><w:pPr><w:spacing w:after="160"/></w:pPr><w:r><w:rPr><w:b/><w:color w:val="${ALARM}"/></w:rPr>` +
      `<w:t xml:space="preserve">${escapeXml(printable(`虚构：${fiction}`))}</w:t></w:r></w:p>`,
  );
  if (statement === null) throw new Error('the statement of fiction is no XML');
  elementsOf(tree, 'w:body')[0]?.children.unshift(...statement.children);
};

const filledPart = (
  name: string,
  bytes: Uint8Array,
  { data, fiction, date }: TemplateFilling,
): Uint8Array => {
  const tree = partTitle(name) === null ? null : partTree(bytes);
  if (tree === null) return fixCoreProperties(date)(name, bytes);
  const done = fillRows(tree, data);
  for (const paragraph of paragraphsOf(tree))
    if (!done.has(paragraph)) fillParagraph(paragraph, (one) => valueIn(data, one, null));
  if (fiction !== '' && name === 'word/document.xml') addStatement(tree, fiction);
  return encodeUtf8(writeTree(tree));
};

/**
 * Fills a template of an institution. Nothing in it is run: placeholders are names from a fixed list, values are text.
 * An invented case is marked on every page. The same template and data give the same bytes. Fails as `readZip` and `markEveryPage`
 * do, and with the first failure of `checkTemplate`.
 */
export const fillTemplate = async (
  template: Uint8Array,
  filling: TemplateFilling,
): Promise<Result<Uint8Array>> => {
  const parts = await readZip(template);
  if (!parts.ok) return parts;
  const [first]: readonly Failure[] = checkTemplate(parts.value, filling.data, []).failures;
  if (first !== undefined) return fail(first);
  const filled = new Map(
    [...parts.value].map(([name, bytes]) => [name, filledPart(name, bytes, filling)] as const),
  );
  const whole = withAnnex(filled, filling.risk ?? []);
  const marked = filling.fiction === '' ? ok(whole) : markEveryPage(whole, FICTION_MARK);
  return marked.ok ? ok(writeZip([...marked.value], 'deflate')) : marked;
};
