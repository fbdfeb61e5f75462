import * as v from 'valibot';
import { canonicalJson } from '../../kernel/canonical-json';
import { type Result, ok, refuse } from '../../kernel/result';
import { parseStrictJson } from '../../kernel/strict-json';
import { decodeUtf8, encodeUtf8 } from '../../kernel/utf8';
import { fromBase64, toBase64 } from './base64';

export interface EnvelopeSignature {
  /** A hint, never trusted: SHA-256 of the public key. Empty when unset. */
  readonly keyId: string;
  /** SubjectPublicKeyInfo (DER) of the signer, an addition of ours; `null` when unset. Trusted no more than the hint. */
  readonly publicKey: Uint8Array | null;
  readonly signature: Uint8Array;
}

export interface Envelope {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly signatures: readonly EnvelopeSignature[];
}

/** Signatures that are looked at in one envelope. */
const MAX_SIGNATURES = 20;

/** Unknown fields are ignored, as DSSE 1.0.2 demands of its readers. */
const shape = v.object({
  payload: v.string(),
  payloadType: v.string(),
  signatures: v.pipe(
    v.array(
      v.object({ keyid: v.optional(v.string(), ''), publicKey: v.optional(v.string()), sig: v.string() }),
    ),
    v.minLength(1),
    v.maxLength(MAX_SIGNATURES),
  ),
});

const REMEDY = '请让签名方重新签名，或索取原始文件';
const malformed = (what: string): Result<never> => refuse('E_ENVELOPE', `签名文件${what}`, '', REMEDY);

/** Reads a DSSE JSON envelope. Fails with E_ENVELOPE. */
export const parseEnvelope = (bytes: Uint8Array): Result<Envelope> => {
  const text = decodeUtf8(bytes);
  const json = text.ok ? parseStrictJson(text.value, { maxLength: 1_000_000 }) : text;
  if (!json.ok) return malformed(`不是可读的 JSON：${json.failure.message}`);
  const read = v.safeParse(shape, json.value);
  if (!read.success) return malformed('不是 DSSE 信封');
  const { payload, payloadType, signatures } = read.output;
  const body = fromBase64(payload);
  if (body === null) return malformed('的内容不是 base64');
  const all: EnvelopeSignature[] = [];
  for (const { keyid, publicKey, sig } of signatures) {
    const signature = fromBase64(sig);
    const key = publicKey === undefined ? null : fromBase64(publicKey);
    if (signature === null || (publicKey !== undefined && key === null))
      return malformed('的签名值或公钥不是 base64');
    all.push({ keyId: keyid, publicKey: key, signature });
  }
  return ok({ payloadType, payload: body, signatures: all });
};

/** The envelope as a file: canonical JSON. */
export const envelopeBytes = ({ payloadType, payload, signatures }: Envelope): Uint8Array =>
  encodeUtf8(
    canonicalJson({
      payload: toBase64(payload),
      payloadType,
      signatures: signatures.map(({ keyId, publicKey, signature }) => ({
        keyid: keyId,
        ...(publicKey === null ? {} : { publicKey: toBase64(publicKey) }),
        sig: toBase64(signature),
      })),
    }),
  );
