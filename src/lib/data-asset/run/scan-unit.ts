import type { Failure, Result } from '../../kernel/result';
import type { BundleHeader } from '../bundle/bundle-model';
import type { ProfileSketch } from '../kernel/sketch';
import type { SourceChoice, SourceFault, SourceFile } from '../source/table-source';

/** What a worker needs to know before the first unit. */
export interface ScanSetup {
  readonly files: readonly SourceFile[];
  readonly choice: SourceChoice;
  readonly header: BundleHeader;
}

/** A part of the work that one worker does in one go. Offsets are bytes of the file. */
export type ScanUnit =
  | {
      /** Records of a seekable file that begin in `[start, until)`. */
      readonly kind: 'block';
      readonly file: number;
      /** Index of the block. */
      readonly block: number;
      /** Multiple of the chunk length. */
      readonly start: number;
      readonly until: number;
      /** Where the first record begins; `null` = to be guessed. */
      readonly from: number | null;
      /** The chunks of the block are to be hashed too. */
      readonly hash: boolean;
    }
  | {
      /** The next records of a file that can only be read from its beginning. */
      readonly kind: 'stream';
      readonly file: number;
      /** Offset in the delivered records where the block begins. */
      readonly from: number;
      readonly until: number;
    }
  | { readonly kind: 'hash'; readonly file: number; readonly chunk: number; readonly count: number }
  | { readonly kind: 'whole'; readonly file: number };

export interface ChunkHash {
  readonly index: number;
  readonly sha256: string;
}

export interface UnitResult {
  /** Where the first record began, `null` when none was found or looked for. */
  readonly from: number | null;
  /** Beginning of the next record after those taken. */
  readonly to: number;
  readonly sketch: ProfileSketch | null;
  readonly chunks: readonly ChunkHash[];
  /** A stream has no more records. */
  readonly end: boolean;
  /** Why the stream broke off; what came before counts. */
  readonly broken: Failure | null;
  readonly faults: readonly SourceFault[];
  /** Says that the arrays of the sketch are not needed any more, so that their memory can be used again. */
  readonly release?: () => void;
  /** Of the whole file, when that was asked for. */
  readonly sha256: string | null;
}

export const NOTHING: UnitResult = {
  from: null,
  to: 0,
  sketch: null,
  chunks: [],
  end: false,
  broken: null,
  faults: [],
  sha256: null,
};

/** Bytes read and records taken since the last time it was told. */
export type Tell = (bytes: number, rows: number) => void;

/** One worker, or the same in this thread. */
export interface ScanLane {
  run(unit: ScanUnit, tell: Tell): Promise<Result<UnitResult>>;
}

/** SHA-256 of bytes as they come. */
export interface RunningSha256 {
  update(bytes: Uint8Array): void;
  /** Lower-case hex of what came since the last one; then it begins anew. The bytes are not needed any more when it returns. */
  digest(): Promise<string>;
}

/** Starts a running hash. */
export type Hashing = () => Promise<RunningSha256>;

/** SHA-256 as lower-case hex; the browser's and Node's own are several times faster than one in WebAssembly. */
export type Sha256 = (bytes: Uint8Array) => Promise<string>;
