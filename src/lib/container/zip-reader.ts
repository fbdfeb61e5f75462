import { type Failure, type Result, fail, ok } from '../kernel/result';
import { type Bytes, type ByteSource, PagedBytes, memorySource, overPages } from './byte-source';
import { byCodeUnit, u16 } from './bytes';
import { namesFault } from './entry-names';
import { fault } from './fault';
import { type Pour, openContents } from './zip-content';
import { directoryFault, extraFault, readDirectory } from './zip-directory';
import { type DirectoryExtent, LOCAL_SIGNATURE, locateDirectory } from './zip-end';
import { entryKindFault, isFolder } from './zip-entry-kind';
import { type Placed, layOut } from './zip-layout';
import { startsWith } from './zip-kind';
import { type NamedEntry, decodeNames } from './zip-name-text';
import { FOREIGN_ZIP_POLICY, type ZipPolicy, sizeText } from './zip-policy';
import { declaredSizeFault } from './zip-size';

const archiveSizeFault = (size: number, policy: ZipPolicy): Failure | null =>
  size <= policy.maxArchive
    ? null
    : fault(
        'E_TOTAL',
        '',
        `压缩包有 ${sizeText(size)}，超过上限 ${sizeText(policy.maxArchive)}`,
        '请把文件分成几个压缩包导入',
        'ZIP-07',
      );

interface Directory {
  readonly extent: DirectoryExtent;
  readonly entries: readonly NamedEntry[];
}

/** All checks of the directory: structure, kinds, names. */
const directoryOf =
  (policy: ZipPolicy) =>
  (bytes: Bytes): Result<Directory> => {
    const extent = locateDirectory(bytes);
    if (!extent.ok) return extent;
    const directory = readDirectory(bytes, extent.value, policy);
    if (!directory.ok) return directory;
    for (const entry of directory.value) {
      const found = entryKindFault(entry);
      if (found !== null) return fail(found);
    }
    const named = decodeNames(directory.value, policy);
    if (!named.ok) return named;
    const names = namesFault(
      named.value.map(({ name }) => name),
      policy,
    );
    return names === null ? ok({ extent: extent.value, entries: named.value }) : fail(names);
  };

/** A local header with a name and extra fields of usual length. */
const HEADER_ROOM = 512;

const FIXED_HEADER = 30;

/**
 * Names and extra fields of the local headers must stay within the policy; what is no header is left to `layOut`. Headers that may
 * have to be fetched are (APPNOTE 4.3.7), each only after its length is known to be allowed: reading then asks for nothing more.
 */
const headersFault = async (
  bytes: Bytes,
  entries: readonly NamedEntry[],
  policy: ZipPolicy,
): Promise<Failure | null> => {
  const paged = bytes instanceof PagedBytes ? bytes : null;
  let total = 0;
  for (const { offset, shown } of entries) {
    await paged?.fetch(offset, offset + HEADER_ROOM);
    if (offset + FIXED_HEADER > bytes.length || !startsWith(bytes, LOCAL_SIGNATURE, offset)) continue;
    const [name, extra] = [u16(bytes, offset + 26), u16(bytes, offset + 28)];
    total += name + extra;
    const found = extraFault(shown, extra, policy) ?? directoryFault('文件头', total, policy);
    if (found !== null) return found;
    await paged?.fetch(offset, offset + FIXED_HEADER + name + extra);
  }
  return null;
};

/** All checks that need no content, in an archive of which parts may have to be fetched. */
const readStructure = async (
  bytes: Bytes,
  policy: ZipPolicy,
): Promise<Result<readonly Placed<NamedEntry>[]>> => {
  const directory = await overPages(bytes, directoryOf(policy));
  if (!directory.ok) return directory;
  const { extent, entries } = directory.value;
  const large = await headersFault(bytes, entries, policy);
  if (large !== null) return fail(large);
  const placed = await overPages(bytes, (all) => layOut(all, entries, extent));
  if (!placed.ok) return placed;
  const sizes = declaredSizeFault(entries, policy);
  return sizes === null ? placed : fail(sizes);
};

/** An archive whose structure has been checked; its content is checked as it is read. */
export interface OpenedZip {
  /** The archive as far as it was looked at. */
  readonly bytes: Bytes;
  /** Files by name, in code-unit order; folders carry nothing and are left out. */
  readonly files: ReadonlyMap<string, { readonly entry: NamedEntry; readonly pour: Pour }>;
}

/**
 * Opens a ZIP archive that nobody vouches for, wherever its bytes lie; only directory and headers are held in memory.
 * Refuses what `readZip` refuses, faults of content excepted: those come when a file is poured.
 */
export const openZip = async (
  source: ByteSource | Uint8Array,
  policy: Partial<ZipPolicy> = {},
): Promise<Result<OpenedZip>> => {
  const full: ZipPolicy = { ...FOREIGN_ZIP_POLICY, ...policy };
  const whole = source instanceof Uint8Array;
  const tooLarge = archiveSizeFault(whole ? source.length : source.size, full);
  if (tooLarge !== null) return fail(tooLarge);
  const bytes = whole ? source : new PagedBytes(source);
  const structure = await readStructure(bytes, full);
  if (!structure.ok) return structure;
  if (structure.value.every(({ entry }) => isFolder(entry)))
    return fail(fault('E_EMPTY', '', '压缩包里只有文件夹，没有文件', '请确认选对了文件', 'ZIP-37'));
  const contents = await openContents(whole ? memorySource(source) : source, structure.value, full);
  if (!contents.ok) return contents;
  const entries = new Map(structure.value.map(({ entry }) => [entry.name, entry]));
  const files = [...contents.value]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .flatMap(([name, pour]) => {
      const entry = entries.get(name);
      return entry === undefined ? [] : [[name, { entry, pour }] as const];
    });
  return ok({ bytes, files: new Map(files) });
};

/** The content of one file as a copy. */
export const contentOf = async ({
  entry,
  pour,
}: {
  readonly entry: Pick<NamedEntry, 'size'>;
  readonly pour: Pour;
}): Promise<Result<Uint8Array>> => {
  const content = new Uint8Array(entry.size);
  let at = 0;
  const wrong = await pour((piece) => {
    content.set(piece, at);
    at += piece.length;
  });
  return wrong === null ? ok(content) : fail(wrong);
};

/**
 * Reads a ZIP archive that nobody vouches for: packages, case files, workbooks, text documents, backups.
 *
 * Returns the files by name, in code-unit order, as copies; folders carry nothing and are left out. An inner archive
 * stays opaque bytes. Everything is refused that two programs could read differently, that passes a limit of the
 * policy, or that is not plain content. Nothing is repaired, renamed or skipped.
 *
 * @param bytes the whole archive; must not change while it is read
 * @param policy overrides of `FOREIGN_ZIP_POLICY`; pass `PACKAGE_ZIP_POLICY` for files of our own making
 * @returns Failure with `path` = entry name and a code of the catalogue: E_FORMAT, E_EMPTY, E_PREFIX, E_SUFFIX,
 *   E_AMBIGUOUS, E_COUNT, E_COUNT_MISMATCH, E_OVERLAP, E_ENCRYPTED, E_METHOD, E_TYPE, E_NAME_*, E_ASK_ENCODING, E_PATH,
 *   E_DEPTH, E_DUP, E_SIZE, E_RATIO, E_TOTAL, E_CRC, E_DATA
 */
export const readZip = async (
  bytes: Uint8Array,
  policy: Partial<ZipPolicy> = {},
): Promise<Result<ReadonlyMap<string, Uint8Array>>> => {
  const opened = await openZip(bytes, policy);
  if (!opened.ok) return opened;
  const files = new Map<string, Uint8Array>();
  for (const [name, file] of opened.value.files) {
    if (policy.select?.(name) === false) continue;
    const content = await contentOf(file);
    if (!content.ok) return content;
    files.set(name, content.value);
  }
  return ok(files);
};

/** Why an archive would be refused, content included, holding none of it; `null` for one that `readZip` reads. */
export const checkZip = async (
  source: ByteSource | Uint8Array,
  policy: Partial<ZipPolicy> = {},
): Promise<Failure | null> => {
  const opened = await openZip(source, policy);
  if (!opened.ok) return opened.failure;
  for (const { pour } of opened.value.files.values()) {
    const wrong = await pour(() => undefined);
    if (wrong !== null) return wrong;
  }
  return null;
};
