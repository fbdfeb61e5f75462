import { readBag, writeBag } from '../container/bagit';
import type { Bag } from '../container/bagit';
import { envelopeBytes } from '../container/signature/dsse-envelope';
import { preAuthEncoding } from '../container/signature/pre-auth-encoding';
import { PAYLOAD_TYPE, contentToSign } from '../container/signature/signed-content';
import { type SigningKey, keyIdOf, sign } from '../container/signature/web-key';
import { type Result, ok, refuse } from '../kernel/result';
import { claimedProfile, readJsonParts } from './json-parts';
import { isKnownProfile } from './package-schema';
import { p7sBytes } from './trust-list';

interface Opened {
  readonly bag: Bag;
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
  return ok({ bag, content: await contentToSign({ id, purpose, tagManifests }) });
};

/** The same package with one signature file more: payload, manifests and content id stay as they are. */
const withSignature = async (bag: Bag, suffix: string, file: Uint8Array): Promise<Result<Uint8Array>> => {
  const last = Math.max(0, ...[...bag.signatures.keys()].map((name) => Number(name.slice(0, 4))));
  if (last >= MAX_SIGNATURES)
    return refuse('E_COUNT', `登记包已有 ${last} 个签名`, 'signatures', '请从未签名的包重新签起');
  const name = `${String(last + 1).padStart(4, '0')}${suffix}`;
  const { payload, bagInfo, signatures } = bag;
  const written = await writeBag({ payload, bagInfo, signatures: new Map([...signatures, [name, file]]) });
  if (written.id !== bag.id) throw new Error('a signature changed the content id');
  return ok(written.bytes);
};

/**
 * The exact bytes that a signature made outside must cover: for an SM2 signing tool, whose `.p7s` `addP7s` takes in.
 * Fails with the codes of `readBag`, its first finding, or E_SCHEMA.
 */
export const bytesToSign = async (bytes: Uint8Array): Promise<Result<Uint8Array>> => {
  const read = await opened(bytes);
  return read.ok ? ok(read.value.content) : read;
};

/** Signs with a WebCrypto key: a DSSE envelope that carries the public key. */
export const signPackage = async (bytes: Uint8Array, key: SigningKey): Promise<Result<Uint8Array>> => {
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

/** Takes in a `.p7s` made outside over `bytesToSign`. It is not judged here: verifying says what it is worth. */
export const addP7s = async (bytes: Uint8Array, p7s: Uint8Array): Promise<Result<Uint8Array>> => {
  const der = p7sBytes(p7s);
  if (!der.ok) return der;
  const read = await opened(bytes);
  return read.ok ? withSignature(read.value.bag, '.p7s', der.value) : read;
};
