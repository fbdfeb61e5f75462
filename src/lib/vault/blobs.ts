import { sha256Hex } from '../kernel/hashing';
import { type Failure, type Result, fail, ok } from '../kernel/result';
import { KEEP_AND_BACK_UP } from './storage-failure';
import type { StoragePort } from './storage-port';

/** Attachments, named by the SHA-256 of their bytes. The same bytes are stored once. */

const blobFailure = (code: string, sha256: string, message: string, remedy: string): Failure => ({
  code,
  message,
  path: `附件 ${sha256.slice(0, 12)}…`,
  remedy,
});

/** `undefined` when absent. Rejected by nobody: what is not bytes is damaged. */
const readStored = (port: StoragePort, sha256: string): Promise<Result<unknown>> =>
  port.read(['blobs'], async (transaction) => ok(await transaction.get('blobs', sha256)));

const isIntact = async (stored: unknown, sha256: string): Promise<boolean> =>
  stored instanceof Uint8Array && (await sha256Hex(stored)) === sha256;

/**
 * Stores bytes and answers with their SHA-256, after reading them back in a fresh transaction and hashing them again.
 * Bytes that are there and intact are not written twice; a damaged copy is replaced. `E_READ_BACK` when the check fails.
 */
export const putBlob = async (port: StoragePort, bytes: Uint8Array): Promise<Result<string>> => {
  const copy = bytes.slice(); // a view would drag its whole buffer into the store, and may change meanwhile
  const sha256 = await sha256Hex(copy);
  const before = await readStored(port, sha256);
  if (!before.ok) return before;
  if (await isIntact(before.value, sha256)) return ok(sha256);
  const written = await port.write(['blobs'], async (transaction) => {
    await transaction.put('blobs', sha256, copy);
    return ok(null);
  });
  if (!written.ok) return written;
  const after = await readStored(port, sha256);
  if (!after.ok) return after;
  if (await isIntact(after.value, sha256)) return ok(sha256);
  return fail(
    blobFailure('E_READ_BACK', sha256, '附件写入后读回核对不一致，不能确认已保存', KEEP_AND_BACK_UP),
  );
};

/** The bytes of an attachment, hashed again. Fails with `E_BLOB_MISSING` or `E_BLOB_DAMAGED`. */
export const getBlob = async (port: StoragePort, sha256: string): Promise<Result<Uint8Array>> => {
  const stored = await readStored(port, sha256);
  if (!stored.ok) return stored;
  const bytes = stored.value;
  const remedy = '请重新添加原文件，或打开含有该附件的备份文件';
  if (bytes === undefined)
    return fail(blobFailure('E_BLOB_MISSING', sha256, '本机没有这份附件的内容', remedy));
  if (bytes instanceof Uint8Array && (await sha256Hex(bytes)) === sha256) return ok(bytes);
  return fail(blobFailure('E_BLOB_DAMAGED', sha256, '附件内容与其校验值不符，不能使用', remedy));
};
