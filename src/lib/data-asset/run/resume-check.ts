import { canonicalJson } from '../../kernel/canonical-json';
import { type Result, ok, refuse } from '../../kernel/result';
import type { BundleFile, BundleHeader, ProfileBundle } from '../bundle/bundle-model';
import { toJson } from '../bundle/packed';
import type { SourceFile, TableSource } from '../source/table-source';
import { hashChunks } from './local-lane';
import type { RunningSha256 } from './scan-unit';

/** Chunks hashed again when name and time are those of the earlier sitting. */
const SPOTS = 4;

const changed = (name: string, what: string): Result<never> =>
  refuse(
    'E_RESUME',
    `与上次画像的不是同一份数据：${what}`,
    name,
    '请选择当时的同一个文件；内容确实变了的，请从头画像',
  );

/** Evenly spread, first and last among them. */
const spread = (list: readonly number[], count: number): readonly number[] =>
  list.length <= count
    ? list
    : Array.from({ length: count }, (_, i) => list[Math.floor((i * (list.length - 1)) / (count - 1))] ?? 0);

const sameBytes = async (
  file: SourceFile,
  known: BundleFile,
  sha256: RunningSha256,
): Promise<Result<null>> => {
  const read = known.chunks.flatMap((hash, index) => (hash === null ? [] : [index]));
  const sure = file.name === known.name && file.lastModified === known.lastModified;
  for (const index of sure ? spread(read, SPOTS) : read) {
    const hashes = await hashChunks(file, index, 1, sha256);
    if (!hashes.ok) return hashes;
    if (hashes.value[0]?.sha256 !== known.chunks[index])
      return changed(
        file.name,
        `文件内容变了（自字节偏移 ${index * known.chunkBytes} 起的 8 MiB 与上次不同）`,
      );
  }
  return ok(null);
};

/**
 * Whether an unfinished scan belongs to these files: header and parameters, number, order and size of the files, and chunks
 * hashed again: some of them, or all when name or time of a file differ.
 *
 * Errors: `E_RESUME` with what differs; those of reading.
 */
export const checkResume = async (
  bundle: ProfileBundle,
  header: BundleHeader,
  sources: readonly TableSource[],
  sha256: RunningSha256,
): Promise<Result<null>> => {
  if (canonicalJson(toJson(bundle.header)) !== canonicalJson(toJson(header)))
    return changed(sources[0]?.file.name ?? '', '列、缺失写法或画像参数与上次不同');
  if (bundle.files.length !== sources.length)
    return changed('', `上次有 ${bundle.files.length} 个文件，现在有 ${sources.length} 个`);
  for (const [i, { file, delimiter, sheet, encoding }] of sources.entries()) {
    const known = bundle.files[i];
    if (known?.bytes !== file.size)
      return changed(file.name, `文件长度变了（上次 ${known?.bytes ?? 0} 字节，现在 ${file.size} 字节）`);
    if (known.delimiter !== delimiter || known.sheet !== sheet || known.encoding !== encoding)
      return changed(file.name, '分隔符、编码或工作表与上次不同');
    const same = await sameBytes(file, known, sha256);
    if (!same.ok) return same;
  }
  return ok(null);
};
