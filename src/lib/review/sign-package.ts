import { readBag, writeBag } from '../container/bagit';
import type { Bag } from '../container/bagit';
import { MAX_SIGNATURE_FILE } from '../container/bag-profile';
import { envelopeBytes } from '../container/signature/dsse-envelope';
import { preAuthEncoding } from '../container/signature/pre-auth-encoding';
import { readOutsideFile } from '../container/signature/signature-file';
import { PAYLOAD_TYPE, contentToSign } from '../container/signature/signed-content';
import { type SigningKey, keyIdOf, sign } from '../container/signature/web-key';
import { type Result, ok, refuse } from '../kernel/result';
import { signatureFindings } from './check-signatures';
import { claimedProfile, readJsonParts } from './json-parts';
import { type PackageDescription, isKnownProfile } from './package-schema';
import { NOBODY } from './trust-list';
import type { ReviewFinding } from './verify-report';

interface Opened {
  readonly bag: Bag;
  readonly description: PackageDescription;
  readonly content: Uint8Array;
}

const MAX_SIGNATURES = 99;

/** Only a sound package is signed. */
const opened = async (bytes: Uint8Array): Promise<Result<Opened>> => {
  const read = await readBag(bytes);
  if (!read.ok) return read;
  const bag = read.value;
  const [damage] = bag.findings;
  if (damage !== undefined)
    return refuse(damage.code, damage.message, damage.path, '请先取回完好的登记包，再签名');
  const profile = claimedProfile(bag.payload);
  const { description } = readJsonParts(
    bag.payload,
    profile !== null && isKnownProfile(profile) ? profile : null,
  );
  if (description.value === null)
    return refuse('E_SCHEMA', '登记包的 package.json 不可读', 'package.json', '请先取回完好的登记包，再签名');
  const { id, tagManifests } = bag;
  const { purpose } = description.value;
  return ok({
    bag,
    description: description.value,
    content: await contentToSign({ id, purpose, tagManifests }),
  });
};

/** A package that carries one signature file more. */
export interface SignedPackage {
  readonly bytes: Uint8Array;
  /** Names of all signature files in it, the new one last. */
  readonly signatures: readonly string[];
}

/** The same package with one signature file more: payload, manifests and content id stay as they are. */
const withSignature = async (bag: Bag, suffix: string, file: Uint8Array): Promise<Result<SignedPackage>> => {
  const last = Math.max(0, ...[...bag.signatures.keys()].map((name) => Number(name.slice(0, 4))));
  if (last >= MAX_SIGNATURES)
    return refuse('E_COUNT', `登记包已有 ${last} 个签名`, 'signatures', '请从未签名的包重新签起');
  const name = `${String(last + 1).padStart(4, '0')}${suffix}`;
  const { payload, bagInfo } = bag;
  const signatures = new Map([...bag.signatures, [name, file]]);
  const written = await writeBag({ payload, bagInfo, signatures });
  if (written.id !== bag.id) throw new Error('a signature changed the content id');
  return ok({ bytes: written.bytes, signatures: [...signatures.keys()].sort() });
};

/**
 * The exact bytes that a signature made outside must cover: for an SM2 signing tool, whose `.p7s` `addOutsideFile` takes in.
 * Fails with the codes of `readBag`, its first finding, or E_SCHEMA.
 */
export const bytesToSign = async (bytes: Uint8Array): Promise<Result<Uint8Array>> => {
  const read = await opened(bytes);
  return read.ok ? ok(read.value.content) : read;
};

/** Signs with a WebCrypto key: a DSSE envelope that carries the public key. */
export const signPackage = async (bytes: Uint8Array, key: SigningKey): Promise<Result<SignedPackage>> => {
  const read = await opened(bytes);
  if (!read.ok) return read;
  const { bag, content } = read.value;
  const signature = await sign(key, preAuthEncoding(PAYLOAD_TYPE, content));
  const { publicKey } = key;
  const keyId = await keyIdOf(publicKey);
  return withSignature(
    bag,
    '.dsse.json',
    envelopeBytes({
      payloadType: PAYLOAD_TYPE,
      payload: content,
      signatures: [{ keyId, publicKey, signature }],
    }),
  );
};

/**
 * Takes in a signature (`.p7s` over `bytesToSign`) or a time stamp (`.tsr` over a signature file or the same bytes) made outside. It
 * is not judged here: verifying says what it is worth. Fails with E_P7S, E_SIZE, or as `bytesToSign` does.
 */
export const addOutsideFile = async (bytes: Uint8Array, file: Uint8Array): Promise<Result<SignedPackage>> => {
  const made = readOutsideFile(file);
  if (made === null)
    return refuse(
      'E_P7S',
      '不是签名文件（.p7s）或时间戳文件（.tsr），DER、PEM 或 base64 都不是',
      '',
      '请让签名工具导出 GM/T 0010 或 CMS 格式的 .p7s 文件，或让时间戳机构出具 RFC 3161 的 .tsr 文件',
    );
  if (made.der.length > MAX_SIGNATURE_FILE)
    return refuse('E_SIZE', '签名文件大于 1 MB，登记包不收', '', '请让签名工具不要把所签内容放进签名文件');
  const read = await opened(bytes);
  return read.ok ? withSignature(read.value.bag, made.kind, made.der) : read;
};

/** The last signature file as it lies in the package: what an authority is asked to stamp. Fails with E_UNSIGNED, or as `bytesToSign`. */
export const fileToStamp = async (
  bytes: Uint8Array,
): Promise<Result<{ readonly name: string; readonly file: Uint8Array }>> => {
  const read = await opened(bytes);
  if (!read.ok) return read;
  const [last] = [...read.value.bag.signatures]
    .filter(([name]) => !name.endsWith('.tsr'))
    .sort()
    .reverse();
  return last === undefined
    ? refuse('E_UNSIGNED', '登记包还没有签名，没有可盖时间戳的签名文件', 'signatures', '请先签名')
    : ok({ name: last[0], file: last[1] });
};

/**
 * What can be said of the signatures of a package without a list of known signers: whether each holds over this package. Whose they
 * are, only a reader with such a list can tell.
 */
export const ownSignatureFindings = async (
  bytes: Uint8Array,
  date: string,
): Promise<Result<readonly ReviewFinding[]>> => {
  const read = await opened(bytes);
  return read.ok ? ok(await signatureFindings(read.value.bag, read.value.description, NOBODY, date)) : read;
};
