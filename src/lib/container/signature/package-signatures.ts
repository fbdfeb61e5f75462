import { sameBytes } from '../bytes';
import type { Certificate } from './certificate';
import { type EnvelopeSignature, parseEnvelope } from './dsse-envelope';
import { type Effort, UNLIMITED } from './effort';
import { preAuthEncoding } from './pre-auth-encoding';
import { readSignedData } from './signed-data';
import { PAYLOAD_TYPE } from './signed-content';
import { holds, keyIdOf } from './web-key';

/**
 * What one signature comes to. `holds`: over exactly this package. `other-content`: a sound signature over something else.
 * `unchecked`: made in a way that is not judged here, or by a key that nobody knows and that did not come along.
 */
export type SignatureOutcome = 'holds' | 'broken' | 'other-content' | 'unreadable' | 'unchecked';

export type SignedBy =
  | { readonly kind: 'key'; readonly keyId: string; readonly publicKey: Uint8Array }
  | {
      readonly kind: 'certificate';
      readonly certificate: Certificate;
      /** Certificates that came along. */
      readonly others: readonly Certificate[];
    };

export interface SignatureCheck {
  /** Name below `signatures/`. */
  readonly file: string;
  /** Place within the file, from 1. */
  readonly number: number;
  readonly outcome: SignatureOutcome;
  /** Who it claims to be by; trusted no more than the outcome. */
  readonly by: SignedBy | null;
}

const bare = (file: string, outcome: SignatureOutcome): SignatureCheck => ({
  file,
  number: 1,
  outcome,
  by: null,
});

/** The key that came along, else every known key the hint does not rule out. */
const candidates = async (
  { publicKey, keyId }: EnvelopeSignature,
  known: readonly Uint8Array[],
): Promise<readonly Uint8Array[]> => {
  if (publicKey !== null) return [publicKey];
  if (keyId === '') return known;
  const ids = await Promise.all(known.map(keyIdOf));
  return known.filter((_, i) => ids[i] === keyId);
};

const oneOfEnvelope = async (
  signature: EnvelopeSignature,
  signed: Uint8Array,
  known: readonly Uint8Array[],
): Promise<Pick<SignatureCheck, 'outcome' | 'by'>> => {
  let broken: Uint8Array | null = null;
  for (const publicKey of await candidates(signature, known)) {
    const answer = await holds(publicKey, signature.signature, signed);
    if (answer === true)
      return { outcome: 'holds', by: { kind: 'key', keyId: await keyIdOf(publicKey), publicKey } };
    if (answer === false) broken = publicKey;
  }
  if (broken === null) return { outcome: 'unchecked', by: null };
  return { outcome: 'broken', by: { kind: 'key', keyId: await keyIdOf(broken), publicKey: broken } };
};

const ofEnvelope = async (
  file: string,
  bytes: Uint8Array,
  content: Uint8Array,
  known: readonly Uint8Array[],
): Promise<readonly SignatureCheck[]> => {
  const read = parseEnvelope(bytes);
  if (!read.ok) return [bare(file, 'unreadable')];
  const { payloadType, payload, signatures } = read.value;
  const same = payloadType === PAYLOAD_TYPE && sameBytes(payload, content);
  const checks: SignatureCheck[] = [];
  for (const [i, signature] of signatures.entries()) {
    const { outcome, by } = await oneOfEnvelope(signature, preAuthEncoding(payloadType, payload), known);
    checks.push({
      file,
      number: i + 1,
      outcome: outcome === 'holds' && !same ? 'other-content' : outcome,
      by,
    });
  }
  return checks;
};

const ofSignedData = async (
  file: string,
  bytes: Uint8Array,
  content: Uint8Array,
  effort: Effort,
): Promise<readonly SignatureCheck[]> => {
  const read = await readSignedData(bytes, content, effort);
  if (read === null) return [bare(file, 'unreadable')];
  const { signers, certificates, content: held } = read;
  // A file that carries other content was made for another package, however its signatures come out.
  const same = held === null || sameBytes(held, content);
  return signers.map(({ holds: sound, certificate }, i) => ({
    file,
    number: i + 1,
    outcome: !same ? 'other-content' : sound === null ? 'unchecked' : sound ? 'holds' : 'broken',
    by: certificate === null ? null : { kind: 'certificate', certificate, others: certificates },
  }));
};

/**
 * Checks every signature file of a package, time stamps apart (`time-stamp.ts`), over the bytes that `contentToSign` gives for it. Says whether a signature
 * holds and by which key; whom the key belongs to is for the caller to know.
 *
 * @param signatures `0001.dsse.json`, `0002.p7s` → content
 * @param known public keys (SubjectPublicKeyInfo) to try where none came along
 */
export const checkSignatures = async (
  signatures: ReadonlyMap<string, Uint8Array>,
  content: Uint8Array,
  known: readonly Uint8Array[] = [],
  effort: Effort = UNLIMITED,
): Promise<readonly SignatureCheck[]> => {
  const checks: SignatureCheck[] = [];
  for (const [file, bytes] of signatures) {
    if (file.endsWith('.dsse.json')) checks.push(...(await ofEnvelope(file, bytes, content, known)));
    else if (file.endsWith('.p7s')) checks.push(...(await ofSignedData(file, bytes, content, effort)));
  }
  return checks;
};
