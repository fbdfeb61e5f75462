import { SaxesParser } from 'saxes';
import { readZip } from '../container/zip';
import { decodeUtf8 } from '../kernel/utf8';
import { isPlainXmlWithout } from './plain-xml';
import { type ReviewFinding, failed, undecided } from './verify-report';

type Parts = ReadonlyMap<string, Uint8Array>;

const PART_RULES: readonly (readonly [pattern: RegExp, code: string, what: string])[] = [
  [/vba(project|data|projectsignature)[^/]*$/i, 'E_MACRO', '宏（VBA）'],
  [/(^|\/)macrosheets\//i, 'E_MACRO', '宏表（Excel 4.0）'],
  [/(^|\/)activex\//i, 'E_ACTIVEX', 'ActiveX 控件'],
  [/(^|\/)embeddings\//i, 'E_OLE', '内嵌对象（OLE）'],
  [/(^|\/)externallinks\//i, 'E_EXTERNAL', '外部工作簿链接'],
];

const partFindings = (path: string, parts: Parts): ReviewFinding[] =>
  [...parts.keys()].flatMap((name) =>
    PART_RULES.filter(([pattern]) => pattern.test(name)).map(([, code, what]) =>
      failed(code, `${path} › ${name}`, `文件含有${what}`),
    ),
  );

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Reads one XML part; `false` when it is not plain XML (broken, with a DTD, in another encoding). */
const readXml = (
  bytes: Uint8Array,
  on: { element?: (element: Element) => void; text?: (text: string, inside: string) => void },
): boolean => {
  const decoded = decodeUtf8(bytes);
  if (!decoded.ok) return false;
  const parser = new SaxesParser();
  const open: string[] = [];
  let plain = true;
  parser.on('error', () => {
    plain = false;
  });
  parser.on('doctype', () => {
    plain = false;
  });
  parser.on('opentag', ({ name, attributes }) => {
    open.push(local(name));
    on.element?.({ name: local(name), attributes });
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.on('text', (text) => on.text?.(text, open.at(-1) ?? ''));
  try {
    parser.write(decoded.value.replace(/^\ufeff/, '')).close();
  } catch {
    return false;
  }
  return plain;
};

const NO_ELEMENTS: ReadonlySet<string> = new Set();

const unreadable = (path: string, name: string): ReviewFinding =>
  undecided('E_XML', `${path} › ${name}`, '这一部分不是规范的 XML，其内容未检查');

const attribute = ({ attributes }: Element, wanted: string): string => {
  for (const [name, value] of Object.entries(attributes)) if (local(name) === wanted) return value;
  return '';
};

/** Whether a part is plain XML in which none of these words stands: plain XML has no other way to write a letter. */
const hasNone = (bytes: Uint8Array, words: RegExp): boolean => {
  const text = decodeUtf8(bytes);
  return text.ok && !words.test(text.value) && isPlainXmlWithout(bytes, NO_ELEMENTS);
};

const relationFindings = (path: string, name: string, bytes: Uint8Array): ReviewFinding[] => {
  if (hasNone(bytes, /oleObject|external/i)) return [];
  const found: ReviewFinding[] = [];
  const at = `${path} › ${name}`;
  const plain = readXml(bytes, {
    element: (element) => {
      if (element.name !== 'Relationship') return;
      const type = attribute(element, 'Type');
      const target = attribute(element, 'Target').slice(0, 120);
      if (/oleObject$/i.test(type)) found.push(failed('E_OLE', at, `文件引用内嵌对象（OLE）：${target}`));
      if (attribute(element, 'TargetMode').toLowerCase() !== 'external') return;
      if (/\/hyperlink$/i.test(type))
        found.push(undecided('E_LINK', at, `文件含有外部网页链接，请勿点击：${target}`));
      else
        found.push(
          failed('E_EXTERNAL', at, `文件打开时会读取外部内容（${type.split('/').at(-1) ?? ''}）：${target}`),
        );
    },
  });
  return plain ? found : [...found, unreadable(path, name)];
};

const DDE_FIELD = /\bDDE(AUTO)?\b/i;
const REMOTE_FIELD = /\bINCLUDE(TEXT|PICTURE)\b[^]*(https?:|\\\\)/i;
const DDE_FORMULA = /\|\s*'[^']*'\s*!/;

/** Elements without which no field, formula or link can stand in a part. */
const FIELD_ELEMENTS: ReadonlySet<string> = new Set(['fldSimple', 'instrText', 'f', 'ddeLink']);

const hasNoFields = (bytes: Uint8Array): boolean => isPlainXmlWithout(bytes, FIELD_ELEMENTS);

/** Field codes may be cut into many runs: their text is joined before it is judged. */
const fieldFindings = (path: string, name: string, bytes: Uint8Array): ReviewFinding[] => {
  if (hasNoFields(bytes)) return [];
  let fields = '';
  const formulas: string[] = [];
  let formula = '';
  const plain = readXml(bytes, {
    element: (element) => {
      if (element.name === 'fldSimple') fields += ` ${attribute(element, 'instr')} `;
      if (element.name === 'f') {
        formulas.push(formula);
        formula = '';
      }
      if (element.name === 'ddeLink') fields += ' DDE ';
    },
    text: (text, inside) => {
      if (inside === 'instrText') fields += text;
      if (inside === 'f') formula += text;
    },
  });
  const at = `${path} › ${name}`;
  return [
    ...(DDE_FIELD.test(fields) || [...formulas, formula].some((f) => DDE_FORMULA.test(f))
      ? [failed('E_DDE', at, '文件含有动态数据交换（DDE），会启动其他程序')]
      : []),
    ...(REMOTE_FIELD.test(fields) ? [failed('E_EXTERNAL', at, '文件的域会读取外部内容')] : []),
    ...(plain ? [] : [unreadable(path, name)]),
  ];
};

const typeFindings = (path: string, parts: Parts): ReviewFinding[] => {
  const types = parts.get('[Content_Types].xml');
  if (types === undefined || hasNone(types, /macroEnabled|vbaProject/i)) return [];
  const seen = { macro: false };
  const plain = readXml(types, {
    element: (element) => {
      if (/macroEnabled|vbaProject/i.test(attribute(element, 'ContentType'))) seen.macro = true;
    },
  });
  return [
    ...(seen.macro ? [failed('E_MACRO', `${path} › [Content_Types].xml`, '文件声明含有宏')] : []),
    ...(plain ? [] : [unreadable(path, '[Content_Types].xml')]),
  ];
};

const FIELDS = /^(word|xl)\/.*\.xml$/i;

/** What in an opened Office file (docx, xlsx, pptx) is more than content. Nothing is executed or rendered. */
export const officePartFindings = (path: string, parts: Parts): readonly ReviewFinding[] => [
  ...partFindings(path, parts),
  ...typeFindings(path, parts),
  ...[...parts].flatMap(([name, bytes]) =>
    /\.rels$/i.test(name) ? relationFindings(path, name, bytes) : [],
  ),
  ...[...parts].flatMap(([name, bytes]) => (FIELDS.test(name) ? fieldFindings(path, name, bytes) : [])),
];

/** An Office file that passed the ZIP policy, or why it did not. */
export interface OpenedOffice {
  readonly parts: Parts | null;
  readonly refusal: ReviewFinding | null;
}

/** Parts of one file that are in memory together. A report of a thousand pages has a tenth of it. */
const MOST_UNPACKED = 128 * 1024 * 1024;

const tooLarge = (path: string): OpenedOffice => ({
  parts: null,
  refusal: undecided('E_LARGE', path, '文件展开后大于 128 MB，没有打开'),
});

/** Opens a ZIP-based file under the policy for foreign archives, as far as its parts fit into memory together. */
export const openOffice = async (path: string, bytes: Uint8Array): Promise<OpenedOffice> => {
  const read = await readZip(bytes, { maxTotal: MOST_UNPACKED });
  if (!read.ok && read.failure.code === 'E_TOTAL') return tooLarge(path);
  return read.ok
    ? { parts: read.value, refusal: null }
    : {
        parts: null,
        refusal: failed(
          read.failure.code,
          `${path} › ${read.failure.path}`,
          `文件打不开：${read.failure.message}`,
        ),
      };
};

/** Part that makes a ZIP archive the kind of document its extension promises. */
const MAIN_PART: Readonly<Record<string, RegExp>> = {
  docx: /^word\/document\d*\.xml$/,
  xlsx: /^xl\/workbook\.xml$/,
  pptx: /^ppt\/presentation\.xml$/,
  ofd: /^OFD\.xml$/,
};

/** Whether the main part of the document is there; archives without one are not judged. */
export const hasMainPart = (extension: string, parts: Parts): boolean => {
  const pattern = Object.hasOwn(MAIN_PART, extension) ? MAIN_PART[extension] : undefined;
  return pattern === undefined || [...parts.keys()].some((name) => pattern.test(name));
};
