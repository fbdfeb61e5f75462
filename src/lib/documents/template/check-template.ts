import type { Failure } from '../../kernel/result';
import { shorten } from '../printable';
import { type Placeholder, hasStrayBrace, paragraphText, placeholdersIn } from './placeholders';
import { type TemplateData, plainName } from './template-data';
import { meaningOf } from './template-names';
import { innermostRows, paragraphsOf, partTitle, partTree } from './template-parts';
import type { XmlElement } from './xml-tree';

/** What the check of a template found out. */
export interface TemplateCheck {
  /** Why it cannot be used; empty when it can. Each says where and what to do. */
  readonly failures: readonly Failure[];
  /** Codes of the fields that it names. */
  readonly used: readonly string[];
}

const CONTEXT = 24;

const failure = (code: string, path: string, message: string, remedy: string): Failure => ({
  code,
  path,
  message,
  remedy,
});

interface Seen {
  readonly failures: Failure[];
  readonly used: Set<string>;
}

const placeholderFailures = (
  placeholder: Placeholder,
  path: string,
  inRow: boolean,
  data: TemplateData,
  { failures, used }: Seen,
): string | null => {
  const meaning = meaningOf(data, placeholder);
  if (meaning.kind === 'fault') {
    failures.push(
      failure(
        meaning.code,
        path,
        meaning.message,
        '请改成栏目表里的名称或编码；栏目表可在参数库“本行文书模板”下载',
      ),
    );
    return null;
  }
  if (meaning.kind === 'field') {
    used.add(meaning.field.code);
    return null;
  }
  const column = meaning.at === null ? undefined : meaning.list.columns[meaning.at];
  if (column !== undefined) used.add(column.code);
  if (!inRow)
    failures.push(
      failure(
        'E_TEMPLATE_ROW',
        path,
        `“${placeholder.text}”一条记录一行，只能放在表格的行里`,
        '请把它放进表格的一行，程序会按记录逐行重复',
      ),
    );
  return meaning.list.label;
};

const rowFailures = (
  row: XmlElement,
  lists: ReadonlyMap<XmlElement, ReadonlySet<string>>,
): readonly Failure[] => {
  const named = new Set(paragraphsOf(row).flatMap((p) => [...(lists.get(p) ?? [])]));
  return named.size < 2
    ? []
    : [
        failure(
          'E_TEMPLATE_ROW',
          '正文表格',
          `同一行里用了两种清单的栏目：${[...named].join('、')}`,
          '一行只能重复一种清单，请分成两张表',
        ),
      ];
};

const treeFailures = (title: string, tree: XmlElement, data: TemplateData, seen: Seen): void => {
  const inRows = new Set(innermostRows(tree).flatMap((row) => paragraphsOf(row)));
  const lists = new Map<XmlElement, ReadonlySet<string>>();
  for (const [index, paragraph] of paragraphsOf(tree).entries()) {
    const path = `${title}第 ${index + 1} 段“${shorten(paragraphText(paragraph).trim(), CONTEXT)}”`;
    const named = placeholdersIn(paragraph).map((one) =>
      placeholderFailures(one, path, inRows.has(paragraph), data, seen),
    );
    lists.set(paragraph, new Set(named.filter((label) => label !== null)));
    if (hasStrayBrace(paragraph))
      seen.failures.push(
        failure(
          'E_TEMPLATE_BRACE',
          path,
          '花括号不成对，或一个占位符被分在两段里',
          '占位符写成“{出质人.姓名或名称}”，左右花括号要在同一段',
        ),
      );
  }
  seen.failures.push(...innermostRows(tree).flatMap((row) => rowFailures(row, lists)));
};

const labelOf = (data: TemplateData, code: string): string =>
  [...data.fields, ...data.lists.flatMap(({ columns }) => columns)].find((one) => one.code === code)?.label ??
  code;

/**
 * Checks the parts of an opened docx against the fields it may name. Codes: `E_TEMPLATE_PART` no readable body,
 * `E_TEMPLATE_FIELD` unknown field, `E_TEMPLATE_FORMAT`, `E_TEMPLATE_ROW`, `E_TEMPLATE_BRACE`, `E_TEMPLATE_EMPTY` no
 * placeholder at all, `E_TEMPLATE_MISSING` a required field that the template has no place for.
 */
export const checkTemplate = (
  parts: ReadonlyMap<string, Uint8Array>,
  data: TemplateData,
  required: readonly string[],
): TemplateCheck => {
  const seen: Seen = { failures: [], used: new Set() };
  if (!parts.has('word/document.xml'))
    seen.failures.push(
      failure('E_TEMPLATE_PART', '', '文件里没有 Word 正文', '请选择 .docx 文件（不是 .doc 或 .dotx）'),
    );
  for (const [name, bytes] of parts) {
    const title = partTitle(name);
    if (title === null) continue;
    const tree = partTree(bytes);
    if (tree === null)
      seen.failures.push(
        failure(
          'E_TEMPLATE_PART',
          name,
          `“${name}”不是规范的 XML，不能读取`,
          '请用 Word 另存为 .docx 后再导入',
        ),
      );
    else treeFailures(title, tree, data, seen);
  }
  const { failures, used } = seen;
  if (failures.length === 0 && used.size === 0)
    failures.push(
      failure(
        'E_TEMPLATE_EMPTY',
        '正文',
        '模板里没有占位符',
        '请在要填写的位置写上占位符，例如“{出质人.姓名或名称}”',
      ),
    );
  if (used.size > 0)
    failures.push(
      ...required
        .filter((code) => !used.has(code))
        .map((code) =>
          failure(
            'E_TEMPLATE_MISSING',
            '模板',
            `必填栏目“${labelOf(data, code)}”在模板里没有位置`,
            `请在模板里加上“{${plainName(labelOf(data, code))}}”`,
          ),
        ),
    );
  return { failures, used: [...used].sort() };
};
