import { type Failure, type Result, fail, ok } from '../kernel/result';
import { byCodeUnit } from './bytes';
import { namesFault } from './entry-names';
import { fault } from './fault';
import { readContents } from './zip-content';
import { readDirectory } from './zip-directory';
import { locateDirectory } from './zip-end';
import { entryKindFault, isFolder } from './zip-entry-kind';
import { type Placed, layOut } from './zip-layout';
import { type NamedEntry, decodeNames } from './zip-name-text';
import { FOREIGN_ZIP_POLICY, type ZipPolicy, sizeText } from './zip-policy';
import { declaredSizeFault } from './zip-size';

const archiveSizeFault = (bytes: Uint8Array, policy: ZipPolicy): Failure | null =>
  bytes.length <= policy.maxArchive
    ? null
    : fault(
        'E_TOTAL',
        '',
        `压缩包有 ${sizeText(bytes.length)}，超过上限 ${sizeText(policy.maxArchive)}`,
        '请把文件分成几个压缩包导入',
        'ZIP-07',
      );

/** All checks that need no content: structure, names, places, declared sizes. */
const readStructure = (bytes: Uint8Array, policy: ZipPolicy): Result<readonly Placed<NamedEntry>[]> => {
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
  if (names !== null) return fail(names);
  const placed = layOut(bytes, named.value, extent.value);
  if (!placed.ok) return placed;
  const sizes = declaredSizeFault(named.value, policy);
  return sizes === null ? placed : fail(sizes);
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
  const full: ZipPolicy = { ...FOREIGN_ZIP_POLICY, ...policy };
  const tooLarge = archiveSizeFault(bytes, full);
  if (tooLarge !== null) return fail(tooLarge);
  const structure = readStructure(bytes, full);
  if (!structure.ok) return structure;
  if (structure.value.every(({ entry }) => isFolder(entry)))
    return fail(fault('E_EMPTY', '', '压缩包里只有文件夹，没有文件', '请确认选对了文件', 'ZIP-37'));
  const contents = await readContents(bytes, structure.value, full);
  if (!contents.ok) return contents;
  return ok(new Map([...contents.value].sort(([a], [b]) => byCodeUnit(a, b))));
};
