import type { Digests } from '../kernel/hashing';
import { sha256Hex } from '../kernel/hashing';
import { type Result, ok } from '../kernel/result';
import { encodeUtf8 } from '../kernel/utf8';
import { type BagFinding, type Manifests, checkManifests, sortFindings, unlisted } from './bag-check';
import { type BagPolicy, type Taken, loaded, takeAll } from './bag-content';
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
  TAG_MANIFESTS,
  manifestFile,
  tagManifestFile,
} from './bag-profile';
import { digestAll } from './bag-writer';
import { type ByteSource, overPages } from './byte-source';
import { sameBytes } from './bytes';
import { PACKAGE_ZIP_POLICY } from './zip-policy';
import { openZip } from './zip-reader';
import { isWrittenFrom } from './zip-writer';

/** A bag as read. It may be damaged: look at `findings` before using the payload. */
export interface Bag {
  /** SHA-256 of tagmanifest-sha256.txt: names the content, however the archive was packed. */
  readonly id: string;
  /** The folder in the archive; equals `id` in an untouched bag. */
  readonly root: string;
  /** Path below `data/` → content, damaged and unlisted files included; of the `unheld` ones only the beginning. */
  readonly payload: ReadonlyMap<string, Uint8Array>;
  /** Bytes of each, by the same paths. */
  readonly sizes: ReadonlyMap<string, number>;
  readonly unheld: ReadonlySet<string>;
  /** The whole content of one. Fails with E_CHANGED when it is not what was read before. Throws on a path that is not there. */
  load(path: string): Promise<Result<Uint8Array>>;
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

/** Whether every tag file is what this program would write from what was read. */
const isTidy = ({ tagBytes }: BagFiles, { info, oxum, manifests, tagManifests }: Contents): boolean =>
  [
    [DECLARATION_FILE, BAG_DECLARATION] as const,
    [INFO_FILE, bagInfoText(info, oxum)] as const,
    ...ALGORITHMS.map((a) => [manifestFile(a), manifestText(manifests[a])] as const),
    ...ALGORITHMS.map((a) => [tagManifestFile(a), manifestText(tagManifests[a])] as const),
  ].every(([name, text]) => sameBytes(tagBytes.get(name) ?? new Uint8Array(), encodeUtf8(text)));

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

const oxumFindings = (
  sizes: ReadonlyMap<string, { readonly length: number }>,
  { oxum }: Contents,
): readonly BagFinding[] =>
  oxum === payloadOxum(sizes)
    ? []
    : [
        {
          code: 'E_OXUM',
          path: INFO_FILE,
          message: `应有内容 ${oxum}（字节数.文件数），实有 ${payloadOxum(sizes)}；请向对方索取原始文件`,
        },
      ];

/**
 * Reads a bag. The container must be safe and the tag files in their one canonical form, else the bag is refused:
 * codes of `readZip`, and E_PROFILE, E_MISSING, E_REMOTE, E_ALG, E_CANON, E_FORMAT, E_PATH, E_DUP. A readable bag whose
 * files do not match its manifests is returned with `findings`.
 *
 * @param source the archive in memory, or where it lies: it is then read once, piece by piece, and again for `load`
 * @param policy overrides of `PACKAGE_ZIP_POLICY`
 */
export const readBag = async (
  source: Uint8Array | ByteSource,
  { hold = () => true, ...policy }: BagPolicy = {},
): Promise<Result<Bag>> => {
  const archive = await openZip(source, { ...PACKAGE_ZIP_POLICY, ...policy });
  if (!archive.ok) return archive;
  const { bytes, files: zipFiles } = archive.value;
  const all = await takeAll(archive.value, hold);
  if (!all.ok) return all;
  const taken = all.value;
  const sorted = sortBagFiles(
    new Map([...taken].map(([name, { content }]) => [name, content])),
    new Map([...taken].map(([name, { size }]) => [name, size])),
  );
  if (!sorted.ok) return sorted;
  const files = sorted.value;
  const contents = readContents(files);
  if (!contents.ok) return contents;
  const { manifests, tagManifests, info } = contents.value;
  const takenAt = (path: string): Taken | undefined => taken.get(`${files.root}/${path}`);
  const unheld = [...files.payload.keys()].filter((path) => (takenAt(path)?.digests ?? null) !== null);
  const held = new Map([...files.payload].filter(([path]) => !unheld.includes(path)));
  const heldDigests = await digestAll(held);
  const digests = new Map(
    [...files.payload.keys()].flatMap((path) => {
      const found = heldDigests.get(path) ?? takenAt(path)?.digests;
      return found === undefined || found === null ? [] : [[path, found] as const];
    }),
  );
  const sizes = new Map(
    [...files.payload.keys()].map((path) => [path, { length: takenAt(path)?.size ?? 0 }]),
  );
  const listedTags = new Map([...files.tagBytes].filter(([name]) => LISTED_TAG_FILES.includes(name)));
  const id = await sha256Hex(files.tagBytes.get(tagManifestFile('sha256')) ?? new Uint8Array());
  const findings = sortFindings([
    ...checkManifests(digests, manifests, manifestFile),
    ...checkManifests(await digestAll(listedTags), tagManifests, tagManifestFile),
    ...files.strays.map(unlisted),
    ...identity(files.root, id),
    ...oxumFindings(sizes, contents.value),
  ]);
  const cut = <T>(map: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
    new Map([...map].map(([path, value]) => [path.slice(PAYLOAD_FOLDER.length), value]));
  const written = [...zipFiles].map(
    ([
      name,
      {
        entry: { size, crc },
      },
    ]) => ({ name, size, crc }),
  );
  return ok({
    id,
    root: files.root,
    payload: cut(files.payload),
    sizes: new Map([...cut(sizes)].map(([path, { length }]) => [path, length])),
    unheld: new Set(unheld.map((path) => path.slice(PAYLOAD_FOLDER.length))),
    load: async (path) => {
      const whole = files.payload.get(PAYLOAD_FOLDER + path);
      const file = zipFiles.get(`${files.root}/${PAYLOAD_FOLDER}${path}`);
      if (whole === undefined || file === undefined) throw new Error(`no payload file ${path}`);
      const sha256 = takenAt(PAYLOAD_FOLDER + path)?.digests?.sha256;
      return sha256 === undefined ? ok(whole) : loaded(path, file, sha256);
    },
    digests: cut(digests),
    bagInfo: info,
    signatures: files.signatures,
    tagManifests: new Map([...files.tagBytes].filter(([name]) => TAG_MANIFESTS.includes(name))),
    findings,
    canonical:
      findings.length === 0 &&
      isTidy(files, contents.value) &&
      (await overPages(bytes, (whole) => isWrittenFrom(whole, written))),
  });
};
