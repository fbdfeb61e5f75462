import { toBase64 } from '../container/signature/base64';
import { parseCertificate } from '../container/signature/certificate';
import { parseDer } from '../container/signature/der';
import { parseRevocationList } from '../container/signature/revocation-list';
import type { JsonValue } from '../kernel/json';
import { type Result, ok, refuse } from '../kernel/result';
import { parseStrictJson } from '../kernel/strict-json';
import { decodeUtf8 } from '../kernel/utf8';
import { derOfText, parseTrustList } from './trust-list';

/** A list of signers as a file, laid out to be read and edited by people. */
const listText = (
  keys: readonly JsonValue[],
  certificates: readonly string[],
  crls: readonly string[],
  required: readonly JsonValue[],
): string =>
  `${JSON.stringify({ schema: 'zhiya.trust/1', keys, certificates, ...(crls.length === 0 ? {} : { crls }), required }, null, 2)}\n`;

/** A list of signers (`zhiya.trust/1`) with one key: what its owner hands to whoever shall recognise it. */
export const trustEntryText = (publicKey: Uint8Array, name: string): string =>
  listText(
    [{ name, creditCode: null, publicKey: toBase64(publicKey), from: null, until: null, revokedOn: null }],
    [],
    [],
    [],
  );

export interface TrustFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** One list, and what is in it. */
export interface JoinedTrust {
  readonly text: string;
  readonly keys: number;
  readonly certificates: number;
  readonly crls: number;
}

interface Parts {
  readonly keys: JsonValue[];
  readonly certificates: string[];
  readonly crls: string[];
  readonly required: JsonValue[];
}

const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);
const listOf = (value: JsonValue | undefined): readonly JsonValue[] => (isList(value) ? value : []);
const textsOf = (value: JsonValue | undefined): readonly string[] =>
  listOf(value).filter((one) => typeof one === 'string');

/** A list already made: checked as a whole before anything of it is taken over. */
const addList = (parts: Parts, text: string, name: string): Result<null> => {
  const checked = parseTrustList(text);
  if (!checked.ok)
    return { ok: false, failure: { ...checked.failure, path: `${name} › ${checked.failure.path}` } };
  const json = parseStrictJson(text);
  if (!json.ok) return json;
  const fields = json.value;
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return ok(null);
  const list = new Map(Object.entries(fields));
  parts.keys.push(...listOf(list.get('keys')));
  parts.certificates.push(...textsOf(list.get('certificates')));
  parts.crls.push(...textsOf(list.get('crls')));
  parts.required.push(...listOf(list.get('required')));
  return ok(null);
};

/** A certificate or a list of revoked ones, in DER, PEM or base64. */
const addDer = (parts: Parts, { name, bytes }: TrustFile): Result<null> => {
  const text = parseDer(bytes) === null ? decodeUtf8(bytes) : null;
  const der = text === null ? bytes : text.ok ? derOfText(text.value) : null;
  if (der !== null && parseCertificate(der) !== null) parts.certificates.push(toBase64(der));
  else if (der !== null && parseRevocationList(der) !== null) parts.crls.push(toBase64(der));
  else
    return refuse(
      'E_TRUST',
      `“${name}”不是签名方名单、证书或吊销清单`,
      name,
      '名单是 zhiya.trust/1 的 JSON；证书（SM2、ECDSA、2048 位以上 RSA）和吊销清单（CRL）是 DER、PEM 或 base64，一个文件一份',
    );
  return ok(null);
};

const distinct = <T extends JsonValue>(values: readonly T[]): readonly T[] => [
  ...new Map(values.map((one) => [JSON.stringify(one), one])).values(),
];

const publicKeyOf = (key: JsonValue): JsonValue =>
  typeof key === 'object' && key !== null && 'publicKey' in key ? (key['publicKey'] ?? null) : null;

/** The same key under two names would be recognised as whichever comes first: somebody must say which. */
const twiceNamed = (keys: readonly JsonValue[]): boolean =>
  new Set(keys.map((key) => JSON.stringify(publicKeyOf(key)))).size !== keys.length;

/**
 * Puts lists of signers, certificates and lists of revoked certificates together into one list. Each is told by what it holds.
 * Fails with E_TRUST, naming the file.
 */
export const joinTrust = (files: readonly TrustFile[]): Result<JoinedTrust> => {
  const parts: Parts = { keys: [], certificates: [], crls: [], required: [] };
  for (const file of files) {
    const text = decodeUtf8(file.bytes);
    const added =
      text.ok && text.value.trimStart().startsWith('{')
        ? addList(parts, text.value, file.name)
        : addDer(parts, file);
    if (!added.ok) return added;
  }
  const keys = distinct(parts.keys);
  if (twiceNamed(keys))
    return refuse(
      'E_TRUST',
      '同一把公钥在几份名单里的名称或期限不同',
      'keys',
      '请先核对这把密钥属于谁，改正其中一份名单',
    );
  const [certificates, crls] = [distinct(parts.certificates), distinct(parts.crls)];
  return ok({
    text: listText(keys, certificates, crls, distinct(parts.required)),
    keys: keys.length,
    certificates: certificates.length,
    crls: crls.length,
  });
};
