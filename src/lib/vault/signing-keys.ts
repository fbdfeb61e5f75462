import * as v from 'valibot';
import { sha256Hex as hashText, shortText } from '../case/schema-parts';
import { sha256Hex } from '../kernel/hashing';
import { type Failure, type Result, type WithFailures, fail, ok } from '../kernel/result';
import { KEEP_AND_BACK_UP } from './storage-failure';
import type { StoragePort } from './storage-port';

/**
 * Keys with which this browser signs packages. The private part is a key that the browser never gives out: it can be used here and
 * nowhere else, and goes with the data of the site. It is in no backup, case file or package.
 */

const isPrivateKey = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  value.type === 'private' &&
  'extractable' in value &&
  value.extractable === false;

export const keptKey = v.strictObject({
  /** SHA-256 of the public key. */
  id: hashText,
  /** Whose key it is, as the person said. */
  name: v.pipe(shortText, v.minLength(1)),
  algorithm: v.picklist(['Ed25519', 'ECDSA-P256-SHA256']),
  /** When, as stated by the caller. */
  madeAt: shortText,
  /** SubjectPublicKeyInfo (DER). */
  publicKey: v.custom<Uint8Array>((value) => value instanceof Uint8Array),
  privateKey: v.custom<CryptoKey>(isPrivateKey),
});
export type KeptKey = v.InferOutput<typeof keptKey>;

const keyFailure = (code: string, name: string, message: string, remedy: string): Failure => ({
  code,
  message,
  path: `签名密钥 ${name}`,
  remedy,
});

/** A record as it should be, under its own name; `null` = damaged. */
const intact = async (stored: unknown, id: string): Promise<KeptKey | null> => {
  const parsed = v.safeParse(keptKey, stored);
  if (!parsed.success || parsed.output.id !== id) return null;
  return (await sha256Hex(parsed.output.publicKey)) === id ? parsed.output : null;
};

/**
 * Keeps a new key and reads it back. The same key a second time is no fault (a retry). Fails with `E_SIGNING_KEY` when the record is
 * incomplete or its key could be exported, `E_READ_BACK`, or the failures of the store.
 */
export const addSigningKey = async (port: StoragePort, key: KeptKey): Promise<Result<KeptKey>> => {
  if ((await intact(key, key.id)) === null)
    return fail(
      keyFailure('E_SIGNING_KEY', key.name, '密钥的登记不完整，没有存入', '请填写签名方名称，重新生成'),
    );
  const written = await port.write(['signingKeys'], async (transaction) => {
    await transaction.put('signingKeys', key.id, key);
    return ok(null);
  });
  if (!written.ok) return written;
  const back = await port.read(['signingKeys'], async (transaction) =>
    ok(await transaction.get('signingKeys', key.id)),
  );
  if (!back.ok) return back;
  const kept = await intact(back.value, key.id);
  return kept === null
    ? fail(keyFailure('E_READ_BACK', key.name, '写入后读回核对不一致，不能确认已保存', KEEP_AND_BACK_UP))
    : ok(kept);
};

/** All keys here, in the order in which they were made; a damaged one is a failure beside the others. */
export const listSigningKeys = async (
  port: StoragePort,
): Promise<Result<WithFailures<readonly KeptKey[]>>> => {
  const stored = await port.read(['signingKeys'], async (transaction) =>
    ok({
      keys: await transaction.keys('signingKeys'),
      values: await transaction.values('signingKeys'),
    }),
  );
  if (!stored.ok) return stored;
  const value: KeptKey[] = [];
  const failures: Failure[] = [];
  for (const [i, id] of stored.value.keys.entries()) {
    const key = await intact(stored.value.values[i], id);
    if (key !== null) value.push(key);
    else
      failures.push(
        keyFailure(
          'E_SIGNING_KEY',
          `${id.slice(0, 16)}…`,
          '本机的这把签名密钥无法识别，不能使用',
          '请生成新的密钥，并把新公钥告诉对方',
        ),
      );
  }
  const orderOf = ({ madeAt, id }: KeptKey): string => `${madeAt}\n${id}`;
  return ok({ value: value.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1)), failures });
};

/** Gives a key up for good. A second time is no failure. */
export const deleteSigningKey = (port: StoragePort, id: string): Promise<Result<null>> =>
  port.write(['signingKeys'], async (transaction) => {
    await transaction.delete('signingKeys', id);
    return ok(null);
  });
