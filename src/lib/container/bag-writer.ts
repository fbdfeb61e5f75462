import { type Digests, sha256Hex, sm3Hex } from '../kernel/hashing';
import { type Failure } from '../kernel/result';
import { encodeUtf8 } from '../kernel/utf8';
import { type BagInfo, bagInfoFault, bagInfoText, payloadOxum } from './bag-info';
import { manifestText } from './bag-manifest';
import {
  ALGORITHMS,
  BAG_DECLARATION,
  DECLARATION_FILE,
  INFO_FILE,
  PAYLOAD_FOLDER,
  SIGNATURE_FOLDER,
  SIGNATURE_NAME,
  manifestFile,
  tagManifestFile,
} from './bag-profile';
import { namesFault } from './entry-names';
import { fault } from './fault';
import { PACKAGE_ZIP_POLICY, sizeText } from './zip-policy';
import { writeZip } from './zip-writer';

export interface BagInput {
  /** Path below `data/` → content. */
  readonly payload: ReadonlyMap<string, Uint8Array>;
  readonly bagInfo: BagInfo;
  /** `0001.dsse.json` and the like → content. */
  readonly signatures?: ReadonlyMap<string, Uint8Array>;
}

export interface WrittenBag {
  readonly bytes: Uint8Array;
  /** SHA-256 of tagmanifest-sha256.txt; also the name of the one folder in the archive. */
  readonly id: string;
  /** Files in the archive, tag files and signatures included. */
  readonly files: number;
}

/** `<id>/` in front of every name. */
const ROOT_BYTES = 65;
/** Upper bound of what one file adds besides its content: two headers, two names, two manifest lines. */
const FILE_OVERHEAD = 1_200;
const TAG_FILES = 6;

const sizeFault = ({ payload, signatures }: BagInput): Failure | null => {
  const { maxEntry, maxEntries, maxArchive } = PACKAGE_ZIP_POLICY;
  const files = [...payload, ...(signatures ?? [])];
  const count = files.length + TAG_FILES;
  if (count > maxEntries)
    return fault(
      'E_COUNT',
      '',
      `共 ${count} 个文件，超过上限 ${maxEntries} 个`,
      '请减少附件或分成几份',
      'ZIP-05',
    );
  const large = files.find(([, { length }]) => length > maxEntry);
  if (large !== undefined)
    return fault(
      'E_SIZE',
      large[0],
      `“${large[0]}”有 ${sizeText(large[1].length)}，超过单个文件上限 ${sizeText(maxEntry)}`,
      '请拆分或压缩该文件',
      'ZIP-04',
    );
  const total = files.reduce(
    (sum, [, { length }]) => sum + length + FILE_OVERHEAD,
    TAG_FILES * FILE_OVERHEAD,
  );
  return total > maxArchive
    ? fault(
        'E_TOTAL',
        '',
        `全部文件共 ${sizeText(total)}，超过上限 ${sizeText(maxArchive)}`,
        '请减少附件或分成几份',
        'ZIP-07',
      )
    : null;
};

/**
 * Why a bag cannot be written from this, or `null`: nothing in the payload, names or sizes our own reader would refuse
 * (codes of `readZip`), lines that do not fit bag-info.txt. Ask before `writeBag` whenever a person chose the content.
 */
export const bagInputFault = (input: BagInput): Failure | null => {
  const { payload, bagInfo, signatures } = input;
  if (payload.size === 0) return fault('E_EMPTY', '', '没有可写入的文件', '请至少选择一个文件', 'ZIP-37');
  const strange = [...(signatures?.keys() ?? [])].find((name) => !SIGNATURE_NAME.test(name));
  if (strange !== undefined)
    return fault(
      'E_NAME',
      strange,
      `签名文件名“${strange}”不合规`,
      '请用 0001.dsse.json、0001.p7s 或 0001.tsr',
      'RFC 8493 §2.2.4',
    );
  const { maxNameBytes, maxDepth } = PACKAGE_ZIP_POLICY;
  const names = namesFault(
    [...payload.keys()].map((name) => PAYLOAD_FOLDER + name),
    { ...PACKAGE_ZIP_POLICY, maxNameBytes: maxNameBytes - ROOT_BYTES, maxDepth: maxDepth - 1 },
  );
  return names ?? sizeFault(input) ?? bagInfoFault(bagInfo);
};

const digest = async (bytes: Uint8Array): Promise<Digests> => ({
  sha256: await sha256Hex(bytes),
  sm3: await sm3Hex(bytes),
});

/** Both checksums of every file, one file after another. */
export const digestAll = async (
  files: ReadonlyMap<string, Uint8Array>,
): Promise<ReadonlyMap<string, Digests>> => {
  const digests = new Map<string, Digests>();
  for (const [path, bytes] of files) digests.set(path, await digest(bytes));
  return digests;
};

const manifests = (
  digests: ReadonlyMap<string, Digests>,
  nameOf: (algorithm: keyof Digests) => string,
): [string, Uint8Array][] =>
  ALGORITHMS.map((algorithm) => [
    nameOf(algorithm),
    encodeUtf8(manifestText(new Map([...digests].map(([path, all]) => [path, all[algorithm]])))),
  ]);

/** The same files below a folder. */
export const below = (
  folder: string,
  files: ReadonlyMap<string, Uint8Array>,
): ReadonlyMap<string, Uint8Array> => new Map([...files].map(([name, bytes]) => [folder + name, bytes]));

/**
 * Writes a bag (see `bag-profile`) as a ZIP archive whose bytes depend on the input only.
 * Throws when `bagInputFault` would have named a reason not to.
 */
export const writeBag = async (input: BagInput): Promise<WrittenBag> => {
  const unwritable = bagInputFault(input);
  if (unwritable !== null) throw new Error(`${unwritable.code} ${unwritable.path}: ${unwritable.message}`);
  const payload = below(PAYLOAD_FOLDER, input.payload);
  const tags = new Map([
    [DECLARATION_FILE, encodeUtf8(BAG_DECLARATION)],
    [INFO_FILE, encodeUtf8(bagInfoText(input.bagInfo, payloadOxum(payload)))],
    ...manifests(await digestAll(payload), manifestFile),
  ]);
  const tagManifests = new Map(manifests(await digestAll(tags), tagManifestFile));
  const id = await sha256Hex(tagManifests.get(tagManifestFile('sha256')) ?? new Uint8Array());
  const signatures = below(SIGNATURE_FOLDER, input.signatures ?? new Map());
  const files = below(`${id}/`, new Map([...tags, ...tagManifests, ...signatures, ...payload]));
  return { bytes: writeZip(files), id, files: files.size };
};
