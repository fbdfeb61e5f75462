import { Unzlib } from 'fflate';
import { type ReviewFinding, failed, undecided } from './verify-report';

/** Names whose presence in a PDF means that it acts, carries files, or fetches when opened (ISO 32000-2). */
const ACTIVE_NAMES: readonly (readonly [name: string, what: string])[] = [
  ['JavaScript', '脚本'],
  ['JS', '脚本'],
  ['OpenAction', '打开时动作'],
  ['AA', '附加动作'],
  ['Launch', '启动程序的动作'],
  ['EmbeddedFile', '内嵌文件'],
  ['EmbeddedFiles', '内嵌文件'],
  ['Filespec', '内嵌或外部文件'],
  ['RichMedia', '富媒体'],
  ['XFA', 'XFA 动态表单'],
  ['SubmitForm', '提交表单的动作'],
  ['ImportData', '导入数据的动作'],
  ['GoToR', '跳转外部文件的动作'],
];

/** Names too short to be looked for inside compressed pictures, where chance alone writes them. */
const SHORT_NAME = 4;

/** Bounds of the look into compressed object streams. */
const INFLATED_LIMIT = 16 * 1024 * 1024;
const STEP = 4096;

const latin1 = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

/** `/Java#53cript` is the same name as `/JavaScript`. */
const plainNames = (text: string): string =>
  text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const hasName = (text: string, name: string): boolean => {
  for (let at = text.indexOf(`/${name}`); at >= 0; at = text.indexOf(`/${name}`, at + 1))
    if (!/[A-Za-z0-9]/.test(text[at + name.length + 1] ?? ' ')) return true;
  return false;
};

/** Inflates at most `room` bytes; `null` when the stream is broken or larger. Fed in small steps, so it cannot run away. */
const inflateBounded = (bytes: Uint8Array, room: number): Uint8Array | null => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const stream = new Unzlib((chunk) => {
      size += chunk.length;
      if (size <= room) chunks.push(chunk);
    });
    for (let at = 0; at < bytes.length && size <= room; at += STEP)
      stream.push(bytes.subarray(at, at + STEP), at + STEP >= bytes.length);
  } catch {
    return null;
  }
  if (size > room) return null;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
};

const STREAM = /stream\r?\n/g;

interface Looked {
  /** The file without the content of its streams. */
  readonly outside: string;
  /** Text of the object streams that could be read. */
  readonly objects: readonly string[];
  readonly unreadable: number;
}

const objectStream = (dictionary: string, content: Uint8Array, room: number): Uint8Array | null => {
  const filter = /\/Filter\s*(\[\s*)?\/([A-Za-z0-9]+)/.exec(dictionary)?.[2] ?? null;
  if (filter === null) return content;
  return filter === 'FlateDecode' ? inflateBounded(content, room) : null;
};

/** Parts streams from objects and opens the streams that hold objects themselves. */
const look = (text: string, bytes: Uint8Array): Looked => {
  const outside: string[] = [];
  const objects: string[] = [];
  let unreadable = 0;
  let room = INFLATED_LIMIT;
  let from = 0;
  for (const match of text.matchAll(STREAM)) {
    if (match.index < from) continue;
    const start = match.index + match[0].length;
    const found = text.indexOf('endstream', start);
    const end = found < 0 ? text.length : found;
    const before = text.slice(Math.max(from, match.index - 1000), match.index);
    const dictionary = plainNames(before.slice(Math.max(0, before.lastIndexOf(' obj'))));
    outside.push(text.slice(from, start));
    from = end;
    if (!hasName(dictionary, 'ObjStm')) continue;
    const inner = objectStream(dictionary, bytes.subarray(start, end), room);
    if (inner === null) unreadable += 1;
    else {
      room -= inner.length;
      objects.push(plainNames(latin1(inner)));
    }
  }
  outside.push(text.slice(from));
  return { outside: plainNames(outside.join('')), objects, unreadable };
};

/**
 * What in a PDF is more than pages. Looks at the names in the file and inside its object streams; nothing is
 * interpreted. An encrypted file cannot be looked into and is undecided.
 */
export const pdfFindings = (path: string, bytes: Uint8Array): readonly ReviewFinding[] => {
  const text = latin1(bytes);
  const { outside, objects, unreadable } = look(text, bytes);
  const long = [text, outside, ...objects];
  const short = [outside, ...objects];
  const findings: ReviewFinding[] = [];
  for (const [name, what] of ACTIVE_NAMES)
    if ((name.length <= SHORT_NAME ? short : long).some((t) => hasName(t, name)))
      findings.push(
        failed('E_PDF_ACTIVE', path, `PDF 含有${what}（/${name}）；请勿打开，索取不含动作的版本`),
      );
  if (long.some((t) => hasName(t, 'Encrypt')))
    findings.push(undecided('E_ENCRYPTED', path, 'PDF 已加密，无法检查其内容'));
  if (unreadable > 0)
    findings.push(undecided('E_PDF_STREAM', path, `PDF 有 ${unreadable} 个对象流无法读取，其中内容未检查`));
  return findings;
};
