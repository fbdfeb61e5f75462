import { type Failure, type Result, fail, ok } from '../kernel/result';
import { decodeUtf8 } from '../kernel/utf8';
import {
  ANY_MANIFEST,
  BAG_DECLARATION,
  DECLARATION_FILE,
  LISTED_TAG_FILES,
  MAX_SIGNATURES,
  MAX_SIGNATURES_TOTAL,
  MAX_SIGNATURE_FILE,
  MAX_TAG_FILE,
  PAYLOAD_FOLDER,
  REMOTE_FILE,
  SIGNATURE_FOLDER,
  SIGNATURE_NAME,
  TAG_MANIFESTS,
} from './bag-profile';
import { fault, showName } from './fault';
import { sizeText } from './zip-policy';

type Files = ReadonlyMap<string, Uint8Array>;

/** The files of one archive, sorted into the places of a bag. */
export interface BagFiles {
  /** Name of the bag folder. */
  readonly root: string;
  /** `data/…` → content. */
  readonly payload: Files;
  /** bagit.txt, bag-info.txt and the four manifests, as text. */
  readonly tags: ReadonlyMap<string, string>;
  readonly tagBytes: Files;
  /** `0001.dsse.json` → content. */
  readonly signatures: Files;
  /** Everything that has no place in a bag: path below the folder, or whole name outside it. */
  readonly strays: readonly string[];
}

const ORIGINAL = '请选择本程序导出的原始文件';

const findRoot = (files: Files): Result<string> => {
  const roots = [...files.keys()].filter((name) => name.split('/').slice(1).join('/') === DECLARATION_FILE);
  const [root, other] = roots.map((name) => name.slice(0, name.indexOf('/')));
  if (root === undefined)
    return fail(
      fault(
        'E_PROFILE',
        '',
        '这不是本程序的数据包：没有唯一的顶层文件夹及其中的 bagit.txt',
        ORIGINAL,
        'RFC 8493 §2.1.1',
      ),
    );
  return other === undefined
    ? ok(root)
    : fail(
        fault(
          'E_AMBIGUOUS',
          showName(other),
          `压缩包里有两个数据包“${showName(root)}”和“${showName(other)}”`,
          '请一次导入一个',
          'ZIP-12',
        ),
      );
};

const remoteOrUnknown = (inside: Files): Failure | null => {
  if (inside.has(REMOTE_FILE))
    return fault(
      'E_REMOTE',
      REMOTE_FILE,
      '数据包要求从网络取文件（fetch.txt），不予读取，也不会联网',
      '请让对方发来内容完整的数据包',
      'PKG-09',
    );
  for (const name of inside.keys()) {
    const algorithm = ANY_MANIFEST.exec(name)?.[1];
    if (algorithm !== undefined && ![...LISTED_TAG_FILES, ...TAG_MANIFESTS].includes(name))
      return fault(
        'E_ALG',
        showName(name),
        `不接受校验算法“${showName(algorithm)}”，只认 SHA-256 与 SM3`,
        ORIGINAL,
        'PKG-11',
      );
  }
  return null;
};

const readTag = (inside: Files, name: string, size: number): Result<string> => {
  const bytes = inside.get(name);
  if (bytes === undefined) return fail(fault('E_MISSING', name, `数据包缺少 ${name}`, ORIGINAL, 'PKG-06'));
  if (size > MAX_TAG_FILE)
    return fail(
      fault(
        'E_SIZE',
        name,
        `${name} 有 ${sizeText(size)}，超过上限 ${sizeText(MAX_TAG_FILE)}`,
        ORIGINAL,
        'PKG-13',
      ),
    );
  const text = decodeUtf8(bytes);
  return text.ok ? text : fail(fault('E_CANON', name, `${name} 不是有效的 UTF-8 文本`, ORIGINAL, 'PKG-13'));
};

const declarationFault = (text: string): Failure | null => {
  if (text === BAG_DECLARATION) return null;
  const version = /^BagIt-Version: (\S+)/.exec(text.replace(/^\ufeff/, ''))?.[1];
  return version !== undefined && version !== '1.0'
    ? fault(
        'E_PROFILE',
        DECLARATION_FILE,
        `数据包的 BagIt 版本是 ${version}，本程序只认 1.0`,
        ORIGINAL,
        'RFC 8493 §2.1.1',
      )
    : fault('E_CANON', DECLARATION_FILE, `${DECLARATION_FILE} 不是规范内容`, ORIGINAL, 'PKG-13');
};

const isSignature = (path: string): boolean =>
  path.startsWith(SIGNATURE_FOLDER) && SIGNATURE_NAME.test(path.slice(SIGNATURE_FOLDER.length));

const signatureFault = (names: readonly string[], sizeOf: (name: string) => number): Failure | null => {
  if (names.length > MAX_SIGNATURES)
    return fault(
      'E_COUNT',
      SIGNATURE_FOLDER,
      `数据包有 ${names.length} 个签名文件，超过上限 ${MAX_SIGNATURES} 个`,
      ORIGINAL,
      'PKG-28',
    );
  const large = names.find((name) => sizeOf(name) > MAX_SIGNATURE_FILE);
  const total = names.reduce((sum, name) => sum + sizeOf(name), 0);
  if (large === undefined && total > MAX_SIGNATURES_TOTAL)
    return fault(
      'E_SIZE',
      SIGNATURE_FOLDER,
      `签名文件共 ${sizeText(total)}，超过上限 ${sizeText(MAX_SIGNATURES_TOTAL)}`,
      ORIGINAL,
      'PKG-28',
    );
  return large === undefined
    ? null
    : fault(
        'E_SIZE',
        large,
        `签名文件 ${large} 有 ${sizeText(sizeOf(large))}，超过上限 ${sizeText(MAX_SIGNATURE_FILE)}`,
        ORIGINAL,
        'PKG-28',
      );
};

const pick = (files: Files, wanted: (path: string) => boolean, cut = 0): Files =>
  new Map([...files].filter(([path]) => wanted(path)).map(([path, bytes]) => [path.slice(cut), bytes]));

/**
 * Sorts the files of an archive into the places of a bag (see `bag-profile`).
 *
 * @param files whole, or only their beginning where they are large
 * @param sizes how large they are
 *
 * Fails with E_PROFILE, E_AMBIGUOUS, E_REMOTE, E_ALG, E_MISSING, E_SIZE, E_COUNT or E_CANON.
 */
export const sortBagFiles = (files: Files, sizes: ReadonlyMap<string, number>): Result<BagFiles> => {
  const root = findRoot(files);
  if (!root.ok) return root;
  const folder = `${root.value}/`;
  const inside = pick(files, (name) => name.startsWith(folder), folder.length);
  const refused = remoteOrUnknown(inside);
  if (refused !== null) return fail(refused);
  const tagNames = [...LISTED_TAG_FILES, ...TAG_MANIFESTS];
  const tags = new Map<string, string>();
  for (const name of tagNames) {
    const text = readTag(inside, name, sizes.get(folder + name) ?? 0);
    if (!text.ok) return text;
    tags.set(name, text.value);
  }
  const declaration = declarationFault(tags.get(DECLARATION_FILE) ?? '');
  if (declaration !== null) return fail(declaration);
  const signatures = [...inside.keys()].filter(isSignature);
  const unbounded = signatureFault(signatures, (name) => sizes.get(folder + name) ?? 0);
  if (unbounded !== null) return fail(unbounded);
  const isPayload = (path: string): boolean => path.startsWith(PAYLOAD_FOLDER);
  const known = (path: string): boolean => isPayload(path) || isSignature(path) || tagNames.includes(path);
  return ok({
    root: root.value,
    payload: pick(inside, isPayload),
    tags,
    tagBytes: pick(inside, (path) => tagNames.includes(path)),
    signatures: pick(inside, isSignature, SIGNATURE_FOLDER.length),
    strays: [
      ...[...inside.keys()].filter((path) => !known(path)),
      ...[...files.keys()].filter((name) => !name.startsWith(folder)),
    ],
  });
};
