import { sameBytes } from '../bytes';
import { type CertificateExtensions, certificateExtensions } from './certificate-extensions';
import { type Effort, UNLIMITED } from './effort';
import { TAG, bytesOfBits, inside, naturalOf, parseDer } from './der';
import { type PublicKey, keyHolds, publicKeyOf } from './public-key';
import { algorithmId, nameText, timeOf } from './x509-fields';

/** What is read of an X.509 certificate (RFC 5280 §4.1; GM/T 0015 for SM2). */
export interface Certificate extends CertificateExtensions {
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
  readonly key: PublicKey;
  readonly tbs: Uint8Array;
  /** How its issuer signed it. */
  readonly method: string;
  readonly signature: Uint8Array;
}

/**
 * Reads one certificate; `null` when it is not one in DER with a key of `publicKeyOf`, or names two ways of signing
 * (RFC 5280 §4.1.1.2).
 */
export const parseCertificate = (bytes: Uint8Array): Certificate | null => {
  const [tbs, algorithm, bits] = inside(parseDer(bytes), TAG.sequence) ?? [];
  const fields = [...(inside(tbs, TAG.sequence) ?? [])];
  if (fields[0]?.tag === 0xa0) fields.shift();
  const [serial, stated, issuer, validity, subject, spki, ...rest] = fields;
  const [from, to] = inside(validity, TAG.sequence) ?? [];
  const number = naturalOf(serial);
  const [notBefore, notAfter, key, signature] = [
    timeOf(from),
    timeOf(to),
    publicKeyOf(spki),
    bytesOfBits(bits),
  ];
  if (tbs === undefined || issuer === undefined || subject === undefined || number === null) return null;
  if (notBefore === null || notAfter === null || key === null || signature === null) return null;
  if (algorithm === undefined || stated === undefined || !sameBytes(algorithm.whole, stated.whole))
    return null;
  const [extensions] = inside(rest.find(({ tag }) => tag === 0xa3)) ?? [];
  return {
    der: bytes,
    serial: number,
    issuer: issuer.whole,
    subject: subject.whole,
    issuerText: nameText(issuer),
    subjectText: nameText(subject),
    notBefore,
    notAfter,
    key,
    ...certificateExtensions(extensions),
    tbs: tbs.whole,
    method: algorithmId(algorithm),
    signature,
  };
};

/** Whether the issuer made this certificate. A way of signing that is not judged here proves nothing. */
export const isIssuedBy = async (
  { method, signature, tbs }: Certificate,
  { key }: Certificate,
  effort: Effort = UNLIMITED,
): Promise<boolean> => (await keyHolds(key, method, null, signature, tbs, effort)) === true;
