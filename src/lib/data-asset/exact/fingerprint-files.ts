import type { DataFingerprint } from '../../case/data-fingerprint';
import { type Result, ok, refuse } from '../../kernel/result';
import { FingerprintPass } from '../fingerprint/fingerprint-pass';
import { mergeFingerprints } from '../fingerprint/merge-fingerprints';
import type { FingerprintSalt } from '../fingerprint/salt';
import type { TableSource } from '../source/table-source';
import { readAll } from './pass-files';
import { inUtf8 } from './same-text';
import type { Watch } from './watch';

export interface FingerprintInput {
  readonly sources: readonly TableSource[];
  readonly salt: FingerprintSalt;
  /** Sets of column names that are fingerprinted beside the rows. */
  readonly keys: readonly (readonly string[])[];
  readonly missingTokens: readonly string[];
  readonly watch: Watch;
}

/** More lists than these say no more about an overlap. */
const MOST_KEYS = 8;

const placesOf = (keys: FingerprintInput['keys'], header: readonly string[]): Result<number[][]> => {
  if (keys.length > MOST_KEYS)
    return refuse('E_FINGERPRINT', `键列最多 ${MOST_KEYS} 组`, '', '请只选最能认出同一批数据的几组');
  for (const name of keys.flat())
    if (!header.includes(name)) return refuse('E_COLUMN', `数据中没有列“${name}”`, name, '请核对列名');
  return ok(keys.filter((key) => key.length > 0).map((key) => key.map((name) => header.indexOf(name))));
};

/**
 * Fingerprint of a data set, in UTF-8 whatever the files are in, so that packages in different encodings compare.
 *
 * Errors: `E_COLUMN`, `E_FINGERPRINT`, `E_CANCELLED`, those of reading.
 */
export const fingerprintFiles = async ({
  sources,
  salt,
  keys: asked,
  missingTokens,
  watch,
}: FingerprintInput): Promise<Result<DataFingerprint>> => {
  const header = sources[0]?.header ?? [];
  const keys = placesOf(asked, header);
  if (!keys.ok) return keys;
  const total = sources.reduce((sum, { file }) => sum + file.size, 0);
  let before = 0;
  let merged: DataFingerprint | null = null;
  for (const [i, stream] of inUtf8(sources).entries()) {
    const pass = new FingerprintPass({
      delimiter: stream.delimiter,
      pairs: stream.pairs,
      columns: header.length,
      from: stream.from,
      until: Infinity,
      salt,
      names: header,
      keys: keys.value,
      missingTokens,
    });
    const base = before;
    const read = await readAll(stream, pass, watch, (consumed) => {
      watch.tell('生成指纹', base + consumed, total, '字节');
    });
    if (!read.ok) return read;
    const next: Result<DataFingerprint> =
      merged === null ? ok(pass.finish()) : mergeFingerprints(merged, pass.finish());
    if (!next.ok) return next;
    merged = next.value;
    before += sources[i]?.file.size ?? 0;
  }
  return merged === null ? refuse('E_EMPTY', '没有选择文件', '', '请选择至少一个文件') : ok(merged);
};
