import { sm3Hex } from '../../kernel/hashing';
import { sameBytes } from '../bytes';
import { type Certificate, parseCertificate } from './certificate';
import { type Der, TAG, inside, naturalOf, oidOf, parseDer } from './der';
import { sm2Holds } from './sm2-signature';

/** SignedData by GM/T 0010, or the same structure under the ids of CMS (RFC 5652 §5), with SM3 and SM2. */
const SIGNED_DATA: ReadonlySet<string> = new Set(['1.2.156.10197.6.1.4.2.2', '1.2.840.113549.1.7.2']);
const SM3: ReadonlySet<string> = new Set(['1.2.156.10197.1.401', '1.2.156.10197.1.401.1']);
const SM2: ReadonlySet<string> = new Set(['1.2.156.10197.1.301.1', '1.2.156.10197.1.501']);
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const CERTIFICATES = 0xa0;
const ATTRIBUTES = 0xa0;
const MAX_SIGNERS = 20;

/** One signer of a SignedData. */
export interface P7Signer {
  /** `null` = the algorithms are not SM2 with SM3: not judged here. */
  readonly holds: boolean | null;
  /** The signer's certificate, when it came along and could be read. */
  readonly certificate: Certificate | null;
}

export interface P7Signatures {
  readonly signers: readonly P7Signer[];
  readonly certificates: readonly Certificate[];
  /** Content inside the file; `null` = detached. */
  readonly content: Uint8Array | null;
}

const algorithm = (der: Der | undefined): string => oidOf(inside(der, TAG.sequence)?.[0]);

const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** What the signature is over: the content, or the attributes as a SET, whose digest must be that of the content. */
const signedBytes = async (attributes: Der | null, content: Uint8Array): Promise<Uint8Array | null> => {
  if (attributes === null) return content;
  const values = (inside(attributes) ?? [])
    .map((one) => inside(one, TAG.sequence) ?? [])
    .filter(([type]) => oidOf(type) === MESSAGE_DIGEST)
    .map(([, set]) => inside(set, TAG.set) ?? []);
  const [[digest, second] = [], other] = values;
  if (digest?.tag !== TAG.octets || second !== undefined || other !== undefined) return null;
  if (hexOf(digest.content) !== (await sm3Hex(content))) return null;
  const set = Uint8Array.from(attributes.whole);
  set[0] = TAG.set;
  return set;
};

const signerOf = async (
  info: Der,
  certificates: readonly Certificate[],
  content: Uint8Array,
): Promise<P7Signer | null> => {
  const [version, id, digest, ...rest] = inside(info, TAG.sequence) ?? [];
  const attributes = rest[0]?.tag === ATTRIBUTES ? rest[0] : null;
  const [method, value] = attributes === null ? rest : rest.slice(1);
  const [issuer, serial] = inside(id, TAG.sequence) ?? [];
  const number = naturalOf(serial);
  if (version === undefined || issuer === undefined || number === null || value?.tag !== TAG.octets)
    return null;
  const certificate =
    certificates.find((one) => one.serial === number && sameBytes(one.issuer, issuer.whole)) ?? null;
  if (!SM3.has(algorithm(digest)) || !SM2.has(algorithm(method))) return { holds: null, certificate };
  if (certificate === null) return { holds: null, certificate };
  const signed = await signedBytes(attributes, content);
  return {
    holds: signed !== null && sm2Holds(certificate.publicKey, value.content, signed),
    certificate,
  };
};

/**
 * Reads a `.p7s` made outside and checks each signature over the given bytes. `null` = it is no SignedData in DER. Content
 * inside the file is handed back and must be compared by the caller; the signature is always checked over `content`.
 */
export const readSignedData = async (file: Uint8Array, content: Uint8Array): Promise<P7Signatures | null> => {
  const [type, explicit] = inside(parseDer(file), TAG.sequence) ?? [];
  const [body] = inside(explicit, 0xa0) ?? [];
  const [, , encapsulated, ...rest] = inside(body, TAG.sequence) ?? [];
  const inner = inside(encapsulated, TAG.sequence);
  const infos = inside(rest.at(-1), TAG.set);
  if (!SIGNED_DATA.has(oidOf(type)) || inner === null || infos === null) return null;
  if (infos.length === 0 || infos.length > MAX_SIGNERS) return null;
  const [held] = inside(inner[1], 0xa0) ?? [];
  const certificates = (inside(rest[0], CERTIFICATES) ?? []).flatMap(
    ({ whole }) => parseCertificate(whole) ?? [],
  );
  const signers: P7Signer[] = [];
  for (const info of infos) {
    const signer = await signerOf(info, certificates, content);
    if (signer === null) return null;
    signers.push(signer);
  }
  return { signers, certificates, content: held?.tag === TAG.octets ? held.content : null };
};

const PEM = /^-----BEGIN (PKCS7|CMS)-----\s+([A-Za-z0-9+/=\s]+)-----END \1-----\s*$/;

/** The file as DER: as it is, or out of PEM or plain base64, as signing tools hand it over. `null` = none of these. */
export const derOfP7s = (
  file: Uint8Array,
  decode: (base64: string) => Uint8Array | null,
): Uint8Array | null => {
  if (parseDer(file) !== null) return file;
  const text = new TextDecoder().decode(file).trim();
  const bytes = decode((PEM.exec(text)?.[2] ?? text).replaceAll(/\s/g, ''));
  return bytes !== null && parseDer(bytes) !== null ? bytes : null;
};
