import type { StoredProfile } from '../../case/data-assets-section';
import type { DataFile } from '../../case/data-profile';
import { createDigest } from '../../kernel/hashing';
import { type Result, ok, refuse } from '../../kernel/result';
import { CHUNK_BYTES, merkleRoot } from '../bundle/merkle';
import type { Sha256 } from '../run/scan-unit';
import { type SourceFile, changeOf, readRange } from '../source/table-source';
import { type Watch, stopped } from './watch';

/** What the case knows of the profiled bytes. */
export type KnownData = Pick<StoredProfile, 'fileName' | 'bytes' | 'sha256' | 'files' | 'source'>;

const PHASE = '核对文件';

const other = (message: string, name: string): Result<never> =>
  refuse('E_FILE_OTHER', message, name, '请放入画像时的那一份文件；数据已更新的，请先重新画像');

/** No file can be proved to be the profiled one: another choice does not help. */
const unprovable = (message: string, name: string): Result<never> =>
  refuse('E_FILE_UNKNOWN', message, name, '请在本程序中画像这份文件后再计数');

type Wanted = Pick<DataFile, 'name' | 'bytes' | 'merkleRoot' | 'chunkBytes'>;

const wantedFiles = ({ files, fileName, bytes }: KnownData): readonly Wanted[] =>
  files.length > 0 ? files : [{ name: fileName, bytes: bytes ?? 0, merkleRoot: null, chunkBytes: null }];

/** Files in the order of the profile: by name and length where that names one of them, else as they were given. */
export const inProfileOrder = <F extends { readonly name: string; readonly size: number }>(
  known: KnownData,
  files: readonly F[],
): readonly F[] => {
  const found = wantedFiles(known).flatMap(({ name, bytes }) => {
    const same = files.filter((file) => file.name === name && file.size === bytes);
    return same.length === 1 ? same : [];
  });
  return found.length === files.length ? found : files;
};

/** Reads a file in chunks of the hash tree. */
async function* chunksOf(file: SourceFile): AsyncGenerator<Result<Uint8Array>> {
  for (let at = 0; at < file.size; at += CHUNK_BYTES)
    yield await readRange(file, at, Math.min(file.size, at + CHUNK_BYTES));
}

/** Takes each chunk of a file, looking up in between. */
const overChunks = async (
  file: SourceFile,
  take: (bytes: Uint8Array) => Promise<void> | void,
  before: number,
  total: number,
  watch: Watch,
): Promise<Result<null>> => {
  let done = before;
  for await (const chunk of chunksOf(file)) {
    if (watch.cancelled()) return stopped();
    if (!chunk.ok) return chunk;
    await take(chunk.value);
    done += chunk.value.length;
    watch.tell(PHASE, done, total, '字节');
    await watch.breathe();
  }
  const changed = await changeOf(file, file.size);
  return changed === null ? ok(null) : { ok: false, failure: changed };
};

const rootOf = async (
  file: SourceFile,
  sha256: Sha256,
  before: number,
  total: number,
  watch: Watch,
): Promise<Result<string>> => {
  const hashes: string[] = [];
  const read = await overChunks(
    file,
    async (bytes) => {
      hashes.push(await sha256(bytes));
    },
    before,
    total,
    watch,
  );
  return read.ok ? ok(await merkleRoot(hashes)) : read;
};

const wholeHash = async (file: SourceFile, watch: Watch): Promise<Result<string>> => {
  const digest = await createDigest();
  const read = await overChunks(
    file,
    (bytes) => {
      digest.update(bytes);
    },
    0,
    file.size,
    watch,
  );
  return read.ok ? ok(digest.digest().sha256) : read;
};

/**
 * Whether these are the profiled bytes, all of them hashed: by the hash tree of each file, or by the SHA-256 of the one file of
 * an older profile. Names may differ. Files are in the order of the profile (`inProfileOrder`).
 *
 * Errors: `E_FILE_OTHER` with what differs; `E_FILE_UNKNOWN` when the profile knows no hash or came out of a warehouse;
 * `E_CANCELLED`; those of reading.
 */
export const sameData = async (
  known: KnownData,
  files: readonly SourceFile[],
  sha256: Sha256,
  watch: Watch,
): Promise<Result<null>> => {
  if (known.source.kind !== 'own') return unprovable('画像是从仓库取来的，没有可核对的文件', known.fileName);
  const wanted = wantedFiles(known);
  if (wanted.length !== files.length)
    return other(`画像时有 ${wanted.length} 个文件，现在是 ${files.length} 个`, known.fileName);
  for (const [i, { name, bytes }] of wanted.entries()) {
    const size = files[i]?.size ?? 0;
    if (size !== bytes)
      return other(
        `长度与画像时不同：画像时“${name}”有 ${bytes} 字节，现在 ${size} 字节`,
        files[i]?.name ?? name,
      );
  }
  const total = files.reduce((sum, { size }) => sum + size, 0);
  let before = 0;
  for (const [i, file] of files.entries()) {
    const { merkleRoot: root = null, chunkBytes = null } = wanted[i] ?? {};
    const byTree = root !== null && chunkBytes === CHUNK_BYTES;
    const expected = byTree ? root : files.length === 1 ? known.sha256 : null;
    if (expected === null) return unprovable('画像中没有可核对的散列', file.name);
    const found = byTree ? await rootOf(file, sha256, before, total, watch) : await wholeHash(file, watch);
    if (!found.ok) return found;
    if (found.value !== expected) return other('文件的内容与画像时不同（散列不一致）', file.name);
    before += file.size;
  }
  return ok(null);
};
