import type { Certificate } from './certificate';
import { type Der, TAG, inside, naturalOf, oidOf, parseDer } from './der';
import { type Effort, UNLIMITED } from './effort';
import { type DigestName, digestHex, digestNamed } from './public-key';
import { type P7Signer, type SignedAttributes, readSignedData, soleAttribute } from './signed-data';
import { algorithmId, timeOf } from './x509-fields';

/** What a time stamp covers, as a token says it (TSTInfo, RFC 3161 §2.4.2). */
export interface StampInfo {
  /** When the authority saw it: `YYYYMMDDHHMMSS` in UTC. */
  readonly time: string;
  /** Digest of what was stamped, and how it was made; `digest` is `null` for one that does not count. */
  readonly imprint: string;
  readonly digest: DigestName | null;
}

/**
 * What one time stamp comes to. `refused`: the authority's answer is no stamp. `other-content`: a stamp over nothing that lies
 * here. `unchecked`: over something here, but who stamped it cannot be judged. `holds`: signed by the certificate it names.
 */
export type StampOutcome = 'unreadable' | 'refused' | 'unchecked' | 'other-content' | 'broken' | 'holds';

export interface StampCheck {
  readonly outcome: StampOutcome;
  readonly info: StampInfo | null;
  /** Name of what it covers among the targets; `null` = of none. */
  readonly of: string | null;
  readonly certificate: Certificate | null;
  /** Certificates that came along. */
  readonly others: readonly Certificate[];
}

/** Content type of a time stamp token. */
export const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12';
const SIGNING_CERTIFICATE_2 = '1.2.840.113549.1.9.16.2.47';
/** granted, grantedWithMods. */
const GRANTED: readonly bigint[] = [0n, 1n];

const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** The token of an answer (TimeStampResp), or the file itself where it is a bare token. */
const tokenOf = (file: Uint8Array): Uint8Array | 'refused' | null => {
  const whole = parseDer(file);
  const [first, token] = inside(whole, TAG.sequence) ?? [];
  if (first?.tag === TAG.oid) return file;
  const status = naturalOf(inside(first, TAG.sequence)?.[0]);
  if (status === null) return null;
  if (!GRANTED.includes(status)) return 'refused';
  return token?.whole ?? null;
};

const infoOf = (content: Uint8Array): StampInfo | null => {
  const [version, policy, imprint, serial, genTime] = inside(parseDer(content), TAG.sequence) ?? [];
  const [algorithm, hash] = inside(imprint, TAG.sequence) ?? [];
  const time = genTime?.tag === TAG.generalizedTime ? timeOf(genTime) : null;
  if (naturalOf(version) !== 1n || policy?.tag !== TAG.oid || serial?.tag !== TAG.integer) return null;
  if (time === null || hash?.tag !== TAG.octets) return null;
  return { time, imprint: hexOf(hash.content), digest: digestNamed(algorithmId(algorithm)) };
};

/** Hash of the certificate in the first ESSCertID or ESSCertIDv2, and how it was made. */
const statedCertificate = (
  attributes: SignedAttributes,
): readonly [DigestName | 'SHA-1' | null, Der | undefined] | null => {
  const first = (der: Der): readonly Der[] => {
    const [list] = inside(der, TAG.sequence) ?? [];
    return inside(inside(list, TAG.sequence)?.[0], TAG.sequence) ?? [];
  };
  const second = soleAttribute(attributes, SIGNING_CERTIFICATE_2);
  if (second !== undefined) {
    const [algorithm, hash] = first(second);
    // SHA-256 goes without saying (RFC 5816 §2.2.1).
    return algorithm?.tag === TAG.octets
      ? ['SHA-256', algorithm]
      : [digestNamed(algorithmId(algorithm)), hash];
  }
  const older = soleAttribute(attributes, SIGNING_CERTIFICATE);
  return older === undefined ? null : ['SHA-1', first(older)[0]];
};

/**
 * Whether the token is signed as RFC 3161 wants it: the content type among what is signed, and the hash of the certificate,
 * so that no other certificate with the same key can be put in its place. `null` = not judged here.
 */
const signedAsStamp = async ({ holds, certificate, attributes }: P7Signer): Promise<boolean | null> => {
  if (holds !== true || certificate === null) return holds;
  const stated = statedCertificate(attributes);
  const [digest, hash] = stated ?? [null, undefined];
  if (digest === null || hash?.tag !== TAG.octets) return null;
  const own = await digestHex(digest, certificate.der);
  if (own === null) return null;
  const type = soleAttribute(attributes, CONTENT_TYPE);
  return oidOf(type) === TST_INFO && own === hexOf(hash.content);
};

const nothing = (outcome: StampOutcome): StampCheck => ({
  outcome,
  info: null,
  of: null,
  certificate: null,
  others: [],
});

/** Digest of a target; `null` where the environment has none. */
type TargetDigest = (name: string, digest: DigestName) => Promise<string | null>;

const checkOne = async (
  file: Uint8Array,
  targets: readonly string[],
  digestOf: TargetDigest,
  effort: Effort,
): Promise<StampCheck> => {
  const token = tokenOf(file);
  if (token === 'refused') return nothing('refused');
  const read = token === null ? null : await readSignedData(token, null, effort);
  const [signer, another] = read?.signers ?? [];
  const content = read?.content ?? null;
  if (read === null || content === null || signer === undefined || another !== undefined)
    return nothing('unreadable');
  const info = read.contentType === TST_INFO ? infoOf(content) : null;
  if (info === null) return nothing('unreadable');
  const about = { info, certificate: signer.certificate, others: read.certificates };
  if (info.digest === null) return { ...about, outcome: 'unchecked', of: null };
  for (const name of targets) {
    const digest = await digestOf(name, info.digest);
    if (digest === null) return { ...about, outcome: 'unchecked', of: null };
    if (digest !== info.imprint) continue;
    const sound = await signedAsStamp(signer);
    return { ...about, of: name, outcome: sound === null ? 'unchecked' : sound ? 'holds' : 'broken' };
  }
  return { ...about, outcome: 'other-content', of: null };
};

/**
 * Checks time stamps (`.tsr`: the answer of an authority, or its token). Says over which of the targets each is and whether the
 * certificate it names signed it; whether that authority is trusted is for the caller to know.
 *
 * @param targets name → bytes that may have been stamped; each is hashed once
 */
export const checkTimeStamps = async (
  stamps: ReadonlyMap<string, Uint8Array>,
  targets: ReadonlyMap<string, Uint8Array>,
  effort: Effort = UNLIMITED,
): Promise<ReadonlyMap<string, StampCheck>> => {
  const digests = new Map<string, string | null>();
  const digestOf: TargetDigest = async (name, digest) => {
    const key = `${digest} ${name}`;
    const known = digests.get(key);
    if (known !== undefined) return known;
    const made = await digestHex(digest, targets.get(name) ?? new Uint8Array());
    digests.set(key, made);
    return made;
  };
  const checks = new Map<string, StampCheck>();
  for (const [file, bytes] of stamps)
    checks.set(file, await checkOne(bytes, [...targets.keys()], digestOf, effort));
  return checks;
};
