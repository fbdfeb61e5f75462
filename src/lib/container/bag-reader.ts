import type { Digests } from '../kernel/hashing';
import { sha256Hex } from '../kernel/hashing';
import { type Result, ok } from '../kernel/result';
import { encodeUtf8 } from '../kernel/utf8';
import { type BagFinding, type Manifests, checkManifests, sortFindings, unlisted } from './bag-check';
import { type BagFiles, sortBagFiles } from './bag-files';
import { type BagInfo, bagInfoText, parseBagInfo, payloadOxum } from './bag-info';
import { manifestText, parseManifest } from './bag-manifest';
import {
  ALGORITHMS,
  type Algorithm,
  BAG_DECLARATION,
  DECLARATION_FILE,
  INFO_FILE,
  LISTED_TAG_FILES,
  PAYLOAD_FOLDER,
  SIGNATURE_FOLDER,
  TAG_MANIFESTS,
  manifestFile,
  tagManifestFile,
} from './bag-profile';
import { below, digestAll } from './bag-writer';
import { PACKAGE_ZIP_POLICY, type ZipPolicy } from './zip-policy';
import { readZip } from './zip-reader';
import { isWrittenFrom } from './zip-writer';

/** A bag as read. It may be damaged: look at `findings` before using the payload. */
export interface Bag {
  /** SHA-256 of tagmanifest-sha256.txt: names the content, however the archive was packed. */
  readonly id: string;
  /** The folder in the archive; equals `id` in an untouched bag. */
  readonly root: string;
  /** Path below `data/` → content, damaged and unlisted files included. */
  readonly payload: ReadonlyMap<string, Uint8Array>;
  /** Checksums as computed here, by the same paths. */
  readonly digests: ReadonlyMap<string, Digests>;
  /** Lines of bag-info.txt without the computed Payload-Oxum. */
  readonly bagInfo: BagInfo;
  /** `0001.dsse.json` and the like → content. Not verified here. */
  readonly signatures: ReadonlyMap<string, Uint8Array>;
  /** The two tag manifests as they stand in the archive: the bytes a signature covers. */
  readonly tagManifests: ReadonlyMap<string, Uint8Array>;
  /** Everything that does not hold, sorted by path. */
  readonly findings: readonly BagFinding[];
  /** No findings, and the archive is byte for byte what `writeBag` makes of this content. */
  readonly canonical: boolean;
}

interface Contents {
  readonly info: BagInfo;
  readonly oxum: string;
  readonly manifests: Manifests;
  readonly tagManifests: Manifests;
}

const readManifests = (
  { tags }: BagFiles,
  fileOf: (algorithm: Algorithm) => string,
  allowed: (path: string) => boolean,
): Result<Manifests> => {
  const [sha256, sm3] = ALGORITHMS.map((algorithm) =>
    parseManifest(tags.get(fileOf(algorithm)) ?? '', fileOf(algorithm), allowed),
  );
  if (sha256 === undefined || sm3 === undefined) throw new Error('two algorithms expected');
  if (!sha256.ok) return sha256;
  return sm3.ok ? ok({ sha256: sha256.value, sm3: sm3.value }) : sm3;
};

const readContents = (files: BagFiles): Result<Contents> => {
  const tagManifests = readManifests(files, tagManifestFile, (path) => LISTED_TAG_FILES.includes(path));
  if (!tagManifests.ok) return tagManifests;
  const manifests = readManifests(files, manifestFile, (path) => path.startsWith(PAYLOAD_FOLDER));
  if (!manifests.ok) return manifests;
  const info = parseBagInfo(files.tags.get(INFO_FILE) ?? '');
  return info.ok ? ok({ ...info.value, manifests: manifests.value, tagManifests: tagManifests.value }) : info;
};

/** The archive's files as this program would write them from what was read. */
const rebuild = (files: BagFiles, contents: Contents): ReadonlyMap<string, Uint8Array> => {
  const texts = new Map([
    [DECLARATION_FILE, BAG_DECLARATION],
    [INFO_FILE, bagInfoText(contents.info, contents.oxum)],
    ...ALGORITHMS.map(
      (algorithm) => [manifestFile(algorithm), manifestText(contents.manifests[algorithm])] as const,
    ),
    ...ALGORITHMS.map(
      (algorithm) => [tagManifestFile(algorithm), manifestText(contents.tagManifests[algorithm])] as const,
    ),
  ]);
  const tags = new Map([...texts].map(([name, text]) => [name, encodeUtf8(text)]));
  return below(
    `${files.root}/`,
    new Map([...tags, ...below(SIGNATURE_FOLDER, files.signatures), ...files.payload]),
  );
};

const identity = (root: string, id: string): readonly BagFinding[] =>
  root === id
    ? []
    : [
        {
          code: 'E_ID',
          path: '',
          message: '顶层文件夹名不是本包的标识，可能被改名后重新压缩；请按标识核对来源',
        },
      ];

const oxumFindings = (files: BagFiles, { oxum }: Contents): readonly BagFinding[] =>
  oxum === payloadOxum(files.payload)
    ? []
    : [
        {
          code: 'E_OXUM',
          path: INFO_FILE,
          message: `应有内容 ${oxum}（字节数.文件数），实有 ${payloadOxum(files.payload)}；请向对方索取原始文件`,
        },
      ];

/**
 * Reads a bag. The container must be safe and the tag files in their one canonical form, else the bag is refused:
 * codes of `readZip`, and E_PROFILE, E_MISSING, E_REMOTE, E_ALG, E_CANON, E_FORMAT, E_PATH, E_DUP. A readable bag whose
 * files do not match its manifests is returned with `findings`.
 *
 * @param policy overrides of `PACKAGE_ZIP_POLICY`
 */
export const readBag = async (bytes: Uint8Array, policy: Partial<ZipPolicy> = {}): Promise<Result<Bag>> => {
  const archive = await readZip(bytes, { ...PACKAGE_ZIP_POLICY, ...policy });
  if (!archive.ok) return archive;
  const sorted = sortBagFiles(archive.value);
  if (!sorted.ok) return sorted;
  const files = sorted.value;
  const contents = readContents(files);
  if (!contents.ok) return contents;
  const { manifests, tagManifests, info } = contents.value;
  const digests = await digestAll(files.payload);
  const listedTags = new Map([...files.tagBytes].filter(([name]) => LISTED_TAG_FILES.includes(name)));
  const id = await sha256Hex(files.tagBytes.get(tagManifestFile('sha256')) ?? new Uint8Array());
  const findings = sortFindings([
    ...checkManifests(digests, manifests, manifestFile),
    ...checkManifests(await digestAll(listedTags), tagManifests, tagManifestFile),
    ...files.strays.map(unlisted),
    ...identity(files.root, id),
    ...oxumFindings(files, contents.value),
  ]);
  const cut = <T>(map: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
    new Map([...map].map(([path, value]) => [path.slice(PAYLOAD_FOLDER.length), value]));
  return ok({
    id,
    root: files.root,
    payload: cut(files.payload),
    digests: cut(digests),
    bagInfo: info,
    signatures: files.signatures,
    tagManifests: new Map([...files.tagBytes].filter(([name]) => TAG_MANIFESTS.includes(name))),
    findings,
    canonical: findings.length === 0 && isWrittenFrom(bytes, rebuild(files, contents.value)),
  });
};
