import { type Failure, type Result, ok } from '../kernel/result';
import { KIND_LABEL, type FileKind, extensionOf, fileKind, isActiveExtension, kindFits } from './file-kind';
import { hasMainPart, officePartFindings, openOffice } from './office-content';
import { pdfFindings } from './pdf-content';
import { type ReviewFinding, failed, undecided } from './verify-report';

/** A file of the package that a person would open. */
export interface PackageFile {
  /** Payload path. */
  readonly path: string;
  /** Name under which it was filed, for its extension and for messages. */
  readonly name: string;
  /** All of it, or its beginning. */
  readonly head: Uint8Array;
  readonly size: number;
  /** The whole content; asked for only where it must be looked into. */
  load(): Promise<Result<Uint8Array>>;
}

/** A file that is in memory. */
export const heldFile = (path: string, name: string, bytes: Uint8Array): PackageFile => ({
  path,
  name,
  head: bytes,
  size: bytes.length,
  load: () => Promise.resolve(ok(bytes)),
});

/** What two of the five questions learn from looking at the files. */
export interface FileFindings {
  readonly safety: readonly ReviewFinding[];
  readonly usability: readonly ReviewFinding[];
}

/** Larger files are not looked into: what would be needed for it is several times their size. */
const MOST_INSPECTED = 64 * 1024 * 1024;

const NOTHING: FileFindings = { safety: [], usability: [] };

const OFFICE = new Set(['docx', 'xlsx', 'pptx', 'ofd', 'wps', 'et']);

const shown = ({ path, name }: PackageFile): string => (path.endsWith(name) ? path : `${path}（${name}）`);

const activeType = (file: PackageFile, extension: string, kind: FileKind): readonly ReviewFinding[] =>
  kind === 'program' || kind === 'html' || isActiveExtension(extension)
    ? [
        failed(
          'E_ACTIVE_TYPE',
          shown(file),
          `“${file.name}”是${KIND_LABEL[kind]}，会在打开时运行内容，不接受为附件`,
        ),
      ]
    : [];

const typeFits = (file: PackageFile, extension: string, kind: FileKind): readonly ReviewFinding[] => {
  if (kind === 'empty') return [failed('E_EMPTY', shown(file), `“${file.name}”是空文件（0 字节）`)];
  const fits = kindFits(extension, kind);
  if (fits === true) return [];
  return fits === null
    ? [undecided('E_TYPE_UNKNOWN', shown(file), `“${file.name}”的扩展名不在已知之列，未判断能否打开`)]
    : [failed('E_TYPE', shown(file), `“${file.name}”的扩展名与内容不符：内容是${KIND_LABEL[kind]}`)];
};

const inspectOffice = async (
  file: PackageFile,
  extension: string,
  bytes: Uint8Array,
): Promise<FileFindings> => {
  const { parts, refusal } = await openOffice(shown(file), bytes);
  if (parts === null) {
    const cannot = undecided('E_UNREADABLE', shown(file), `“${file.name}”打不开，未能检查其中有无活动内容`);
    return { safety: [cannot], usability: refusal === null ? [] : [refusal] };
  }
  return {
    safety: officePartFindings(shown(file), parts),
    usability: hasMainPart(extension, parts)
      ? []
      : [failed('E_TYPE', shown(file), `“${file.name}”缺少 ${extension} 文件应有的主体部分`)],
  };
};

const unread = (file: PackageFile, { code, message }: Failure): ReviewFinding =>
  undecided(code, shown(file), message);

const inspectContent = async (
  file: PackageFile,
  extension: string,
  kind: FileKind,
): Promise<FileFindings> => {
  const office = kind === 'zip' && OFFICE.has(extension);
  if (kind === 'pdf' || office) {
    if (file.size > MOST_INSPECTED)
      return {
        safety: [undecided('E_LARGE', shown(file), `“${file.name}”大于 64 MB，未检查其中有无活动内容`)],
        usability: [],
      };
    const content = await file.load();
    if (!content.ok) return { safety: [unread(file, content.failure)], usability: [] };
    return office
      ? inspectOffice(file, extension, content.value)
      : { safety: pdfFindings(shown(file), content.value), usability: [] };
  }
  if (kind === 'zip' || kind === 'archive')
    return {
      safety: [undecided('E_ARCHIVE', shown(file), `“${file.name}”是压缩包，里面的文件未检查`)],
      usability: [],
    };
  if (kind === 'ole')
    return {
      safety: [undecided('E_OLD_OFFICE', shown(file), `“${file.name}”是旧版 Office 格式，无法检查有无宏`)],
      usability: [],
    };
  return NOTHING;
};

/** Looks at one file: does it act when opened, is it what its name says, does it open. */
export const inspectFile = async (file: PackageFile): Promise<FileFindings> => {
  const extension = extensionOf(file.name);
  const kind = fileKind(file.head);
  const content = await inspectContent(file, extension, kind);
  return {
    safety: [...activeType(file, extension, kind), ...content.safety],
    usability: [...typeFits(file, extension, kind), ...content.usability],
  };
};

/** Looks at all files, one after another, in the order of their paths. */
export const inspectFiles = async (files: readonly PackageFile[]): Promise<FileFindings> => {
  const safety: ReviewFinding[] = [];
  const usability: ReviewFinding[] = [];
  for (const file of files) {
    const found = await inspectFile(file);
    safety.push(...found.safety);
    usability.push(...found.usability);
  }
  return { safety, usability };
};
