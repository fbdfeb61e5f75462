import type { Failure } from '../kernel/result';
import { HIDDEN_CHARACTER, codePoint, fault, showName } from './fault';
import type { ZipPolicy } from './zip-policy';

/**
 * Names are data, never paths: they are only ever keys of a Map. Still, a person unpacks a package with other tools,
 * so a name must be safe on every desktop and read the same for everyone.
 */

const RENAME = '请改名后重新压缩';

/** Windows device names, with or without an extension. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

/** Names every JavaScript object answers to: harmless in a Map, dangerous as keys of a plain object. */
const OBJECT_WORDS = new Set([
  '__proto__',
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  '__lookupSetter__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
  'toLocaleString',
  'toString',
  'valueOf',
]);

/**
 * Han without the look-alike radicals (U+2E80–2FDF) and compatibility forms (U+F900–FAFF), 〇, ASCII letters and
 * digits, and the marks of document titles.
 */
const OWN_NAME =
  /^[A-Za-z0-9/ ._()\-（）《》〈〉【】〔〕、，：·—\u3007\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3fffd}]*$/u;

const segmentsOf = (name: string): string[] => name.replace(/\/$/, '').split('/');

const depthFault = (name: string, { maxDepth }: ZipPolicy): Failure | null => {
  const depth = segmentsOf(name).length;
  return depth > maxDepth
    ? fault(
        'E_DEPTH',
        showName(name),
        `“${showName(name)}”有 ${depth} 层文件夹，超过上限 ${maxDepth} 层`,
        '请减少文件夹层数后重新压缩',
        'ZIP-09',
      )
    : null;
};

const lengthFault = (name: string, { maxNameBytes }: ZipPolicy): Failure | null => {
  const length = new TextEncoder().encode(name).length;
  return length > maxNameBytes
    ? fault(
        'E_NAME_LEN',
        showName(name),
        `文件名“${showName(name)}”占 ${length} 字节，超过上限 ${maxNameBytes} 字节`,
        '请改成较短的文件名后重新压缩',
        'ZIP-08',
      )
    : null;
};

const segmentProblem = (segment: string): string | null => {
  if (segment === '') return '含有空的一级或以“/”开头';
  if (segment === '.' || segment === '..') return `含有“${segment}”`;
  if (/[. ]$/.test(segment)) return '有一级以点或空格结尾';
  if (segment.startsWith(' ')) return '有一级以空格开头';
  if (DEVICE.test(segment)) return `用了系统保留名称“${segment}”`;
  return /[:*?"<>|]/.test(segment) ? '含有冒号、星号一类文件名不能用的符号' : null;
};

const pathFault = (name: string): Failure | null => {
  const problem = name.includes('\\')
    ? '含有反斜杠'
    : (segmentsOf(name)
        .map(segmentProblem)
        .find((p) => p !== null) ?? null);
  return problem === null
    ? null
    : fault('E_PATH', showName(name), `文件名“${showName(name)}”${problem}`, RENAME, 'ZIP-22');
};

const characterFault = (name: string): Failure | null => {
  if (!HIDDEN_CHARACTER.test(name)) return null;
  const hidden = [...name].filter((character) => HIDDEN_CHARACTER.test(character)).map(codePoint);
  const list = [...new Set(hidden)].slice(0, 5).join('、');
  return fault(
    'E_NAME_CHAR',
    showName(name),
    `文件名“${showName(name)}”含有看不见的字符 ${list}`,
    RENAME,
    'ZIP-25',
  );
};

const wordFault = (name: string): Failure | null => {
  const word = segmentsOf(name).find((segment) => OBJECT_WORDS.has(segment));
  return word === undefined
    ? null
    : fault(
        'E_NAME_RESERVED',
        showName(name),
        `文件名“${showName(name)}”用了保留词“${word}”`,
        RENAME,
        'ZIP-29',
      );
};

const formFault = (name: string): Failure | null =>
  name === name.normalize('NFC')
    ? null
    : fault(
        'E_NAME_NORM',
        showName(name),
        `文件名“${showName(name)}”里的字符是拆开写的（不是 Unicode NFC 形式）`,
        RENAME,
        'ZIP-27',
      );

/** Not allowed in our own files: letters outside Han and ASCII, which can look like those. */
const alphabetFault = (name: string, { alphabet }: ZipPolicy): Failure | null => {
  if (alphabet === 'any' || OWN_NAME.test(name)) return null;
  const odd = [...name].filter((character) => !OWN_NAME.test(character));
  const list = [...new Set(odd)].slice(0, 5).map((character) => `“${character}”（${codePoint(character)}）`);
  return fault(
    'E_NAME_SCRIPT',
    showName(name),
    `文件名“${showName(name)}”含有不允许的字符 ${list.join('、')}`,
    '文件名只能用汉字、英文字母、数字和常用标点，请改名',
    'ZIP-26',
  );
};

type NameRule = (name: string, policy: ZipPolicy) => Failure | null;

/** Rules about one name, each applied to all names before the next: the first answer names the worst problem. */
export const NAME_RULES: readonly NameRule[] = [
  depthFault,
  lengthFault,
  pathFault,
  characterFault,
  wordFault,
  formFault,
];

/** The rule that must come after the comparison of names. */
export const ALPHABET_RULE: NameRule = alphabetFault;

/** Checks one name alone, a trailing `/` marking a folder. */
export const nameFault = (name: string, policy: ZipPolicy): Failure | null => {
  for (const rule of [...NAME_RULES, ALPHABET_RULE]) {
    const found = rule(name, policy);
    if (found !== null) return found;
  }
  return null;
};
