import { sameBytes } from '../bytes';
import { type Certificate, parseCertificate } from './certificate';
import { type Der, TAG, inside, naturalOf, oidOf, parseDer } from './der';
import { type Effort, UNLIMITED } from './effort';
import { digestHex, digestNamed, keyHolds } from './public-key';
import { algorithmId } from './x509-fields';

/** SignedData by GM/T 0010, or the same structure under the ids of CMS (RFC 5652 §5). */
export const SIGNED_DATA: ReadonlySet<string> = new Set(['1.2.156.10197.6.1.4.2.2', '1.2.840.113549.1.7.2']);
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const CERTIFICATES = 0xa0;
const ATTRIBUTES = 0xa0;
/** More than anybody sends; every one costs work on a curve. */
const MAX_SIGNERS = 20;
const MAX_CERTIFICATES = 30;

/** What was signed besides the content, by id; empty when nothing was. */
export type SignedAttributes = ReadonlyMap<string, readonly Der[]>;

/** One signer of a SignedData. */
export interface P7Signer {
  /** `null` = signed in a way that is not judged here, or by a certificate that did not come along. */
  readonly holds: boolean | null;
  /** The signer's certificate, when it came along and could be read. */
  readonly certificate: Certificate | null;
  readonly attributes: SignedAttributes;
}

export interface P7Signatures {
  readonly signers: readonly P7Signer[];
  readonly certificates: readonly Certificate[];
  /** Content inside the file; `null` = detached. */
  readonly content: Uint8Array | null;
  /** Id of what the content is. */
  readonly contentType: string;
}

const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** All values by id, those of an attribute that stands twice together. */
const attributeValues = (attributes: Der): SignedAttributes => {
  const values = new Map<string, Der[]>();
  for (const one of inside(attributes) ?? []) {
    const [type, set] = inside(one, TAG.sequence) ?? [];
    const id = oidOf(type);
    const known = values.get(id) ?? [];
    for (const value of inside(set, TAG.set) ?? []) known.push(value);
    values.set(id, known);
  }
  return values;
};

/** The one value of an attribute; `undefined` when there is none or more than one (RFC 5652 §11). */
export const soleAttribute = (attributes: SignedAttributes, id: string): Der | undefined => {
  const [value, second] = attributes.get(id) ?? [];
  return second === undefined ? value : undefined;
};

/** Attributes are signed as a SET. */
const asSet = (attributes: Der): Uint8Array => {
  const set = Uint8Array.from(attributes.whole);
  set[0] = TAG.set;
  return set;
};

const signerOf = async (
  info: Der,
  certificates: readonly Certificate[],
  content: Uint8Array,
  effort: Effort,
): Promise<P7Signer | null> => {
  const [version, id, digestAlgorithm, ...rest] = inside(info, TAG.sequence) ?? [];
  const signed = rest[0]?.tag === ATTRIBUTES ? rest[0] : null;
  const [method, value] = signed === null ? rest : rest.slice(1);
  const [issuer, serial] = inside(id, TAG.sequence) ?? [];
  const number = naturalOf(serial);
  if (version === undefined || issuer === undefined || number === null || value?.tag !== TAG.octets)
    return null;
  const certificate =
    certificates.find((one) => one.serial === number && sameBytes(one.issuer, issuer.whole)) ?? null;
  const digest = digestNamed(algorithmId(digestAlgorithm));
  const attributes: SignedAttributes = signed === null ? new Map() : attributeValues(signed);
  if (certificate === null || digest === null) return { holds: null, certificate, attributes };
  const holds = await keyHolds(
    certificate.key,
    algorithmId(method),
    digest,
    value.content,
    signed === null ? content : asSet(signed),
    effort,
  );
  if (signed === null || holds !== true) return { holds, certificate, attributes };
  const stated = soleAttribute(attributes, MESSAGE_DIGEST);
  const same = stated?.tag === TAG.octets && hexOf(stated.content) === (await digestHex(digest, content));
  return { holds: same, certificate, attributes };
};

/**
 * Reads a SignedData and checks each signature. `null` = it is none in DER. Content inside the file is handed back and must
 * be compared by the caller.
 *
 * @param content what was signed; `null` = the content inside the file
 */
export const readSignedData = async (
  file: Uint8Array,
  content: Uint8Array | null,
  effort: Effort = UNLIMITED,
): Promise<P7Signatures | null> => {
  const [type, explicit] = inside(parseDer(file), TAG.sequence) ?? [];
  const [body] = inside(explicit, 0xa0) ?? [];
  const [, , encapsulated, ...rest] = inside(body, TAG.sequence) ?? [];
  const inner = inside(encapsulated, TAG.sequence);
  const infos = inside(rest.at(-1), TAG.set);
  if (!SIGNED_DATA.has(oidOf(type)) || inner === null || infos === null) return null;
  if (infos.length === 0 || infos.length > MAX_SIGNERS) return null;
  const [octets] = inside(inner[1], 0xa0) ?? [];
  const held = octets?.tag === TAG.octets ? octets.content : null;
  const signed = content ?? held;
  const brought = inside(rest[0], CERTIFICATES) ?? [];
  if (signed === null || brought.length > MAX_CERTIFICATES) return null;
  const certificates = brought.flatMap(({ whole }) => parseCertificate(whole) ?? []);
  const signers: P7Signer[] = [];
  for (const info of infos) {
    const signer = await signerOf(info, certificates, signed, effort);
    if (signer === null) return null;
    signers.push(signer);
  }
  return { signers, certificates, content: held, contentType: oidOf(inner[0]) };
};
