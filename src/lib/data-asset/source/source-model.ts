import type { Failure } from '../../kernel/result';

/** A file as the page, the worker and the terminal can all give it. `read` rejects when the disk refuses. */
export interface SourceFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds of the file system clock, `null` where it is not known. */
  readonly lastModified: number | null;
  read(from: number, to: number): Promise<Uint8Array>;
  /**
   * The same bytes in pieces of `pieceBytes` but for the last, in the same memory: a piece is valid until the next is asked for.
   * Ends where the file does; rejects as `read` does. Without it pieces are read one by one.
   */
  pieces?(from: number, to: number, pieceBytes: number): AsyncIterable<Uint8Array>;
  /** Size and time as they are now; without it a change is noticed only by a failing or short read. */
  state?(): Promise<{ readonly size: number; readonly lastModified: number | null }>;
}

export type SourceFormat = 'csv' | 'jsonl' | 'parquet' | 'xlsx';

/** `ascii`: no other byte in the first 64 KiB. `mixed`: neither UTF-8 nor GB 18030 there. `null`: the format says it itself. */
export type SourceEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'ascii' | 'mixed' | null;

/** What the source itself could not take over as it stands, counted. Faults of CSV records are told by the kernel. */
export interface SourceFault {
  readonly code: string;
  readonly message: string;
  readonly count: number;
  /** Place of the first: byte offset in the file (in the unpacked bytes of a gzip), `null` where there is none. */
  readonly firstOffset: number | null;
  /** Line (JSON Lines), row (workbook, Parquet; from 1), `null` where there is none. */
  readonly firstRecord: number | null;
  /** Column whose cells alone are concerned. */
  readonly column?: string;
}

export interface SourceChunk {
  /** Any cutting; valid until the next chunk is asked for. */
  readonly bytes: Uint8Array;
  /** Bytes of the file read so far, for progress. */
  readonly consumed: number;
  /** Only in the last chunk: the source broke off here; what came before counts. */
  readonly failure?: Failure;
  /** Only in the last chunk: totals of what was not taken over as it stands. */
  readonly faults?: readonly SourceFault[];
}

export interface TableSource {
  readonly file: SourceFile;
  readonly format: SourceFormat;
  readonly gzip: boolean;
  readonly encoding: SourceEncoding;
  /** One byte, of the delivered records. */
  readonly delimiter: number;
  /** GB 18030 under a delimiter that can be a trail byte: see `ScanForm.pairs`. */
  readonly pairs: boolean;
  /** Trimmed, never empty, no name twice: `notes` tells what was added to make it so. */
  readonly header: readonly string[];
  /** The bytes of the file are the records themselves: ranges can be read in any order. Otherwise only `stream`. */
  readonly seekable: boolean;
  /** Offset of the first record when seekable, else 0. */
  readonly from: number;
  /** Chosen sheet of a workbook, else `null`. */
  readonly sheet: string | null;
  /** All sheets of a workbook in order; else empty. */
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean }[];
  /**
   * Rows as a person counts them in the file, blank ones and title lines too: the header (0 without one), and the first records where
   * blank rows are left out already. Only formats that have rows.
   */
  readonly place?: { readonly header: number; readonly first?: readonly number[] };
  /** Remarks in Chinese known before reading: names completed, other sheets, columns stated as unsupported. No cell contents. */
  readonly notes: readonly string[];
  /** Records the file claims to hold (Parquet, workbook), `null` when only reading tells. */
  readonly claimedRows: number | null;
  /**
   * Delimited records from the first one on (no header), any chunk cutting; UTF-8 unless seekable. Yields a failure last
   * when the source breaks off (truncated gzip, damaged Parquet…): what came before counts. May be called again.
   */
  stream(): AsyncIterable<SourceChunk>;
}

export interface SourceChoice {
  readonly sheet?: string;
  /** `false`: the first record is data and columns are called 列1, 列2… Left out: refused with `E_HEADER` when all names are numbers. */
  readonly header?: boolean;
  /** Row of the header, counted from 1 as it stands in the file (blank rows count); what is above it is no data. Not with `header: false`. */
  readonly headerRow?: number;
  readonly encoding?: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';
  /** One ASCII character. */
  readonly delimiter?: string;
  /** Column names in order, for formats whose records have no order of their own (JSON Lines). */
  readonly columns?: readonly string[];
}
