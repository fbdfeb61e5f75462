import * as v from 'valibot';
import { fromBase64 } from '../container/signature/base64';
import { type Certificate, parseCertificate } from '../container/signature/certificate';
import { derOfP7s } from '../container/signature/signed-data';
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
  /** Parties that must have signed. */
  readonly required: readonly SigningSide[];
}

export const NOBODY: TrustList = { keys: [], certificates: [], required: [] };

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
  required: v.array(v.picklist(['pledgor', 'pledgee', 'agent'])),
});

const wrong = (path: string, message: string): Result<never> =>
  refuse('E_TRUST', message, path, '请改正签名方名单后再试');

const PEM = /^-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----\s*$/;

const certificateOf = (text: string): Certificate | null => {
  const bytes = fromBase64((PEM.exec(text.trim())?.[1] ?? text).replaceAll(/\s/g, ''));
  return bytes === null ? null : parseCertificate(bytes);
};

/**
 * Reads the operator's list of signers (`zhiya.trust/1`): keys as base64 of their SubjectPublicKeyInfo, certificates as
 * PEM or base64. Fails with E_TRUST, naming the place.
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
  const certificates: Certificate[] = [];
  for (const [i, one] of read.output.certificates.entries()) {
    const certificate = certificateOf(one);
    if (certificate === null) return wrong(`certificates[${i}]`, '不是 SM2 证书（PEM 或 base64）');
    certificates.push(certificate);
  }
  return ok({ keys, certificates, required: read.output.required });
};

/** A `.p7s` as signing tools hand it over (DER, PEM or base64), as DER. Fails with E_P7S. */
export const p7sBytes = (file: Uint8Array): Result<Uint8Array> => {
  const der = derOfP7s(file, fromBase64);
  return der === null
    ? refuse(
        'E_P7S',
        '不是 .p7s 签名文件（DER、PEM 或 base64）',
        '',
        '请让签名工具导出 GM/T 0010 格式的 .p7s 文件',
      )
    : ok(der);
};
