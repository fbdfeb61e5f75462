import * as v from 'valibot';
import { type Result, fail, ok, refuse } from '../../kernel/result';
import { parseStrictJson } from '../../kernel/strict-json';
import type { SourceEncoding, SourceFormat } from '../source/table-source';
import {
  BUNDLE_KIND,
  type BundleFile,
  type BundleHeader,
  CONTAINS,
  FILE_SPAN,
  MOST_FILES,
  type ProfileBundle,
  placeOf,
} from './bundle-model';
import { whole } from './column-schema';
import { CHUNK_BYTES, chunkCount, merkleRoot } from './merkle';
import { profileSketch } from './sketch-schema';

const FORMATS: readonly SourceFormat[] = ['csv', 'jsonl', 'parquet', 'xlsx'];
const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'gb18030',
  'ascii',
  'mixed',
] as const satisfies readonly Exclude<SourceEncoding, null>[];
const line = v.pipe(v.string(), v.maxLength(2000));
const name = v.pipe(v.string(), v.maxLength(500));
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

const header: v.GenericSchema<unknown, BundleHeader> = v.strictObject({
  method: v.pipe(v.string(), v.regex(/^data-asset\.profile@\d{1,4}$/)),
  columns: v.pipe(v.array(name), v.minLength(1), v.maxLength(4096)),
  missingTokens: v.array(name),
  booleanWords: v.array(name),
  hash: v.literal('zhiya.hash64/1'),
  registerBits: v.literal(14),
  sample: v.nullable(v.strictObject({ seed: v.pipe(v.number(), v.safeInteger()), rows: whole })),
  detect: v.boolean(),
  blockBytes: v.pipe(
    whole,
    v.check((n) => n > 0 && n % CHUNK_BYTES === 0, '块长应为 8 MiB 的倍数'),
  ),
});

const fault = v.strictObject({
  code: v.pipe(v.string(), v.regex(/^[EW]_[A-Z0-9_]{1,40}$/)),
  message: line,
  count: whole,
  firstOffset: v.nullable(whole),
  firstRecord: v.nullable(whole),
  column: v.exactOptional(name),
});

const file: v.GenericSchema<unknown, BundleFile> = v.pipe(
  v.strictObject({
    name,
    bytes: v.pipe(whole, v.maxValue(FILE_SPAN)),
    lastModified: v.nullable(v.pipe(v.number(), v.finite())),
    format: v.picklist(FORMATS),
    gzip: v.boolean(),
    encoding: v.nullable(v.picklist(ENCODINGS)),
    delimiter: v.pipe(whole, v.maxValue(127)),
    sheet: v.nullable(name),
    chunkBytes: v.literal(CHUNK_BYTES),
    chunks: v.array(v.nullable(hash)),
    merkleRoot: v.nullable(hash),
    sha256: v.nullable(hash),
    rows: whole,
    ended: v.boolean(),
    complete: v.boolean(),
    readTo: whole,
    faults: v.array(fault),
    broken: v.nullable(v.strictObject({ code: v.string(), message: line })),
    notes: v.array(line),
  }),
  v.check(({ bytes, chunks }) => chunks.length === chunkCount(bytes), '块校验值的个数与文件长度不符'),
  v.check(
    ({ chunks, merkleRoot: root }) => (root === null) === chunks.includes(null),
    '根校验值与块校验值不配',
  ),
  v.check(({ complete, ended, merkleRoot: root }) => !complete || (ended && root !== null), '读完的标记不对'),
);

const bundle = v.pipe(
  v.strictObject({
    schema: v.literal(BUNDLE_KIND),
    contains: v.literal(CONTAINS),
    header,
    files: v.pipe(v.array(file), v.minLength(1), v.maxLength(MOST_FILES)),
    sketch: v.nullable(profileSketch),
    open: v.array(v.strictObject({ file: whole, sketch: profileSketch })),
  }),
  v.transform(({ header: head, files, sketch, open }): ProfileBundle => ({
    header: head,
    files,
    sketch,
    open,
  })),
);

const refused = (what: string, path: string): Result<never> =>
  refuse('E_BUNDLE', `画像包不能使用：${what}`, path, '请重新取得画像包，或用原文件重新画像');

/** What no schema of one part can say: columns, places and records of all parts together. */
const misfit = ({
  header: { columns, sample, detect },
  files,
  sketch,
  open,
}: ProfileBundle): string | null => {
  const parts = [...open.map((part) => part.sketch), ...(sketch === null ? [] : [sketch])];
  let records = 0;
  for (const part of parts) {
    if (part.columns.length !== columns.length) return '列数与表头不符';
    if (part.rows > 0 && (part.sample === null) !== (sample === null)) return '行样本与表头不符';
    if (part.sample !== null && (part.sample.seed !== sample?.seed || part.sample.capacity !== sample.rows))
      return '行样本与表头不符';
    if (part.columns.some(({ detected }) => (detected === null) === detect)) return '识别项与表头不符';
    const last = part.ranges.at(-1)?.to ?? 0;
    if (placeOf(Math.max(0, last - 1)).file >= files.length) return '字节范围超出文件';
    for (const { firstOffset } of part.faults.values())
      if (placeOf(firstOffset).file >= files.length) return '问题的位置超出文件';
    records += part.rows;
  }
  if (open.some(({ file: at }) => at >= files.length)) return '未读完的部分不属于任何文件';
  if (new Set(open.map((part) => part.file)).size !== open.length) return '未读完的部分重复';
  return records > files.reduce((sum, { rows }) => sum + rows, 0) ? '各文件的行数加起来少于画像的行数' : null;
};

/**
 * Reads a bundle as a stranger's file: strict JSON, every array with its length, every count explained, Merkle roots
 * recomputed. Errors: those of `parseStrictJson`; `E_BUNDLE` with the place.
 */
export const readBundle = async (text: string): Promise<Result<ProfileBundle>> => {
  const json = parseStrictJson(text, { maxLength: 512 * 1024 * 1024, maxKeys: 4_000_000 });
  if (!json.ok) return fail(json.failure);
  const parsed = v.safeParse(bundle, json.value);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return refused(issue.message, v.getDotPath(issue) ?? '');
  }
  const problem = misfit(parsed.output);
  if (problem !== null) return refused(problem, '');
  for (const { merkleRoot: root, chunks, name: of } of parsed.output.files)
    if (root !== null && root !== (await merkleRoot(chunks.filter((chunk) => chunk !== null))))
      return refused('根校验值与块校验值不符', of);
  return ok(parsed.output);
};
