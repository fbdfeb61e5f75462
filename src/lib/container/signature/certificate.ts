import { type Der, TAG, bytesOfBits, inside, naturalOf, oidOf, parseDer } from './der';
import { sm2Holds } from './sm2-signature';

/** What is read of an X.509 certificate with an SM2 key (GM/T 0015; RFC 5280 §4.1). */
export interface Certificate {
  readonly der: Uint8Array;
  readonly serial: bigint;
  /** Distinguished names as they stand, for comparing. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  /** Names as people read them: `虚构测试银行 · 虚构测试银行签名`. */
  readonly issuerText: string;
  readonly subjectText: string;
  /** Instants in UTC as `YYYYMMDDHHMMSS`: text that sorts as time. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Uncompressed point, 65 bytes. */
  readonly publicKey: Uint8Array;
  /** Whether it may sign content; `null` = it does not say. */
  readonly signs: boolean | null;
  /** Whether it may sign certificates: an authority, and where it names usages, keyCertSign among them. */
  readonly isAuthority: boolean;
  /** Ids of critical extensions that are not understood here. */
  readonly unread: readonly string[];
  readonly tbs: Uint8Array;
  readonly signature: Uint8Array;
}

export const OID = {
  sm2WithSm3: '1.2.156.10197.1.501',
  sm2Curve: '1.2.156.10197.1.301',
  ecPublicKey: '1.2.840.10045.2.1',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
} as const;

/** Names that identify for people: organisation, unit, common name. */
const NAMING: ReadonlySet<string> = new Set(['2.5.4.10', '2.5.4.11', '2.5.4.3']);

const textOf = (der: Der | undefined): string => {
  if (der === undefined) return '';
  return new TextDecoder(der.tag === TAG.bmp ? 'utf-16be' : 'utf-8').decode(der.content);
};

const nameText = (name: Der): string =>
  (inside(name, TAG.sequence) ?? [])
    .flatMap((set) => inside(set, TAG.set) ?? [])
    .map((pair) => inside(pair, TAG.sequence) ?? [])
    .filter(([type]) => NAMING.has(oidOf(type)))
    .map(([, value]) => textOf(value))
    .join(' · ');

/** UTCTime counts 50–99 as 19xx (RFC 5280 §4.1.2.5); `null` for anything that is not a time in UTC. */
const timeOf = (der: Der | undefined): string | null => {
  const text = textOf(der);
  if (der?.tag === TAG.generalizedTime && /^\d{14}Z$/.test(text)) return text.slice(0, 14);
  if (der?.tag !== TAG.utcTime || !/^\d{12}Z$/.test(text)) return null;
  return `${text < '5' ? '20' : '19'}${text.slice(0, 12)}`;
};

const keyOf = (spki: Der | undefined): Uint8Array | null => {
  const [algorithm, key] = inside(spki, TAG.sequence) ?? [];
  const [type, curve] = inside(algorithm, TAG.sequence) ?? [];
  const point = bytesOfBits(key);
  return oidOf(type) === OID.ecPublicKey && oidOf(curve) === OID.sm2Curve && point?.length === 65
    ? point
    : null;
};

interface Extensions {
  readonly signs: boolean | null;
  readonly isAuthority: boolean;
  readonly unread: readonly string[];
}

/** digitalSignature or nonRepudiation: the first two bits of KeyUsage. */
const SIGNS = 0xc0;
/** keyCertSign. */
const CERTIFIES = 0x04;

/** DER writes TRUE as one byte of ones (X.690 §11.1). */
const isTrue = (der: Der | undefined): boolean =>
  der?.tag === TAG.boolean && der.content.length === 1 && der.content[0] === 0xff;

const extensionsOf = (der: Der | undefined): Extensions => {
  let signs: boolean | null = null;
  let isAuthority = false;
  let certifies = true;
  const unread: string[] = [];
  const [list] = inside(der) ?? [];
  for (const extension of inside(list, TAG.sequence) ?? []) {
    const parts = inside(extension, TAG.sequence) ?? [];
    const id = oidOf(parts[0]);
    const value = parseDer(parts.at(-1)?.content ?? new Uint8Array());
    if (id === OID.keyUsage) {
      const usages = value?.content[1] ?? 0;
      signs = (usages & SIGNS) !== 0;
      certifies = (usages & CERTIFIES) !== 0;
    } else if (id === OID.basicConstraints) isAuthority = isTrue(inside(value, TAG.sequence)?.[0]);
    else if (parts[1]?.tag === TAG.boolean) unread.push(id);
  }
  return { signs, isAuthority: isAuthority && certifies, unread };
};

/** Reads one certificate; `null` when it is not one in DER with an SM2 key, signed with SM2 and SM3. */
export const parseCertificate = (bytes: Uint8Array): Certificate | null => {
  const [tbs, algorithm, bits] = inside(parseDer(bytes), TAG.sequence) ?? [];
  const fields = [...(inside(tbs, TAG.sequence) ?? [])];
  if (fields[0]?.tag === 0xa0) fields.shift();
  const [serial, , issuer, validity, subject, spki, ...rest] = fields;
  const [from, to] = inside(validity, TAG.sequence) ?? [];
  const number = naturalOf(serial);
  const [notBefore, notAfter, publicKey, signature] = [
    timeOf(from),
    timeOf(to),
    keyOf(spki),
    bytesOfBits(bits),
  ];
  const signedWith = oidOf(inside(algorithm, TAG.sequence)?.[0]);
  if (tbs === undefined || issuer === undefined || subject === undefined || number === null) return null;
  if (notBefore === null || notAfter === null || publicKey === null || signature === null) return null;
  if (signedWith !== OID.sm2WithSm3) return null;
  return {
    der: bytes,
    serial: number,
    issuer: issuer.whole,
    subject: subject.whole,
    issuerText: nameText(issuer),
    subjectText: nameText(subject),
    notBefore,
    notAfter,
    publicKey,
    ...extensionsOf(rest.find(({ tag }) => tag === 0xa3)),
    tbs: tbs.whole,
    signature,
  };
};

/** Whether the issuer made this certificate. */
export const isIssuedBy = (certificate: Certificate, issuer: Certificate): boolean =>
  sm2Holds(issuer.publicKey, certificate.signature, certificate.tbs);
