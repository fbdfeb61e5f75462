import type { SourceEncoding, SourceFault, SourceFormat } from '../source/table-source';
import type { ProfileSketch } from '../kernel/sketch';

export const BUNDLE_KIND = 'zhiya.profile-bundle/1';

/** What two parts must share to be merged. */
export interface BundleHeader {
  /** `profile@version` whose meaning the counts have. */
  readonly method: string;
  readonly columns: readonly string[];
  readonly missingTokens: readonly string[];
  readonly booleanWords: readonly string[];
  /** 64-bit hash of values and rows (`kernel/hash64.ts`). */
  readonly hash: 'zhiya.hash64/1';
  /** log2 of the number of HyperLogLog registers. */
  readonly registerBits: number;
  readonly sample: { readonly seed: number; readonly rows: number } | null;
  readonly detect: boolean;
  /** Seekable files are read in blocks of so many bytes; merged figures depend on it in their last digits. */
  readonly blockBytes: number;
}

/** One file of the data set, as far as it was read. */
export interface BundleFile {
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds of the file system clock. */
  readonly lastModified: number | null;
  readonly format: SourceFormat;
  readonly gzip: boolean;
  readonly encoding: SourceEncoding;
  readonly delimiter: number;
  readonly sheet: string | null;
  readonly chunkBytes: number;
  /** SHA-256 of each chunk; `null` = not read yet. */
  readonly chunks: readonly (string | null)[];
  /** Over all chunks; `null` while one is missing. */
  readonly merkleRoot: string | null;
  /** Of the whole file, when it is small enough to be hashed twice. */
  readonly sha256: string | null;
  /** Records taken, faulty ones among them. */
  readonly rows: number;
  /** All records were taken, as far as the source delivered them. */
  readonly ended: boolean;
  /** All records were taken and all bytes hashed. */
  readonly complete: boolean;
  /** Where the next block begins: bytes of the file, or of the unpacked records of a stream. */
  readonly readTo: number;
  /** What the source could not take over as it stands. */
  readonly faults: readonly SourceFault[];
  /** Why reading broke off; what came before counts. */
  readonly broken: { readonly code: string; readonly message: string } | null;
  readonly notes: readonly string[];
}

/**
 * A profile tied to the bytes it was made from. Stays with the owner of the data: it holds excerpts of raw values. Offsets of
 * `ranges` and faults are `file × FILE_SPAN + offset`.
 */
export interface ProfileBundle {
  readonly header: BundleHeader;
  readonly files: readonly BundleFile[];
  /** Files read to their end, from the first one on; `null` while there is none. */
  readonly sketch: ProfileSketch | null;
  /** Files of which only a part was read, or whose turn has not come; empty in a finished profile. */
  readonly open: readonly OpenSketch[];
}

export interface OpenSketch {
  /** Index in `files`. */
  readonly file: number;
  readonly sketch: ProfileSketch;
}

/** Distance in offsets between two files of a data set: 4 TiB, so that 2,000 of them stay below 2^53. */
export const FILE_SPAN = 4_398_046_511_104;
export const MOST_FILES = 2000;

/** File and offset in it of an offset of the data set. */
export const placeOf = (offset: number): { readonly file: number; readonly offset: number } => {
  const file = Math.floor(offset / FILE_SPAN);
  return { file, offset: offset - file * FILE_SPAN };
};

/** Said in the file itself, so that nobody sends it by mistake. */
export const CONTAINS =
  '本文件含有原始数据的片段（各列常见值、抽样的行）。只供数据持有人本人保存、续扫和合并，不得放入案卷、登记包或对外发送。';
