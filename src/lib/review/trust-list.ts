import * as v from 'valibot';
import { fromBase64 } from '../container/signature/base64';
import { type Certificate, parseCertificate } from '../container/signature/certificate';
import { type RevocationList, parseRevocationList } from '../container/signature/revocation-list';
import { algorithmOf } from '../container/signature/web-key';
import { isPlainDate } from '../kernel/plain-date';
import { type Result, ok, refuse } from '../kernel/result';
import { parseStrictJson } from '../kernel/strict-json';

/** A key that the operator knows, and whose it is. Dates are calendar days, both ends included. */
export interface KnownKey {
  readonly name: string;
  readonly creditCode: string | null;
  /** SubjectPublicKeyInfo (DER). */
  readonly publicKey: Uint8Array;
  readonly from: string | null;
  readonly until: string | null;
  /** From this day on the key proves nothing. */
  readonly revokedOn: string | null;
}

export type SigningSide = 'pledgor' | 'pledgee' | 'agent';

/** Whom the operator trusts: handed in, never read out of a package. */
export interface TrustList {
  readonly keys: readonly KnownKey[];
  /** Certificates that others may lead to, or that sign themselves. */
  readonly certificates: readonly Certificate[];
  /** Lists of revoked certificates as their issuers publish them, handed in by the operator: nothing is fetched. */
  readonly revocations: readonly RevocationList[];
  /** Parties that must have signed. */
  readonly required: readonly SigningSide[];
}

export const NOBODY: TrustList = { keys: [], certificates: [], revocations: [], required: [] };

const date = v.nullable(v.pipe(v.string(), v.check(isPlainDate, '不是日期，请写成 2026-11-22')));
const shape = v.strictObject({
  schema: v.literal('zhiya.trust/1'),
  keys: v.array(
    v.strictObject({
      name: v.pipe(v.string(), v.nonEmpty()),
      creditCode: v.nullable(v.string()),
      publicKey: v.string(),
      from: date,
      until: date,
      revokedOn: date,
    }),
  ),
  certificates: v.array(v.string()),
  crls: v.optional(v.array(v.string()), []),
  required: v.array(v.picklist(['pledgor', 'pledgee', 'agent'])),
});

const wrong = (path: string, message: string): Result<never> =>
  refuse('E_TRUST', message, path, '请改正签名方名单后再试');

const PEM = /^-----BEGIN (CERTIFICATE|X509 CRL)-----([A-Za-z0-9+/=\s]+)-----END \1-----\s*$/;

/** DER of PEM or bare base64; `null` for anything else. */
export const derOfText = (text: string): Uint8Array | null =>
  fromBase64((PEM.exec(text.trim())?.[2] ?? text).replaceAll(/\s/g, ''));

/** Each text as `read` makes it; the first that is none is refused by its place. */
const readAll = <T>(
  field: string,
  texts: readonly string[],
  read: (der: Uint8Array) => T | null,
  what: string,
): Result<readonly T[]> => {
  const values: T[] = [];
  for (const [i, text] of texts.entries()) {
    const der = derOfText(text);
    const value = der === null ? null : read(der);
    if (value === null) return wrong(`${field}[${i}]`, `不是${what}（PEM 或 base64）`);
    values.push(value);
  }
  return ok(values);
};

/**
 * Reads the operator's list of signers (`zhiya.trust/1`): keys as base64 of their SubjectPublicKeyInfo, certificates and lists
 * of revoked ones (`crls`, may be left out) as PEM or base64. Fails with E_TRUST, naming the place.
 */
export const parseTrustList = (text: string): Result<TrustList> => {
  const json = parseStrictJson(text);
  if (!json.ok) return wrong('', `签名方名单不是可读的 JSON：${json.failure.message}`);
  const read = v.safeParse(shape, json.value, { abortEarly: true });
  if (!read.success) {
    const [issue] = read.issues;
    return wrong(v.getDotPath(issue) ?? '', `签名方名单不合规：${issue.message}`);
  }
  const keys: KnownKey[] = [];
  for (const [i, key] of read.output.keys.entries()) {
    const publicKey = fromBase64(key.publicKey);
    if (publicKey === null || algorithmOf(publicKey) === null)
      return wrong(
        `keys[${i}].publicKey`,
        `“${key.name}”的公钥不是 Ed25519 或 ECDSA P-256 公钥（SPKI，base64）`,
      );
    keys.push({ ...key, publicKey });
  }
  const certificates = readAll(
    'certificates',
    read.output.certificates,
    parseCertificate,
    '能用的证书：须为 SM2、ECDSA（P-256、P-384）或 2048 位以上的 RSA 密钥',
  );
  if (!certificates.ok) return certificates;
  const revocations = readAll('crls', read.output.crls, parseRevocationList, '吊销清单（CRL）');
  if (!revocations.ok) return revocations;
  return ok({
    keys,
    certificates: certificates.value,
    revocations: revocations.value,
    required: read.output.required,
  });
};
