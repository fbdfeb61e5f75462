import { type FileMetaData, parquetMetadata } from 'hyparquet';
import { type Failure, type Result, fail, ok, refuse } from '../../kernel/result';
import { readRange } from './read-file';
import type { SourceFile } from './source-model';

const MAGIC = 'PAR1';
/** Largest description of a file that is read. */
const FOOTER_BYTES = 64 * 1024 * 1024;

const REMEDY = '请重新取得完整的文件，或由导出它的程序重新导出后再画像';

/** A place in a Parquet file that contradicts the format. */
export const damagedParquet = (file: SourceFile, where: string, what: string): Failure => ({
  code: 'E_PARQUET',
  message: `Parquet 文件在${where}损坏或被截断：${what}`,
  path: `${file.name} › ${where}`,
  remedy: REMEDY,
});

const isCount = (rows: unknown): boolean =>
  typeof rows === 'bigint' && rows >= 0n && rows <= BigInt(Number.MAX_SAFE_INTEGER);

const magicOf = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes.subarray(-4));

/**
 * Description at the end of a Parquet file.
 *
 * Errors: `E_PARQUET_TRUNCATED` without the closing mark; `E_PARQUET` when the description contradicts the format;
 * `E_PARQUET_LIMIT` above 64 MiB of description; `E_KIND` for encrypted files.
 */
export const readFooter = async (file: SourceFile): Promise<Result<FileMetaData>> => {
  const tail = await readRange(file, Math.max(0, file.size - 8), file.size);
  if (!tail.ok) return tail;
  if (magicOf(tail.value) === 'PARE')
    return refuse('E_KIND', '这是加密的 Parquet 文件，不能读取', file.name, '请导出不加密的文件后再画像');
  if (file.size < 12 || magicOf(tail.value) !== MAGIC)
    return refuse(
      'E_PARQUET_TRUNCATED',
      `Parquet 文件结尾（字节偏移 ${file.size}）没有 PAR1 标记：文件被截断或没有下载完整，其中的列说明在结尾，无法读取任何记录`,
      file.name,
      REMEDY,
    );
  const length = new DataView(tail.value.buffer, tail.value.byteOffset).getUint32(0, true);
  const from = file.size - 8 - length;
  if (from < 4) return fail(damagedParquet(file, '结尾的列说明', `说明长度 ${length} 超过文件`));
  if (length > FOOTER_BYTES)
    return refuse(
      'E_PARQUET_LIMIT',
      `列说明有 ${length} 字节，超过 ${FOOTER_BYTES} 字节的上限`,
      file.name,
      '请拆成较小的文件后再画像',
    );
  const footer = await readRange(file, from, file.size);
  if (!footer.ok) return footer;
  try {
    const metadata = parquetMetadata(footer.value, { geoparquet: false });
    if (metadata.schema.length === 0 || metadata.row_groups.some((group) => group.columns.length === 0))
      return fail(damagedParquet(file, '结尾的列说明', '没有列'));
    return metadata.row_groups.every(({ num_rows: rows }) => isCount(rows))
      ? ok(metadata)
      : fail(damagedParquet(file, '结尾的列说明', '行组的行数不可能'));
  } catch {
    return fail(damagedParquet(file, '结尾的列说明', `字节偏移 ${from} 起的内容不合格式`));
  }
};
